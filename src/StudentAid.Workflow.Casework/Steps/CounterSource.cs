using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Steps;

/// <summary>A counter's value by its name; nought where it was never written.</summary>
public sealed class CounterSource(IStepStore store) : FactSource("counter")
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation) => new(key, await store.CounterAsync(key.Id, cancellation));
}
