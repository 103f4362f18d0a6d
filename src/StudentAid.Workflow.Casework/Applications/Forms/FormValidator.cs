using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Applications.Forms;

/// <summary>
/// Holds answers against a form. Computed fields are always the server's: what was sent for them is overwritten, or taken out where they cannot be
/// computed. Checks over several fields run only when the fields themselves are right. Never throws, whatever is sent.
/// </summary>
public static class FormValidator
{
    /// <summary>Values in one set of answers, rows and groups counted.</summary>
    public const int MostValues = 20_000;

    /// <summary>Levels of groups and rows.</summary>
    public const int Deepest = 32;

    public static FormResult Validate(FormDocument form, Value answers)
    {
        if (Exceeds(answers))
            return new FormResult([FormFinding.Of("", FormCodes.TooLarge, ("limit", MostValues), ("depth", Deepest))], [], Value.EmptyRecord);
        if (answers is not RecordValue given)
            return new FormResult([FormFinding.Of("", FormCodes.WrongType, ("title", "申请表 form"), ("expected", "分组 group"))], [], Value.EmptyRecord);

        // Sums are computed of the answers as they came; a wrong row leaves a sum without answer and is reported by itself.
        var computed = form.Computed.Aggregate(given, (record, field) => Set(record, field, field.Compute(record)));
        var errors = SchemaValidator.Validate(form.Schema, computed);
        if (errors.Count > 0)
            return new FormResult([.. errors], [], computed);
        var found = form.Checks.SelectMany(c => c.Check(form, computed).Select(f => (c.Blocks, Finding: f))).Take(SchemaValidator.MostFindings).ToList();
        return new FormResult(
            [.. found.Where(f => f.Blocks).Select(f => f.Finding)], [.. found.Where(f => !f.Blocks).Select(f => f.Finding)], computed);
    }

    private static RecordValue Set(RecordValue record, ComputedField field, Value value)
    {
        if (!value.IsNull)
            return field.Field.Write(record, value);
        return Remove(record, field.Field.Text.Split('.'));
    }

    private static RecordValue Remove(RecordValue record, ReadOnlySpan<string> names) =>
        names.Length == 1 ? record.Without(names[0])
        : record[names[0]] is RecordValue inner ? record.With(names[0], Remove(inner, names[1..]))
        : record;

    private static bool Exceeds(Value root)
    {
        // An explicit stack, so that depth is no danger here; what is deeper than a form can be is refused before anything recurses into it.
        var open = new Stack<(Value Value, int Depth)>([(root, 0)]);
        for (var count = 0; open.TryPop(out var next); count++)
        {
            if (count >= MostValues || next.Depth > Deepest)
                return true;
            foreach (var child in next.Value is RecordValue record ? record.Members.Select(m => m.Value) : next.Value.Items)
                open.Push((child, next.Depth + 1));
            if (open.Count > MostValues)
                return true;
        }

        return false;
    }
}
