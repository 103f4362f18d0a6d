using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Matching;

/// <summary>By when a doubtful match is to be settled, in working days, and what happens when nobody has.</summary>
internal static class MatchDeadline
{
    /// <summary>24:00 of the last working day; null with what stops it where the calendar is not known yet or there is none.</summary>
    public static DateTimeOffset? Of(ActivityContext context, string unit, DateTimeOffset since, int days, out ActivityResult? stop)
    {
        var documents = CaseFacts.Read(context, new FactKey(RosterFacts.Calendar, unit), out stop)["documents"].Items;
        if (stop is not null)
            return null;
        if (documents.IsEmpty || WorkingDayCalendar.Read(documents[0], [.. documents.Skip(1)]).Document is not { } calendar)
        {
            stop = ActivityResult.Faulted(DataMatchCodes.NoCalendar);
            return null;
        }

        return calendar.EndOf(calendar.AddWorkingDays(calendar.DayOf(since), days, countStart: false).Day);
    }

    /// <summary>
    /// The term has passed. The calendar may have been changed meanwhile: then it only moves. Null where the match is to be taken as none.
    /// </summary>
    public static ActivityResult? Pass(ActivityContext context, DataMatchOptions options, Bookmark deadline)
    {
        var since = DateTimeOffset.FromUnixTimeMilliseconds((long)(context.Data["since"].AsNumber() ?? 0));
        var due = Of(context, context.Data["unit"].AsText() ?? "", since, options.Days, out var stop);
        if (stop is not null)
            return stop;
        if (due > context.Now)
            return Move(context, due.Value);
        if (!CaseInput.TryRead(context, out var input, out stop))
            return stop;
        var overdue = "";
        if (options.OverdueRole.Length > 0 && !input.TryUnit(context, options.OverdueScope, out overdue, out stop))
            return stop;
        context.Note("match-overdue", Value.Record(("then", options.WhenPassed)));
        if (options.WhenPassed == "take-as-none")
            return null;
        context.Close(deadline.Id, "deadline");
        if (overdue.Length > 0)
            context.Open(BookmarkKind.Task, options.OverdueRole, overdue, deadline.Due);
        return ActivityResult.Waits;
    }

    private static ActivityResult Move(ActivityContext context, DateTimeOffset due)
    {
        foreach (var bookmark in context.Bookmarks.Where(b => b.Due is not null).ToList())
            context.Change(bookmark with { Due = due });
        return ActivityResult.Waits;
    }
}
