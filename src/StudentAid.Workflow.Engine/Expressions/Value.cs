using System.Collections.Immutable;
using System.Text.Json;

namespace StudentAid.Workflow.Engine.Expressions;

public enum ValueKind { Null, Bool, Number, Text, List, Record }

/// <summary>
/// An immutable JSON value as definitions, variables and events hold it. Numbers are decimals whose scale is kept;
/// equality is structural, numbers compare by amount (1.0 equals 1), records regardless of order.
/// </summary>
public abstract class Value : IEquatable<Value>
{
    public static readonly Value Null = new NullValue();
    public static readonly Value True = new BoolValue(true);
    public static readonly Value False = new BoolValue(false);
    public static readonly ListValue EmptyList = new([]);
    public static readonly RecordValue EmptyRecord = RecordValue.From([]);

    public abstract ValueKind Kind { get; }

    public bool IsNull => Kind == ValueKind.Null;

    public static Value Of(bool value) => value ? True : False;

    public static Value Of(decimal value) => new NumberValue(value);

    /// <summary>The text, or <see cref="Null"/> for null.</summary>
    public static Value Of(string? value) => value is null ? Null : new TextValue(value);

    public static ListValue List(params IEnumerable<Value> items) => new([.. items]);

    public static RecordValue Record(params IEnumerable<(string Name, Value Value)> members) =>
        RecordValue.From(members.Select(m => KeyValuePair.Create(m.Name, m.Value)));

    public static implicit operator Value(string? value) => Of(value);

    public static implicit operator Value(bool value) => Of(value);

    public static implicit operator Value(decimal value) => Of(value);

    public static implicit operator Value(int value) => Of((decimal)value);

    public static implicit operator Value(long value) => Of((decimal)value);

    /// <summary>Reads one JSON text. Throws <see cref="JsonException"/> when it is malformed, repeats a key or is deeper than 64.</summary>
    public static Value Parse(string json) => ValueJson.Parse(System.Text.Encoding.UTF8.GetBytes(json));

    public static Value Parse(ReadOnlySpan<byte> utf8) => ValueJson.Parse(utf8);

    public static Value From(JsonElement element) => ValueJson.From(element);

    public void Write(Utf8JsonWriter writer) => ValueJson.Write(writer, this);

    /// <summary>Compact JSON, members in their order.</summary>
    public string ToJson() => ValueJson.ToJson(this);

    public override string ToString() => ToJson();

    /// <summary>The text of a text value, else null.</summary>
    public string? AsText() => (this as TextValue)?.Value;

    /// <summary>The amount of a number, else null.</summary>
    public decimal? AsNumber() => (this as NumberValue)?.Value;

    /// <summary>The truth of a boolean, else null.</summary>
    public bool? AsBool() => (this as BoolValue)?.Value;

    /// <summary>The items of a list; empty for everything else.</summary>
    public ImmutableArray<Value> Items => (this as ListValue)?.Values ?? [];

    /// <summary>A record's member, or <see cref="Null"/> where there is none or this is no record.</summary>
    public Value this[string name] => this is RecordValue record && record.TryGet(name, out var member) ? member : Null;

    public abstract bool Equals(Value? other);

    public override bool Equals(object? obj) => Equals(obj as Value);

    public abstract override int GetHashCode();

    public static bool operator ==(Value? left, Value? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(Value? left, Value? right) => !(left == right);
}

public sealed class NullValue : Value
{
    internal NullValue() { }

    public override ValueKind Kind => ValueKind.Null;

    public override bool Equals(Value? other) => other is NullValue;

    public override int GetHashCode() => 0;
}

public sealed class BoolValue : Value
{
    internal BoolValue(bool value) => Value = value;

    public bool Value { get; }

    public override ValueKind Kind => ValueKind.Bool;

    public override bool Equals(Value? other) => other is BoolValue b && b.Value == Value;

    public override int GetHashCode() => Value ? 1 : 2;
}

public sealed class NumberValue(decimal value) : Value
{
    public decimal Value { get; } = value;

    public override ValueKind Kind => ValueKind.Number;

    public override bool Equals(Value? other) => other is NumberValue n && n.Value == Value;

    public override int GetHashCode() => Value.GetHashCode();
}

public sealed class TextValue(string value) : Value
{
    public string Value { get; } = value;

    public override ValueKind Kind => ValueKind.Text;

    public override bool Equals(Value? other) => other is TextValue t && string.Equals(t.Value, Value, StringComparison.Ordinal);

    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);
}

public sealed class ListValue(ImmutableArray<Value> values) : Value
{
    public ImmutableArray<Value> Values { get; } = values;

    public override ValueKind Kind => ValueKind.List;

    public override bool Equals(Value? other) => other is ListValue l && l.Values.SequenceEqual(Values);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in Values)
            hash.Add(item);
        return hash.ToHashCode();
    }
}
