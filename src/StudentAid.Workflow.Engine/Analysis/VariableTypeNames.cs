using StudentAid.Workflow.Engine.Activities.Variables;

namespace StudentAid.Workflow.Engine.Analysis;

/// <summary>Elsa's aliases of types; a qualified name counts by its last part, a list or nullable of a type by that type.</summary>
internal static class VariableTypeNames
{
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "String", "Boolean", "Int16", "Int32", "Int64", "Single", "Double", "Decimal", "Guid", "DateTime", "DateTimeOffset", "DateOnly", "TimeOnly", "TimeSpan",
        "Object", "ObjectDictionary", "StringDictionary", "ExpandoObject", "JsonElement", "JsonNode", "JsonObject", "JsonArray", "ByteArray", "Stream", "Uri",
        "bool", "int", "long", "float", "char", "byte", "ObjectList", "StringList", "ExecuteWorkflowResult",
    };

    public static bool IsKnown(string type) =>
        Known.Contains(VariableTypes.ShortName(type)) || type.Contains('`', StringComparison.Ordinal) || type.Contains('<', StringComparison.Ordinal);
}
