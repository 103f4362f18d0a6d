using System.Collections.Immutable;

namespace StudentAid.Workflow.Engine.Expressions;

/// <summary>A JSON object: members keep the order in which they were written, names are unique and compared by ordinal.</summary>
public sealed class RecordValue : Value
{
    private readonly Dictionary<string, Value> byName;

    private RecordValue(ImmutableArray<KeyValuePair<string, Value>> members, Dictionary<string, Value> byName)
    {
        Members = members;
        this.byName = byName;
    }

    public ImmutableArray<KeyValuePair<string, Value>> Members { get; }

    public override ValueKind Kind => ValueKind.Record;

    public int Count => Members.Length;

    /// <summary>Throws <see cref="ArgumentException"/> when a name is repeated.</summary>
    public static RecordValue From(IEnumerable<KeyValuePair<string, Value>> members)
    {
        ImmutableArray<KeyValuePair<string, Value>> array = [.. members];
        var index = new Dictionary<string, Value>(array.Length, StringComparer.Ordinal);
        foreach (var (name, value) in array)
            index.Add(name, value);
        return new RecordValue(array, index);
    }

    public bool Has(string name) => byName.ContainsKey(name);

    public bool TryGet(string name, out Value value)
    {
        if (byName.TryGetValue(name, out var found))
        {
            value = found;
            return true;
        }

        value = Null;
        return false;
    }

    /// <summary>The record with this member set: in place where the name exists, else at the end.</summary>
    public RecordValue With(string name, Value value) =>
        Has(name)
            ? From(Members.Select(m => string.Equals(m.Key, name, StringComparison.Ordinal) ? KeyValuePair.Create(name, value) : m))
            : From(Members.Add(KeyValuePair.Create(name, value)));

    public RecordValue Without(string name) =>
        Has(name) ? From(Members.Where(m => !string.Equals(m.Key, name, StringComparison.Ordinal))) : this;

    public override bool Equals(Value? other) =>
        other is RecordValue r && r.Count == Count && Members.All(m => r.TryGet(m.Key, out var theirs) && theirs.Equals(m.Value));

    public override int GetHashCode()
    {
        // Order must not matter, so members are combined by addition.
        var hash = Count;
        foreach (var (name, value) in Members)
            hash += HashCode.Combine(name, value);
        return hash;
    }
}
