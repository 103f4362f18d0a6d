using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Aid;

/// <summary>What happened to a unit's places.</summary>
public abstract record QuotaEvent
{
    private QuotaEvent() { }

    /// <summary>The unit has so many places from now on, from a unit above or, at the top of the plan (From is ""), as the paper of its own authority says.</summary>
    public sealed record Allotted(string Procedure, string SchoolYear, string From, string Unit, int Places, string Paper) : QuotaEvent;
}

/// <summary>The places of a unit (名额) for an award of a school year: a node of the tree by which they are given on from above.</summary>
public sealed record QuotaState(long Version, string Procedure, string SchoolYear, string From, string Unit, int Places, string Paper) : IBesideState<QuotaState, QuotaEvent>
{
    public const string Kind = "quota";
    public const int Format = 1;

    /// <summary>The kind of the document beside it, by which a plan is listed.</summary>
    public const string Document = "quota";

    public static QuotaState Empty { get; } = new(0, "", "", "", "", 0, "");

    public static (string Kind, int Format) Stored => (Kind, Format);

    public static Id IdOf(string procedure, string schoolYear, string unit) => Id.Of(Kind, procedure, schoolYear, unit);

    /// <summary>How many of the unit's places are given on.</summary>
    public static string GivenCounter(string procedure, string schoolYear, string unit) => $"quota:{procedure}:{schoolYear}:{unit}";

    /// <summary>How often the unit's places changed: who gives them on claims it unchanged.</summary>
    public static string ChangesCounter(string procedure, string schoolYear, string unit) => $"quota-changes:{procedure}:{schoolYear}:{unit}";

    public QuotaState After(IEnumerable<QuotaEvent> events) => events.OfType<QuotaEvent.Allotted>().Aggregate(
        this, (state, e) => state with { Procedure = e.Procedure, SchoolYear = e.SchoolYear, From = e.From, Unit = e.Unit, Places = e.Places, Paper = e.Paper }) with { Version = Version + 1 };
}
