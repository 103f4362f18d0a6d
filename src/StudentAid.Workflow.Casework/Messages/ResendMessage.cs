using MediatR;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Messages;

/// <summary>
/// Delivers a refused message again: the incident of its source, tried once more. It keeps its id, which is the operation of what it becomes, so that it is
/// applied once however often it is sent; and its place, so that it comes before the later ones of its target. Who did it stands in the history of the unit where its source is.
/// </summary>
public sealed record ResendMessage(Id Refused) : Command
{
    public override Id Target => default;

    public override Value Body => Value.List(Refused.ToString());
}

public sealed class ResendMessageHandler(StepRunner runner, IStoreReader reader) : IRequestHandler<ResendMessage, Answer>
{
    public async Task<Answer> Handle(ResendMessage request, CancellationToken cancellationToken)
    {
        var scope = request.Principal.IsSystem ? Scope.All : request.Principal.Scope;
        if (await reader.MessageAsync(scope, request.Refused) is not { } row)
            return StepCodes.NotFound;
        return await runner.RunAsync<UnitState>(
            request, UnitState.IdOf(row.OrgPath), (state, _, act, facts) => Decide(request, row.OrgPath, state, act, facts), cancellationToken);
    }

    private static StreamDecision Decide(ResendMessage request, string unit, UnitState? state, Act act, Facts facts)
    {
        if (Duties.Operations(request.Principal, unit) is { } notYours)
            return notYours;
        var asked = RefusedMessageSource.FactOf(request.Refused);
        if (facts.Find(asked) is not { } refused)
            return new StreamDecision.Needs([asked]);
        if (refused.Value.IsNull)
            return MessageCodes.NotRefused;
        var steps = new UnitSteps(state, unit, act);
        steps.Parts.Row(new MessageResent(request.Refused));
        return steps.Of(new UnitEvent.MessageResent(
            request.Refused, Id.Parse(refused.Value["source"].AsText()!), refused.Value["name"].AsText() ?? "", refused.Value["code"].AsText() ?? ""));
    }
}

/// <summary>A message that stands refused with a code that its sender did not expect: <c>{ source, name, code }</c>.</summary>
public sealed class RefusedMessageSource(IStoreReader reader) : FactSource("refused-message")
{
    public static FactKey FactOf(Id message) => new("refused-message", message.ToString());

    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation) =>
        await reader.MessageAsync(Scope.All, Id.Parse(key.Id)) is { State: MessageState.Refused, RefusedWith: { } code, Message: var message } && !message.Expects.Contains(code)
            ? new Fact(key, Value.Record(("source", message.Source.ToString()), ("name", message.Name), ("code", code)))
            : None(key);
}
