using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Publicity;

/// <summary>Tells the next publicities below a unit that are not over that a calendar of the unit has changed, in the order of their ids.</summary>
public sealed record SendCalendarChange(string Unit, Id After) : Command
{
    /// <summary>The message's name; its body is <see cref="ToValue"/>.</summary>
    public const string Name = "send-calendar-change";

    public override Id Target => UnitState.IdOf(Unit);

    public override Value Body => ToValue(Unit, After);

    internal static Value ToValue(string unit, Id after) => Value.Record(("unit", unit), ("after", after.ToString()));
}

public sealed class SendCalendarChangeHandler(StepRunner runner) : IRequestHandler<SendCalendarChange, Answer>
{
    private const int Chunk = 128;

    public Task<Answer> Handle(SendCalendarChange request, CancellationToken cancellationToken) =>
        runner.RunAsync<UnitState>(request, request.Target, (state, _, act, facts) => Send(request, state, act, facts), cancellationToken);

    /// <summary>The first message of a change: of the unit to itself.</summary>
    internal static void Announce(UnitSteps steps, string unit)
    {
        steps.Parts.Claim(new Claim(CalendarFactSource.ChangesCounter, Add: 1));
        steps.Parts.Tell(SendCalendarChange.Name, steps.Act.Stream, SendCalendarChange.ToValue(unit, default), PublicityCodes.NoneRuns.Id);
    }

    private static StreamDecision Send(SendCalendarChange request, UnitState? state, Act act, Facts facts)
    {
        if (!request.Principal.IsSystem)
            return StepCodes.NotFound;
        var key = new FactKey(RunningPublicitiesSource.Fact, request.Unit);
        if (facts.Find(key) is not { } running)
            return new StreamDecision.Needs([key]);
        ImmutableArray<Id> next = [.. running.Value.Items.Select(r => Id.Parse(r.AsText()!)).Where(r => r > request.After).Order().Take(Chunk)];
        if (next.IsEmpty)
            return PublicityCodes.NoneRuns;
        var steps = new UnitSteps(state, request.Unit, act);
        foreach (var publicity in next)
            steps.Parts.Tell(RecomputePeriod.Name, publicity, Value.Null, PublicityCodes.NotPosted.Id, PublicityCodes.PeriodStands.Id, PublicityCodes.NoCalendar.Id);
        if (next.Length == Chunk)
            steps.Parts.Tell(SendCalendarChange.Name, act.Stream, SendCalendarChange.ToValue(request.Unit, next[^1]), PublicityCodes.NoneRuns.Id);
        return steps.Of(new UnitEvent.CalendarSent(next[^1], next.Length));
    }
}

/// <summary>"running-publicities" by unit: ids of the publicities there and below whose period runs or whose objections are open.</summary>
public sealed class RunningPublicitiesSource(IStoreReader reader) : FactSource(Fact)
{
    public const string Fact = "running-publicities";

    private static readonly ImmutableArray<string> Running = ["posted", "answering"];

    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var ids = new List<Value>();
        var scope = key.Id == "/" ? Scope.All : Scope.Of(key.Id);
        var rounds = await reader.StreamsAsync(Scope.All, new StreamFilter { Kind = RoundState.Kind, Practice = true }, PageRequest.Everything);
        foreach (var round in rounds.Items.Where(r => r.Status == "open" && (UnitPath.IsBelow(r.OrgPath, key.Id) || UnitPath.IsBelow(key.Id, r.OrgPath))))
        {
            foreach (var status in Running)
            {
                var lists = await reader.StreamsAsync(scope, new StreamFilter { Group = round.Id, Kind = RosterState.Kind, Status = status, Practice = true }, PageRequest.Everything);
                ids.AddRange(lists.Items.Select(l => Value.Of(l.Id.ToString())));
            }
        }

        return new Fact(key, Value.List(ids));
    }
}
