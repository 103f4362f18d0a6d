using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Cases;

/// <summary>Guards what may stand in an event in clear: codes and hashes, never a sentence that somebody wrote.</summary>
public static class PlainText
{
    private const int LongestCode = 64;

    /// <summary>Lower-case letters, digits and hyphens, a letter first.</summary>
    public static bool IsCode(string text) =>
        text.Length is > 0 and <= LongestCode && char.IsAsciiLetterLower(text[0]) && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>The address of an uploaded file: 16 to 128 lower-case letters and digits.</summary>
    public static bool IsHash(string text) => text.Length is >= 16 and <= 128 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));

    /// <summary>The refusal where the field is given and no code; sentences belong into the sealed field <paramref name="text"/>.</summary>
    public static Rejection? CheckCode(Value input, string field, string text) =>
        input[field] is { IsNull: false } given && !(given.AsText() is { } code && IsCode(code))
            ? CaseCodes.NotCoded.With(("field", field), ("text", text))
            : null;

    /// <summary>The refusal where the field is given and is no list of hashes (or one hash).</summary>
    public static Rejection? CheckHashes(Value input, string field)
    {
        var given = input[field];
        var hashes = given.Kind == ValueKind.List ? given.Items : given.IsNull ? [] : [given];
        return hashes.All(h => h.AsText() is { } hash && IsHash(hash)) ? null : CaseCodes.NotAHash.With(("field", field));
    }

    /// <summary>A record of what is there: members that are null are left out.</summary>
    public static RecordValue Record(params IEnumerable<(string Name, Value Value)> members) => Value.Record(members.Where(m => !m.Value.IsNull));

    /// <summary>The refusal of a verb that the activity does not know.</summary>
    public static Rejection UnknownVerb(string verb, IEnumerable<VerbDescription> known) => UnknownVerb(verb, [.. known.Select(v => v.Name)]);

    public static Rejection UnknownVerb(string verb, params ReadOnlySpan<string> known) =>
        CaseCodes.UnknownVerb.With(("verb", verb), ("known", string.Join(", ", known.ToArray())));
}
