using StudentAid.Workflow.Casework.Organisations;
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

/// <summary>
/// Where the cases rest of students who are away (休学、参军) or have not arrived, one item for each: nobody waits for them. What staff suspended by hand of somebody
/// who is there is none of these.
/// </summary>
public sealed class AwaySource(IStoreReader reader) : FactSource(RoundFacts.AwayKind)
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation) =>
        new(key, Value.List((await OfAsync(reader, Id.Parse(key.Id), practice: true)).Select(r => Value.Of(r.At))));

    internal static async Task<List<StreamRow>> OfAsync(IStoreReader reader, Id round, bool practice)
    {
        var filter = new StreamFilter { Group = round, Kind = InstanceSteps.Kind, Status = "suspended", Practice = practice };
        var rest = (await reader.StreamsAsync(Scope.All, filter, PageRequest.Everything)).Items;
        var people = await PersonRows.OfAsync(reader, rest.Select(r => r.Subject));
        return [.. rest.Where(r => people[r.Subject].Any(p => p.Content["status"].AsText() is not PersonStatus.Enrolled))];
    }
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
