using System.Globalization;
using System.Text.Json.Nodes;

namespace StudentAid.Workflow.Server.Tests.Obligations;

/// <summary>
/// A JSON pointer (RFC 6901). A member of a list is also named by its <c>id</c> or <c>field</c>, so that a pointer outlives another order; <c>require:verify</c> is the change
/// of an overlay that does this to that activity; <c>/activities</c> of a definition are those of its root.
/// </summary>
internal static class Pointer
{
    /// <summary>The element, or null where the pointer leads nowhere.</summary>
    public static JsonNode? Find(JsonNode root, string pointer) =>
        Walk(root, Tokens(pointer));

    /// <summary>Puts a value at the pointer, or takes the element away where there is none. False where the pointer leads nowhere.</summary>
    public static bool Change(JsonNode root, string pointer, JsonNode? value)
    {
        var tokens = Tokens(pointer).ToList();
        var parent = Walk(root, tokens.SkipLast(1));
        switch (parent)
        {
            case JsonObject record when value is not null || record.ContainsKey(tokens[^1]):
                _ = record.Remove(tokens[^1]);
                if (value is not null)
                    record[tokens[^1]] = value;
                return true;
            case JsonArray list when IndexOf(list, tokens[^1]) is { } index:
                list.RemoveAt(index);
                if (value is not null)
                    list.Insert(index, value);
                return true;
            default:
                return false;
        }
    }

    private static JsonNode? Walk(JsonNode document, IEnumerable<string> tokens) =>
        tokens.Aggregate((JsonNode?)document, (at, token) => at is null ? null : Child(at, token) ?? (at == document ? RootChild(document, token) : null));

    private static JsonNode? RootChild(JsonNode document, string token) => document is JsonObject record && record["root"] is { } root ? Child(root, token) : null;

    private static IEnumerable<string> Tokens(string pointer) =>
        pointer.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(t => t.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));

    private static JsonNode? Child(JsonNode at, string token) => at switch
    {
        JsonObject record => record[token],
        JsonArray list => IndexOf(list, token) is { } index ? list[index] : null,
        _ => null,
    };

    private static int? IndexOf(JsonArray list, string token)
    {
        if (int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number < list.Count ? number : null;
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is JsonObject element && Names(element, token))
                return i;
        }

        return null;
    }

    private static bool Names(JsonObject element, string token) =>
        Word(element, "id") == token || Word(element, "field") == token || $"{Word(element, "do")}:{Word(element, "activity")}" == token || $"{Word(element, "do")}:{Word(element, "outcome")}" == token;

    private static string Word(JsonObject element, string member) => element[member] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
