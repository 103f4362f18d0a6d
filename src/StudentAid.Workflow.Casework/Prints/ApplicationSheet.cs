using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Casework.Applications.Forms;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Prints;

/// <summary>
/// An application form on paper: the form document's groups in its own order and words, filled with the answers as they were given. An empty form
/// (no answers) prints with blanks, to be filled in by hand.
/// </summary>
public static class ApplicationSheet
{
    private const int BlankRows = 5;
    private const int WideFrom = 16;

    public static ImmutableArray<PrintGroup> Groups(FormDocument form, Value answers)
    {
        var groups = ImmutableArray.CreateBuilder<PrintGroup>();
        foreach (var (name, field) in Ordered(form.Schema).OrderBy(p => form.Pages.Select(page => page.Id).ToList().IndexOf(p.Value.Hints.Page ?? "")))
            groups.Add(field.Types.HasFlag(FormTypes.Record) ? GroupOf(TitleOf(name, field), field, answers[name]) : GroupOf(TitleOf(name, field), name, field, answers));
        return groups.ToImmutable();
    }

    private static PrintGroup GroupOf(string title, string name, FormSchema field, Value answers) =>
        IsRows(field) ? new PrintGroup(title, [], [TableOf("", field, answers[name])])
        : new PrintGroup(title, [new LabelledAnswer(TitleOf(name, field), Show(field, answers[name]), Wide: true)], []);

    private static PrintGroup GroupOf(string title, FormSchema group, Value answers) => new(
        title,
        [
            .. Ordered(group).Where(p => !IsRows(p.Value)).Select(p => (Label: TitleOf(p.Key, p.Value), Answer: Show(p.Value, answers[p.Key]), p.Value.Hints.Widget))
                .Select(a => new LabelledAnswer(a.Label, a.Answer, a.Widget == "textarea" || a.Answer.Length > WideFrom || a.Label.Length > WideFrom)),
        ],
        [.. Ordered(group).Where(p => IsRows(p.Value)).Select(p => TableOf(TitleOf(p.Key, p.Value), p.Value, answers[p.Key]))]);

    /// <summary>As the form wants them, then as they are listed as required, as on the screen: a record's own order is lost in its canonical form.</summary>
    private static IEnumerable<KeyValuePair<string, FormSchema>> Ordered(FormSchema schema) => schema.Properties
        .OrderBy(p => p.Value.Hints.Order ?? int.MaxValue).ThenBy(p => schema.Required.Contains(p.Key) ? schema.Required.IndexOf(p.Key) : int.MaxValue);

    private static AnswerTable TableOf(string title, FormSchema field, Value rows)
    {
        var columns = Ordered(field.Items!).ToList();
        var filled = rows.Items.Select(r => columns.Select(c => Show(c.Value, r[c.Key])).ToImmutableArray());
        var blank = rows.Items.IsEmpty ? Enumerable.Repeat(columns.Select(_ => "").ToImmutableArray(), BlankRows) : [];
        return new AnswerTable(title, [.. columns.Select(c => TitleOf(c.Key, c.Value))], [.. filled, .. blank]);
    }

    private static string Show(FormSchema field, Value answer) => answer switch
    {
        NullValue => "",
        BoolValue yes => yes.Value ? "是" : "否",
        NumberValue amount when field.Hints.Widget == "money" => $"{(amount.Value / 100).ToString("0.##", CultureInfo.InvariantCulture)} 元",
        ListValue list => string.Join("、", list.Values.Select(v => field.Items is { } item ? Show(item with { Hints = item.Hints.Labels.IsEmpty ? field.Hints : item.Hints }, v) : v.AsText() ?? "")),
        TextValue text when field.IsDay => DayOf(text.Value),
        _ => LabelOf(field, answer) ?? answer.AsText() ?? answer.AsNumber()?.ToString(CultureInfo.InvariantCulture) ?? "",
    };

    private static string? LabelOf(FormSchema field, Value answer)
    {
        var at = field.Enum.IndexOf(answer);
        return at >= 0 && at < field.Hints.Labels.Length ? field.Hints.Labels[at].ZhCn : null;
    }

    internal static string DayOf(string iso) =>
        DateOnly.TryParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? DayOf(day) : iso;

    internal static string DayOf(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月{day.Day}日");

    private static bool IsRows(FormSchema field) => field.Items is { Properties.IsEmpty: false };

    private static string TitleOf(string name, FormSchema field) => field.Hints.Title?.ZhCn ?? name;
}
