using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>
/// A secret ballot (无记名表决). A seat says that its paper is in and nothing else; what stands on the papers is added up in three counters of the meeting, which keep no
/// history, and goes into the list in one sum when the last paper is in. So no event, and no two events taken together, say how anybody voted.
/// </summary>
internal static class SecretBallot
{
    /// <summary>The word in place of a seat's vote.</summary>
    public const string Cast = "cast";

    private static readonly ImmutableArray<string> Words = ["agree", "disagree", "abstain"];

    /// <summary>Where nobody is named every seat that is taken has put its paper in.</summary>
    public static Meeting Seated(Meeting meeting, Tally? papers)
    {
        bool Votes(Seating seat) => Seats.IsTaken(seat) && !meeting.IsObserver(seat.Member);
        return meeting.Secret && papers is not null && !meeting.Seats.Any(s => s.Vote.Length > 0) && papers.Votes == meeting.Seats.Where(Votes).Sum(meeting.WeightOf)
            ? meeting with { Seats = [.. meeting.Seats.Select(s => Votes(s) ? s with { Vote = Cast } : s)] } : meeting;
    }

    /// <summary>Null where the record fits the body's kind of ballot.</summary>
    public static Rejection? Refuse(Meeting meeting, Tally? papers)
    {
        if (!meeting.Secret)
            return papers is not null || meeting.Seats.Any(s => s.Vote == Cast) ? RosterCodes.BallotOpen.With() : null;
        if (meeting.Seats.FirstOrDefault(s => s.Vote.Length > 0 && s.Vote != Cast) is not null)
            return RosterCodes.BallotSecret.With();
        var cast = meeting.Seats.Where(s => Seats.IsTaken(s) && s.Vote == Cast).Sum(meeting.WeightOf);
        return (papers?.Votes ?? 0) != cast || papers is { Agree: < 0 } or { Disagree: < 0 } or { Abstain: < 0 }
            ? RosterCodes.PapersUnequal.With(("votes", papers?.Votes ?? 0), ("seats", cast)) : null;
    }

    /// <summary>How the papers read where all of them are in at once; else they wait in the counters.</summary>
    public static Tally? Read(Meeting meeting, Tally? papers) => meeting.Voting.All(s => !Seats.IsTaken(s) || s.Vote == Cast) ? papers : null;

    /// <summary>Adds papers to those of the meeting that the list's version <paramref name="recorded"/> wrote down.</summary>
    public static ImmutableArray<Claim> Add(Id roster, long recorded, Tally papers) =>
        [.. Words.Zip([papers.Agree, papers.Disagree, papers.Abstain]).Where(w => w.Second > 0).Select(w => new Claim(CounterOf(roster, recorded, w.First), w.Second))];

    /// <summary>A seat's own paper; the last one opens the box.</summary>
    public static StreamDecision Put(VoteOnRoster request, Meeting meeting, RosterSteps steps, Facts facts)
    {
        var votes = meeting.WeightOf(meeting.Seats.First(s => s.Member == request.Member));
        var own = new Tally(request.Vote == "agree" ? votes : 0, request.Vote == "disagree" ? votes : 0, request.Vote == "abstain" ? votes : 0);
        var cast = new RosterEvent.Voted(request.Member, Cast, Own: true);
        if (meeting.Voting.Any(s => s.Member != request.Member && Seats.IsTaken(s) && s.Vote.Length == 0))
            return steps.Claim([.. Add(steps.Act.Stream, meeting.Recorded, own)]).Of(cast);
        var key = PapersFactSource.Of(steps.Act.Stream, meeting.Recorded);
        if (facts.Find(key) is not { } box)
            return new StreamDecision.Needs([key]);
        int[] before = [.. Words.Select(w => (int)(box.Value[w].AsNumber() ?? 0))];
        steps.Claim([.. Words.Select((w, i) => new Claim(CounterOf(steps.Act.Stream, meeting.Recorded, w), request.Vote == w ? votes : 0, Unchanged: before[i]))]);
        // Whoever only asks what his vote would do is not told how the others voted.
        return request.DryRun ? steps.Of(cast) : steps.Of(cast, new RosterEvent.PapersRead(before[0] + own.Agree, before[1] + own.Disagree, before[2] + own.Abstain));
    }

    internal static string CounterOf(Id roster, long recorded, string word) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"papers:{roster}:{recorded}:{word}");

    internal static async Task<Value> BoxAsync(IStepStore store, string meeting, CancellationToken cancellation)
    {
        var box = Value.EmptyRecord;
        foreach (var word in Words)
            box = box.With(word, await store.CounterAsync($"papers:{meeting}:{word}", cancellation));
        return box;
    }
}

/// <summary>"papers" of "roster:meeting": { agree, disagree, abstain } of a secret ballot. It says neither source nor version, for a step that named them would say how its voter voted.</summary>
public sealed class PapersFactSource(IStepStore store) : FactSource(Papers)
{
    private const string Papers = "papers";

    public static FactKey Of(Id roster, long recorded) => new(Papers, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{roster}:{recorded}"));

    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation) =>
        new(key, await SecretBallot.BoxAsync(store, key.Id, cancellation));
}
