using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Complaints;

/// <summary>What happened to a complaint (投诉举报). What was said is sealed; the events hold addresses and days.</summary>
public abstract record ComplaintEvent
{
    private ComplaintEvent() { }

    /// <summary>Somebody complained; Channel is a code ("web" for the public page), Anonymous where no contact was left. Content is the address of text and contact.</summary>
    public sealed record Filed(string School, string Channel, bool Anonymous, string Content, DateOnly Day) : ComplaintEvent;

    /// <summary>It was taken on, to be answered by a day.</summary>
    public sealed record Accepted(DateOnly Due, DateOnly Day) : ComplaintEvent;

    /// <summary>What was done about it so far.</summary>
    public sealed record Handled(string Note, DateOnly Day) : ComplaintEvent;

    /// <summary>The answer that the complainant reads.</summary>
    public sealed record Answered(string Text, DateOnly Day) : ComplaintEvent;
}

/// <summary>A note of what was done, by its sealed address.</summary>
public sealed record ComplaintNote(string Text, DateOnly Day);

/// <summary>Where a complaint stands: "filed", "accepted" (受理), "handling" (办理) once something was noted, "answered" (反馈).</summary>
public sealed record ComplaintState(
    long Version, string School, string Channel, bool Anonymous, string Content, DateOnly FiledOn, DateOnly? AcceptedOn, DateOnly? Due, ImmutableArray<ComplaintNote> Notes,
    string Answer, DateOnly? AnsweredOn) : IBesideState<ComplaintState, ComplaintEvent>
{
    public const string Kind = "complaint";
    public const int Format = 1;
    public const string Filed = "filed";
    public const string Answered = "answered";

    public static ComplaintState Empty { get; } = new(0, "", "", false, "", default, null, null, [], "", null);

    public string Status => AnsweredOn is not null ? Answered : AcceptedOn is null ? Filed : Notes.IsEmpty ? "accepted" : "handling";

    public static (string Kind, int Format) Stored => (Kind, Format);

    /// <summary>Of the operation that filed it, so that a form sent twice is one complaint, and nobody guesses another's number.</summary>
    public static Id IdOf(Id operation) => Id.Of(Kind, operation.ToString());

    /// <summary>The promised day has passed without an answer.</summary>
    public bool IsOverdue(DateOnly today) => AnsweredOn is null && today > Due;

    public ComplaintState After(IEnumerable<ComplaintEvent> events) => events.Aggregate(this, (state, happened) => state.With(happened)) with { Version = Version + 1 };

    private ComplaintState With(ComplaintEvent happened) => happened switch
    {
        ComplaintEvent.Filed e => Empty with { Version = Version, School = e.School, Channel = e.Channel, Anonymous = e.Anonymous, Content = e.Content, FiledOn = e.Day },
        ComplaintEvent.Accepted e => this with { AcceptedOn = e.Day, Due = e.Due },
        ComplaintEvent.Handled e => this with { Notes = Notes.Add(new ComplaintNote(e.Note, e.Day)) },
        ComplaintEvent.Answered e => this with { Answer = e.Text, AnsweredOn = e.Day },
        _ => this,
    };
}
