using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>A row of a member's score sheet: the points of each item for a student.</summary>
public sealed record SheetRow(Id Case, RecordValue Points)
{
    /// <summary>Points by item; what is no number is none.</summary>
    internal ImmutableSortedDictionary<string, decimal> Given => Points.Members.Where(p => p.Value.AsNumber() is not null)
        .ToImmutableSortedDictionary(p => p.Key, p => p.Value.AsNumber()!.Value, StringComparer.Ordinal);
}

/// <summary>A member's score sheet over every open student of the list; filled in again before the decision it takes the place of the former.</summary>
public sealed record FillSheet(Id Roster, string Member, ImmutableArray<SheetRow> Rows) : SeatCommand(Roster, Member)
{
    public override Value Body => Value.List(Roster.ToString(), Member, Content);

    internal Value Content => Value.List(Rows.Select(r => (Value)Value.List(r.Case.ToString(), r.Points)));
}

public sealed class FillSheetHandler(StepRunner runner, IStepStore store, PinCache pins, Cipher cipher) : IRequestHandler<FillSheet, Answer>
{
    public async Task<Answer> Handle(FillSheet request, CancellationToken cancellationToken)
    {
        if (await runner.StateAsync<RosterState>(await store.LoadAsync(request.Roster, cancellationToken), cancellationToken) is { } state)
            await pins.EnsureAsync(state.Pin, cancellationToken);
        var pledged = await store.LoadAsync(PledgeState.IdOf(request.Roster, request.Principal.Id), cancellationToken) is { Kind: PledgeState.Kind };
        return await runner.RunAsync<RosterState>(request, request.Roster, (s, stored, act, facts) => Fill(request, pledged, s, stored, act, facts), cancellationToken);
    }

    private StreamDecision Fill(FillSheet request, bool pledged, RosterState? state, StoredStream? stored, Act act, Facts facts)
    {
        if (state is null)
            return StepCodes.NotFound;
        if (SeatTaken.Find(request, pledged, state, pins, ref act, facts, out var taken) is { } hindered)
            return hindered;
        var (meeting, seat, own, body, members) = taken;
        if (!own && !meeting.Sheets.IsDefault && meeting.Sheets.Any(s => s.Member == request.Member && s.Own))
            return ReviewSheetCodes.OwnStands.With(("member", seat is null ? request.Member : taken.Name));
        if (Refuse(request, state, seat, meeting, body, members) is { } refused)
            return refused;
        var steps = new RosterSteps(state, stored, act);
        var content = steps.Seal(state.Round, cipher.Seal(state.Round, Value.Record(("member", request.Member), ("rows", request.Content))));
        return steps.Of(new RosterEvent.SheetFilled(request.Member, [.. request.Rows.OrderBy(r => r.Case).Select(r => new SheetTotal(r.Case, r.Given.Values.Sum()))], content, own));
    }

    private Rejection? Refuse(FillSheet request, RosterState state, Seating? seat, Meeting meeting, Body? body, Value members)
    {
        if (SheetResults.SheetOf(state, pins) is not { } sheet)
            return ReviewSheetCodes.NoSheet.With();
        if (seat is not null && meeting.IsObserver(seat.Member))
            return RosterCodes.SeatWithoutVote.With(("member", Seats.NameOf(seat, members)));
        if (seat is null || !Seats.IsTaken(seat))
            return RosterCodes.NotPresent.With();
        if (meeting.Decision > 0)
            return RosterCodes.BallotClosed.With();
        if (body is not null && MeetRosterHandler.Count(body, meeting) is { Outcome: BallotOutcome.Postponed } count)
            return RosterCodes.BelowQuorum.With(("entitled", count.Entitled), ("present", count.Present));
        if (!request.Rows.Select(r => r.Case).Order().SequenceEqual(state.Open.Select(e => e.Case).Order()))
            return ReviewSheetCodes.StudentMissing.With();
        return request.Rows.Select(r => sheet.Refuse(r.Given)).FirstOrDefault(r => r is not null);
    }
}

/// <summary>What the score sheets of a meeting come to.</summary>
public static class SheetResults
{
    /// <summary>The sheet of the list's step; null where it has none.</summary>
    public static ReviewSheet? SheetOf(RosterState state, IPins pins) =>
        state.Options["sheet"].AsText() is { Length: > 0 } id ? ReviewSheet.Kind.Find(pins, state.Pin, id) : null;

    /// <summary>A student's result; null before there are enough sheets.</summary>
    public static decimal? Of(ReviewSheet sheet, RosterState state, Id @case) => state.Meeting is not { Sheets.IsDefault: false } meeting ? null
        : sheet.ResultOf(meeting.Sheets.SelectMany(s => s.Totals).Where(t => t.Case == @case).Select(t => t.Total), TotalOf(state, @case));

    private static decimal? TotalOf(RosterState state, Id @case) => state.Entries.FirstOrDefault(e => e.Case == @case)?.Total;

    /// <summary>Why the decision does not follow from the sheets, or the decision with the ranks that follow.</summary>
    internal static Rejection? Settle(ReviewSheet sheet, RosterState state, ref DecideRoster request)
    {
        if (state.Meeting is not { } meeting)
            return RosterCodes.NoMeeting.With();
        var filled = meeting.Sheets.IsDefault ? [] : meeting.Sheets.Select(s => s.Member).ToHashSet(StringComparer.Ordinal);
        if (meeting.Voting.Count(s => Seats.IsTaken(s) && !filled.Contains(s.Member)) is > 0 and var outstanding)
            return ReviewSheetCodes.Outstanding.With(("count", outstanding));
        var named = request.Entries.Select(e => e.Case).ToList();
        if (sheet.Shares is not null && named.Count(c => TotalOf(state, c) is null) is > 0 and var unscored)
            return ReviewSheetCodes.NoTotal.With(("count", unscored));
        if (named.Any(c => Of(sheet, state, c) is null))
            return ReviewSheetCodes.TooFew.With(("count", filled.Count));
        return sheet.Ranks ? Rank(sheet, state, ref request) : null;
    }

    private static Rejection? Rank(ReviewSheet sheet, RosterState state, ref DecideRoster request)
    {
        if (state.Options["ranking"].AsBool() != true)
            return ReviewSheetCodes.RankWithoutRanking.With();
        var agreed = request.Entries.Where(e => e.Verdict == "agree").Select(e => (Entry: e, Result: Of(sheet, state, e.Case))).ToList();
        if (agreed.Exists(a => a.Entry.Rank != 0))
        {
            var ordered = agreed.OrderBy(a => a.Entry.Rank).Select(a => a.Result).ToList();
            return ordered.SequenceEqual(ordered.OrderDescending()) ? null : ReviewSheetCodes.AgainstSheet.With();
        }

        if (agreed.Select(a => a.Result).Distinct().Count() < agreed.Count)
            return ReviewSheetCodes.Tied.With();
        var places = agreed.OrderByDescending(a => a.Result).Select((a, i) => (a.Entry.Case, Rank: state.Ranked + i + 1)).ToDictionary(p => p.Case, p => p.Rank);
        request = request with { Entries = [.. request.Entries.Select(e => e with { Rank = places.GetValueOrDefault(e.Case) })] };
        return null;
    }
}
