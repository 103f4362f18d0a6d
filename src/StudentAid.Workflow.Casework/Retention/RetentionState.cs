using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Retention;

/// <summary>What happened to a proposal to erase what is due. People are named by id alone.</summary>
public abstract record RetentionEvent
{
    private RetentionEvent() { }

    /// <summary>Due at a unit by a day, of one school year or ("") of all: whose facts go, how many are held back why, and of each round touched its archive's hash. Basis is the rules' article.</summary>
    public sealed record RetentionProposed(
        string Unit, DateOnly Day, string SchoolYear, Id By, string Basis, ImmutableArray<Id> People, ImmutableArray<HeldCount> Held, ImmutableArray<RoundTouched> Rounds) : RetentionEvent;

    /// <summary>Somebody approved; alone where nobody else of the unit could have. The job erases.</summary>
    public sealed record RetentionApproved(Id By, bool Alone, Id Job) : RetentionEvent;

    public sealed record RetentionDeclined(Id By) : RetentionEvent;
}

/// <summary>So many people were held back for this.</summary>
public sealed record HeldCount(string Why, int People);

/// <summary>A round of which people are due, how many, and the hash of its package where it was archived; it stays.</summary>
public sealed record RoundTouched(Id Round, string SchoolYear, int People, string Archive);

/// <summary>Where such a proposal stands: "proposed", "approved" (its job erases) or "declined".</summary>
public sealed record RetentionState(
    long Version, string Unit, DateOnly Day, string SchoolYear, Id ProposedBy, string Basis, ImmutableArray<Id> People, ImmutableArray<HeldCount> Held, ImmutableArray<RoundTouched> Rounds,
    string Status, Id ApprovedBy, bool Alone, Id Job) : IBesideState<RetentionState, RetentionEvent>
{
    public const string Kind = "retention";
    public const int Format = 1;
    public const string Proposed = "proposed";
    public const string Approved = "approved";
    public const string Declined = "declined";

    public static RetentionState Empty { get; } = new(0, "", default, "", default, "", [], [], [], "", default, false, default);

    public static (string Kind, int Format) Stored => (Kind, Format);

    /// <summary>Of the operation that proposed it.</summary>
    public static Id IdOf(Id operation) => Id.Of(Kind, operation.ToString());

    public RetentionState After(IEnumerable<RetentionEvent> events) => events.Aggregate(this, (state, happened) => state.With(happened)) with { Version = Version + 1 };

    private RetentionState With(RetentionEvent happened) => happened switch
    {
        RetentionEvent.RetentionProposed e => this with
        {
            Unit = e.Unit, Day = e.Day, SchoolYear = e.SchoolYear, ProposedBy = e.By, Basis = e.Basis, People = e.People, Held = e.Held, Rounds = e.Rounds, Status = Proposed,
        },
        RetentionEvent.RetentionApproved e => this with { Status = Approved, ApprovedBy = e.By, Alone = e.Alone, Job = e.Job },
        RetentionEvent.RetentionDeclined => this with { Status = Declined },
        _ => this,
    };
}
