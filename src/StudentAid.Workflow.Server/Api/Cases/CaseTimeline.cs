using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Policy;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api.Cases;

/// <summary>
/// A case's history with who did each step. What a list decided reaches the case by the list's release, whose doer is the system: there it is the body, its
/// unit, and who put the decision down, at the hour of the decision. Names of people are for those who work in the case's unit; a family reads the body's alone.
/// </summary>
public sealed class CaseTimeline(IStepStore store, IStoreReader reader, StepRunner runner, Directory directory, StepWords words, PinCache pins)
{
    public async Task<IReadOnlyList<StepView>> OfAsync(StoredStream @case, InstanceState state, Caller caller)
    {
        var steps = (await store.EventsAsync(@case.Id)).Select(s => (Step: s, For: ActedForOf(s.Data.Span), List: AddressOf(s.Data.Span))).ToList();
        var decisions = await DecisionsAsync(steps.Select(s => s.List).OfType<(Id, long)>().Distinct());
        var names = caller.MayKnow(@case.OrgPath)
            ? await directory.NamesOfAsync(steps.Select(s => s.Step.Actor).Concat(steps.Select(s => s.For).OfType<Id>()).Concat(decisions.Values.SelectMany(d => (Id[])[d.By, d.For])))
            : PrincipalNames.None;
        var units = await UnitsAsync(decisions.Values);
        var who = FamilyReaders.Of(caller.Principal, @case, state, pins);
        IReadOnlyList<StepView> views = [.. steps.Select(s => View(s.Step, s.For is { } other ? names.Find(other) : null, s.List is { } at ? decisions.GetValueOrDefault(at) : null))];
        return await WithWordsAsync(views, steps.Select(s => s.Step), who);

        DecisionView Of(ListDecision decision) => new(decision.Body, units[decision.Unit], decision.At, names.Find(decision.By))
        {
            ActedFor = Named(decision.By, decision.For.IsNone ? null : names.Find(decision.For)),
        };
        StepView View(StoredEvent step, string? whom, ListDecision? decision) => new(step.Seq, step.At, step.Actor, Value.Parse(step.Data.Span), names.Find(step.Actor), decision is null ? null : Of(decision))
        {
            ActedFor = Named(step.Actor, whom), Votes = FieldTable.Sees("step", "votes", who) ? decision?.Votes : null,
        };
        string? Named(Id actor, string? whom) => whom is null ? null : caller.IsEnglish ? $"{names[actor]} for {whom}" : $"{names[actor]}代{whom}办理";
    }

    /// <summary>What was written is opened where the table of fields gives the reader any of it, and left out else.</summary>
    private async Task<IReadOnlyList<StepView>> WithWordsAsync(IReadOnlyList<StepView> views, IEnumerable<StoredEvent> steps, IReadOnlySet<string> who)
    {
        if (!FieldTable.Sees("step", "words", who) && !FieldTable.Sees("step", "mend", who))
            return views;
        var told = new List<StepView>();
        foreach (var (view, step) in views.Zip(steps))
        {
            var said = await words.OfAsync(step, CancellationToken.None);
            var mend = StepWords.IsForFamily(step) ? string.Join("\n", said.Where(s => s.What is "opinion" or "rewind").Select(s => s.Text)) : "";
            told.Add(ListFields.Keep(view with { Words = said, Mend = mend }, who));
        }

        return told;
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

    private async Task<Dictionary<(Id, long), ListDecision>> DecisionsAsync(IEnumerable<(Id Roster, long Number)> addresses)
    {
        var found = new Dictionary<(Id, long), ListDecision>();
        foreach (var (roster, number) in addresses)
        {
            var kept = await reader.DocumentAsync(Scope.All, roster, ListDecision.Document, ListDecision.KeyOf(number));
            if ((kept is null ? await EarlierAsync(roster, number) : ListDecision.From(kept.Content)) is { } decision)
                found[(roster, number)] = decision;
        }

        return found;
    }

    /// <summary>Of a list that was decided before decisions were kept beside it.</summary>
    private async Task<ListDecision?> EarlierAsync(Id list, long number)
    {
        if (await store.LoadAsync(list) is not { } stored || await runner.StateAsync<RosterState>(stored, CancellationToken.None) is not { } roster)
            return null;
        var step = (await store.EventsAsync(list)).FirstOrDefault(s => StreamData.Read<RosterEvent>(s.Data.Span).OfType<RosterEvent.Decided>().Any(d => d.Number == number));
        await pins.EnsureAsync(roster.Pin, CancellationToken.None);
        return step is null ? null : new ListDecision(roster.Body, roster.Unit, step.At, step.Actor)
        {
            Votes = ListVotes.Of(roster.Meetings.FirstOrDefault(m => m.Decision == number), Body.Kind.Find(pins, roster.Pin, roster.Body)),
            For = StreamData.Read<RosterEvent>(step.Data.Span).OfType<RosterEvent.ActedFor>().FirstOrDefault()?.Whom ?? default,
        };
    }

    private async Task<Dictionary<string, Text>> UnitsAsync(IEnumerable<ListDecision> decisions)
    {
        var units = new Dictionary<string, Text>(StringComparer.Ordinal);
        foreach (var unit in decisions.Select(d => d.Unit).Distinct(StringComparer.Ordinal))
            units[unit] = (await directory.UnitAsync(unit))?.Name ?? "";
        return units;
    }
}
