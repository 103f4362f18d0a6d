using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Applications.Forms;

/// <summary><c>rows-equal</c>: a list has as many rows as another field says, plus a constant (members = population − 1).</summary>
internal sealed record RowsEqual(FactPath Rows, FactPath Count, int Plus) : FormCheck("", "", Blocks: true)
{
    public static RowsEqual ReadBody(DocumentNode node, FormSchema schema) =>
        new(Field(node, "rows", schema), Field(node, "count", schema), node.OptionalWhole("plus", -100, 100) ?? 0);

    public override IEnumerable<FormFinding> Check(FormDocument form, RecordValue answers)
    {
        if (Rows.Read(answers) is ListValue rows && Count.Read(answers).AsNumber() is { } count
            && Math.Abs(count) <= 1_000_000m && rows.Values.Length != count + Plus)
        {
            yield return FormFinding.Of(Rows.Pointer, FormCodes.RowsDiffer,
                ("title", form.TitleOf(Rows)), ("expected", count + Plus), ("rows", rows.Values.Length), ("message", Message));
        }
    }
}

/// <summary><c>required-when</c>: fields that must be answered while a condition holds.</summary>
internal sealed record RequiredWhen(ImmutableArray<FactPath> Required, Condition If) : FormCheck("", "", Blocks: true)
{
    public static RequiredWhen ReadBody(DocumentNode node, FormSchema schema) => new(Fields(node, "fields", schema), When(node, schema));

    public override IEnumerable<FormFinding> Check(FormDocument form, RecordValue answers) =>
        If.Holds(answers) == true
            ? Required.Where(f => !Given(f.Read(answers))).Select(f =>
                FormFinding.Of(f.Pointer, FormCodes.RequiredHere, ("title", form.TitleOf(f)), ("message", Message)))
            : [];

    internal static bool Given(Value answer) => new Answered(Expected: true).Of(answer) == true;
}

/// <summary><c>at-least-one</c>: one of several fields is given; a yes/no field counts when it is yes. Only while <c>when</c> holds, if there is one.</summary>
internal sealed record AtLeastOne(ImmutableArray<FactPath> Choices, Condition? If) : FormCheck("", "", Blocks: true)
{
    public static AtLeastOne ReadBody(DocumentNode node, FormSchema schema) =>
        new(Fields(node, "fields", schema), node.Has("when") ? When(node, schema) : null);

    public override IEnumerable<FormFinding> Check(FormDocument form, RecordValue answers)
    {
        if (If is not null && If.Holds(answers) != true)
            yield break;
        if (!Choices.Any(f => f.Read(answers) is var answer && answer.AsBool() != false && RequiredWhen.Given(answer)))
            yield return FormFinding.Of(Choices.Length > 0 ? Choices[^1].Pointer : "", FormCodes.NoneGiven, ("message", Message));
    }
}

/// <summary><c>one-of-list</c>: a text, in every row where the path leads through a list, stands on a list of words.</summary>
internal sealed record OneOfList(FactPath Of, ImmutableArray<string> Words) : FormCheck("", "", Blocks: true)
{
    public static OneOfList ReadBody(DocumentNode node, FormSchema schema) => new(Field(node, "field", schema), node.Texts("words"));

    public override IEnumerable<FormFinding> Check(FormDocument form, RecordValue answers) =>
        FieldTexts.Of(answers, Of).Where(t => !Words.Contains(t.Text, StringComparer.Ordinal)).Select(t =>
            FormFinding.Of(t.Pointer, FormCodes.NotOnList, ("title", form.TitleOf(Of)), ("word", t.Text), ("message", Message)));
}

/// <summary><c>hint-when</c>: something to look at once more; never blocks.</summary>
internal sealed record HintWhen(FactPath Of, Condition If) : FormCheck("", "", Blocks: false)
{
    public static HintWhen ReadBody(DocumentNode node, FormSchema schema) => new(Field(node, "field", schema), When(node, schema));

    public override IEnumerable<FormFinding> Check(FormDocument form, RecordValue answers) =>
        If.Holds(answers) == true ? [FormFinding.Of(Of.Pointer, FormCodes.Hint, ("message", Message))] : [];
}

/// <summary><c>id-number</c> and <c>phone</c>: the shape of a number, wherever it is given.</summary>
internal sealed record NumberFormat(FactPath Of, Func<string, bool> Good, Code Code) : FormCheck("", "", Blocks: true)
{
    public static NumberFormat ReadIdNumber(DocumentNode node, FormSchema schema) =>
        new(Field(node, "field", schema), text => IdNumber.Read(text).Number is not null, FormCodes.BadIdNumber);

    public static NumberFormat ReadPhone(DocumentNode node, FormSchema schema) =>
        new(Field(node, "field", schema), PhoneNumber.IsValid, FormCodes.BadPhone);

    public override IEnumerable<FormFinding> Check(FormDocument form, RecordValue answers) =>
        FieldTexts.Of(answers, Of).Where(t => t.Text.Length > 0 && !Good(t.Text)).Select(t =>
            FormFinding.Of(t.Pointer, Code, ("title", form.TitleOf(Of)), ("message", Message)));
}

/// <summary>The texts at a path, with their pointers, through every row of a list on the way.</summary>
internal static class FieldTexts
{
    public static IEnumerable<(string Pointer, string Text)> Of(Value answers, FactPath path) => Visit(answers, path.Text.Split('.'), 0, "");

    private static IEnumerable<(string Pointer, string Text)> Visit(Value at, string[] names, int depth, string pointer) => at switch
    {
        ListValue list => list.Values.SelectMany((row, i) => Visit(row, names, depth, $"{pointer}/{i}")),
        TextValue text when depth == names.Length => [(pointer, text.Value)],
        RecordValue when depth < names.Length => Visit(at[names[depth]], names, depth + 1, $"{pointer}/{names[depth]}"),
        _ => [],
    };
}
