using MediatR;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>Records that a member who was not at the meeting has been told of its outcome; the channel is a code (telephone, in-person …).</summary>
public sealed record TellAbsent(Id Roster, string Member, string Channel) : Command
{
    public override Id Target => Roster;

    public override Value Body => Value.List(Roster.ToString(), Member, Channel);
}

/// <summary>Who was not there is told: a task for whoever keeps the body's record, one for each member, from the decision on.</summary>
public sealed class AbsentMembers(StepRunner runner, IStepStore store, PinCache pins) : IRequestHandler<TellAbsent, Answer>
{
    /// <summary>The task's activity; its bookmark is made of the decision and the seat's place.</summary>
    public const string Task = "tell-absent";

    private const int FirstTask = 200;
    private const int TasksOfDecision = 1_000;

    public async Task<Answer> Handle(TellAbsent request, CancellationToken cancellationToken)
    {
        if (await runner.StateAsync<RosterState>(await store.LoadAsync(request.Roster, cancellationToken), cancellationToken) is { } state)
            await pins.EnsureAsync(state.Pin, cancellationToken);
        return await runner.RunAsync<RosterState>(request, request.Roster, (s, stored, act, facts) => Told(request, s, stored, act, facts), cancellationToken);
    }

    internal static void Tell(RosterState state, ListDuties duties, RosterSteps steps)
    {
        // The meeting's first decision tells; a later one of the same meeting finds the tasks open or done.
        if (state.Meeting is not { Decision: 0 } meeting || duties.Roles(ListAct.Record).IsEmpty)
            return;
        foreach (var seat in meeting.Missing)
            steps.Row(new TaskOpened(TaskOf(state.Decisions + 1, meeting, seat), Task, duties.Roles(ListAct.Record)[0], state.Unit, null, steps.Seq));
    }

    private StreamDecision Told(TellAbsent request, RosterState? state, StoredStream? stored, Act act, Facts facts)
    {
        if (state is null)
            return StepCodes.NotFound;
        if (ListDuties.Of(state, pins).Refuse(request.Principal, ListAct.Record, ref act, facts) is { } notYours)
            return notYours;
        if (!PlainText.IsCode(request.Channel))
            return CaseCodes.NotCoded.With(("field", "channel"), ("text", "text"));
        var meeting = state.Meetings.FirstOrDefault(m => m.Missing.Any(s => s.Member == request.Member) && !m.Told.Contains(request.Member, StringComparer.Ordinal));
        if (meeting?.Missing.First(s => s.Member == request.Member) is not { } seat)
            return RosterCodes.NobodyToTell.With(("member", request.Member));
        return MeetRosterHandler.Today(state.Unit, act, facts, out var today)
            ?? (StreamDecision)new RosterSteps(state, stored, act).Row(new TaskClosed(TaskOf(meeting.Decision, meeting, seat)))
                .Of(new RosterEvent.AbsentTold(request.Member, today, request.Channel, meeting.Decision));
    }

    private static int TaskOf(int decision, Meeting meeting, Seating seat) => FirstTask + ((decision - 1) * TasksOfDecision) + meeting.Seats.IndexOf(seat);
}
