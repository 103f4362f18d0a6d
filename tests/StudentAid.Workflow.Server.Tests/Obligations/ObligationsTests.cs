using System.Globalization;
using FluentAssertions;

namespace StudentAid.Workflow.Server.Tests.Obligations;

/// <summary>Holds <c>docs/obligations.json</c>, the one list of what the regulations demand, against what is there.</summary>
public sealed class ObligationsTests
{
    /// <summary>Chapters of the catalogue and how many rows each has.</summary>
    private static readonly (string Chapter, int Rows)[] Catalogue = [("H", 39), ("J", 12), ("S", 17), ("R", 22)];

    private const int Lanes = 2;

    [Fact]
    public void Every_row_of_the_catalogue_is_there_once_and_in_order()
    {
        var expected = Catalogue.SelectMany(c => Enumerable.Range(1, c.Rows).Select(n => IdOf(c.Chapter, n)));
        Obligation.All.Select(o => o.Id).Should().Equal(expected);
    }

    [Fact]
    public void What_carries_a_row_exists() =>
        Obligation.All.SelectMany(o => o.Carriers.Where(c => !Written.IsThere(c)).Select(c => $"{o.Id}: {c}")).Should().BeEmpty();

    [Fact]
    public void What_proves_a_row_exists() =>
        Obligation.All.SelectMany(o => o.Proof.Where(p => !Written.IsProof(p)).Select(p => $"{o.Id}: {p}")).Should().BeEmpty();

    [Fact]
    public void A_row_is_proven_or_says_what_is_missing() =>
        Obligation.All.Where(o => o.IsOpen ? o.Mutants.Length > 0 : o.Proof.IsEmpty || o.Carriers.IsEmpty).Select(o => o.Id).Should().BeEmpty();

    [Fact]
    public void Every_proven_row_rests_on_an_element_that_can_be_taken_away() =>
        Obligation.All.Where(o => !o.IsOpen && o.Mutants.IsEmpty).Select(o => o.Id).Should().BeEmpty();

    [Fact]
    public void A_mutant_takes_away_what_carries_its_row_and_runs_what_proves_it() => Obligation.All
        .SelectMany(o => o.Mutants.Where(m => !o.Proof.Contains(m.Case) || m.Do.IsEmpty || m.Do.Any(e => !o.Carriers.Any(c => Written.FileOf(c) == e.File))).Select(m => $"{o.Id}: {m.Case}"))
        .Should().BeEmpty();

    /// <summary>Several rows rest on one element: it is taken out once for each case. With MUTANT=H-26 only the mutants of that row run.</summary>
    [Fact]
    public async Task Without_the_rule_that_carries_a_row_its_case_fails()
    {
        var only = Environment.GetEnvironmentVariable("MUTANT");
        var tried = Obligation.All.Where(o => only is null || o.Id == only).SelectMany(o => o.Mutants.Select(m => (Row: o.Id, Mutant: m)))
            .GroupBy(t => $"{t.Mutant.Case} {t.Mutant.Says} {string.Join(' ', t.Mutant.Do)}", StringComparer.Ordinal).Select(g => (g.First().Mutant, Rows: string.Join(' ', g.Select(t => t.Row)))).ToList();
        var survivors = await Task.WhenAll(tried.Index().GroupBy(t => t.Index % Lanes).Select(lane => Task.Run(() => SurvivorsAsync(lane.Select(t => t.Item)))));
        survivors.SelectMany(s => s).Should().BeEmpty();
    }

    /// <summary>Each lane takes rules out of a copy of its own, which at the end is as it was.</summary>
    private static async Task<List<string>> SurvivorsAsync(IEnumerable<(Mutant Mutant, string Rows)> lane)
    {
        using var tree = new MutantTree();
        var survivors = new List<string>();
        foreach (var (mutant, rows) in lane)
        {
            if (await tree.SurvivesAsync(mutant) is { } instead)
                survivors.Add($"{rows} {mutant.Case}: {instead}");
        }

        (await tree.RunAsync("workflows/national/higher-education-determination/straight-way.case.json")).Passed.Should().BeTrue("the tree is as it was");
        return survivors;
    }

    /// <summary>With UPDATE=1 the pages are written anew.</summary>
    [Theory]
    [InlineData("docs/obligations.md", false)]
    [InlineData("docs/obligations.zh-CN.md", true)]
    public async Task The_page_is_what_the_list_says(string page, bool chinese)
    {
        var written = new ObligationsPage(chinese).Of(Obligation.All);
        if (Environment.GetEnvironmentVariable("UPDATE") == "1")
            await File.WriteAllTextAsync(Repository.PathOf(page), written);
        (await File.ReadAllTextAsync(Repository.PathOf(page))).Should().Be(written, "the page is rewritten with UPDATE=1");
    }

    private static string IdOf(string chapter, int number) =>
        chapter is "H" or "J" ? $"{chapter}-{number.ToString("00", CultureInfo.InvariantCulture)}" : $"{chapter}{number.ToString(CultureInfo.InvariantCulture)}";
}
