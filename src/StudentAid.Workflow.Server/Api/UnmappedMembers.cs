using System.Text.Json;
using System.Text.RegularExpressions;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Server.Api;

/// <summary>
/// Names the member of a body that no input has. The JSON library tells it in its message alone, as the member and the type that was read; should it
/// say so otherwise one day, the refusal is the general one.
/// </summary>
internal static partial class UnmappedMembers
{
    /// <summary>Null where the body breaks otherwise.</summary>
    public static Rejection? Refusal(JsonException failure)
    {
        if (Told().Match(failure.Message) is not { Success: true } told || typeof(UnmappedMembers).Assembly.GetType(told.Groups["type"].Value) is not { } type)
            return null;
        var member = told.Groups["member"].Value;
        var known = type.GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).Where(p => p != "equalityContract").Order(StringComparer.Ordinal).ToList();
        var path = failure.Path ?? "$";
        return Nearest.To(member, known) is { } nearest
            ? DoorCodes.UnknownMemberNear.With(("path", path), ("member", member), ("nearest", nearest))
            : DoorCodes.UnknownMember.With(("path", path), ("member", member), ("known", string.Join(", ", known)));
    }

    [GeneratedRegex("^The JSON property '(?<member>.+)' could not be mapped to any \\.NET member contained in type '(?<type>[^']+)'", RegexOptions.NonBacktracking)]
    private static partial Regex Told();
}
