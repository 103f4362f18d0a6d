using MediatR;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Files;

/// <summary>
/// Puts the scan of the minutes that the members signed to a list's last decision: by who records for the body, a file of the list's own unit, and once.
/// </summary>
public sealed record AttachMinutes(Id Roster, string Hash) : Command
{
    public override Id Target => Roster;

    public override Value Body => Value.List(Roster.ToString(), Hash);
}

public sealed class AttachMinutesHandler(StepRunner runner, IStepStore store, IStoreReader reader, PinCache pins) : IRequestHandler<AttachMinutes, Answer>
{
    /// <summary>Documents of this kind on a list, by decision: <c>{ decision, hash }</c>.</summary>
    public const string Document = "signed-minutes";

    public async Task<Answer> Handle(AttachMinutes request, CancellationToken cancellationToken)
    {
        var files = await reader.DocumentsAsync(Scope.All, new DocumentFilter(KeepFileHandler.Document) { Key = request.Hash });
        if (files.Count == 0)
            return FileCodes.NotKept;
        if (await runner.StateAsync<RosterState>(await store.LoadAsync(request.Roster, cancellationToken), cancellationToken) is { } list)
            await pins.EnsureAsync(list.Pin, cancellationToken);
        return await runner.RunAsync<RosterState>(request, request.Roster, (state, stored, act, facts) => Attach(request, files, state, stored, act, facts), cancellationToken);
    }

    private StreamDecision Attach(AttachMinutes request, IReadOnlyList<DocumentRow> files, RosterState? state, StoredStream? stored, Act act, Facts facts)
    {
        if (state is null)
            return StepCodes.NotFound;
        if (ListDuties.Of(state, pins).Refuse(request.Principal, ListAct.Record, ref act, facts) is { } notYours)
            return notYours;
        if (state.Decisions == 0)
            return FileCodes.NotDecided;
        // A proof of a family is no minutes, and another unit's are not this one's.
        if (!files.Any(f => f.OrgPath == state.Unit && f.Content["person"].AsText() is null or ""))
            return FileCodes.OtherUnit;
        if (state.Signed.Contains(state.Decisions))
            return FileCodes.SignedAlready;
        var number = state.Decisions.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new RosterSteps(state, stored, act)
            .Row(new DocumentPut(Document, number, Value.Record(("decision", state.Decisions), ("hash", request.Hash))))
            .Of(new RosterEvent.MinutesSigned(state.Decisions, request.Hash));
    }
}
