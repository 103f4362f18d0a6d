using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api.Cases;

/// <summary>
/// A case's history with who did each step. What a list decided reaches the case by the list's release, whose doer is the system: there it is the body, its
/// unit, and who put the decision down, at the hour of the decision. Names of people are for those who work in the case's unit; a family reads the body's alone.
/// </summary>
public sealed class CaseTimeline(IStepStore store, StepRunner runner, Directory directory)
{
    public async Task<IReadOnlyList<StepView>> OfAsync(StoredStream @case, Caller caller)
    {
        var names = new Dictionary<Id, string?> { [Principal.System.Id] = null };
        var decisions = new Dictionary<(Id, long), DecisionView?>();
        var named = caller.MayKnow(@case.OrgPath);
        var views = new List<StepView>();
        foreach (var step in await store.EventsAsync(@case.Id))
        {
            var address = AddressOf(step.Data.Span);
            if (address is { } at && !decisions.ContainsKey(at))
                decisions[at] = await DecisionAsync(at.Roster, at.Number, names, named);
            var by = named ? await NameAsync(step.Actor, names) : null;
            var whom = named && ActedForOf(step.Data.Span) is { } other ? await NameAsync(other, names) : null;
            views.Add(new StepView(step.Seq, step.At, step.Actor, Value.Parse(step.Data.Span), by, address is { } a ? decisions[a] : null)
            {
                ActedFor = whom is null ? null : caller.IsEnglish ? $"{by} for {whom}" : $"以{by}代{whom}",
            });
        }

        return views;
    }

    /// <summary>For whom he who acted stood in; null where he acted for himself.</summary>
    private static Id? ActedForOf(ReadOnlySpan<byte> data) => Id.TryParse(
        InstanceEventJson.Read(data).OfType<InstanceEvent.Noted>().FirstOrDefault(n => n.Name == Interpreter.ActedFor)?.Content.AsText() ?? "");

    /// <summary>The list and the number of its decision that a step of the case notes; null where it notes none.</summary>
    private static (Id Roster, long Number)? AddressOf(ReadOnlySpan<byte> data)
    {
        var noted = InstanceEventJson.Read(data).OfType<InstanceEvent.Noted>().LastOrDefault(n => n.Name == "opinion")?.Content;
        return noted?["roster"].AsText() is { } list && Id.TryParse(list) is { } roster ? (roster, (long)(noted["decision"].AsNumber() ?? 0)) : null;
    }

    private async Task<DecisionView?> DecisionAsync(Id list, long number, Dictionary<Id, string?> names, bool named)
    {
        if (await store.LoadAsync(list) is not { } stored || await runner.StateAsync<RosterState>(stored, CancellationToken.None) is not { } roster)
            return null;
        var unit = await directory.UnitAsync(roster.Unit);
        foreach (var step in await store.EventsAsync(list))
        {
            if (StreamData.Read<RosterEvent>(step.Data.Span).OfType<RosterEvent.Decided>().Any(d => d.Number == number))
                return new DecisionView(roster.Body, unit?.Name ?? "", step.At, named ? await NameAsync(step.Actor, names) : null);
        }

        return null;
    }

    private async Task<string?> NameAsync(Id actor, Dictionary<Id, string?> known)
    {
        if (!known.TryGetValue(actor, out var name))
            known[actor] = name = (await directory.PrincipalAsync(actor))?.Name;
        return name;
    }
}
