using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Sampling;

/// <summary>What happened to a sample of determined cases that is verified anew (复查, 第十五条).</summary>
public abstract record SampleEvent
{
    private SampleEvent() { }

    /// <summary>Drawn with a seed: shares in percent of all and of those visited at home; those that were objected to are always in it.</summary>
    public sealed record Drawn(Id Round, string School, string Seed, int Share, int VisitShare, int Population, ImmutableArray<Id> Cases, DateOnly Day) : SampleEvent;

    /// <summary>One case was looked at: "confirmed" or "deviates"; method is a code, Finding the address of the sealed text.</summary>
    public sealed record Checked(Id Case, string Result, string Method, string Finding, DateOnly Day) : SampleEvent;
}

public sealed record SampleResult(Id Case, string Result, string Method, string Finding, DateOnly Day);

/// <summary>Where a sample stands: "open" until every case of it is checked, then "done".</summary>
public sealed record SampleState(
    long Version, Id Round, string School, string Seed, int Share, int VisitShare, int Population, ImmutableArray<Id> Cases, DateOnly DrawnOn, ImmutableArray<SampleResult> Results)
    : IBesideState<SampleState, SampleEvent>
{
    public const string Kind = "sample";
    public const int Format = 1;
    public const string Confirmed = "confirmed";
    public const string Deviates = "deviates";

    public static SampleState Empty { get; } = new(0, default, "", "", 0, 0, 0, [], default, []);

    public string Status => Cases.All(c => Results.Any(r => r.Case == c)) ? "done" : "open";

    public static (string Kind, int Format) Stored => (Kind, Format);

    public static Id IdOf(Id round, string seed) => Id.Of(Kind, round.ToString(), seed);

    public SampleState After(IEnumerable<SampleEvent> events) =>
        events.Aggregate(this, (state, happened) => state.With(happened)) with { Version = Version + 1 };

    private SampleState With(SampleEvent happened) => happened switch
    {
        SampleEvent.Drawn e => this with
        {
            Round = e.Round, School = e.School, Seed = e.Seed, Share = e.Share, VisitShare = e.VisitShare, Population = e.Population, Cases = e.Cases, DrawnOn = e.Day,
        },
        SampleEvent.Checked e => this with { Results = Results.Add(new SampleResult(e.Case, e.Result, e.Method, e.Finding, e.Day)) },
        _ => this,
    };
}
