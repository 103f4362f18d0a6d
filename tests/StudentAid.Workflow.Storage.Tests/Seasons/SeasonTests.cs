using System.Diagnostics;
using System.Globalization;
using FluentAssertions;
using Xunit.Abstractions;

namespace StudentAid.Workflow.Storage.Tests.Seasons;

/// <summary>
/// Each procedure on a school of <c>SEASON_STUDENTS</c> generated students (40; 3,000 for the long run), from their applications to the filed archive, and its
/// totals held against what the generated facts say.
/// </summary>
public sealed class SeasonTests(ITestOutputHelper output)
{
    private static readonly int Students = int.Parse(Environment.GetEnvironmentVariable("SEASON_STUDENTS") ?? "40", CultureInfo.InvariantCulture);

    private static readonly Dictionary<string, Func<Season>> Seasons = new(StringComparer.Ordinal)
    {
        ["technician-fee-waiver"] = () => new AidSeason(Students, AidTerms.FeeWaiver),
        ["technician-grant"] = () => new AidSeason(Students, AidTerms.Grant),
        ["technician-scholarship"] = () => new ScholarshipSeason(Students),
        ["school-funded-aid"] = () => new AidSeason(Students, AidTerms.OwnFund),
        ["higher-education-determination"] = () => new CollegeSeason(Students),
        ["adjustment"] = () => new AdjustmentSeason(Students, new CollegeSeason(Students)),
        ["k12-adjustment"] = () => new AdjustmentSeason(Students, new VillageSeason(Students)),
        ["compulsory-living-subsidy"] = () => new SchoolAidSeason(Students, SchoolAidTerms.Living),
        ["senior-secondary-grant"] = () => new SchoolAidSeason(Students, SchoolAidTerms.Grant),
        ["senior-secondary-fee-waiver"] = () => new SchoolAidSeason(Students, SchoolAidTerms.FeeWaiver),
        ["preschool-aid"] = () => new SchoolAidSeason(Students, SchoolAidTerms.Preschool),
        ["k12-determination"] = () => new VillageSeason(Students),
    };

    public static TheoryData<string> Procedures => [.. Seasons.Keys];

    [Theory]
    [MemberData(nameof(Procedures))]
    public async Task A_generated_school_comes_to_the_totals_of_its_facts(string procedure)
    {
        var season = Seasons[procedure]();
        await using var school = await season.PlayAsync();
        var found = await season.FoundAsync(school);

        output.WriteLine($"{procedure}, {Students} students: {string.Join(", ", school.Times)} s");
        output.WriteLine(await SpentAsync(school));
        output.WriteLine(string.Join('\n', found.Lines));
        found.Lines.Should().Equal(season.Expected().Lines);
        (await school.StrandedAsync()).Should().BeEmpty();
    }

    /// <summary>What is only an activity of others has none of its own.</summary>
    [Fact]
    public void Every_shipped_procedure_has_a_season() =>
        Repository.Files("workflows", "definition.json").Select(f => Repository.Json(f)).Where(d => d["usableAsActivity"].AsBool() != true).Select(d => d["definitionId"].AsText())
            .Should().BeEquivalentTo(Seasons.Keys);

    /// <summary>The gate plays them small: what each came to with 3,000 students stands on the page.</summary>
    [Theory]
    [InlineData("docs/generated-seasons.md")]
    [InlineData("docs/generated-seasons.zh-CN.md")]
    public void The_page_tells_of_each_season_how_it_went_with_three_thousand(string page) =>
        File.ReadLines(Repository.PathOf(page)).Where(l => l.Count(c => c == '|') == 6 && l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split('`')[1])
            .Should().BeEquivalentTo(Seasons.Keys);

    /// <summary>Processor time and memory are the process's, so they are a procedure's only where it runs alone.</summary>
    private static async Task<string> SpentAsync(SeasonSchool school)
    {
        using var process = Process.GetCurrentProcess();
        return $"{await school.StepsAsync()} steps, {process.TotalProcessorTime.TotalSeconds:F0} s of processor time, at most {process.PeakWorkingSet64 >> 20} MiB";
    }
}
