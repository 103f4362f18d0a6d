using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rounds;

/// <summary>What stands where in a round.</summary>
public sealed class RoundStandingSource(IStoreReader reader) : FactSource("round-standing")
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation) => new(key, Value.List(
        (await reader.StreamCountsAsync(Scope.All, Id.Parse(key.Id), practice: true)).Select(c => RoundStanding.Of(c).ToValue())));
}

/// <summary>The open cases of a round.</summary>
public sealed class RoundCasesSource(IStoreReader reader) : FactSource("round-cases")
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var filter = new StreamFilter { Group = Id.Parse(key.Id), Kind = InstanceSteps.Kind, Practice = true };
        var open = (await reader.StreamsAsync(Scope.All, filter, PageRequest.Everything)).Items.Where(s => s.Status is not ("finished" or "cancelled"));
        return new Fact(key, Value.List(open.Select(s => s.Id).Order().Select(id => Value.Of(id.ToString()))));
    }
}
