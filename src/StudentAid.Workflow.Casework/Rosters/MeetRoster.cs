using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>
/// Records the body's meeting: day, mode, and of every member whether he is present, excused, absent or withdrawn, who sits in for him, and his vote if
/// taken at once. Below the quorum it is only put off, to <see cref="PostponedTo"/> where that is known already. Of a secret ballot the seats say who has put his
/// paper in (<c>cast</c>, all who sit there where nobody is named), and <see cref="Papers"/> how these read.
/// </summary>
public sealed record MeetRoster(Id Roster, DateOnly Day, string Mode, ImmutableArray<Seating> Seats, DateOnly? PostponedTo = null, Tally? Papers = null) : Command
{
    public override Id Target => Roster;

    // While papers are outstanding those that are in go into no hash: with the whole it would say how the last ones read.
    public override Value Body => Value.List(Roster.ToString(), RecordCodec.WriteNamed(new RosterEvent.Met(
        Day, Mode, Seats, PostponedTo, Secret: Papers is not null, Read: Papers?.Votes == Seats.Count(Rosters.Seats.IsTaken) ? Papers : null)));
}

/// <summary>
/// A member's vote, one for each ballot and member; once cast it stays, and a correction needs a new meeting. Where the ballot is <see cref="Secret"/> he casts it
/// himself, and it is kept nowhere with his name: the same key with another vote is then the same command.
/// </summary>
public sealed record VoteOnRoster(Id Roster, string Member, string Vote, bool Secret = false) : SeatCommand(Roster, Member)
{
    public override Value Body => Secret ? Value.List(Roster.ToString(), Member) : Value.List(Roster.ToString(), Member, Vote);
}

public sealed class MeetRosterHandler(StepRunner runner, IStepStore store, PinCache pins) : IRequestHandler<MeetRoster, Answer>, IRequestHandler<VoteOnRoster, Answer>
{
    public async Task<Answer> Handle(MeetRoster request, CancellationToken cancellationToken)
    {
        await EnsurePinAsync(request.Roster, cancellationToken);
        return await runner.RunAsync<RosterState>(request, request.Roster, (state, stored, act, facts) => Meet(request, state, stored, act, facts), cancellationToken);
    }

    public async Task<Answer> Handle(VoteOnRoster request, CancellationToken cancellationToken)
    {
        await EnsurePinAsync(request.Roster, cancellationToken);
        var pledged = await store.LoadAsync(PledgeState.IdOf(request.Roster, request.Principal.Id), cancellationToken) is { Kind: PledgeState.Kind };
        return await runner.RunAsync<RosterState>(request, request.Roster, (state, stored, act, facts) => Vote(request, pledged, state, stored, act, facts), cancellationToken);
    }

    private async Task EnsurePinAsync(Id roster, CancellationToken cancellation)
    {
        if (await runner.StateAsync<RosterState>(await store.LoadAsync(roster, cancellation), cancellation) is { } state)
            await pins.EnsureAsync(state.Pin, cancellation);
    }

    private StreamDecision Meet(MeetRoster request, RosterState? state, StoredStream? stored, Act act, Facts facts)
    {
        if (state is null)
            return StepCodes.NotFound;
        if (state.Status != "frozen" || state.Body.Length == 0)
            return RosterCodes.ListGone;
        var duties = ListDuties.Of(state, pins);
        if (duties.Refuse(request.Principal, ListAct.Record, ref act, facts) is { } notYours)
            return notYours;
        var committee = new FactKey(RosterFacts.Committee, $"{state.Body}|{state.Unit}");
        if (facts.Find(committee) is not { } members)
            return new StreamDecision.Needs([committee]);
        var kin = Kin.IsAsked(members.Value) ? Kin.FactOf(act.Stream) : default;
        if (kin != default && facts.Find(kin) is null)
            return new StreamDecision.Needs([kin]);
        if (Today(state.Unit, act, facts, out var today, out var calendar) is { } missing)
            return missing;
        if (CompositionOf(state, duties.Body, members.Value, facts, out var composition, out var schoolYear) is { } unasked)
            return unasked;
        var refused = Untimely(request, duties.Body, members.Value, today) ?? Term.Of(members.Value).Refuse(request.Day, schoolYear) ?? TooSoon(request, duties.Body, members.Value, calendar)
            ?? Barred(duties.Body, members.Value, state) ?? Unfit(composition)
            ?? Seats.Check(request.Seats, kin == default ? members.Value : Kin.With(members.Value, facts.Find(kin)!.Value), state);
        var observers = StandingCommittee.Observers(duties.Body, members.Value);
        var weights = StandingCommittee.Weights(duties.Body, members.Value);
        var chair = StandingCommittee.ChairOf(duties.Body, members.Value);
        var meeting = SecretBallot.Seated(
            new Meeting(request.Day, request.Mode, request.Seats, request.PostponedTo, [], Secret: duties.Body is { Secret: true }, Observers: observers, Weights: weights, Chair: chair), request.Papers);
        var seats = meeting.Seats;
        refused ??= Seats.CheckVotes(meeting, members.Value, duties.Body) ?? SecretBallot.Refuse(meeting, request.Papers) ?? Overwritten(meeting, state, members.Value) ?? Postponed(meeting, duties.Body);
        if (refused is not null)
            return refused;
        var quorate = duties.Body is { } body && Count(body, meeting).Outcome != BallotOutcome.Postponed;
        if (!quorate)
            meeting = meeting with { Seats = [] };
        if (VoteTasks.Missing(meeting, members.Value, facts) is { IsEmpty: false } unknown)
            return new StreamDecision.Needs(unknown);
        var steps = new RosterSteps(state, stored, act);
        var asked = VoteTasks.Ask(state, meeting, members.Value, facts, duties, steps);
        var read = meeting.Secret && quorate ? SecretBallot.Read(meeting, request.Papers) : null;
        if (meeting.Secret && quorate && read is null && request.Papers is { } papers)
            steps.Claim([.. SecretBallot.Add(act.Stream, steps.Seq, papers)]);
        return steps.Of(new RosterEvent.Met(request.Day, request.Mode, seats, request.PostponedTo, asked, members.Version, meeting.Secret, read, observers,
            [.. composition.Where(f => f.Severity == Severity.Warning).Select(f => new MeetingNote(f.Code.Id, f.In("zh-CN"), f.In("en")))], weights.IsEmpty ? default : weights, chair));
    }

    /// <summary>What the body's composition lacks by the rules that the round has pinned, and the round's school year, where the members' term asks for it.</summary>
    private static StreamDecision.Needs? CompositionOf(RosterState state, Body? body, Value committee, Facts facts, out ImmutableArray<Diagnostic> composition, out string schoolYear)
    {
        (composition, schoolYear) = ([], "");
        var (size, round) = (UnitSizeSource.Of(state.Unit), new FactKey(RosterFacts.Round, state.Round.ToString()));
        ImmutableArray<FactKey> needed = [.. body is { AsksUnitSize: true } ? [size] : ImmutableArray<FactKey>.Empty, .. committee["term"].IsNull ? ImmutableArray<FactKey>.Empty : [round]];
        if (needed.Any(k => facts.Find(k) is null))
            return new StreamDecision.Needs(needed);
        schoolYear = facts.Find(round)?.Value["schoolYear"].AsText() ?? "";
        composition = body is null ? [] : StandingCommittee.Check(body, committee, (int)(facts.Find(size)?.Value.AsNumber() ?? 0));
        return null;
    }

    private static Rejection? Unfit(ImmutableArray<Diagnostic> composition) =>
        composition.FirstOrDefault(f => f.Severity == Severity.Error) is { } finding ? RosterCodes.BodyUnfit.With(("finding", finding.In("zh-CN").TrimEnd('。'))) : null;

    /// <summary>Where the same meeting is put down again, nobody puts down another vote for somebody who has cast his own: he is asked anew.</summary>
    private static Rejection? Overwritten(Meeting again, RosterState state, Value members)
    {
        if (state.Meeting is not { Decision: 0, Own.IsDefaultOrEmpty: false } meeting || meeting.Day != again.Day)
            return null;
        var cast = meeting.Seats.Where(s => meeting.Own.Contains(s.Member, StringComparer.Ordinal)).ToDictionary(s => s.Member, s => s, StringComparer.Ordinal);
        // Nobody can put a paper in again as it was: how it read is not known.
        var other = again.Seats.FirstOrDefault(s => s.Vote.Length > 0 && cast.TryGetValue(s.Member, out var own) && own.Substitute == s.Substitute && (own.Vote != s.Vote || meeting.Secret));
        return other is null ? null : RosterCodes.OwnVoteStands.With(("member", Seats.NameOf(other, members)));
    }

    /// <summary>Today by the calendar that holds at the unit; where there is none, by the easternmost zone, so that no meeting of today is refused.</summary>
    internal static StreamDecision? Today(string unit, Act act, Facts facts, out DateOnly today) => Today(unit, act, facts, out today, out _);

    private static StreamDecision.Needs? Today(string unit, Act act, Facts facts, out DateOnly today, out WorkingDayCalendar? calendar)
    {
        calendar = null;
        var key = new FactKey(RosterFacts.Calendar, unit);
        today = DateOnly.FromDateTime(act.Now.AddHours(14).UtcDateTime);
        if (facts.Find(key) is not { } fact)
            return new StreamDecision.Needs([key]);
        var documents = fact.Value["documents"].Items;
        if (!documents.IsEmpty && WorkingDayCalendar.Read(documents[0], [.. documents.Skip(1)]).Document is { } read)
            (calendar, today) = (read, read.DayOf(act.Now));
        return null;
    }

    private static Rejection? Untimely(MeetRoster request, Body? body, Value committee, DateOnly today)
    {
        if (request.Day > today)
            return RosterCodes.MeetingInFuture.With(("day", Iso(request.Day)), ("today", Iso(today)));
        if (body is not null && !body.Modes.Contains(request.Mode, StringComparer.Ordinal))
            return RosterCodes.UnknownMode.With(("mode", request.Mode), ("known", Text.Listed(body.Modes)));
        if (body is { PublishList: true } && !(committee["published"].AsDay() <= request.Day))
            return RosterCodes.CommitteeNotPublished.With(("day", Iso(request.Day)));
        return null;
    }

    /// <summary>The members' list must have been shown for its days; without a calendar only calendar days can be counted.</summary>
    private static Rejection? TooSoon(MeetRoster request, Body? body, Value committee, WorkingDayCalendar? calendar)
    {
        if (body?.ShownFor is not { } shown || committee["published"].AsDay() is not { } published)
            return null;
        var last = calendar?.AddDays(published, shown.Days, shown.Unit, countStart: false).Day ?? published.AddDays(shown.Days);
        return request.Day > last ? null : RosterCodes.CommitteeShownTooShort.With(
            ("published", Iso(published)), ("last", Iso(last)), ("day", Iso(request.Day)));
    }

    /// <summary>Where an applicant may not be a member it does not help that he stays away.</summary>
    private static Rejection? Barred(Body? body, Value committee, RosterState state)
    {
        if (body is not { Applicants: ApplicantRule.Barred })
            return null;
        var onList = state.Entries.Select(e => e.Person.ToString()).ToHashSet(StringComparer.Ordinal);
        var barred = committee["members"].Items.FirstOrDefault(m => onList.Contains(m["studentPerson"].AsText() ?? ""));
        return barred is null ? null : CommitteeCodes.ApplicantBarred.With(("person", barred["name"].AsText() ?? ""));
    }

    private static Rejection? Postponed(Meeting meeting, Body? body)
    {
        if (body is null)
            return null;
        var count = Count(body, meeting);
        if (count.Findings.FirstOrDefault(f => f.Severity == Severity.Error) is { } finding)
            return RosterCodes.BodyUnfit.With(("finding", finding.In("zh-CN").TrimEnd('。')));
        if (meeting.PostponedTo is not { } next)
            return null;
        if (count.Outcome != BallotOutcome.Postponed)
            return RosterCodes.PostponedWithQuorum;
        return next > meeting.Day ? null : RosterCodes.PostponedBackwards.With(("day", Iso(meeting.Day)), ("next", Iso(next)));
    }

    private StreamDecision Vote(VoteOnRoster request, bool pledged, RosterState? state, StoredStream? stored, Act act, Facts facts)
    {
        if (state is null)
            return StepCodes.NotFound;
        if (SeatTaken.Find(request, pledged, state, pins, ref act, facts, out var taken) is { } hindered)
            return hindered;
        var (meeting, seat, own, body, members) = taken;
        if (meeting.Secret != request.Secret)
            return meeting.Secret ? RosterCodes.BallotSecret : RosterCodes.BallotOpen;
        if (meeting.Secret && !own)
            return RosterCodes.SecretVoteOwn;
        if (request.Vote is not ("agree" or "disagree" or "abstain"))
            return RosterCodes.UnknownVote.With(("word", request.Vote));
        if (RefuseVote(seat, meeting, body, members) is { } refused)
            return refused;
        var steps = new RosterSteps(state, stored, act);
        VoteTasks.Close(meeting, seat!, steps);
        return meeting.Secret ? SecretBallot.Put(request, meeting, steps, facts) : steps.Of(new RosterEvent.Voted(request.Member, request.Vote, own));
    }

    /// <summary>Why no vote of this seat counts at the meeting; null where it may be cast. Whoever offers a vote asks this, too.</summary>
    public static Rejection? RefuseVote(Seating? seat, Meeting meeting, Body? body, Value members)
    {
        if (seat is null || !Seats.IsTaken(seat))
            return RosterCodes.NotPresent.With();
        if (meeting.IsObserver(seat.Member))
            return RosterCodes.SeatWithoutVote.With(("member", Seats.NameOf(seat, members)));
        if (seat.Vote.Length > 0)
            return RosterCodes.VoteCast.With(("member", Seats.NameOf(seat, members)));
        if (meeting.Decision > 0)
            return RosterCodes.BallotClosed.With();
        return body is not null && Count(body, meeting) is { Outcome: BallotOutcome.Postponed } count
            ? RosterCodes.BelowQuorum.With(("entitled", count.Entitled), ("present", count.Present)) : null;
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The count of a meeting by the body's rule.</summary>
    public static BallotResult Count(Body body, Meeting meeting)
    {
        ImmutableArray<Seat> seats = [.. meeting.Voting.Select(s => new Seat(
            s.Member,
            s.Attendance switch { "present" => Attendance.Present, "withdrawn" => Attendance.Withdrawn, _ => Attendance.Absent },
            s.Vote switch { "agree" => Committees.Vote.Agree, "disagree" => Committees.Vote.Disagree, "abstain" => Committees.Vote.Abstain, _ => null },
            s.Substitute.Length > 0 ? s.Substitute : null, meeting.WeightOf(s)) { IsChair = s.Member == meeting.Chair })];
        return meeting.Secret
            ? Ballot.Count(body.Quorum, seats, new Papers(meeting.Voting.Count(s => s.Vote == SecretBallot.Cast), meeting.Read)) : Ballot.Count(body.Quorum, seats);
    }
}
