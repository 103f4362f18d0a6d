using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>A dotted way into a record: <c>answers.family.perCapitaIncome</c>. The empty path is the record itself.</summary>
public readonly record struct FactPath(string Text)
{
    private string[] Names => Text.Length == 0 ? [] : Text.Split('.');

    /// <summary>The JSON pointer of the same place.</summary>
    public string Pointer => string.Concat(Names.Select(n => "/" + n));

    /// <summary>What stands there, or <see cref="Value.Null"/>.</summary>
    public Value Read(Value from)
    {
        foreach (var name in Names)
            from = from[name];
        return from;
    }

    /// <summary>The record with this place set; records missing on the way are made, and what is no record on the way is left alone.</summary>
    public RecordValue Write(RecordValue into, Value value) => Write(into, Names, value);

    private static RecordValue Write(RecordValue into, ReadOnlySpan<string> names, Value value) =>
        names.Length switch
        {
            0 => into,
            1 => into.With(names[0], value),
            _ when into[names[0]] is var inner && (inner.IsNull || inner is RecordValue) =>
                into.With(names[0], Write(inner as RecordValue ?? Value.EmptyRecord, names[1..], value)),
            _ => into,
        };

    public override string ToString() => Text;
}
