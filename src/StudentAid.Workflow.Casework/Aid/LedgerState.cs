using System.Globalization;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Aid;

/// <summary>What happened to a school's own fund for aid.</summary>
public abstract record LedgerEvent
{
    private LedgerEvent() { }

    /// <summary>A share of the year's income (分) is set aside; Share is a decimal fraction as text, Paper the hash of the school's decision.</summary>
    public sealed record SetAside(string School, string SchoolYear, long Base, string Share, long Amount, string Paper) : LedgerEvent;
}

/// <summary>
/// The money that a school sets aside for aid of its own out of a year's income (人社厅发〔2020〕20号 (九)): base, share and the amount that follows, in 分. What was
/// spent stands in no book of its own: it is what the lists granted.
/// </summary>
public sealed record LedgerState(long Version, string School, string SchoolYear, long Base, decimal Share, long Amount, string Paper) : IBesideState<LedgerState, LedgerEvent>
{
    public const string Kind = "aid-ledger";
    public const int Format = 1;

    public static LedgerState Empty { get; } = new(0, "", "", 0, 0, 0, "");

    public static (string Kind, int Format) Stored => (Kind, Format);

    public static Id IdOf(string school, string schoolYear) => Id.Of(Kind, school, schoolYear);

    public LedgerState After(IEnumerable<LedgerEvent> events) => events.OfType<LedgerEvent.SetAside>().Aggregate(this, (state, e) => state with
    {
        School = e.School, SchoolYear = e.SchoolYear, Base = e.Base, Share = decimal.Parse(e.Share, CultureInfo.InvariantCulture), Amount = e.Amount, Paper = e.Paper,
    }) with { Version = Version + 1 };
}
