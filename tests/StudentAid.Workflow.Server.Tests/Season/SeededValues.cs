using System.Text;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Season;

/// <summary>
/// What the schools' documents and later uploads say of people: full names, numbers of papers, telephones and cards, read off the documents and the register that came of
/// them. A name that stands in a published document of the product is a word of it, and not looked for.
/// </summary>
internal static class SeededValues
{
    private static readonly string[] Named = ["named", "rows", "members", "substitutes", "persons"];

    public static IEnumerable<string> Of(IEnumerable<PersonRecord> register, IEnumerable<string> documents, IEnumerable<string> typed)
    {
        var published = string.Concat(Repository.Files("workflows", "*.json").Select(File.ReadAllText));
        var values = register.SelectMany(p => Leaves(p.Facts).Append(p.Name)).Where(IsPersonal).Concat(documents.SelectMany(d => InDocument(Value.Parse(File.ReadAllText(d)))));
        return values.Distinct(StringComparer.Ordinal).Where(v => !published.Contains(v, StringComparison.Ordinal)).Concat(typed);
    }

    /// <summary>Names in lists of people, and numbers wherever they stand.</summary>
    private static IEnumerable<string> InDocument(Value document) => Members(document).SelectMany(m =>
        Named.Contains(m.Name) ? Leaves(m.Value).Where(t => IsName(t) || IsNumber(t)) : m.Value is RecordValue or ListValue ? [] : Leaves(m.Value).Where(IsNumber));

    private static IEnumerable<(string Name, Value Value)> Members(Value value) => value switch
    {
        RecordValue record => record.Members.SelectMany(m => Members(m.Value).Prepend((m.Key, m.Value))),
        ListValue list => list.Items.SelectMany(Members),
        _ => [],
    };

    private static IEnumerable<string> Leaves(Value value) => value switch
    {
        RecordValue record => record.Members.SelectMany(m => Leaves(m.Value)),
        ListValue list => list.Items.SelectMany(Leaves),
        _ => value.AsText() is { } text ? [text] : [],
    };

    private static bool IsPersonal(string text) => IsName(text) || IsNumber(text);

    private static bool IsName(string text) => text.EnumerateRunes().Count() is >= 2 and <= 4 && text.EnumerateRunes().All(r => r.Value is >= 0x3400 and <= 0x9FFF or >= 0x20000);

    /// <summary>Eleven digits and more, the last one perhaps an X: papers, telephones, cards, and students' numbers as long.</summary>
    private static bool IsNumber(string text) => text.Length is >= 11 and <= 23 && text[..^1].All(char.IsAsciiDigit) && (char.IsAsciiDigit(text[^1]) || text[^1] is 'X' or 'x');
}
