using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Activities;

/// <summary>Values to and from the types that an options record may have. Elsa's documents write every literal as a text, so texts convert.</summary>
internal static class OptionValues
{
    public static OptionKind KindOf(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(string) || type == typeof(Text) ? OptionKind.Text
            : type == typeof(bool) ? OptionKind.Bool
            : type == typeof(int) || type == typeof(long) ? OptionKind.Integer
            : type == typeof(decimal) ? OptionKind.Number
            : type == typeof(TimeSpan) ? OptionKind.Duration
            : type == typeof(DateTimeOffset) ? OptionKind.Instant
            : type == typeof(ImmutableArray<string>) || type == typeof(ImmutableArray<Value>) ? OptionKind.List
            : type == typeof(RecordValue) ? OptionKind.Record
            : OptionKind.Any;
    }

    public static Value ToValue(object? value) => value switch
    {
        null => Value.Null,
        Value v => v,
        string s => s,
        Text t => t.ToValue(),
        bool b => b,
        int i => i,
        long l => l,
        decimal d => d,
        TimeSpan t => XmlConvert.ToString(t),
        DateTimeOffset at => at.ToString("O", CultureInfo.InvariantCulture),
        ImmutableArray<string> list => list.IsDefault ? Value.Null : Value.List(list.Select(Value.Of)),
        ImmutableArray<Value> list => list.IsDefault ? Value.Null : new ListValue(list),
        _ => throw new ArgumentException($"An option cannot be a {value.GetType().Name}.", nameof(value)),
    };

    /// <summary>True with null for a null value: the record's default stays.</summary>
    public static bool TryConvert(Value value, Type type, OptionDescription description, out object? converted)
    {
        converted = null;
        if (value.IsNull)
            return true;
        type = Nullable.GetUnderlyingType(type) ?? type;
        converted =
            typeof(Value).IsAssignableFrom(type) ? (type.IsInstanceOfType(value) ? value : null)
            : type == typeof(string) ? ToText(value)
            : type == typeof(Text) ? Text.From(value)
            : type == typeof(bool) ? ToBool(value)
            : type == typeof(decimal) ? ToNumber(value)
            : type == typeof(int) ? ToInteger(value) is { } n and >= int.MinValue and <= int.MaxValue ? (int)n : null
            : type == typeof(long) ? ToInteger(value)
            : type == typeof(TimeSpan) ? ToDuration(value)
            : type == typeof(DateTimeOffset) ? ToInstant(value)
            : type == typeof(ImmutableArray<string>) ? ToTexts(value)
            : type == typeof(ImmutableArray<Value>) ? ToList(value)
            : null;
        return converted is not null && (description.Choices.IsEmpty || converted is not string word || description.Choices.Contains(word, StringComparer.Ordinal));
    }

    public static string ToText(Value value) => ValueText.Of(value);

    public static bool? ToBool(Value value) => value switch
    {
        BoolValue b => b.Value,
        TextValue t when bool.TryParse(t.Value, out var b) => b,
        _ => null,
    };

    public static decimal? ToNumber(Value value) => value switch
    {
        NumberValue n => n.Value,
        TextValue t when decimal.TryParse(t.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) => n,
        _ => null,
    };

    public static long? ToInteger(Value value) =>
        ToNumber(value) is { } n && decimal.Truncate(n) == n && n is >= long.MinValue and <= long.MaxValue ? (long)n : null;

    /// <summary>ISO 8601 ("PT1H") or .NET's "hh:mm:ss", as Elsa writes it.</summary>
    public static TimeSpan? ToDuration(Value value)
    {
        if (value.AsText() is not { } text)
            return null;
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span))
            return span;
        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public static DateTimeOffset? ToInstant(Value value) =>
        value.AsText() is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at.ToUniversalTime() : null;

    /// <summary>The texts of a list, or of a text that holds one as JSON; none where it is no list.</summary>
    public static ImmutableArray<string> TextsIn(Value? value) => value is { IsNull: false } && ToTexts(value) is { } texts ? texts : [];

    private static ImmutableArray<string>? ToTexts(Value value) => ToList(value) is { } list ? [.. list.Select(ToText)] : null;

    private static ImmutableArray<Value>? ToList(Value value)
    {
        if (value is ListValue list)
            return list.Values;
        if (value.AsText() is not { } text || !text.TrimStart().StartsWith('['))
            return [value];
        try
        {
            return Value.Parse(text).Items;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
