using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>What a student's case came to in an earlier round of the same school and procedure.</summary>
public sealed class EarlierCases(StepRunner runner, IStepStore store, IStoreReader reader)
{
    /// <summary>Rounds of the same school and procedure whose term began before this one's.</summary>
    public async Task<HashSet<Id>> RoundsAsync(Id round, CancellationToken cancellation)
    {
        var found = new HashSet<Id>();
        if (await runner.StateAsync<RoundState>(await store.LoadAsync(round, cancellation), cancellation) is not { } own)
            return found;
        foreach (var row in (await reader.StreamsAsync(Scope.Of([own.School]), new StreamFilter { Kind = RoundState.Kind, Practice = own.Practice }, PageRequest.Everything)).Items.Where(r => r.Id != round))
        {
            if (await runner.StateAsync<RoundState>(await store.LoadAsync(row.Id, cancellation), cancellation) is { } other
                && other.School == own.School && other.Procedure == own.Procedure && other.TermStart < own.TermStart)
                found.Add(row.Id);
        }

        return found;
    }

    /// <summary>The latest of a person's cases in these rounds; null where there is none.</summary>
    public async Task<InstanceState?> LastAsync(Id person, HashSet<Id> rounds, CancellationToken cancellation)
    {
        if (rounds.Count == 0)
            return null;
        var cases = await reader.StreamsAsync(Scope.All, new StreamFilter { Subject = person, Kind = InstanceSteps.Kind, Practice = true }, PageRequest.Everything);
        return cases.Items.LastOrDefault(c => rounds.Contains(c.Group)) is { } last ? await runner.StateAsync<InstanceState>(await store.LoadAsync(last.Id, cancellation), cancellation) : null;
    }
}
