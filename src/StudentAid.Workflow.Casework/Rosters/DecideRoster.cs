using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters.Hints;
using StudentAid.Workflow.Casework.Rosters.Worksheets;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>
/// The legal act on a list: every named entry agreed (with its level), returned, held or not determined; entries not named stay open.
/// <see cref="ShownAt"/> is the list's version that the recorder saw.
/// </summary>
public sealed record DecideRoster(Id Roster, ImmutableArray<EntryVerdict> Entries, string Minutes, long? ShownAt = null, ImmutableArray<HintAnswer> Hints = default) : Command
{
    public override Id Target => Roster;

    /// <summary>Where the list is signed in person.</summary>
    public ListSignature? Signature { get; init; }

    public override Value Body => Signature is { } signed ? Value.List(Named, signed.Name, signed.Statement) : Named;

    private Value Named => Hints.IsDefaultOrEmpty
        ? Value.List(Roster.ToString(), Value.List(Entries.Select(e => (Value)RecordCodec.Write(e))), Minutes)
        : Value.List(Roster.ToString(), Value.List(Entries.Select(e => (Value)RecordCodec.Write(e))), Minutes, Value.List(Hints.Select(h => (Value)RecordCodec.Write(h))));
}

/// <summary>What the body says of one case: "agree", "return", "hold" or "not-determined"; the level where it agrees; why; where to return it to; its place (1 the first) where the body ranks; "none" in Redo where what lies between the target and here is not done again.</summary>
public sealed record EntryVerdict(Id Case, string Verdict, string Level = "", string Reason = "", string Opinion = "", string Target = "", int Rank = 0, string Redo = "");

public sealed class DecideRosterHandler(StepRunner runner, IStepStore store, PinCache pins, Cipher cipher, OthersAct others) : IRequestHandler<DecideRoster, Answer>
{
    public async Task<Answer> Handle(DecideRoster request, CancellationToken cancellationToken)
    {
        if (await runner.StateAsync<RosterState>(await store.LoadAsync(request.Roster, cancellationToken), cancellationToken) is { } state)
            await pins.EnsureAsync(state.Pin, cancellationToken);
        var answer = await runner.RunAsync<RosterState>(request, request.Roster, (s, stored, act, facts) => Decide(request, s, stored, act, facts), cancellationToken);
        return await others.TellAsync(answer, request.Roster, cancellationToken);
    }

    private StreamDecision Decide(DecideRoster request, RosterState? state, StoredStream? stored, Act act, Facts facts)
    {
        if (state is null)
            return StepCodes.NotFound;
        if (request.ShownAt is { } shown && shown != state.Version)
            return ExecutionCodes.Changed(shown, state.Version);
        if (state.IsPublicity || state.Status != "frozen")
            return RosterCodes.ListGone;
        if (ListDuties.Of(state, pins).Refuse(request.Principal, ListAct.Decide, ref act, facts) is { } notYours)
            return notYours;
        if (ListSigning.Refuse(state, request.Principal, request.Signature, pins) is { } unsigned)
            return unsigned;
        var standingKey = new FactKey(RosterFacts.Standing, act.Stream.ToString());
        if (facts.Find(standingKey) is not { } standing)
            return new StreamDecision.Needs([standingKey]);
        if (Check(request, state, standing.Value) is { } refused)
            return refused;
        if (RedoOf(request, state, facts) is { } undone)
            return undone;
        if (DecidedBefore(request, state, act, facts) is { } same)
            return same;
        if (state.Body.Length > 0 && BallotOf(state) is { } postponed)
            return postponed;
        if (SheetResults.SheetOf(state, pins) is { } sheet && SheetResults.Settle(sheet, state, ref request) is { } unscored)
            return unscored;
        if (RankingOf(request, state) is { } unranked)
            return unranked;
        if (HintsOf(request, state, standing.Value, act, facts, out var hints) is { } missing)
            return missing;
        if (FundOf(request, state, act, facts, out var fund) is { } beyond)
            return beyond;
        return Write(request, new RosterSteps(state, stored, act).Claim([.. fund]), state, standing.Value, hints);
    }

    /// <summary>Why a return may not leave undone what lies between; a case that itself is owed back does everything again, so of it nothing is left undone.</summary>
    private StreamDecision? RedoOf(DecideRoster request, RosterState state, Facts facts)
    {
        var flow = pins.Definition(state.Pin) is { } definition ? new RosterFlow(definition) : null;
        var leaving = request.Entries.Where(v => v is { Verdict: "return", Redo: "none" })
            .Select(v => (Fact: OwedReturnSource.FactOf(v.Case, state.Activity, v.Target), Undone: flow?.RefuseRedo(v.Target, state.Activity))).Where(l => l.Undone is not null).ToList();
        // All at once: case by case a long list would go round too often.
        var unknown = leaving.Select(l => l.Fact).Where(f => facts.Find(f) is null).ToImmutableArray();
        if (unknown.Length > 0)
            return new StreamDecision.Needs(unknown);
        return leaving.Find(l => facts.Find(l.Fact)!.Value.AsBool() != true).Undone is { } undone ? (StreamDecision)undone : null;
    }

    /// <summary>Why he does not decide alone about these students: he put down what an earlier body decided about them. To send back or hold what one proposed approves nothing.</summary>
    private StreamDecision? DecidedBefore(DecideRoster request, RosterState state, Act act, Facts facts)
    {
        if (!EarlierDecider.Binds(state, request.Principal) || !request.Entries.Any(e => e.Verdict is "agree" or "not-determined"))
            return null;
        var key = EarlierDecider.FactOf(act.Stream, request.Principal.Id);
        if (facts.Find(key) is not { } told)
            return new StreamDecision.Needs([key]);
        var before = told.Value.Items.Select(c => c.AsText()).ToHashSet(StringComparer.Ordinal);
        var twice = request.Entries.Where(e => e.Verdict is "agree" or "not-determined" && before.Contains(e.Case.ToString())).ToList();
        return twice.Count == 0 ? null
            : (StreamDecision)RosterCodes.DecidedBefore.With(("count", twice.Count), ("roles", ListDuties.Of(state, pins).Named(request.Principal, ListAct.Decide)));
    }

    /// <summary>Why the places or the money of an aid do not reach; the claim by which nobody else takes them meanwhile.</summary>
    private StreamDecision? FundOf(DecideRoster request, RosterState state, Act act, Facts facts, out ImmutableArray<Claim> claims)
    {
        claims = [];
        if (FundCheck.AidOf(state, pins) is not { } aid)
            return null;
        var key = FundFactSource.Of(act.Stream);
        if (facts.Find(key) is not { } told)
            return new StreamDecision.Needs([key]);
        claims = [FundCheck.Claim(told.Value)];
        return FundCheck.Refuse(request, state.Act == "approve", aid, told.Value) is { } refused ? (StreamDecision)refused : null;
    }

    /// <summary>
    /// The hints of the list as it would be decided, where the body has some; refused while one is unanswered, unless the body says otherwise. What is decided
    /// now is held against the whole list, else row by row there would be none: against the rows decided before, and the others as they came.
    /// </summary>
    private StreamDecision? HintsOf(DecideRoster request, RosterState state, Value standing, Act act, Facts facts, out HintCheck? check)
    {
        check = null;
        if (FlagCheck.AidOf(state, pins) is { } aid)
            return FlagsOf(request, state, standing, aid, act, facts, out check);
        if (state.Body.Length == 0 || Body.Kind.Find(pins, state.Pin, state.Body) is not { Hints.IsEmpty: false } body
            || Scale.Kind.FindOnly(pins, state.Pin, state.Options["scale"].AsText()) is not { } scale)
            return null;
        var key = HintFactSource.Of(act.Stream);
        if (facts.Find(key) is not { } told)
            return new StreamDecision.Needs([key]);
        check = HintCheck.Of(body, scale, state, LevelsOf(request, standing, scale), told.Value).About(request.Entries.Select(e => e.Case));
        return body.HintAnswers && check.Unanswered(request.Hints) is { } unanswered ? (StreamDecision)unanswered : null;
    }

    private StreamDecision? FlagsOf(DecideRoster request, RosterState state, Value standing, AidRules aid, Act act, Facts facts, out HintCheck? check)
    {
        check = null;
        if (Scale.Kind.Find(pins, state.Pin, aid.Scale) is not { } scale)
            return null;
        var key = FlagFactSource.Of(act.Stream);
        if (facts.Find(key) is not { } told)
            return new StreamDecision.Needs([key]);
        check = FlagCheck.Of(aid, scale, state, LevelsOf(request, standing, scale), told.Value).About(request.Entries.Select(e => e.Case));
        return check.Unanswered(request.Hints) is { } unanswered ? (StreamDecision)unanswered : null;
    }

    /// <summary>What each row would get: the level of its verdict, "" for one that leaves, and the one that it came with for the others.</summary>
    private static Func<RosterEntry, string> LevelsOf(DecideRoster request, Value standing, Scale scale)
    {
        var levels = request.Entries.ToDictionary(e => e.Case, e => e.Verdict switch { "agree" => e.Level, "not-determined" => scale.NotDetermined.Id, _ => "" });
        foreach (var left in standing["left"].Items.Select(i => Id.TryParse(i.AsText())).OfType<Id>())
            levels.TryAdd(left, "");
        return e => levels.GetValueOrDefault(e.Case, e.Level);
    }

    private Rejection? BallotOf(RosterState state)
    {
        if (state.Meeting is not { } meeting)
            return RosterCodes.NoMeeting;
        if (Body.Kind.Find(pins, state.Pin, state.Body) is not { } body)
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
        var scale = Scale.Kind.FindOnly(pins, state.Pin, state.Options["scale"].AsText());
        var seen = new HashSet<Id>();
        foreach (var verdict in request.Entries)
        {
            if (!seen.Add(verdict.Case))
                return RosterCodes.TooManyEntries.With(("case", verdict.Case));
            if (left.Contains(verdict.Case.ToString()))
                return RosterCodes.LeftMeanwhile.With(("case", verdict.Case));
            if (!open.TryGetValue(verdict.Case, out var entry))
                return RosterCodes.NotOnList.With(("case", verdict.Case));
            // To hold an entry decides nothing about it: it goes on a list that somebody else decides.
            if (verdict.Verdict != "hold" && request.Principal.MustWithdrawFrom(entry.Person))
                return RosterCodes.DecidesOwn.With(("roles", ListDuties.Of(state, pins).Named(request.Principal, ListAct.Decide)));
            if (CheckOne(verdict, entry, scale) is { } refused)
                return refused;
            var to = verdict.Verdict switch { "agree" => verdict.Level, "not-determined" => scale?.NotDetermined.Id ?? "", _ => "" };
            if (scale is not null && to.Length > 0 && LevelLimits.Of(state.Options).Refuse(scale, entry.Superseded.Length > 0 ? entry.Superseded : entry.Level, entry.Suggested, to, entry.Asked) is { } beyond)
                return beyond;
        }

        return seen.Count == 0 ? RosterCodes.NothingWaits.With() : null;
    }

    /// <summary>Where the body ranks, its decisions continue one order: the places of those agreed to follow those of the decisions before.</summary>
    private static Rejection? RankingOf(DecideRoster request, RosterState state)
    {
        var ranks = request.Entries.Where(e => e.Verdict == "agree").Select(e => e.Rank).Order().ToList();
        if (state.Options["ranking"].AsBool() != true)
            return request.Entries.Any(e => e.Rank != 0) ? RosterCodes.NoRanking.With() : null;
        return ranks.SequenceEqual(Enumerable.Range(state.Ranked + 1, ranks.Count)) && request.Entries.All(e => e.Verdict == "agree" || e.Rank == 0)
            ? null : RosterCodes.RankingUnfit.With(("first", state.Ranked + 1), ("last", state.Ranked + ranks.Count));
    }

    private static Rejection? CheckOne(EntryVerdict verdict, RosterEntry entry, Scale? scale) => verdict.Verdict switch
    {
        "hold" => null,
        "return" => verdict.Reason.Length + verdict.Opinion.Length == 0 ? RosterCodes.NoReturnReason.With(("case", verdict.Case)) : ReviewCodes.RefuseRedo(verdict.Redo, verdict.Target),
        "not-determined" => scale is not null && !scale.NotDetermined.Reasons.Any(r => r.Id == verdict.Reason)
            ? RosterCodes.RefusalReason.With(("reason", verdict.Reason)) : null,
        "agree" => scale is null ? null
            : !scale.Levels.Any(l => l.Id == verdict.Level) ? RosterCodes.UnknownLevel.With(("level", verdict.Level))
            : verdict.Level != entry.Level && verdict.Reason.Length + verdict.Opinion.Length == 0
                ? RosterCodes.ReasonForLevel.With(("case", verdict.Case), ("from", entry.Level), ("to", verdict.Level)) : null,
        _ => RosterCodes.UnknownOutcome.With(("outcome", verdict.Verdict)),
    };

    private Step Write(DecideRoster request, RosterSteps steps, RosterState state, Value standing, HintCheck? hints)
    {
        var scale = Scale.Kind.FindOnly(pins, state.Pin, state.Options["scale"].AsText());
        var people = state.Entries.ToDictionary(e => e.Case, e => e.Person);
        var events = ImmutableArray.CreateBuilder<RosterEvent>();
        ImmutableArray<EntryVerdict> acted = [.. request.Entries.Where(e => e.Verdict != "hold").OrderBy(e => e.Case)];
        var number = state.Decisions + 1;
        if (!acted.IsEmpty)
        {
            if (state.Meeting is { Committee: > 0 } met)
                steps.Rest(new RestedFact(RosterFacts.Committee, $"{state.Body}|{state.Unit}", RosterFacts.Committee, met.Committee));
            AbsentMembers.Tell(state, ListDuties.Of(state, pins), steps);
            VoteTasks.Close(state, steps);
            var said = string.Join("\n", new[] { request.Minutes, hints?.Minutes(request.Hints) ?? "" }.Where(m => m.Length > 0));
            var minutes = said.Length > 0 ? steps.Seal(state.Round, cipher.Seal(state.Round, said)) : "";
            ImmutableArray<EntryDecision> decided = [.. acted.Select(v => Outcome(v, state, scale, steps, people[v.Case]))];
            events.Add(new RosterEvent.Decided(number, decided, minutes, Answered(request, state, hints, steps)));
            steps.Row(new ListDecision(state.Body, state.Unit, steps.Act.Now, steps.Act.Actor)
            {
                For = steps.Act.For, Votes = ListVotes.Of(state.Meeting, Body.Kind.Find(pins, state.Pin, state.Body)),
            }.Put(number));
            events.AddRange(ListSigning.Write(state, number, request.Signature, steps, cipher));
            var decidedNow = acted.Select(a => a.Case).ToHashSet();
            steps.Row(new EntriesMarked([.. state.Entries.Where(e => decidedNow.Contains(e.Case)).Select(e => e.Key)], "decided", number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        ImmutableArray<Id> held = [.. request.Entries.Where(e => e.Verdict == "hold").Select(e => e.Case)];
        if (!held.IsEmpty)
        {
            var why = string.Join("；", request.Entries.Where(e => e.Verdict == "hold" && e.Reason.Length > 0).Select(e => e.Reason).Distinct(StringComparer.Ordinal));
            events.Add(new RosterEvent.Held(held, why.Length > 0 ? steps.Seal(state.Round, cipher.Seal(state.Round, why)) : ""));
            steps.Row(new EntriesMarked([.. state.Entries.Where(e => held.Contains(e.Case)).Select(e => e.Key)], "waiting"));
        }

        EndWhereAllAreHeld(state, acted, held, steps);
        ForgetWorksheet(request, state, steps);
        return steps.Claim([.. standing["counters"].Items.Select(c => new Claim(c.Items[0].AsText()!, Unchanged: (long)c.Items[1].AsNumber()!))]).Of(events.ToImmutable());
    }

    private ImmutableArray<AnsweredHint> Answered(DecideRoster request, RosterState state, HintCheck? hints, RosterSteps steps) => hints is null ? [] :
    [
        .. hints.Hints.Select(h => (Hint: h, Answer: HintCheck.AnswerTo(h, request.Hints))).Where(h => h.Answer.Length > 0).Select(h => new AnsweredHint(
            h.Hint.Kind, [.. h.Hint.Cases],
            steps.Seal(state.Round, cipher.Seal(state.Round, Value.Record(("hint", hints.TextOf(h.Hint).ZhCn), ("en", hints.TextOf(h.Hint).In("en")), ("answer", h.Answer)))))),
    ];

    /// <summary>A list on which the last open entries are held has nothing to release, so this step itself lets the round's rules be changed again.</summary>
    private static void EndWhereAllAreHeld(RosterState state, ImmutableArray<EntryVerdict> acted, ImmutableArray<Id> held, RosterSteps steps)
    {
        if (!acted.IsEmpty || state.ReleasedUpTo != state.Decisions || !state.Open.All(e => held.Contains(e.Case)))
            return;
        VoteTasks.Close(state, steps);
        steps.Claim(new Claim(RosterState.FrozenListsCounter(state.Round), Add: -1));
    }

    /// <summary>The working copy of what is decided is deleted, also one that somebody is keeping at this moment; the whole of it where nothing stays open.</summary>
    private static void ForgetWorksheet(DecideRoster request, RosterState state, RosterSteps steps)
    {
        var named = request.Entries.Select(e => e.Case).ToHashSet();
        var rows = state.Open.All(e => named.Contains(e.Case)) ? [] : named.Order().Select(c => Value.Of(c.ToString()));
        steps.Tell(DropWorksheet.Name, WorksheetState.IdOf(request.Roster), Value.Record(("rows", Value.List(rows))), WorksheetCodes.Nothing.Id);
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
        return new EntryDecision(
            verdict.Case, outcome, level, coded ? verdict.Reason : "", opinion, verdict.Target, verdict.Rank, verdict.Verdict == "return" && verdict.Redo == "none",
            SheetResults.SheetOf(state, pins) is { Ranks: false } sheet && verdict.Verdict == "agree" ? SheetResults.Of(sheet, state, verdict.Case) : null);
    }
}
