using System.Text.RegularExpressions;
using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.House;

/// <summary>One word for each thing, wherever the product speaks to people: screens, sentences of the server, prints and the documents it ships (<c>docs/glossary.csv</c>).</summary>
public sealed class GlossaryTests
{
    /// <summary>Column headings of other systems, which are theirs, and case files that look for them.</summary>
    private static readonly string[] Foreign = [Slashed("workflows/national/imports/"), Slashed("workflows/national/exports/"), ".case.json"];

    /// <summary>A row: Chinese, English, what is not written for it in either.</summary>
    private static readonly IReadOnlyList<string[]> Glossary =
        [.. TableFile.Read(File.ReadAllBytes(Repository.PathOf("docs/glossary.csv"))).Table!.Sheets[0].Rows.Skip(1).Select(r => new[] { r[0], r[1], r[2], r[3] })];

    [Fact]
    public void A_thing_has_one_word_and_a_word_one_thing()
    {
        Glossary.Should().HaveCountGreaterThan(30);
        Glossary.Select(r => r[0]).Should().OnlyHaveUniqueItems();
        Glossary.Select(r => r[1]).Should().OnlyHaveUniqueItems();
        Glossary.SelectMany(r => Never(r[2])).Should().OnlyHaveUniqueItems().And.NotIntersectWith(Glossary.Select(r => r[0]));
    }

    [Fact]
    public void No_other_word_stands_for_it_in_what_people_read()
    {
        var never = new Regex(string.Join('|', Glossary.SelectMany(r => Never(r[2])).Select(Regex.Escape)), RegexOptions.NonBacktracking);
        Said().SelectMany(line => never.Matches(line.Text).Select(m => $"{line.Where}: {m.Value} in {line.Text.Trim()}")).Should().BeEmpty();
    }

    /// <summary>A state that the server knows by a code has a word of its own in Chinese.</summary>
    [Fact]
    public void A_screen_in_Chinese_names_no_state_by_its_code()
    {
        var codes = new Regex(@"\b(open|frozen|decided|finished|suspended|cancelled|faulted|pending|posted|published|draft|archived|completed|matched|doubtful)\b", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);
        Locales("zh-CN").Where(l => codes.IsMatch(Regex.Replace(l.Text, @"\{[^}]*\}", "", RegexOptions.NonBacktracking))).Should().BeEmpty();
    }

    [Fact]
    public void A_screen_in_English_keeps_to_the_same_words()
    {
        var never = new Regex($@"(?i)\b({string.Join('|', Glossary.SelectMany(r => Never(r[3])).Select(Regex.Escape))})\b", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);
        Locales("en").Where(l => never.IsMatch(l.Text)).Should().BeEmpty();
    }

    private static string[] Never(string cell) => cell.Split('、', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Slashed(string path) => path.Replace('/', Path.DirectorySeparatorChar);

    private static IEnumerable<(string Where, string Text)> Said() => Locales("zh-CN")
        .Concat(Repository.Files("src", "*.cs").SelectMany(f => File.ReadLines(f).Where(l => !l.TrimStart().StartsWith("//", StringComparison.Ordinal)).Select(l => (Path.GetFileName(f), l))))
        .Concat(Repository.Files("workflows", "*.json").Where(f => !Array.Exists(Foreign, x => f.Contains(x, StringComparison.Ordinal))).SelectMany(f => File.ReadLines(f).Select(l => (Path.GetRelativePath(Repository.Root, f), l))));

    private static IEnumerable<(string Where, string Text)> Locales(string language) => Repository.Files($"src/StudentAid.Workflow.Web/locales/{language}", "*.json")
        .SelectMany(f => ((RecordValue)Value.Parse(File.ReadAllText(f))).Members.Select(m => ($"{Path.GetFileNameWithoutExtension(f)}.{m.Key}", m.Value.AsText() ?? "")));
}
