using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Streams;

/// <summary>
/// Positional records to and from arrays of their fields, in the order of the constructor: how events and states of streams are stored.
/// A field that is absent reads as the type's empty value, for fields are only appended. Fields are texts, numbers, flags, days, instants, ids,
/// values, other positional records, and immutable arrays of these.
/// </summary>
public static class RecordCodec
{
    private static readonly ConcurrentDictionary<Type, Shape> Shapes = new();

    private static readonly ConcurrentDictionary<Type, MethodInfo> Arrays = new();

    private static readonly MethodInfo CreateArray =
        typeof(ImmutableArray).GetMethods().First(m => m.Name == nameof(ImmutableArray.Create) && m.GetParameters() is [{ ParameterType.IsArray: true }]);

    /// <summary>The fields as an array, empty ones at the end left out.</summary>
    public static ListValue Write(object record) => new(Trim(Shapes.GetOrAdd(record.GetType(), Shape.Of).Fields.Select(f => ToValue(f.Property.GetValue(record), f.Type))));

    public static T Read<T>(Value fields) => (T)Read(typeof(T), fields);

    /// <summary>An event as <c>[name, …fields]</c>, the name being the record's.</summary>
    public static ListValue WriteNamed(object happened) => new(Write(happened).Values.Insert(0, happened.GetType().Name));

    /// <summary>The event of a family (the nested records of <typeparamref name="T"/>) that the row names. Throws <see cref="FormatException"/> for an unknown name.</summary>
    public static T ReadNamed<T>(Value row)
    {
        var name = row.Items.IsEmpty ? "" : row.Items[0].AsText() ?? "";
        var type = typeof(T).GetNestedType(name, BindingFlags.Public) ?? throw new FormatException($"No released version writes the event '{name}'.");
        return (T)Read(type, new ListValue(row.Items.RemoveAt(0)));
    }

    private static object Read(Type type, Value fields)
    {
        var shape = Shapes.GetOrAdd(type, Shape.Of);
        var arguments = new object?[shape.Fields.Length];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = FromValue(i < fields.Items.Length ? fields.Items[i] : Value.Null, shape.Fields[i].Type);
        return shape.Constructor.Invoke(arguments);
    }

    private static ImmutableArray<Value> Trim(IEnumerable<Value> fields)
    {
        var all = fields.ToList();
        while (all.Count > 0 && all[^1].IsNull)
            all.RemoveAt(all.Count - 1);
        return [.. all];
    }

    private static Value ToValue(object? field, Type type) => field switch
    {
        null => Value.Null,
        Value v => v,
        string { Length: 0 } or 0 or 0L or false => type == typeof(string) || type.IsPrimitive ? Value.Null : Fixed(field),
        Id id => id.IsNone ? Value.Null : id.ToString(),
        System.Collections.IEnumerable list and not string => ListOf(list, type.GetGenericArguments()[0]),
        _ => Fixed(field),
    };

    private static Value Fixed(object field) => field switch
    {
        string s => s,
        bool b => b ? 1 : 0,
        int i => i,
        long l => l,
        decimal d => d,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset at => at.ToUnixTimeMilliseconds(),
        Enum word => word.ToString(),
        _ => Write(field),
    };

    private static Value ListOf(System.Collections.IEnumerable list, Type item)
    {
        if (list.GetType().IsValueType && list.Equals(Activator.CreateInstance(list.GetType())))
            return Value.Null;
        var items = list.Cast<object?>().Select(i => i is null ? Value.Null : i is Value v ? v : i is Id id ? id.ToString() : item == typeof(string) ? (string)i : Fixed(i)).ToImmutableArray();
        return items.IsEmpty ? Value.Null : new ListValue(items);
    }

    private static object? FromValue(Value value, Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return value.IsNull ? null : FromValue(value, inner);
        if (typeof(Value).IsAssignableFrom(type))
            return type.IsInstanceOfType(value) ? value : type == typeof(ListValue) ? Value.EmptyList : type == typeof(RecordValue) ? Value.EmptyRecord : value;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
            return ArrayOf(value, type.GetGenericArguments()[0]);
        return type == typeof(string) ? value.AsText() ?? ""
            : type == typeof(bool) ? value.AsNumber() is 1
            : type == typeof(int) ? (int)(value.AsNumber() ?? 0)
            : type == typeof(long) ? (long)(value.AsNumber() ?? 0)
            : type == typeof(decimal) ? value.AsNumber() ?? 0
            : type == typeof(Id) ? Id.TryParse(value.AsText()) ?? default
            : type == typeof(DateOnly) ? value.AsText() is { } day ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : default
            : type == typeof(DateTimeOffset) ? value.AsNumber() is { } at ? DateTimeOffset.FromUnixTimeMilliseconds((long)at) : default
            : type.IsEnum ? value.AsText() is { } word ? Enum.Parse(type, word) : Activator.CreateInstance(type)
            : value.IsNull && !type.IsValueType ? null
            : Read(type, value);
    }

    private static object ArrayOf(Value value, Type item)
    {
        var items = Array.CreateInstance(item, value.Items.Length);
        for (var i = 0; i < items.Length; i++)
            items.SetValue(FromValue(value.Items[i], item), i);
        return Arrays.GetOrAdd(item, static i => CreateArray.MakeGenericMethod(i)).Invoke(null, [items])!;
    }

    private sealed record Shape(ConstructorInfo Constructor, ImmutableArray<(PropertyInfo Property, Type Type)> Fields)
    {
        public static Shape Of(Type type)
        {
            var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
            return new Shape(constructor, [.. constructor.GetParameters().Select(p => (type.GetProperty(p.Name!)
                ?? throw new ArgumentException($"{type.Name} has a constructor parameter '{p.Name}' without a property.", nameof(type)), p.ParameterType))]);
        }
    }
}
