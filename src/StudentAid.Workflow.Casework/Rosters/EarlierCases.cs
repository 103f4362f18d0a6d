using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>What a student's case came to in an earlier round of the same school and procedure.</summary>
public sealed class EarlierCases(StepRunner runner, IStepStore store, IStoreReader reader)
{
    /// <summary>Rounds of the same school and procedure whose term began before this one's.</summary>
    public async Task<HashSet<Id>> RoundsAsync(Id round, CancellationToken cancellation) => [.. await InOrderAsync(round, cancellation)];

    /// <summary>Of everybody the latest case in those rounds: one look-up a round, however many students are asked for.</summary>
    public async Task<IReadOnlyDictionary<Id, StreamRow>> LastByPersonAsync(Id round, CancellationToken cancellation)
    {
        var last = new Dictionary<Id, StreamRow>();
        foreach (var earlier in await InOrderAsync(round, cancellation))
        {
            foreach (var @case in (await reader.StreamsAsync(Scope.All, new StreamFilter { Group = earlier, Kind = InstanceSteps.Kind, Practice = true }, PageRequest.Everything)).Items)
            {
                // Who withdrew and applied again in the same round came to what the second application came to.
                if (@case.Status != "cancelled" || last.GetValueOrDefault(@case.Subject)?.Group != earlier)
                    last[@case.Subject] = @case;
            }
        }

        return last;
    }

    /// <summary>The earliest first.</summary>
    private async Task<IEnumerable<Id>> InOrderAsync(Id round, CancellationToken cancellation)
    {
        var found = new List<(Id Id, DateOnly Start)>();
        if (await runner.StateAsync<RoundState>(await store.LoadAsync(round, cancellation), cancellation) is not { } own)
            return [];
        foreach (var row in (await reader.StreamsAsync(Scope.Of([own.School]), new StreamFilter { Kind = RoundState.Kind, Practice = own.Practice }, PageRequest.Everything)).Items.Where(r => r.Id != round))
        {
            if (await runner.StateAsync<RoundState>(await store.LoadAsync(row.Id, cancellation), cancellation) is { } other
                && other.School == own.School && other.Procedure == own.Procedure && other.TermStart < own.TermStart)
                found.Add((row.Id, other.TermStart));
        }

        return found.OrderBy(r => r.Start).Select(r => r.Id);
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
