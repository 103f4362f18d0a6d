using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>
/// The legal act on a list: every named entry agreed (with its level), returned, held or not determined; entries not named stay open.
/// <see cref="ShownAt"/> is the list's version that the recorder saw.
/// </summary>
public sealed record DecideRoster(Id Roster, ImmutableArray<EntryVerdict> Entries, string Minutes, long? ShownAt = null) : Command
{
    public override Id Target => Roster;

    public override Value Body => Value.List(Roster.ToString(), Value.List(Entries.Select(e => (Value)RecordCodec.Write(e))), Minutes);
}

/// <summary>What the body says of one case: "agree", "return", "hold" or "not-determined"; the level where it agrees; why; and where to return it to.</summary>
public sealed record EntryVerdict(Id Case, string Verdict, string Level = "", string Reason = "", string Opinion = "", string Target = "");

public sealed class DecideRosterHandler(StepRunner runner, IStepStore store, PinCache pins, Cipher cipher) : IRequestHandler<DecideRoster, Answer>
{
    public async Task<Answer> Handle(DecideRoster request, CancellationToken cancellationToken)
    {
        if (await runner.StateAsync<RosterState>(await store.LoadAsync(request.Roster, cancellationToken), cancellationToken) is { } state)
            await pins.EnsureAsync(state.Pin, cancellationToken);
        return await runner.RunAsync<RosterState>(request, request.Roster, (s, stored, act, facts) => Decide(request, s, stored, act, facts), cancellationToken);
    }

    private StreamDecision Decide(DecideRoster request, RosterState? state, StoredStream? stored, Act act, Facts facts)
    {
        if (state is null)
            return StepCodes.NotFound;
        if (request.ShownAt is { } shown && shown != state.Version)
            return ExecutionCodes.ChangedSince.With(("shownAt", shown), ("now", state.Version));
        if (state.IsPublicity || state.Status != "frozen")
            return RosterCodes.ListGone;
        if (MayDecide(request, state) is { } notYours)
            return notYours;
        var standingKey = new FactKey(RosterFacts.Standing, act.Stream.ToString());
        if (facts.Find(standingKey) is not { } standing)
            return new StreamDecision.Needs([standingKey]);
        if (Check(request, state, standing.Value) is { } refused)
            return refused;
        if (state.Body.Length > 0 && BallotOf(state) is { } postponed)
            return postponed;
        return Write(request, state, stored, act, standing.Value);
    }

    /// <summary>A body's recorder acts for the body; an approval belongs to its role.</summary>
    private static Rejection? MayDecide(DecideRoster request, RosterState state) =>
        state.Role.Length > 0 && !request.Principal.Holds(state.Role, state.Unit) ? StepCodes.NotYours.With(("role", state.Role)) : null;

    private Rejection? BallotOf(RosterState state)
    {
        if (state.Meeting is not { } meeting)
            return RosterCodes.NoMeeting;
        if (PinnedDocuments.Body(pins, state.Pin, state.Body) is not { } body)
            return PackCodes.UnknownReference.With(("id", state.Body));
        var count = MeetRosterHandler.Count(body, meeting);
        return count.Outcome switch
        {
            BallotOutcome.Agreed => null,
            BallotOutcome.Postponed => RosterCodes.BelowQuorum.With(("entitled", count.Entitled), ("present", count.Present)),
            BallotOutcome.Open => RosterCodes.VotesOutstanding.With(("count", count.Outstanding)),
            _ => RosterCodes.NotAgreed.With(("agree", count.Agree), ("disagree", count.Disagree), ("abstain", count.Abstain)),
        };
    }

    private Rejection? Check(DecideRoster request, RosterState state, Value standing)
    {
        var open = state.Open.ToDictionary(e => e.Case);
        var left = standing["left"].Items.Select(i => i.AsText()).ToHashSet(StringComparer.Ordinal);
        var scale = PinnedDocuments.Scale(pins, state.Pin, state.Options["scale"].AsText());
        var seen = new HashSet<Id>();
        foreach (var verdict in request.Entries)
        {
            if (!seen.Add(verdict.Case))
                return RosterCodes.TooManyEntries.With(("case", verdict.Case));
            if (left.Contains(verdict.Case.ToString()))
                return RosterCodes.LeftMeanwhile.With(("case", verdict.Case));
            if (!open.TryGetValue(verdict.Case, out var entry))
                return RosterCodes.NotOnList.With(("case", verdict.Case));
            if (CheckOne(verdict, entry, scale) is { } refused)
                return refused;
        }

        return seen.Count == 0 ? RosterCodes.NothingWaits.With() : null;
    }

    private static Rejection? CheckOne(EntryVerdict verdict, RosterEntry entry, Scale? scale) => verdict.Verdict switch
    {
        "hold" => null,
        "return" => verdict.Reason.Length + verdict.Opinion.Length == 0 ? RosterCodes.NoReturnReason.With(("case", verdict.Case)) : null,
        "not-determined" => scale is not null && !scale.NotDetermined.Reasons.Any(r => r.Id == verdict.Reason)
            ? RosterCodes.RefusalReason.With(("reason", verdict.Reason)) : null,
        "agree" => scale is null ? null
            : !scale.Levels.Any(l => l.Id == verdict.Level) ? RosterCodes.UnknownLevel.With(("level", verdict.Level))
            : verdict.Level != entry.Level && verdict.Reason.Length + verdict.Opinion.Length == 0
                ? RosterCodes.ReasonForLevel.With(("case", verdict.Case), ("from", entry.Level), ("to", verdict.Level)) : null,
        _ => RosterCodes.UnknownOutcome.With(("outcome", verdict.Verdict)),
    };

    private Step Write(DecideRoster request, RosterState state, StoredStream? stored, Act act, Value standing)
    {
        var steps = new RosterSteps(state, stored, act);
        var scale = PinnedDocuments.Scale(pins, state.Pin, state.Options["scale"].AsText());
        var people = state.Entries.ToDictionary(e => e.Case, e => e.Person);
        var events = ImmutableArray.CreateBuilder<RosterEvent>();
        ImmutableArray<EntryVerdict> acted = [.. request.Entries.Where(e => e.Verdict != "hold").OrderBy(e => e.Case)];
        var number = state.Decisions + 1;
        if (!acted.IsEmpty)
        {
            var minutes = request.Minutes.Length > 0 ? steps.Seal(state.Round, cipher.Seal(state.Round, request.Minutes)) : "";
            events.Add(new RosterEvent.Decided(number, [.. acted.Select(v => Outcome(v, state, scale, steps, people[v.Case]))], minutes));
            steps.Row(new EntriesMarked([.. state.Entries.Where(e => acted.Any(a => a.Case == e.Case)).Select(e => e.Key)], "decided", number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        ImmutableArray<Id> held = [.. request.Entries.Where(e => e.Verdict == "hold").Select(e => e.Case)];
        if (!held.IsEmpty)
        {
            var why = string.Join("；", request.Entries.Where(e => e.Verdict == "hold" && e.Reason.Length > 0).Select(e => e.Reason).Distinct(StringComparer.Ordinal));
            events.Add(new RosterEvent.Held(held, why.Length > 0 ? steps.Seal(state.Round, cipher.Seal(state.Round, why)) : ""));
            steps.Row(new EntriesMarked([.. state.Entries.Where(e => held.Contains(e.Case)).Select(e => e.Key)], "waiting"));
        }

        return steps.Claim([.. standing["counters"].Items.Select(c => new Claim(c.Items[0].AsText()!, Unchanged: (long)c.Items[1].AsNumber()!))]).Of(events.ToImmutable());
    }

    private EntryDecision Outcome(EntryVerdict verdict, RosterState state, Scale? scale, RosterSteps steps, Id person)
    {
        // A reason in words is about a family: it is sealed; only a code stands in the event.
        var coded = verdict.Reason.Length == 0 || PlainText.IsCode(verdict.Reason);
        var words = verdict.Opinion.Length > 0 ? verdict.Opinion : coded ? "" : verdict.Reason;
        var opinion = words.Length > 0 ? steps.Seal(person, cipher.Seal(person, words)) : "";
        var level = verdict.Verdict == "not-determined" ? scale?.NotDetermined.Id ?? "" : verdict.Level;
        var outcome = verdict.Verdict switch
        {
            "return" => "Returned",
            // 不予认定 is proposed by lower bodies as a level; only the body that approves ends the case with it.
            "not-determined" when state.Act == "approve" => "NotDetermined",
            _ => Acts.OutcomeOf(state.Act),
        };
        return new EntryDecision(verdict.Case, outcome, level, coded ? verdict.Reason : "", opinion, verdict.Target);
    }
}
