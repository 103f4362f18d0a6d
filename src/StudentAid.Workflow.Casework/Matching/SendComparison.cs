using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Matching;

/// <summary>
/// Lets the next open rounds below a unit be compared anew, in the order of their ids: a list was loaded there, or students came. Each round's comparison is
/// its own step; whose result stays the same is told nothing.
/// </summary>
public sealed record SendComparison(string Unit, string Batch, Id After) : Command
{
    /// <summary>The message's name; its body is <see cref="ToValue"/>.</summary>
    public const string Name = "send-comparison";

    public override Id Target => UnitState.IdOf(Unit);

    public override Value Body => ToValue(Unit, Batch, After);

    internal static Value ToValue(string unit, string batch, Id after) => Value.Record(("unit", unit), ("batch", batch), ("after", after.ToString()));
}

public sealed class SendComparisonHandler(StepRunner runner) : IRequestHandler<SendComparison, Answer>
{
    private const int Chunk = 128;

    public Task<Answer> Handle(SendComparison request, CancellationToken cancellationToken) =>
        runner.RunAsync<UnitState>(request, request.Target, (state, _, act, facts) => Send(request, state, act, facts), cancellationToken);

    /// <summary>The first message: of the unit to itself. The batch is what the results name as their source.</summary>
    internal static void Announce(UnitSteps steps, string unit, string batch) =>
        steps.Parts.Tell(SendComparison.Name, steps.Act.Stream, SendComparison.ToValue(unit, batch, default), RunMatchingCodes.NoneOpen.Id);

    private static StreamDecision Send(SendComparison request, UnitState? state, Act act, Facts facts)
    {
        if (!request.Principal.IsSystem)
            return StepCodes.NotFound;
        var key = new FactKey(OpenRoundsSource.Fact, request.Unit);
        if (facts.Find(key) is not { } open)
            return new StreamDecision.Needs([key]);
        ImmutableArray<Id> next = [.. open.Value.Items.Select(r => Id.Parse(r.AsText()!)).Where(r => r > request.After).Order().Take(Chunk)];
        if (next.IsEmpty)
            return RunMatchingCodes.NoneOpen;
        var steps = new UnitSteps(state, request.Unit, act);
        foreach (var round in next)
            steps.Parts.Tell(RunMatching.Name, round, Value.Record(("batch", request.Batch)), RunMatchingCodes.NothingNew.Id, RunMatchingCodes.NoRules.Id, StepCodes.NotFound.Id);
        if (next.Length == Chunk)
            steps.Parts.Tell(SendComparison.Name, act.Stream, SendComparison.ToValue(request.Unit, request.Batch, next[^1]), RunMatchingCodes.NoneOpen.Id);
        return steps.Of(new UnitEvent.ComparisonSent(request.Batch, next[^1], next.Length));
    }
}

/// <summary>"open-rounds" by unit: ids of the rounds at the unit and below that are open, practice too.</summary>
public sealed class OpenRoundsSource(IStoreReader reader) : FactSource(Fact)
{
    public const string Fact = "open-rounds";

    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var rounds = await reader.StreamsAsync(
            key.Id == UnitPath.Root ? Scope.All : Scope.Of(key.Id), new StreamFilter { Kind = RoundState.Kind, Status = "open", Practice = true }, PageRequest.Everything);
        return new Fact(key, Value.List(rounds.Items.Select(r => Value.Of(r.Id.ToString()))));
    }
}
