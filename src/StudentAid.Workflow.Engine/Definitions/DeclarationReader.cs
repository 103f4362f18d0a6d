using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities.Variables;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Definitions;

/// <summary>Reads variables, inputs and outputs in both spellings.</summary>
internal static class DeclarationReader
{
    private static readonly string[] ShortNames = ["id", "name", "type", "isArray", "default", "personal", "note", "elsa"];

    /// <summary><paramref name="own"/> is what our own exports keep beside Elsa's declarations: <c>personal</c> and <c>defaults</c> by name.</summary>
    public static ImmutableArray<VariableDeclaration> Read(Reading reading, SourceNode? list, string name, Value own)
    {
        var declared = ImmutableArray.CreateBuilder<VariableDeclaration>();
        foreach (var item in reading.ItemsOf(list, name))
        {
            if (item.Kind != ValueKind.Record || item["name"]?.Text is not { } called)
                reading.Misshapen(name, "{ name, type }", item);
            else if (reading.IsShort)
                declared.Add(Short(reading, item, called));
            else
                declared.Add(Long(reading, item, called, own));
        }

        return declared.DrainToImmutable();
    }

    private static VariableDeclaration Short(Reading reading, SourceNode item, string name)
    {
        foreach (var member in item.Members.Where(m => !ShortNames.Contains(m.Name, StringComparer.Ordinal)))
            reading.Unknown(member, ShortNames);
        return new VariableDeclaration
        {
            Name = name,
            Id = reading.TextOf(item, "id"),
            Type = reading.TextOf(item, "type") ?? "Object",
            IsArray = reading.BoolOf(item, "isArray"),
            Default = item["default"]?.ToValue() ?? Value.Null,
            Personal = reading.BoolOf(item, "personal"),
            Elsa = reading.TextOf(item, "note") is { } note ? reading.RecordOf(item, "elsa").With("note", note) : reading.RecordOf(item, "elsa"),
        };
    }

    private static VariableDeclaration Long(Reading reading, SourceNode item, string name, Value own)
    {
        var rest = (RecordValue)item.ToValue();
        var typeSlot = item["typeName"]?.Text is not null ? "typeName" : "type";
        var declared = new VariableDeclaration
        {
            Name = name,
            Id = reading.TextOf(item, "id"),
            Type = reading.TextOf(item, typeSlot) ?? "Object",
            IsArray = reading.BoolOf(item, "isArray"),
            Personal = own["personal"].Items.Contains(Value.Of(name)),
        };
        rest = rest.Without("name").Without("id").Without(typeSlot).Without("isArray").Without("value");
        var written = item["value"]?.ToValue() ?? Value.Null;
        declared = declared with { Default = own["defaults"] is RecordValue defaults && defaults.Has(name) ? defaults[name] : VariableTypes.Fit(written, declared) };
        if (!written.IsNull && written != Spelled(declared.Default))
            rest = rest.With("value", written);
        return declared with { Elsa = rest };
    }

    /// <summary>A default as Elsa writes it: always a text.</summary>
    public static Value Spelled(Value value) => value switch
    {
        NullValue or TextValue => value,
        NumberValue n => n.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        BoolValue b => b.Value ? "True" : "False",
        _ => value.ToJson(),
    };
}
