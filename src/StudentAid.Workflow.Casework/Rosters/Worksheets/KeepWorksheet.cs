using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters.Hints;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters.Worksheets;

/// <summary>
/// A row as a recorder fills it in: of a case verdict, level and words, or of a hint its answer. <see cref="ShownAt"/> is the row's version that he saw, 0 for none;
/// empty fields clear it. Rank is the place that is meant where the body ranks, 0 for none.
/// </summary>
public sealed record WorksheetRow(string Key, string Verdict, string Level, string Reason, string Opinion, string Answer, long ShownAt, int Rank = 0)
{
    internal RecordValue Content => Value.Record(("verdict", Verdict), ("level", Level), ("reason", Reason), ("opinion", Opinion), ("answer", Answer), ("rank", Rank));
}

/// <summary>Keeps rows of a list's working copy. A row that somebody else has changed since it was shown is left as it stands; the others are kept.</summary>
public sealed record KeepWorksheet(Id Roster, ImmutableArray<WorksheetRow> Rows) : Command
{
    public override Id Target => Roster;

    public override Value Body => Value.List(Roster.ToString(), Value.List(Rows.Select(r => (Value)RecordCodec.Write(r))));
}

/// <summary>Takes rows off the working copy of a list that has decided them; none named means all.</summary>
public sealed record DropWorksheet(Id Worksheet, ImmutableArray<string> Rows) : Command
{
    public const string Name = "worksheet-done";

    public override Id Target => default;

    public override Value Body => Value.List(Worksheet.ToString(), Value.List(Rows.Select(Value.Of)));
}

public sealed class WorksheetHandler(StepRunner runner, IStepStore store, PinCache pins) : IRequestHandler<KeepWorksheet, Answer>, IRequestHandler<DropWorksheet, Answer>
{
    private const int MostText = 2_000;

    // A hint's key changes with the levels: an answer to one that is gone stays until the list is decided.
    private const int RowsPerEntry = 10;
    private const int RowsBeside = 200;

    public async Task<Answer> Handle(KeepWorksheet request, CancellationToken cancellationToken)
    {
        var stored = await store.LoadAsync(request.Roster, cancellationToken);
        if (stored is not { Kind: RosterState.Kind } || await runner.StateAsync<RosterState>(stored, cancellationToken) is not { } list)
            return StepCodes.NotFound;
        await pins.EnsureAsync(list.Pin, cancellationToken);
        return await runner.RunAsync<WorksheetState>(
            request, WorksheetState.IdOf(request.Roster), (state, _, act, facts) => Keep(request, list, stored.Practice, state ?? WorksheetState.Empty, act, facts), cancellationToken);
    }

    public Task<Answer> Handle(DropWorksheet request, CancellationToken cancellationToken) =>
        runner.RunAsync<WorksheetState>(request, request.Worksheet, (state, stored, act, _) => Drop(request, state, stored, act), cancellationToken);

    private StreamDecision Keep(KeepWorksheet request, RosterState list, bool practice, WorksheetState state, Act act, Facts facts)
    {
        var duties = ListDuties.Of(list, pins);
        if (duties.Refuse(request.Principal, ListAct.Record, ref act, facts) is { } notYours && duties.Refuse(request.Principal, ListAct.Decide, ref act, facts) is not null)
            return notYours;
        if (list.Status != "frozen" || list.IsPublicity)
            return RosterCodes.ListGone;
        if (Unfit(request, list, state) is { } refused)
            return refused;
        ImmutableArray<WorksheetRow> fresh = [.. request.Rows.Where(r => state.Find(r.Key) is not { } kept || kept.Version == r.ShownAt || kept.By == act.Actor)];
        if (fresh.IsEmpty)
            return WorksheetCodes.ChangedByOther.With(("count", request.Rows.Length));
        var parts = new StepParts(act, state.Version);
        var people = list.Entries.ToDictionary(e => e.Case.ToString(), e => e.Person, StringComparer.Ordinal);
        foreach (var row in fresh)
        {
            var about = people.GetValueOrDefault(row.Key, list.Round);
            parts.Row(new DocumentPut(WorksheetState.Row, row.Key, Value.Record(("about", about.ToString()), ("sealed", row.Content))));
        }

        return Step(parts, state, list.Unit, list.Round, practice, new WorksheetEvent.Kept([.. fresh.Select(r => r.Key)], act.Actor, act.Now));
    }

    private Rejection? Unfit(KeepWorksheet request, RosterState list, WorksheetState state)
    {
        var scale = Scale.Kind.FindOnly(pins, list.Pin, list.Options["scale"].AsText());
        var open = list.Open.Select(e => e.Case.ToString()).ToHashSet(StringComparer.Ordinal);
        if (request.Rows.IsEmpty)
            return RosterCodes.NothingWaits;
        var most = RowsBeside + (list.Entries.Length * RowsPerEntry);
        if (state.Rows.Select(r => r.Key).Union(request.Rows.Select(r => r.Key), StringComparer.Ordinal).Count() > most)
            return WorksheetCodes.TooManyRows.With(("most", most));
        foreach (var row in request.Rows)
        {
            if (!open.Contains(row.Key) && !Hint.IsKey(row.Key))
                return Id.TryParse(row.Key) is null ? WorksheetCodes.UnknownRow : RosterCodes.NotOnList.With(("case", row.Key));
            if (row.Reason.Length > MostText || row.Opinion.Length > MostText || row.Answer.Length > MostText)
                return WorksheetCodes.TextTooLong.With(("most", MostText));
            if (row.Rank < 0 || (row.Rank > 0 && list.Options["ranking"].AsBool() != true))
                return RosterCodes.NoRanking;
            if (row.Verdict is not ("" or "agree" or "return" or "hold" or "not-determined"))
                return RosterCodes.UnknownOutcome.With(("outcome", row.Verdict));
            if (row.Level.Length > 0 && scale is not null && scale.RankOf(row.Level) is null)
                return RosterCodes.UnknownLevel.With(("level", row.Level));
        }

        return null;
    }

    private static StreamDecision Drop(DropWorksheet request, WorksheetState? state, StoredStream? stored, Act act)
    {
        if (state is null || stored is null)
            return WorksheetCodes.Nothing;
        ImmutableArray<string> going = [.. state.Rows.Select(r => r.Key).Where(k => request.Rows.IsEmpty || request.Rows.Contains(k, StringComparer.Ordinal))];
        if (going.IsEmpty)
            return WorksheetCodes.Nothing;
        var parts = new StepParts(act, state.Version);
        foreach (var key in going)
            parts.Row(new DocumentPut(WorksheetState.Row, key, null));
        return Step(parts, state, stored.OrgPath, stored.Group, stored.Practice, new WorksheetEvent.Dropped(going));
    }

    private static Step Step(StepParts parts, WorksheetState state, string unit, Id round, bool practice, WorksheetEvent happened)
    {
        var after = state.After([happened]);
        return parts.Of(
            WorksheetState.Kind, unit, after.Rows.IsEmpty ? "empty" : "open", StreamData.Write([happened]), StreamData.Snapshot(WorksheetState.Format, after)) with
        {
            Group = round, Practice = practice,
        };
    }
}
