using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Inspections;

/// <summary>What happened to a finding of an authority (监督检查、指导和纠正, 第十九条). Texts are addresses of sealed ones; papers are hashes.</summary>
public abstract record FindingEvent
{
    private FindingEvent() { }

    /// <summary>An authority wrote down what it found at a school, against which article, and until when it is to be corrected. Case is None where it is about none.</summary>
    public sealed record Issued(string Authority, string School, string Article, string Issue, Id Case, DateOnly Due, DateOnly Day) : FindingEvent;

    /// <summary>The school said what it did, with evidence.</summary>
    public sealed record Corrected(string Text, ImmutableArray<string> Evidence, DateOnly Day) : FindingEvent;

    /// <summary>The authority is not content: it says why, and until when.</summary>
    public sealed record Returned(string Reason, DateOnly Due, DateOnly Day) : FindingEvent;

    /// <summary>The authority strikes it off (销号).</summary>
    public sealed record Closed(string Note, DateOnly Day) : FindingEvent;
}

/// <summary>What the school answered, or why it came back: the address of the text, the evidence, the day.</summary>
public sealed record FindingTurn(string What, string Text, ImmutableArray<string> Evidence, DateOnly Day);

/// <summary>Where a finding stands: "open" until it is answered, "answered" until it is judged, then "open" again (returned) or "closed".</summary>
public sealed record FindingState(
    long Version, string Authority, string School, string Article, string Issue, Id Case, DateOnly Due, DateOnly IssuedOn, string Status, ImmutableArray<FindingTurn> Turns)
    : IBesideState<FindingState, FindingEvent>
{
    public const string Kind = "finding";
    public const int Format = 1;
    public const string Open = "open";
    public const string Answered = "answered";
    public const string Closed = "closed";

    public static FindingState Empty { get; } = new(0, "", "", "", "", default, default, default, "", []);

    public static (string Kind, int Format) Stored => (Kind, Format);

    /// <summary>Of the operation that wrote it.</summary>
    public static Id IdOf(Id operation) => Id.Of(Kind, operation.ToString());

    /// <summary>The day on which it was due has passed, and the school has not answered.</summary>
    public bool IsOverdue(DateOnly today) => Status == Open && today > Due;

    public FindingState After(IEnumerable<FindingEvent> events) => events.Aggregate(this, (state, happened) => state.With(happened)) with { Version = Version + 1 };

    private FindingState With(FindingEvent happened) => happened switch
    {
        FindingEvent.Issued e => Empty with
        {
            Version = Version, Authority = e.Authority, School = e.School, Article = e.Article, Issue = e.Issue, Case = e.Case, Due = e.Due, IssuedOn = e.Day, Status = Open,
        },
        FindingEvent.Corrected e => this with { Status = Answered, Turns = Turns.Add(new FindingTurn(Answered, e.Text, e.Evidence, e.Day)) },
        FindingEvent.Returned e => this with { Status = Open, Due = e.Due, Turns = Turns.Add(new FindingTurn("returned", e.Reason, [], e.Day)) },
        FindingEvent.Closed e => this with { Status = Closed, Turns = Turns.Add(new FindingTurn(Closed, e.Note, [], e.Day)) },
        _ => this,
    };
}
