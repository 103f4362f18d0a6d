using System.Collections.Immutable;
using System.Reflection;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Histories;

/// <summary>The fields of positional records by name and type, and what was written of one held against what is written now: fields are only appended.</summary>
internal static class Shapes
{
    /// <summary>The fields of the state, of each event, and of the records among them: <c>{ name: ["Field: Type", …] }</c>.</summary>
    public static RecordValue Of(StreamKind kind)
    {
        var found = new SortedDictionary<string, Value>(StringComparer.Ordinal);
        Add(kind.State, kind.State.Name, found);
        foreach (var happened in kind.Events.GetNestedTypes())
            Add(happened, $"{kind.Events.Name}.{happened.Name}", found);
        return RecordValue.From(found);
    }

    /// <summary>The records of which one has fields that the other has not.</summary>
    public static IEnumerable<string> Differing(Value old, Value now) =>
        ((RecordValue)old).Members.Concat(((RecordValue)now).Members).Select(m => m.Key).Distinct().Where(n => old[n] != now[n]).Select(n => $"{n} was {old[n].ToJson()}");

    /// <summary>True where a record has the same fields in both, and so have the records among them.</summary>
    public static bool IsSame(Value old, Value now, string record) => old[record] == now[record]
        && now[record].Items.Select(f => f.AsText()!.Split(": ")[^1].TrimEnd('?', '[', ']')).All(part => part == record || now[part].IsNull || IsSame(old, now, part));

    /// <summary>What of the old fields is not where it was.</summary>
    public static IEnumerable<string> Moved(Value old, Value now) => old.Items.Length > now.Items.Length
        ? [$"{old.ToJson()} has lost fields"]
        : old.Items.Zip(now.Items).Where(f => f.First != f.Second).Select(f => $"{f.First.AsText()} is now {f.Second.AsText()}");

    /// <summary>True where each field that was written has its value still; a record may have more fields, a list may not have more items.</summary>
    public static bool Holds(Type type, Value old, Value now)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Holds(inner, old, now);
        if (ItemOf(type) is { } item)
            return old.Items.Length == now.Items.Length && old.Items.Zip(now.Items).All(i => Holds(item, i.First, i.Second));
        if (!IsRecord(type) || old.IsNull || now.IsNull)
            return old == now;
        return Fields(type).Take(old.Items.Length).Select((f, n) => Holds(f.ParameterType, old.Items[n], n < now.Items.Length ? now.Items[n] : Value.Null)).All(h => h)
            && old.Items.Length <= Fields(type).Length;
    }

    public static ParameterInfo[] Fields(Type record) => record.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First().GetParameters();

    private static void Add(Type record, string name, SortedDictionary<string, Value> found)
    {
        if (found.ContainsKey(name))
            return;
        (string Name, Type Type)[] members = [.. Fields(record).Select(f => (f.Name!, f.ParameterType)), .. Initialised(record).Select(p => (p.Name, p.PropertyType))];
        found[name] = Value.List(members.Select(m => Value.Of($"{m.Name}: {NameOf(m.Type)}")));
        foreach (var part in members.Select(m => Nullable.GetUnderlyingType(m.Type) ?? ItemOf(m.Type) ?? m.Type).Where(IsRecord))
            Add(part, part.Name, found);
    }

    /// <summary>What is given beside the constructor: only an instance's records have such, as they are written by hand.</summary>
    private static IEnumerable<PropertyInfo> Initialised(Type record) => record.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(p => p.SetMethod is { IsPublic: true } && Fields(record).All(f => f.Name != p.Name)).OrderBy(p => p.MetadataToken);

    private static Type? ItemOf(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) ? type.GetGenericArguments()[0] : null;

    private static bool IsRecord(Type type) => type.Namespace?.StartsWith("StudentAid.", StringComparison.Ordinal) == true && !type.IsEnum && type != typeof(Id) && !typeof(Value).IsAssignableFrom(type);

    private static string NameOf(Type type) => Nullable.GetUnderlyingType(type) is { } inner ? $"{inner.Name}?" : ItemOf(type) is { } item ? $"{item.Name}[]" : type.Name;
}
