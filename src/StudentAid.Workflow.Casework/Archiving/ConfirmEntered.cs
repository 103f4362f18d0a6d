using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Archiving;

/// <summary>Records that a file was made for another system: batch id, content hash and who is in it. The same content is the same batch.</summary>
public sealed record RecordExport(Id Round, string Batch, string Profile, string Purpose, string Hash, DateOnly Day, ImmutableArray<Id> Cases) : Command
{
    public override Id Target => Round;

    // The day is that of the sending.
    public override Value Body => Value.List(Round.ToString(), Batch, Profile, Purpose, Hash, Value.List(Cases.Select(c => Value.Of(c.ToString()))));

    public static RecordExport Of(Id round, ExportFile file, DateOnly day, Principal principal, string key) =>
        new(round, file.Batch, file.Profile.Id, file.Profile.Purpose, file.Hash, day, file.Cases) { Principal = principal, Key = key };
}

/// <summary>
/// Confirms that a batch was entered into its system or reported (第十六条(五)、第十七条(五)): the receipt's hash, how many were taken, whom it refused.
/// The operator is who sends the command.
/// </summary>
public sealed record ConfirmEntered(Id Round, string Batch, DateOnly Day, string Receipt, int Count, ImmutableArray<Id> Refused) : Command
{
    public override Id Target => Round;

    public override Value Body => Value.List(
        Round.ToString(), Batch, Day.ToString("O", System.Globalization.CultureInfo.InvariantCulture), Receipt, Count, Value.List(Refused.Select(r => Value.Of(r.ToString()))));
}

public sealed class ConfirmEnteredHandler(StepRunner runner) : IRequestHandler<RecordExport, Answer>, IRequestHandler<ConfirmEntered, Answer>
{
    public Task<Answer> Handle(RecordExport request, CancellationToken cancellationToken) =>
        runner.RunAsync<RoundState>(request, request.Round, (state, _, act, facts) =>
        {
            if (Refuse(request, state) is { } refused)
                return refused;
            if (Batch(request.Round, request.Batch, facts, out var earlier) is { } needed)
                return needed;
            if (request.Cases.IsDefaultOrEmpty)
                return ExportCodes.NothingToExport;
            // Written anew, the batch would lose its confirmation.
            if (earlier?.Confirmed is not null)
                return ExportCodes.BatchConfirmed.With(("batch", request.Batch));
            var batch = new ExportBatch(request.Batch, request.Profile, request.Purpose, request.Hash, request.Day, request.Cases, null);
            return Write(state!, act, batch, new RoundEvent.Exported(batch.Batch, batch.Profile, batch.Hash, batch.Cases.Length));
        }, cancellationToken);

    public Task<Answer> Handle(ConfirmEntered request, CancellationToken cancellationToken) =>
        runner.RunAsync<RoundState>(request, request.Round, (state, _, act, facts) => Decide(request, state, act, facts), cancellationToken);

    /// <summary>The batch as it stands on record, null where there is none; or the fact to tell by.</summary>
    private static StreamDecision.Needs? Batch(Id round, string batch, Facts facts, out ExportBatch? found)
    {
        var key = BatchFactSource.FactOf(round, batch);
        var told = facts.Find(key);
        found = told is { Value.IsNull: false } ? ExportBatch.Read(batch, told.Value["batch"]) : null;
        return told is null ? new StreamDecision.Needs([key]) : null;
    }

    private static StreamDecision Decide(ConfirmEntered request, RoundState? state, Act act, Facts facts)
    {
        if (Refuse(request, state) is { } refused)
            return refused;
        if (Batch(request.Round, request.Batch, facts, out var batch) is { } needed)
            return needed;
        if (batch is null)
            return ExportCodes.UnknownBatch.With(("batch", request.Batch));
        if (batch.Confirmed is not null)
            return ExportCodes.BatchConfirmed.With(("batch", request.Batch));
        if (request.Day == default || !PlainText.IsHash(request.Receipt))
            return ExportCodes.NoReceipt;
        if (request.Refused.Except(batch.Cases).Select(c => c.ToString()).FirstOrDefault() is { } stranger)
            return ExportCodes.NotInBatch.With(("case", stranger));
        var refusedCount = request.Refused.Distinct().Count();
        if (request.Count != batch.Cases.Length - refusedCount)
            return ExportCodes.CountDiffers.With(("expected", batch.Cases.Length - refusedCount), ("rows", batch.Cases.Length), ("refused", refusedCount), ("count", request.Count));
        var done = batch with { Confirmed = new EnteredConfirmation(act.Actor, request.Day, request.Receipt, request.Count, [.. request.Refused.Distinct()]) };
        return Write(state!, act, done, new RoundEvent.Entered(batch.Batch, request.Day, request.Receipt, request.Count, refusedCount));
    }

    private static Step Write(RoundState state, Act act, ExportBatch batch, RoundEvent happened)
    {
        var steps = new RoundSteps(state, act);
        steps.Parts.Row(new DocumentPut(ExportBatch.Kind, batch.Batch, batch.ToValue()));
        return steps.Of(happened);
    }

    /// <summary>A completed round is entered too; an archived one is closed.</summary>
    private static Rejection? Refuse(Command command, RoundState? state) =>
        state is null ? StepCodes.NotFound.With()
        : Duties.Rounds(command.Principal, state.School) ?? ExportCodes.OfPractice(state)
            ?? (state.Status == "archived" ? RoundCodes.NotOpen.With(("status", state.Status)) : null);
}
