using System.Text.RegularExpressions;
using FluentAssertions;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Tests.Packs;

/// <summary>Shipped documents broken in every way: refusals speak one language, and never that of the framework.</summary>
public sealed partial class BrokenTextsTests
{
    private static readonly ActivityTypes Types = new(GeneralActivities.All.Concat(CaseworkActivities.All));

    private static readonly string[] Breaks = ["{", "}", "]", "\"", ",", ":", "\n\"", "\\u12", "tru", "1e999", "0x1", "\u0001", "// x\n", "\"\\ud800\""];

    public static TheoryData<string> Files => [.. DocumentFolder.Files(Repository.PathOf("workflows")).Where((_, i) => i % 3 == 0)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_broken_text_is_refused_with_line_and_column_in_words_of_ours(string file)
    {
        var text = File.ReadAllText(file);
        for (var i = 0; i < 60; i++)
        {
            var at = (int)(text.Length / 60.0 * i);
            var broken = text[..at] + Breaks[i % Breaks.Length] + text[at..];
            if (DocumentText.Read(broken, Types).Refused is not { } refused)
                continue;
            SpeaksOneLanguage(refused);
            if (refused.Code == DefinitionCodes.NotJson)
                refused.In("zh-CN").Should().MatchRegex("第 [0-9]+ 行第 [0-9]+ 列");
        }
    }

    [Theory]
    [InlineData("""{ "kind": "calendar", "id": "days", "article": "x", "from": "2020-01-01", "name": "x", "zone": 8, "years": [], "off": [ 5, { "to": "x" } ] }""")]
    [InlineData("""{ "kind": "form", "id": "form", "article": "x", "from": "2020-01-01", "name": "x", "schema": { "type": "object", "properties": { "a": { "type": "string", "pattern": "(" }, "b": { "type": "string", "pattern": "(?=x)" } } } }""")]
    [InlineData("""{ "kind": "column-profile", "id": "rows", "article": "x", "from": "2020-01-01", "name": "x", "fields": [ { "field": 1, "name": [], "values": { "a": 1 }, "maxLength": "x", "lenient": "x" } ] }""")]
    [InlineData("""{ "kind": "calender", "id": "days", "article": "x", "from": "2020-01-01", "name": "x" }""")]
    [InlineData("""[ 1 ]""")]
    public void A_wrong_document_is_refused_in_one_language_at_its_place(string json)
    {
        var findings = PackReader.Read(json).Diagnostics;
        findings.Should().NotBeEmpty().And.OnlyContain(f => f.Position != null);
        foreach (var finding in findings)
            SpeaksOneLanguage(new Rejection(finding.Code, finding.Arguments));
    }

    private static void SpeaksOneLanguage(Rejection refused)
    {
        EnglishSentence().IsMatch(Unquoted(refused.In("zh-CN"))).Should().BeFalse(refused.In("zh-CN"));
        Han().IsMatch(Unquoted(Places().Replace(refused.In("en"), ""))).Should().BeFalse(refused.In("en"));
    }

    private static string Unquoted(string sentence) => Quoted().Replace(sentence, "");

    [GeneratedRegex("“[^”]*”|'[^']*'", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Quoted();

    /// <summary>A place in the text and a list of words, which are the author's own.</summary>
    [GeneratedRegex("/[^ ,;]*|(none|one) of .*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Places();

    /// <summary>Three words in a row that are no list of names.</summary>
    [GeneratedRegex("[A-Za-z']+ [a-z']+ [a-z']+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EnglishSentence();

    [GeneratedRegex("\\p{IsCJKUnifiedIdeographs}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Han();
}
