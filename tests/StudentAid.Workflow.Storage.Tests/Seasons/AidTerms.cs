namespace StudentAid.Workflow.Storage.Tests.Seasons;

/// <summary>
/// An aid of a technician school as its papers give it: the amount of a semester in 分, whom it leaves out, and whether who comes later may
/// still apply.
/// </summary>
internal sealed record AidTerms(string Procedure, long Amount, Func<AidFacts, bool> LeavesOut, bool TakesLate)
{
    public static AidTerms FeeWaiver { get; } = new("technician-fee-waiver", 120_000, f => f.PartTime || f.Dancer || (f.Urban && !f.Hardship), TakesLate: false);

    public static AidTerms Grant { get; } = new("technician-grant", 100_000, f => f.PartTime || f.Year == "三" || !f.Hardship, TakesLate: false);

    public static AidTerms OwnFund { get; } = new("school-funded-aid", 50_000, f => f.PartTime || !f.Hardship, TakesLate: true);

    /// <summary>What is paid comes out of what the school has set aside.</summary>
    public bool HasLedger => Procedure == "school-funded-aid";
}

/// <summary>What makes a student eligible or not: how and what he studies, in which year, and his household.</summary>
internal sealed record AidFacts(bool PartTime, bool Dancer, string Year, bool Urban, bool Hardship)
{
    public static AidFacts Of(SeasonStudent student) => new(
        student.Fate == 0, student.Fate == 14, student.Fate == 15 ? "三" : "一", student.Fate == 13 || student.Draw("household", 3) == 0,
        student.Fate is not (12 or 13));
}
