using System.Collections.Immutable;
using System.Text;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Histories;

/// <summary>One of each event of a family, in the order in which they are declared, every field filled: a history for kinds that no case file brings about.</summary>
internal static class SampleEvents
{
    public const string From = "one of each event";

    private static readonly DateTimeOffset At = new(2026, 9, 22, 2, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<byte[]> Of(Type family) =>
        [.. family.GetNestedTypes().OrderBy(t => t.MetadataToken).Select(t => Encoding.UTF8.GetBytes(Value.List(RecordCodec.WriteNamed(Sample(t))).ToJson()))];

    public static object Sample(Type happened) => Sample(happened, happened.Name)!;

    private static object? Sample(Type type, string name)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Sample(inner, name);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
            return ListOf(type.GetGenericArguments()[0], name);
        return type == typeof(string) ? name.ToLowerInvariant()
            : type == typeof(bool) ? true
            : type == typeof(int) ? name.Length
            : type == typeof(long) ? (long)name.Length
            : type == typeof(decimal) ? 1.5m
            : type == typeof(Id) ? Id.Of("sample", name)
            : type == typeof(DateOnly) ? new DateOnly(2026, 9, 22)
            : type == typeof(DateTimeOffset) ? At
            : type.IsEnum ? Enum.GetValues(type).GetValue(0)
            : typeof(Value).IsAssignableFrom(type) ? Value.Record(("sample", name))
            : Shapes.Fields(type) is var fields ? Activator.CreateInstance(type, [.. fields.Select(f => Sample(f.ParameterType, f.Name!))]) : null;
    }

    private static object ListOf(Type item, string name)
    {
        var items = Array.CreateInstance(item, 1);
        items.SetValue(Sample(item, name), 0);
        return typeof(ImmutableArray).GetMethods().First(m => m.Name == nameof(ImmutableArray.Create) && m.GetParameters() is [{ ParameterType.IsArray: true }]).MakeGenericMethod(item).Invoke(null, [items])!;
    }
}
