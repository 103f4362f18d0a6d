using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Storage.Tests.Seasons;

/// <summary>What a pupil's form says beside his level: his stage, whether he boards, and which of the named groups his family is of.</summary>
internal sealed record SchoolAidFacts(bool Junior, bool Boarding, string Group)
{
    public const string None = "none";
    public const string Orphan = "orphan";
    public const string Disabled = "disabled";

    public static SchoolAidFacts Of(SeasonStudent student) => new(
        student.Draw("stage", 2) == 0, student.Draw("boarding", 2) == 0, student.Draw("group", None, None, None, "subsistence-allowance", "destitute-support", "lifted-out-of-poverty", Disabled, Orphan));
}

/// <summary>
/// An aid below higher education as its papers give it: what a semester brings in 分 to a pupil of a level ("" for none), null for whom it leaves out, and what its
/// form asks.
/// </summary>
internal sealed record SchoolAidTerms(string Procedure, Func<SchoolAidFacts, string, long?> Amount, Func<SchoolAidFacts, RecordValue> Asked)
{
    /// <summary>Boarders of every level, day pupils of the four groups with a level, at half the amount.</summary>
    public static SchoolAidTerms Living { get; } = new(
        "compulsory-living-subsidy",
        (f, level) => level.Length == 0 || (!f.Boarding && Named(f) == SchoolAidFacts.None) ? null : (f.Junior ? 75_000 : 62_500) / (f.Boarding ? 1 : 2),
        f => Value.Record(("stage", f.Junior ? "junior" : "primary"), ("boarding", f.Boarding), ("group", Named(f))));

    /// <summary>More for the highest level.</summary>
    public static SchoolAidTerms Grant { get; } = new(
        "senior-secondary-grant", (_, level) => level switch { "" => null, "special" => 150_000, _ => 75_000 }, f => Value.Record(("householdType", f.Boarding ? "rural" : "urban")));

    /// <summary>A level and one of the four groups.</summary>
    public static SchoolAidTerms FeeWaiver { get; } = new(
        "senior-secondary-fee-waiver", (f, level) => level.Length == 0 || Named(f) == SchoolAidFacts.None ? null : 60_000, f => Value.Record(("group", Named(f))));

    /// <summary>A level, or an orphan or a disabled child without one.</summary>
    public static SchoolAidTerms Preschool { get; } = new(
        "preschool-aid", (f, level) => level.Length == 0 && f.Group is not (SchoolAidFacts.Orphan or SchoolAidFacts.Disabled) ? null : 50_000, f => Value.Record(("group", f.Group)));

    /// <summary>Orphans are no group of their own where the four groups are meant.</summary>
    private static string Named(SchoolAidFacts facts) => facts.Group == SchoolAidFacts.Orphan ? SchoolAidFacts.None : facts.Group;
}
