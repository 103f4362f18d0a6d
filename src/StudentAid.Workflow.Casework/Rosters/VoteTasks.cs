using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>
/// Who sits at a meeting and has not voted is asked to: a task for him alone, from the meeting's record until his vote, the decision, or a new record of the
/// meeting. Who signs in nowhere votes through whoever keeps the record, whose task it is then.
/// </summary>
public static class VoteTasks
{
    private const int FirstTask = 1_000_000;
    private const int TasksOfMeeting = 1_000;

    /// <summary>The members for whose seats a vote is outstanding; their tasks go into the step, those of a meeting that this one replaces are closed.</summary>
    /// <param name="state">The list.</param>
    /// <param name="meeting">The one that is recorded; below the quorum it has no seats.</param>
    /// <param name="committee">The body's members and substitutes as they were published.</param>
    /// <param name="facts">With those that <see cref="Missing"/> asks for.</param>
    /// <param name="duties">Who keeps the record.</param>
    /// <param name="steps">Where the tasks go.</param>
    internal static ImmutableArray<string> Ask(RosterState state, Meeting meeting, Value committee, Facts facts, ListDuties duties, RosterSteps steps)
    {
        Close(state, steps);
        ImmutableArray<Seating> silent = [.. meeting.Voting.Where(IsSilent)];
        foreach (var seat in silent)
        {
            var account = Seats.KnownAs(seat, committee).Select(id => Id.TryParse(facts.Find(VoterSource.FactOf(id))?.Value["principal"].AsText())).FirstOrDefault(a => a is not null) ?? default;
            var role = account.IsNone ? duties.Roles(ListAct.Record).FirstOrDefault(state.Body) : state.Body;
            steps.Row(new TaskOpened(TaskOf(steps.Seq, meeting.Seats, seat), RosterFacts.VoteTask, role, state.Unit, null, steps.Seq, account));
        }

        return [.. silent.Select(s => s.Member)];
    }

    /// <summary>What must be known of whoever is asked to vote before it is known whose task it is.</summary>
    internal static ImmutableArray<FactKey> Missing(Meeting meeting, Value committee, Facts facts) =>
        [.. meeting.Voting.Where(IsSilent).SelectMany(s => Seats.KnownAs(s, committee)).Distinct().Select(VoterSource.FactOf).Where(k => facts.Find(k) is null)];

    /// <summary>The vote of this seat is in.</summary>
    internal static void Close(Meeting meeting, Seating seat, RosterSteps steps)
    {
        if (meeting.Awaited.Contains(seat))
            steps.Row(new TaskClosed(TaskOf(meeting.Recorded, meeting.Seats, seat)));
    }

    /// <summary>Nobody is asked any more.</summary>
    internal static void Close(RosterState state, RosterSteps steps)
    {
        foreach (var seat in state.Meeting?.Awaited ?? [])
            Close(state.Meeting!, seat, steps);
    }

    /// <summary>Of the awaited seats those whose task lies with whoever keeps the record: their members have no account.</summary>
    /// <param name="meeting">The list's.</param>
    /// <param name="tasks">The list's open tasks.</param>
    public static IEnumerable<Seating> WithoutAccount(Meeting meeting, IEnumerable<TaskRow> tasks)
    {
        var anybodys = tasks.Where(t => t.Activity == RosterFacts.VoteTask && t.Person.IsNone).Select(t => t.Bookmark).ToHashSet();
        return meeting.Awaited.Where(s => anybodys.Contains(TaskOf(meeting.Recorded, meeting.Seats, s)));
    }

    private static bool IsSilent(Seating seat) => Seats.IsTaken(seat) && seat.Vote.Length == 0;

    private static int TaskOf(long recorded, ImmutableArray<Seating> seats, Seating seat) => (int)(FirstTask + (recorded * TasksOfMeeting) + seats.IndexOf(seat));
}
