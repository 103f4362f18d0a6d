using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Enrolment;

/// <summary>What happened to a change of enrolment (学籍异动). Reasons in words are sealed.</summary>
public abstract record EnrolmentChangeEvent
{
    private EnrolmentChangeEvent() { }

    /// <summary>The change occurred and is on record here; it is due in the register system on <paramref name="Due"/>, 24:00.</summary>
    public sealed record Reported(string School, Id Person, string Register, string Kind, DateOnly OccurredOn, DateOnly Due, bool Provisional, string Effect, string Reason) : EnrolmentChangeEvent;

    /// <summary>It was entered into the register system, with the receipt's hash.</summary>
    public sealed record Entered(DateOnly Day, string Receipt) : EnrolmentChangeEvent;
}

/// <summary>Where a change of enrolment stands: open until it is entered. Reason is the address of the sealed text.</summary>
public sealed record EnrolmentChangeState(
    long Version, string School, Id Person, string Register, string Change, DateOnly OccurredOn, DateOnly Due, bool Provisional, string Effect, DateOnly? EnteredOn, string Reason = "")
    : IBesideState<EnrolmentChangeState, EnrolmentChangeEvent>
{
    public const string Kind = "enrolment-change";
    public const int Format = 2;

    /// <summary>The kind of the document beside it, by which the changes of a school are listed.</summary>
    public const string Document = "enrolment-change";

    public static EnrolmentChangeState Empty { get; } = new(0, "", default, "", "", default, default, false, "", null);

    public static (string Kind, int Format) Stored => (Kind, Format);

    /// <summary>"open" or "entered".</summary>
    public string Status => EnteredOn is null ? "open" : "entered";

    /// <summary>Entered after the day it was due, or not entered and that day is over.</summary>
    public bool IsLate(DateOnly today) => (EnteredOn ?? today) > Due;

    public static Id IdOf(string school, Id person, string change, DateOnly occurredOn) =>
        Id.Of(Kind, school, person.ToString(), change, occurredOn.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    public EnrolmentChangeState After(IEnumerable<EnrolmentChangeEvent> events) =>
        events.Aggregate(this, (state, happened) => state.With(happened)) with { Version = Version + 1 };

    private EnrolmentChangeState With(EnrolmentChangeEvent happened) => happened switch
    {
        EnrolmentChangeEvent.Reported e => this with
        {
            School = e.School, Person = e.Person, Register = e.Register, Change = e.Kind, OccurredOn = e.OccurredOn, Due = e.Due, Provisional = e.Provisional, Effect = e.Effect, Reason = e.Reason,
        },
        EnrolmentChangeEvent.Entered e => this with { EnteredOn = e.Day },
        _ => this,
    };
}
