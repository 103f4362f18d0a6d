using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters.Hints;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Aid;

/// <summary>A row of the list as red flags look at it: whose it is and what the register says of him.</summary>
public sealed record FlagRow(Id Case, string Level, string Name, Value Register);

/// <summary>How many records of a school's students an account changed since the term began.</summary>
public readonly record struct AccountEdits(string Name, int Count);

/// <summary>
/// What red flags look at beside the rows: the day at which age counts, when the term began, how many the school has, on which days enrolments changed, and the
/// names on a provider's list that are not on this one.
/// </summary>
public sealed record FlagSchool(DateOnly ReferenceDay, DateOnly TermStart, int Students, ImmutableArray<DateOnly> Changes, ImmutableArray<string> MatchedExcluded)
{
    public ImmutableArray<AccountEdits> Accounts { get; init; } = [];
}

/// <summary>A red flag with its sentence.</summary>
public sealed record RedFlag(Hint Hint, Text Text);

/// <summary>Looks a list of aid through for what must be reviewed by hand (十). Pure; the order of the rows does not matter.</summary>
public static class RedFlags
{
    private const int Week = 7;

    /// <summary>The flags in the rules' order, then by case; none of them refuses anybody.</summary>
    public static ImmutableArray<RedFlag> Find(IEnumerable<RedFlagRule> rules, IEnumerable<FlagRow> rows, FlagSchool school)
    {
        ImmutableArray<FlagRow> known = [.. rows.Where(r => r.Level.Length > 0).OrderBy(r => r.Case)];
        return [.. rules.SelectMany(rule => rule.Id switch
        {
            RedFlagKinds.Age => Ages(known, rule, school),
            RedFlagKinds.Shared => Shared(known, rule),
            RedFlagKinds.Edits => Edits(known, rule),
            RedFlagKinds.Changes => Changes(rule, school),
            RedFlagKinds.LateRegister => Late(known, rule, school),
            RedFlagKinds.Graduated => Graduated(known),
            RedFlagKinds.Accounts => Accounts(rule, school),
            _ => Excluded(school),
        })];
    }

    private static IEnumerable<RedFlag> Ages(ImmutableArray<FlagRow> rows, RedFlagRule rule, FlagSchool school) =>
        rows.Select(r => (Row: r, Age: r.Register["birth"].AsDay() is { } birth ? Age.On(birth, school.ReferenceDay) : 0)).Where(r => r.Age > rule.Maximum)
            .Select(r => Flag(rule, [r.Row], $"大龄：{r.Row.Name} {r.Age} 岁（参考线 {Number(rule.Maximum)} 岁），请核对学籍和年龄后说明。",
                $"Age: {r.Row.Name} is {r.Age} (usual up to {Number(rule.Maximum)}); compare register and age and say what was found."));

    private static IEnumerable<RedFlag> Shared(ImmutableArray<FlagRow> rows, RedFlagRule rule) =>
        rows.Where(r => r.Register[rule.Of].AsText()?.Trim().Length > 0).GroupBy(r => r.Register[rule.Of].AsText()!.Trim(), StringComparer.Ordinal).Where(g => g.Count() > Math.Max(1, rule.Maximum))
            .Select(g => Flag(rule, [.. g], $"{rule.Name.ZhCn}相同：{Names(g, "、")} 共用同一{rule.Name.ZhCn}，请核实后说明。",
                $"One {rule.Name.In("en")}: {Names(g, ", ")} have the same; verify and say what was found."));

    private static IEnumerable<RedFlag> Edits(ImmutableArray<FlagRow> rows, RedFlagRule rule) => rows.Where(r => Edited(r) > rule.Maximum)
        .Select(r => Flag(rule, [r], $"学籍修改频繁：{r.Name} 本学期学籍修改 {Edited(r)} 次（参考线 {Number(rule.Maximum)} 次），请说明原因。",
            $"Frequent edits: the register of {r.Name} was edited {Edited(r)} times this term (usual up to {Number(rule.Maximum)}); say why."));

    /// <summary>The fullest seven days, where they hold more than the share of the school and more than the number.</summary>
    private static IEnumerable<RedFlag> Changes(RedFlagRule rule, FlagSchool school)
    {
        var most = school.Changes.Select(from => (From: from, Count: school.Changes.Count(d => d >= from && d < from.AddDays(Week)))).OrderByDescending(w => w.Count).ThenBy(w => w.From).FirstOrDefault();
        if (most.Count <= rule.Maximum || school.Students == 0 || most.Count <= rule.Share * school.Students)
            yield break;
        var day = most.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        yield return Flag(rule, [], $"大批量学籍异动：{day} 起七天内 {most.Count} 人异动，占 {school.Students} 人的 {Percent(most.Count, school.Students)}，请说明原因。",
            $"Many changes: {most.Count} of {school.Students} students changed enrolment within seven days from {day} ({Percent(most.Count, school.Students)}); say why.");
    }

    private static IEnumerable<RedFlag> Late(ImmutableArray<FlagRow> rows, RedFlagRule rule, FlagSchool school) =>
        rows.Where(r => r.Register["registeredOn"].AsDay() is { } on && on > school.TermStart.AddDays((int)rule.Maximum))
            .Select(r => Flag(rule, [r], $"学籍建立较晚：{r.Name} 的学籍于开学后 {r.Register["registeredOn"].AsText()} 建立，请说明原因。",
                $"Late register: that of {r.Name} was created on {r.Register["registeredOn"].AsText()}, after the term began; say why."));

    private static IEnumerable<RedFlag> Graduated(ImmutableArray<FlagRow> rows) => rows.Where(r => r.Register["registerState"].AsText() == "graduated")
        .Select(r => Flag(RedFlagKinds.Graduated, [r], $"已毕业：{r.Name} 的学籍状态为毕业，仍在名单中，请核实。", $"Graduate: {r.Name} has left with a certificate and is on the list; verify."));

    /// <summary>One flag for all accounts beyond the number, the busiest first.</summary>
    private static IEnumerable<RedFlag> Accounts(RedFlagRule rule, FlagSchool school)
    {
        var busy = school.Accounts.Where(a => a.Count > rule.Maximum).OrderByDescending(a => a.Count).ThenBy(a => a.Name, StringComparer.Ordinal).ToList();
        if (busy.Count > 0)
        {
            yield return Flag(rule, [], $"同一账号修改频繁：开学以来 {string.Join("、", busy.Select(a => $"{a.Name} {a.Count} 次"))}（参考线 {Number(rule.Maximum)} 次），请说明原因。",
                $"Edits by one account: since the term began {string.Join(", ", busy.Select(a => $"{a.Name} {a.Count}"))} (usual up to {Number(rule.Maximum)}); say why.");
        }
    }

    private static IEnumerable<RedFlag> Excluded(FlagSchool school)
    {
        if (!school.MatchedExcluded.IsEmpty)
        {
            yield return Flag(RedFlagKinds.MatchedExcluded, [], $"比对在册未列入：{string.Join("、", school.MatchedExcluded)} 在有关部门名单中而不在本名单，请逐人核实。",
                $"Matched, not included: {string.Join(", ", school.MatchedExcluded)} are on a provider's list and not on this one; check each.");
        }
    }

    private static RedFlag Flag(RedFlagRule rule, ImmutableArray<FlagRow> rows, string zhCn, string en) => Flag(rule.Of.Length > 0 ? $"{rule.Id}-{KeyOf(rule.Of)}" : rule.Id, rows, zhCn, en);

    private static RedFlag Flag(string kind, ImmutableArray<FlagRow> rows, string zhCn, string en) =>
        new(new Hint(kind, [.. rows.Select(r => new HintRow(r.Case, r.Level, null, "", "", null, Value.Null))]), new Text(zhCn, en));

    private static int Edited(FlagRow row) =>
        (int)(row.Register["registerEdits"].AsNumber() ?? (int.TryParse(row.Register["registerEdits"].AsText(), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0));

    private static string KeyOf(string field) => string.Concat(field.Select(c => char.IsAsciiLetterUpper(c) ? $"-{char.ToLowerInvariant(c)}" : c.ToString()));


    private static string Names(IEnumerable<FlagRow> rows, string separator) => string.Join(separator, rows.Select(r => r.Name));

    private static string Percent(int count, int of) => string.Create(CultureInfo.InvariantCulture, $"{100m * count / of:0.#}%");

    private static string Number(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
