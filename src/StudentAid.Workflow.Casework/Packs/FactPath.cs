using System.Collections.Immutable;
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

    /// <summary>
    /// Whether the path leads through a list, and then what stands there in each of its rows; a row where nothing stands gives <see cref="Value.Null"/>. A list at the
    /// path's end is a value like any other.
    /// </summary>
    public bool LeadsThroughRows(Value from, out ImmutableArray<Value> rows)
    {
        var (found, through) = (ImmutableArray.Create(from), false);
        foreach (var name in Names)
        {
            through |= found.Any(f => f is ListValue);
            found = [.. found.SelectMany(f => f is ListValue list ? list.Values : [f]).Select(f => f[name])];
        }

        rows = found;
        return through;
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
