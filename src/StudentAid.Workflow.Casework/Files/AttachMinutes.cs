using MediatR;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Files;

/// <summary>Puts the scan of the minutes that the members signed to a list's last decision.</summary>
public sealed record AttachMinutes(Id Roster, string Hash) : Command
{
    public override Id Target => Roster;

    public override Value Body => Value.List(Roster.ToString(), Hash);
}

public sealed class AttachMinutesHandler(StepRunner runner, IStoreReader reader) : IRequestHandler<AttachMinutes, Answer>
{
    /// <summary>Documents of this kind on a list, by decision: <c>{ decision, hash }</c>.</summary>
    public const string Document = "signed-minutes";

    public async Task<Answer> Handle(AttachMinutes request, CancellationToken cancellationToken)
    {
        if ((await reader.DocumentsAsync(Scope.All, new DocumentFilter(KeepFileHandler.Document) { Key = request.Hash })).Count == 0)
            return FileCodes.NotKept;
        return await runner.RunAsync<RosterState>(request, request.Roster, (state, stored, act, _) =>
        {
            if (state is null)
                return StepCodes.NotFound;
            if (!request.Principal.Grants.Any(g => g.Unit == state.Unit))
                return StepCodes.NotYours.With(("role", state.Role.Length > 0 ? state.Role : state.Body));
            if (state.Decisions == 0)
                return FileCodes.NotDecided;
            var number = state.Decisions.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return new RosterSteps(state, stored, act)
                .Row(new DocumentPut(Document, number, Value.Record(("decision", state.Decisions), ("hash", request.Hash))))
                .Of(new RosterEvent.MinutesSigned(state.Decisions, request.Hash));
        }, cancellationToken);
    }
}
