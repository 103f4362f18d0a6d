using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Sampling;

/// <summary>What happened to a sample that an authority drew at its schools (抽查, 第十九条).</summary>
public abstract record AuthoritySampleEvent
{
    private AuthoritySampleEvent() { }

    /// <summary>Drawn with a seed out of so many determined cases: so much in percent of each school's, opened to the authority to the end of a day. Purpose is the address of the sealed text.</summary>
    public sealed record Drawn(
        string Authority, ImmutableArray<string> Schools, string SchoolYear, string Seed, int Share, int Population, ImmutableArray<SampledCase> Cases, ImmutableArray<string> Parts, string Purpose,
        DateOnly Until, DateOnly Day) : AuthoritySampleEvent;
}

/// <summary>A case that was drawn, and its school.</summary>
public sealed record SampledCase(Id Case, string School);

/// <summary>A sample of an authority; it never changes. Its cases are read by the grants that it opened, and what is found there is written as findings.</summary>
public sealed record AuthoritySampleState(
    long Version, string Authority, ImmutableArray<string> Schools, string SchoolYear, string Seed, int Share, int Population, ImmutableArray<SampledCase> Cases, ImmutableArray<string> Parts,
    string Purpose, DateOnly Until, DateOnly DrawnOn) : IBesideState<AuthoritySampleState, AuthoritySampleEvent>
{
    public const string Kind = "authority-sample";
    public const int Format = 1;

    public static AuthoritySampleState Empty { get; } = new(0, "", [], "", "", 0, 0, [], [], "", default, default);

    public static (string Kind, int Format) Stored => (Kind, Format);

    /// <summary>One for each seed of an authority in a school year: the same seed draws the same.</summary>
    public static Id IdOf(string authority, string schoolYear, string seed) => Id.Of(Kind, authority, schoolYear, seed);

    public AuthoritySampleState After(IEnumerable<AuthoritySampleEvent> events) =>
        events.Aggregate(this, (state, happened) => state.With(happened)) with { Version = Version + 1 };

    private AuthoritySampleState With(AuthoritySampleEvent happened) => happened switch
    {
        AuthoritySampleEvent.Drawn e => this with
        {
            Authority = e.Authority, Schools = e.Schools, SchoolYear = e.SchoolYear, Seed = e.Seed, Share = e.Share, Population = e.Population, Cases = e.Cases, Parts = e.Parts, Purpose = e.Purpose,
            Until = e.Until, DrawnOn = e.Day,
        },
        _ => this,
    };
}
