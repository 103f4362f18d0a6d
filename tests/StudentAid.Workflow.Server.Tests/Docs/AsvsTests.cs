using FluentAssertions;
using StudentAid.Workflow.Server.Tests.Obligations;

namespace StudentAid.Workflow.Server.Tests.Docs;

/// <summary>Holds docs/asvs.md, the map from an item of the standard to the tests that show it, against the tests that there are.</summary>
public sealed class AsvsTests
{
    /// <summary>The items that this product must not be without.</summary>
    private static readonly string[] Asked =
    [
        "1.2.10", "1.3.2", "1.3.6", "1.3.12", "1.5.1", "1.5.2", "1.5.3", "2.3.1", "2.3.3", "2.3.4", "2.3.5", "2.4.1", "3.3.1", "3.3.2", "3.3.3", "3.3.4",
        "3.4.1", "3.4.2", "3.4.3", "3.4.4", "3.4.5", "3.4.6", "3.4.7", "3.4.8", "3.5.1", "3.5.2", "3.5.3", "4.4.2", "5.2.1", "5.2.2", "5.2.3", "5.4.1", "5.4.3",
        "6.1.1", "6.2.1", "6.2.12", "6.3.1", "6.3.8", "7.2.4", "7.3.1", "7.3.2", "7.4.1", "7.4.2", "8.1.2", "8.2.1", "8.2.2", "8.2.3", "8.3.1", "8.3.2", "8.3.3", "8.4.1",
        "14.2.1", "14.2.6", "14.2.7", "14.3.1", "14.3.3", "15.1.2", "15.2.1", "15.2.4", "15.3.1", "15.3.2", "15.3.3", "15.4.2",
        "16.2.5", "16.3.1", "16.3.2", "16.3.3", "16.3.4", "16.4.1", "16.4.2", "16.5.1", "16.5.2", "16.5.3", "16.5.4",
    ];

    /// <summary>Where tests that many stores inherit are written; nobody runs the abstract class itself.</summary>
    private static readonly (string Abstract, string Run)[] Inherited =
    [
        ("Storage.Tests.Conformance.StoreConformance.", "class SqliteConformance : StoreConformance"), ("Storage.Tests.Rosters.RosterConformance.", ": RosterConformance"),
    ];

    private static IEnumerable<string[]> Rows => File.ReadLines(Repository.PathOf("docs/asvs.md"))
        .Where(l => l.StartsWith("| ", StringComparison.Ordinal) && char.IsAsciiDigit(l[2])).Select(l => l.Trim('|').Split('|').Select(c => c.Trim()).ToArray());

    [Fact]
    public void Every_item_that_is_asked_has_one_row_with_its_level_and_what_is_done()
    {
        Rows.Select(r => r[0]).Should().OnlyHaveUniqueItems().And.BeEquivalentTo(Asked);
        Rows.Should().OnlyContain(r => r.Length == 4 && (r[1] == "1" || r[1] == "2" || r[1] == "3") && r[2].Length > 10);
    }

    [Fact]
    public void What_is_done_is_said_in_both_languages() =>
        Rows.Where(r => r[2].Split("<br>") is not [var english, var chinese] || english.Any(IsHan) || !chinese.Any(IsHan)).Select(r => r[0]).Should().BeEmpty();

    [Fact]
    public void Every_test_that_a_row_names_is_there_and_runs()
    {
        var named = Rows.Select(r => (Item: r[0], Tests: r[3].Split("<br>").Select(t => t.Trim().Trim('`')).ToList())).ToList();
        named.Should().OnlyContain(r => r.Tests.Count > 0);
        named.SelectMany(r => r.Tests.Where(t => !Written.IsProof(t)).Select(t => $"{r.Item}: {t}")).Should().BeEmpty();
        var sources = Repository.Files("tests", "*.cs").Select(File.ReadAllText).ToList();
        foreach (var (inherited, run) in Inherited.Where(i => named.Any(r => r.Tests.Any(t => t.StartsWith(i.Abstract, StringComparison.Ordinal)))))
            sources.Should().Contain(s => s.Contains(run, StringComparison.Ordinal) && s.Contains("sealed class", StringComparison.Ordinal), inherited);
    }

    private static bool IsHan(char letter) => letter is >= '\u4e00' and <= '\u9fff';
}
