using FluentAssertions;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Tests.Scoring;

/// <summary>From when and until when a level is held.</summary>
public sealed class LevelValidityTests
{
    private static readonly DateOnly Term = new(2025, 9, 1);
    private static readonly DateOnly Decided = new(2025, 10, 20);

    [Theory]
    [InlineData("""{ "months": 12 }""", "2025-10-20", "2026-10-19")]
    [InlineData("""{ "from": "09-01", "months": 12 }""", "2025-09-01", "2026-08-31")]
    [InlineData("""{ "from": "03-01", "until": "08-31" }""", "2026-03-01", "2026-08-31")]
    [InlineData("""{ "until": "10-20" }""", "2025-10-20", "2025-10-20")]
    [InlineData("""{ "until": "10-19" }""", "2025-10-20", "2026-10-19")]
    [InlineData("""{ "until": "graduation" }""", "2025-10-20", "9999-12-31")]
    [InlineData("""{ "from": "09-01" }""", "2025-09-01", null)]
    public void A_level_is_held_from_its_day_to_its_day(string written, string first, string? last)
    {
        var (validity, errors) = Read(written);

        errors.Should().BeEmpty();
        validity!.FirstDay(Term, Decided).Should().Be(first.AsDay());
        validity.LastDay(validity.FirstDay(Term, Decided)).Should().Be(last?.AsDay());
    }

    [Theory]
    [InlineData("""{ "months": 12, "until": "08-31" }""", "pack-missing-member")]
    [InlineData("{}", "pack-missing-member")]
    [InlineData("""{ "until": "02-29" }""", "pack-wrong-type")]
    [InlineData("""{ "from": "9-1", "months": 12 }""", "pack-wrong-type")]
    public void What_is_no_day_of_every_year_or_says_two_ends_is_found(string written, string code) =>
        Read(written).Errors.Should().Contain(code);

    private static (LevelValidity? Validity, IEnumerable<string> Errors) Read(string written)
    {
        var findings = new Findings();
        var validity = LevelValidity.Read(new DocumentNode(Value.Record(("validFor", Value.Parse(written))), "", findings));
        return (validity, findings.All.Select(f => f.Code.Id));
    }
}
