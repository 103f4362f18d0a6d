using System.Collections.Immutable;
using System.Text.RegularExpressions;
using FluentAssertions;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Expressions;
using Xunit;

namespace StudentAid.Workflow.Casework.Tests.Packs;

/// <summary>The table and the conditions that docs/packs.md shows do what it says.</summary>
public sealed partial class PagesOfPacksTests
{
    private const string Facts = """
        { "answers": { "economy": { "debt": 50000, "income": 20000 }, "specialGroups": ["orphan"], "student": { "householdType": "rural", "birthDate": "2008-03-05" },
            "family": { "perCapitaIncome": 1100000, "elders": 2, "region": "key-county", "singleParent": true,
              "members": [{ "relation": "father", "health": "serious-illness" }, { "relation": "sibling", "health": "serious-illness" }, { "relation": "mother", "health": "good" }] },
            "circumstances": { "debtAmount": 1000000, "disasterWhen": "within-one-year" } },
          "match": { "categories": ["orphan"] }, "review": { "points": 3 }, "held": {} }
        """;

    public static TheoryData<string> Pages => ["packs.md", "packs.zh-CN.md"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_table_of_the_page_is_scored_as_it_says(string page)
    {
        var text = Text(page);
        var block = Blocks().Matches(text).Select(m => m.Groups["json"].Value).Single(b => b.Contains("\"score-table\"", StringComparison.Ordinal));
        var read = PackReader.Read(block);
        read.Diagnostics.Should().BeEmpty();
        var table = ScoreTable.Kind.Read(read.Document!).Document!;
        var scale = new Scale("hardship-levels", [new Level("special", "特别困难", null), new Level("relative", "比较困难", null), new Level("ordinary", "一般困难", null)], new NotDetermined("not-determined", "不予认定", [new NotDeterminedReason("other", "其他", "样例", false), new NotDeterminedReason("untrue-material", "不真实", "样例", false)]));

        ScoreTableCheck.Prove(table, scale, ReferenceValues.None(new DateOnly(2025, 9, 1))).Holds.Should().BeTrue();
        var result = Scorer.Score(table, scale, Value.Parse(Facts), ReferenceValues.None(new DateOnly(2025, 9, 1)) with { ById = table.Values.ToImmutableDictionary(v => v.Id) });

        result.Items.ToDictionary(i => i.Item, i => i.Points).Should().BeEquivalentTo(new Dictionary<string, decimal>
        {
            ["income"] = 20, ["elders"] = 4, ["ill-members"] = 8, ["region"] = 8, ["orphan"] = 30, ["single-parent"] = 0, ["rural-and-indebted"] = 5, ["disaster-or-accident"] = 6, ["group-points"] = 3,
        });
        result.Total.Should().Be(100, "20 × 2, and 12 of the group, 8, 30, 5, 6 and 3 come to 104, of which at most 100 count");
        result.Suggested!.Level.Should().Be("special");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_condition_of_the_page_can_be_read_and_holds(string page)
    {
        var shown = Conditions().Matches(Text(page)).Select(m => m.Groups["json"].Value).ToList();

        shown.Should().HaveCount(9);
        foreach (var condition in shown)
        {
            var findings = new Findings();
            var node = new DocumentNode(Value.Parse(condition), "", findings);
            var read = Condition.Read(node);
            node.Close();
            findings.All.Should().BeEmpty();
            read.Holds(Value.Parse(Facts)).Should().BeTrue(condition);
        }
    }

    private static string Text(string page) => File.ReadAllText(Path.Combine(Repository.Root, "docs", page));

    [GeneratedRegex("```json\\n(?<json>.*?)\\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blocks();

    [GeneratedRegex("^\\| `[^|]*\\| [^|]* \\| `(?<json>\\{.*\\})` \\|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Conditions();
}
