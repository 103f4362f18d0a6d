using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Matching;

/// <summary>What happened to a hit that was found when the case was past its match. The text is the address of a sealed one.</summary>
public abstract record LateMatchEvent
{
    private LateMatchEvent() { }

    /// <summary>State is "matched" or "doubtful"; role and unit are those that settle doubts of the case's match.</summary>
    public sealed record Found(Id Round, Id Case, Id Person, string State, string Batch, string Role, string Unit) : LateMatchEvent;

    public sealed record Settled(string Result, string Text) : LateMatchEvent;
}

/// <summary>
/// A hit for an open case that is past its match (第十六条(二)): somebody has to look, and nothing changes by it. One for each case; a later hit opens it again.
/// </summary>
public sealed record LateMatchState(
    long Version, Id Round, Id Case, Id Person, string State, string Batch, string Role, string Unit, string Result, string Text) : IBesideState<LateMatchState, LateMatchEvent>
{
    public const string Kind = "late-match";
    public const int Format = 1;

    /// <summary>It was looked at and changes nothing.</summary>
    public const string NoEffect = "no-effect";

    /// <summary>Whoever has the case now was told, and sends it back or changes the level as he finds right.</summary>
    public const string PassedOn = "passed-on";

    public static LateMatchState Empty { get; } = new(0, default, default, default, "", "", "", "", "", "");

    /// <summary>"open" or "settled".</summary>
    public string Status => Result.Length > 0 ? "settled" : "open";

    public static (string Kind, int Format) Stored => (Kind, Format);

    public static Id IdOf(Id @case) => Id.Of(Kind, @case.ToString());

    public LateMatchState After(IEnumerable<LateMatchEvent> events) =>
        events.Aggregate(this, (state, happened) => state.With(happened)) with { Version = Version + 1 };

    private LateMatchState With(LateMatchEvent happened) => happened switch
    {
        LateMatchEvent.Found e => this with
        {
            Round = e.Round, Case = e.Case, Person = e.Person, State = e.State, Batch = e.Batch, Role = e.Role, Unit = e.Unit, Result = "", Text = "",
        },
        LateMatchEvent.Settled e => this with { Result = e.Result, Text = e.Text },
        _ => this,
    };
}
