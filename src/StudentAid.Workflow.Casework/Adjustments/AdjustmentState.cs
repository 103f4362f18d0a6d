using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Adjustments;

/// <summary>What happened to a proposal to look at a decided case again (动态调整, 第十五条). Texts are addresses of sealed ones.</summary>
public abstract record AdjustmentEvent
{
    private AdjustmentEvent() { }

    /// <summary>Trigger is the id of an <see cref="AdjustmentTrigger"/>; Source names the batch or document that it came from, empty where a person or a sample proposed it; Text is the address of what was said, a sample's of its finding.</summary>
    public sealed record Proposed(Id Round, Id Case, Id Person, string School, string Trigger, string Source, string Text, DateOnly Day) : AdjustmentEvent;

    /// <summary>A linked case began in an adjustment's round; it supersedes the decided one and never changes it.</summary>
    public sealed record Begun(Id Round, Id Case) : AdjustmentEvent;

    public sealed record Dismissed(string Text, DateOnly Day) : AdjustmentEvent;
}

/// <summary>Where a proposal stands: "open", "begun" (its linked case is <see cref="Successor"/>) or "dismissed".</summary>
public sealed record AdjustmentState(
    long Version, Id Round, Id Case, Id Person, string School, string Trigger, string Source, string Text, DateOnly ProposedOn, Id SuccessorRound, Id Successor,
    DateOnly? DismissedOn, string Dismissal) : IBesideState<AdjustmentState, AdjustmentEvent>
{
    public const string Kind = "adjustment";
    public const int Format = 1;

    public static AdjustmentState Empty { get; } = new(0, default, default, default, "", "", "", "", default, default, default, null, "");

    public string Status => DismissedOn is not null ? "dismissed" : Successor.IsNone ? "open" : "begun";

    public static (string Kind, int Format) Stored => (Kind, Format);

    public static Id IdOf(Id @case, int ordinal) => Id.Of(Kind, @case.ToString(), ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public AdjustmentState After(IEnumerable<AdjustmentEvent> events) =>
        events.Aggregate(this, (state, happened) => state.With(happened)) with { Version = Version + 1 };

    private AdjustmentState With(AdjustmentEvent happened) => happened switch
    {
        AdjustmentEvent.Proposed e => this with
        {
            Round = e.Round, Case = e.Case, Person = e.Person, School = e.School, Trigger = e.Trigger, Source = e.Source, Text = e.Text, ProposedOn = e.Day,
        },
        AdjustmentEvent.Begun e => this with { SuccessorRound = e.Round, Successor = e.Case },
        AdjustmentEvent.Dismissed e => this with { DismissedOn = e.Day, Dismissal = e.Text },
        _ => this,
    };
}
