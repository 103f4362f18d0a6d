using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Adjustments;

/// <summary>What happened to a student's levels as a whole, beside any decision. Texts are addresses of sealed ones; papers are hashes.</summary>
public abstract record StandingEvent
{
    private StandingEvent() { }

    /// <summary>退出: the student gives the level up by his own declaration.</summary>
    public sealed record Exited(DateOnly Day, string Text, string Signed) : StandingEvent;

    /// <summary>The level rests while the student does; Reason is a code (休学、参军).</summary>
    public sealed record Suspended(DateOnly Day, string Reason) : StandingEvent;

    /// <summary>The level goes on from this day; after an end by the register, the days between were a rest.</summary>
    public sealed record Resumed(DateOnly Day) : StandingEvent;

    /// <summary>离校: by the register he is no student of the school any more; the level here ends, whether or not his file goes along.</summary>
    public sealed record Left(DateOnly Day) : StandingEvent;

    /// <summary>转学: the file went to another school, by its name; the level here ends.</summary>
    public sealed record HandedOver(DateOnly Day, string To, string File) : StandingEvent;
}

/// <summary>From this day on what was held before is no longer; Kind is "exited", "left" or "handed-over".</summary>
public sealed record StandingEnd(DateOnly Day, string Kind);

/// <summary>A student's standing: "held", "suspended", "exited", "left" or "handed-over". To (the other school) and Declaration (why he gave it up) are addresses of sealed texts; Reason is the code of the rest that lasts, "" while none does.</summary>
public sealed record StandingState(long Version, string Status, ImmutableArray<SuspendedDays> Suspensions, ImmutableArray<StandingEnd> Ends, string To, string File, string Declaration = "", string Reason = "")
    : IBesideState<StandingState, StandingEvent>
{
    public const string Kind = "standing";
    public const int Format = 3;
    public const string Held = "held";
    public const string Suspended = "suspended";
    public const string Exited = "exited";
    public const string Left = "left";
    public const string HandedOver = "handed-over";

    public static StandingState Empty { get; } = new(0, Held, [], [], "", "");

    public static (string Kind, int Format) Stored => (Kind, Format);

    public static Id IdOf(Id person) => Id.Of(Kind, person.ToString());

    /// <summary>The first end on or after a day.</summary>
    public StandingEnd? EndOf(DateOnly from) => Ends.Where(e => e.Day >= from).OrderBy(e => e.Day).FirstOrDefault();

    public StandingState After(IEnumerable<StandingEvent> events) =>
        events.Aggregate(this, (state, happened) => state.With(happened)) with { Version = Version + 1 };

    private StandingState With(StandingEvent happened) => happened switch
    {
        StandingEvent.Exited e => Over(e.Day) with { Status = Exited, Ends = Ends.Add(new StandingEnd(e.Day, Exited)), Declaration = e.Text },
        StandingEvent.Suspended e => this with { Status = Suspended, Suspensions = Suspensions.Add(new SuspendedDays(e.Day, null)), Reason = e.Reason },
        StandingEvent.Resumed e when Status == Left => this with { Status = Held, Ends = Ends.RemoveAt(Ends.Length - 1), Suspensions = Suspensions.Add(new SuspendedDays(Ends[^1].Day, e.Day)) },
        StandingEvent.Resumed e => this with { Status = Held, Suspensions = Suspensions.SetItem(Suspensions.Length - 1, Suspensions[^1] with { Until = e.Day }), Reason = "" },
        StandingEvent.Left e => Over(e.Day) with { Status = Left, Ends = Ends.Add(new StandingEnd(e.Day, Left)) },
        StandingEvent.HandedOver e => Over(e.Day) with { Status = HandedOver, Ends = Ends.Add(new StandingEnd(e.Day, HandedOver)), To = e.To, File = e.File },
        _ => this,
    };

    /// <summary>A suspension does not outlast what it suspends: a level that is held later is none of it.</summary>
    private StandingState Over(DateOnly day) => Suspensions is [.., { Until: null } open] ? this with { Suspensions = Suspensions.SetItem(Suspensions.Length - 1, open with { Until = day }), Reason = "" } : this;
}
