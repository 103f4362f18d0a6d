using System.Collections.Immutable;
using System.Globalization;
using MediatR;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.ReferenceLevels;

/// <summary>
/// Puts on record what an outside system's own model says of a round's students (系统参考等级). It stands beside what the bodies say and decides nothing; a case
/// that waits for it is given it by <see cref="ReferenceLevelImport"/>. Paper is the file's hash, Source the system's code.
/// </summary>
public sealed record RecordReferenceLevels(Id Round, string Source, string Batch, string Paper, ImmutableArray<ReferenceRow> Rows) : Command
{
    public override Id Target => Round;

    public override Value Body => Value.List(Round.ToString(), Source, Batch, Paper, Value.List(Rows.Select(r => r.ToValue())));
}

/// <summary>Takes a wrong batch back, with a reason: the lists show it no longer. A case that took its level keeps it until it is sent back to the step.</summary>
public sealed record WithdrawReferenceLevels(Id Round, string Source, string Batch, string Reason) : Command
{
    public override Id Target => Round;

    public override Value Body => Value.List(Round.ToString(), Source, Batch, Reason);
}

public sealed class RecordReferenceLevelsHandler(StepRunner runner, IStepStore store, Cipher cipher) : IRequestHandler<RecordReferenceLevels, Answer>, IRequestHandler<WithdrawReferenceLevels, Answer>
{
    public async Task<Answer> Handle(WithdrawReferenceLevels request, CancellationToken cancellationToken)
    {
        if (await runner.StateAsync<RoundState>(await store.LoadAsync(request.Round, cancellationToken), cancellationToken) is not { } round)
            return StepCodes.NotFound;
        if (Duties.References(request.Principal, round.School) is { } notYours)
            return notYours;
        if (string.IsNullOrWhiteSpace(request.Reason))
            return ReferenceLevelCodes.WithdrawnWithoutReason;
        return await runner.RunAsync<ReferenceBatchState>(request, ReferenceBatchState.IdOf(request.Round, request.Source, request.Batch), (state, _, act, _) =>
        {
            if (state is null)
                return StepCodes.NotFound;
            if (state.WithdrawnAt is not null)
                return ReferenceLevelCodes.Withdrawn.With(("batch", request.Batch));
            var parts = new StepParts(act, state.Version);
            var reason = parts.Seal(cipher.Seal(request.Round, request.Reason));
            return state.Step(new Beside(round.School, request.Round, Practice: round.Practice), parts, new ReferenceBatchEvent.ReferenceLevelsWithdrawn(reason, act.Now));
        }, cancellationToken);
    }

    public async Task<Answer> Handle(RecordReferenceLevels request, CancellationToken cancellationToken)
    {
        if (await runner.StateAsync<RoundState>(await store.LoadAsync(request.Round, cancellationToken), cancellationToken) is not { } round)
            return StepCodes.NotFound;
        if (Duties.References(request.Principal, round.School) is { } notYours)
            return notYours;
        var missing = !PlainText.IsCode(request.Source) ? "source" : !PlainText.IsCode(request.Batch) ? "batch" : !PlainText.IsHash(request.Paper) ? "paper" : request.Rows.IsDefaultOrEmpty ? "rows" : null;
        if (missing is not null)
            return ReferenceLevelCodes.Incomplete.With(("missing", missing));
        return await runner.RunAsync<ReferenceBatchState>(
            request, ReferenceBatchState.IdOf(request.Round, request.Source, request.Batch), (state, _, act, _) => Record(request, round, state, act), cancellationToken);
    }

    private static StreamDecision Record(RecordReferenceLevels request, RoundState round, ReferenceBatchState? state, Act act)
    {
        if (state is not null)
            return ReferenceLevelCodes.BatchTwice.With(("batch", request.Batch));
        var parts = new StepParts(act, 0);
        foreach (var row in request.Rows)
        {
            parts.Row(new DocumentPut(ReferenceBatchState.Document, row.Row.ToString("D6", CultureInfo.InvariantCulture), PlainText.Record(
                ("batch", request.Batch), ("row", row.Row), ("person", row.Person.ToString()), ("level", row.Level), ("score", row.Score is { } points ? Value.Of(points) : Value.Null)), round.School));
        }

        return ReferenceBatchState.Empty.Step(new Beside(round.School, request.Round, Practice: round.Practice), parts, new ReferenceBatchEvent.ReferenceLevelsRecorded(
            request.Round, round.School, request.Source, request.Batch, request.Paper, request.Rows.Length, act.Now));
    }
}
