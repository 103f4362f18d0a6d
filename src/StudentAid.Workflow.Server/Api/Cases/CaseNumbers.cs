using System.Collections.Concurrent;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api.Cases;

/// <summary>Numbers of cases, which stand in a case's first event and never change. What was read once is kept, up to a bound.</summary>
public sealed class CaseNumbers(IStepStore store)
{
    private const int MostKept = 200_000;

    private readonly ConcurrentDictionary<Id, string> known = new();

    public async Task<string> OfAsync(Id @case)
    {
        if (known.TryGetValue(@case, out var number))
            return number;
        var first = (await store.EventsAsync(@case)).FirstOrDefault();
        number = first is null ? "" : InstanceEventJson.Read(first.Data.Span).OfType<InstanceEvent.Started>().FirstOrDefault()?.Name ?? "";
        if (known.Count >= MostKept)
            known.Clear();
        return known[@case] = number;
    }
}
