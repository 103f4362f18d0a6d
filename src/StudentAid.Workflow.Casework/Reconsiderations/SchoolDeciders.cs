using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Reconsiderations;

/// <summary>
/// Who took part in what the school decided of a case: who proposed or approved it, who put down a list's decision, and who voted on that list. A reconsideration is answered by another body (第十条),
/// and so by another person, though he holds a post at both.
/// </summary>
public sealed class SchoolDeciders(StepRunner runner, IStepStore store, IStoreReader reader, PinCache pins, OwnSeat seats)
{
    public async Task<bool> HasAsync(Principal who, Id @case, CancellationToken cancellation)
    {
        // The product itself only carries out what somebody decided.
        if (who.IsSystem)
            return false;
        var state = new InstanceState();
        var decisions = new HashSet<string>(StringComparer.Ordinal);
        foreach (var stored in await store.EventsAsync(@case, 0, cancellation))
        {
            var step = InstanceEventJson.Read(stored.Data.Span);
            state.Apply(step);
            decisions.UnionWith(step.OfType<InstanceEvent.VariableSet>().Where(v => CaseVariables.IsDecision(v.Name)).Select(v => v.Value.AsText()).OfType<string>());
            await pins.EnsureAsync(state.Pin, cancellation);
            if (stored.Actor == who.Id && step.OfType<InstanceEvent.Ran>().Any(r => !r.Outcomes.Contains(LevelOpinion.Returned) && pins.Definition(state.Pin)?.Find(r.Node)?.Input("act") is not null))
                return true;
        }

        foreach (var decision in decisions)
        {
            if (decision.Split('/') is [var roster, var number] && Id.TryParse(roster) is { } list && await HasOnListAsync(who, list, number, cancellation))
                return true;
        }

        return false;
    }

    private async Task<bool> HasOnListAsync(Principal who, Id list, string number, CancellationToken cancellation)
    {
        if (await reader.DocumentAsync(Scope.All, list, ListDecision.Document, number) is { } kept && ListDecision.From(kept.Content) is var put && (put.By == who.Id || put.For == who.Id))
            return true;
        return await runner.StateAsync<RosterState>(await store.LoadAsync(list, cancellation), cancellation) is { } state && await seats.OfAsync(who, state, cancellation) is not null;
    }
}
