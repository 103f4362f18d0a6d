using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>"owed-return" of "case|activity|target": true where the case owes a return of its own at the activity (<see cref="RosterFlow.OwesReturn"/>).</summary>
public sealed class OwedReturnSource(StepRunner runner, IStepStore store, PinCache pins) : FactSource(Kinds)
{
    public const string Kinds = "owed-return";

    public static FactKey FactOf(Id @case, string activity, string target) => new(Kinds, $"{@case}|{activity}|{target}");

    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var parts = key.Id.Split('|', 3);
        if (await runner.StateAsync<InstanceState>(await store.LoadAsync(Id.Parse(parts[0]), cancellation), cancellation) is not { } @case)
            return None(key);
        await pins.EnsureAsync(@case.Pin, cancellation);
        return new Fact(key, pins.Definition(@case.Pin) is { } definition && new RosterFlow(definition).OwesReturn(@case, parts[2], parts[1]));
    }
}
