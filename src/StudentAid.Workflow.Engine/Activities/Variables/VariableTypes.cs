using System.Buffers;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Activities.Variables;

/// <summary>Elsa's type aliases, as far as a value must be converted to one: Elsa writes every default and literal as a text.</summary>
public static class VariableTypes
{
    private static readonly SearchValues<char> NameEnds = SearchValues.Create(",[]`<>?");
    private static readonly string[] Nullables = ["System.Nullable`1[[", "Nullable<"];

    /// <summary>The value as the declared type wants it; unchanged where there is no declaration or it does not convert.</summary>
    public static Value Fit(Value value, VariableDeclaration? declared) =>
        declared is null || declared.IsArray ? Structured(value, declared) : Fit(value, declared.Type);

    /// <summary>The value converted to an alias ("Boolean", "Int32", "Decimal" … or an assembly-qualified name of one).</summary>
    public static Value Fit(Value value, string type)
    {
        if (value.AsText() is not { } text)
            return value;
        return ShortName(type) switch
        {
            _ when type.Contains("[]", StringComparison.Ordinal) => Structured(value, text),
            "Boolean" or "bool" => OptionValues.ToBool(value) is { } b ? Value.Of(b) : value,
            "Byte" or "Int16" or "Int32" or "Int64" or "int" or "long" or "Single" or "Double" or "Decimal" or "decimal" or "double" or "float" =>
                OptionValues.ToNumber(value) is { } n ? Value.Of(n) : value,
            "String" or "string" or "Char" or "char" or "Guid" or "DateTime" or "DateTimeOffset" or "DateOnly" or "TimeOnly" or "TimeSpan" or "Uri" or "ByteArray" or "Stream" => value,
            _ => Structured(value, text),
        };
    }

    /// <summary>The name of a type without namespace, assembly and what it is a generic, an array or a nullable of; of a nullable that of its type.</summary>
    public static string ShortName(string type)
    {
        foreach (var nullable in Nullables)
        {
            if (type.StartsWith(nullable, StringComparison.Ordinal))
                type = type[nullable.Length..];
        }

        var end = type.AsSpan().IndexOfAny(NameEnds);
        var name = (end < 0 ? type : type[..end]).Trim();
        return name[(name.LastIndexOf('.') + 1)..];
    }

    private static Value Structured(Value value, VariableDeclaration? declared) =>
        declared is { IsArray: true } && value.AsText() is { } text && text.TrimStart().StartsWith('[') ? Parsed(text) ?? value : value;

    private static Value Structured(Value value, string text) => text.TrimStart() is ['{' or '[', ..] ? Parsed(text) ?? value : value;

    private static Value? Parsed(string text)
    {
        try
        {
            return Value.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            // A text that only looks like JSON stays the text it is.
            return null;
        }
    }
}
