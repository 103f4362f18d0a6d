using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Publicity;

/// <summary>Posts the notice today. Where it is seen: "board", "signed-in", "open". The period ends by itself.</summary>
public sealed record PostPublicity(Id Roster, ImmutableArray<string> Where) : Command
{
    public override Id Target => Roster;

    public override Value Body => Value.List(Roster.ToString(), Value.List(Where.Select(Value.Of)));
}

public sealed class PostPublicityHandler(StepRunner runner, PinCache pins) : IRequestHandler<PostPublicity, Answer>
{
    /// <summary>The bookmark of the period's end among a roster's deadlines.</summary>
    public const int PeriodEnd = 1;

    /// <summary>The tasks to photograph the paper board after posting and after taking down.</summary>
    public const int PostedPhoto = 2;
    public const int TakenDownPhoto = 3;

    public Task<Answer> Handle(PostPublicity request, CancellationToken cancellationToken) =>
        runner.RunAsync<RosterState>(request, request.Roster, (state, stored, act, facts) => Post(request, state, stored, act, facts), cancellationToken);

    /// <summary>The last day of a period posted on a day, by the options of the publicity activity.</summary>
    public static DatedDay LastDay(WorkingDayCalendar calendar, DateOnly posted, Value options) => calendar.AddDays(
        posted,
        (int)(options["days"].AsNumber() ?? 5),
        options["unit"].AsText() == DayUnit.Days ? DayUnit.Days : DayUnit.WorkingDays,
        options["countPostingDay"].AsBool() ?? false);

    /// <summary>Whether a notice may be posted on a day: one that is counted in working days begins on one, one that is counted in calendar days on any.</summary>
    public static bool IsPostingDay(WorkingDayCalendar calendar, DateOnly day, Value options) => options["unit"].AsText() == DayUnit.Days || calendar.IsWorkingDay(day);

    private StreamDecision Post(PostPublicity request, RosterState? state, StoredStream? stored, Act act, Facts facts)
    {
        if (state is not { IsPublicity: true })
            return PublicityCodes.NoPublicity;
        if (ListDuties.Of(state, pins).Refuse(request.Principal, ListAct.Decide, ref act, facts) is { } notYours)
            return notYours;
        if (state.Period is not null)
            return PublicityCodes.AlreadyPosted;
        if (PublicityPlaces.Refuse(state.Options, request.Where) is { } nowhere)
            return nowhere;
        if (CalendarOf(state, facts, out var calendar, out var hash) is { } missing)
            return missing;
        var today = calendar!.DayOf(act.Now);
        if (!IsPostingDay(calendar, today, state.Options))
            return PublicityCodes.NotWorkingDay.With(("day", today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        var last = LastDay(calendar, today, state.Options);
        var due = calendar.EndOf(last.Day);
        var steps = new RosterSteps(state, stored, act).Row(new DeadlineSet(PeriodEnd, due)).Claim(UnchangedCalendar(state, facts));
        if (request.Where.Contains("board", StringComparer.Ordinal))
            steps.Row(new TaskOpened(PostedPhoto, "post-photo", ListDuties.RoleOf(state, pins), state.Unit, due, state.Version + 1));
        return steps.Of(new RosterEvent.Posted(today, last.Day, due, last.Provisional, hash, request.Where));
    }

    internal static StreamDecision? CalendarOf(RosterState state, Facts facts, out WorkingDayCalendar? calendar, out string hash)
    {
        (calendar, hash) = (null, "");
        var key = new FactKey(RosterFacts.Calendar, state.Unit);
        if (facts.Find(key) is not { } fact)
            return new StreamDecision.Needs([key]);
        var documents = fact.Value["documents"].Items;
        if (documents.IsEmpty || WorkingDayCalendar.Read(documents[0], [.. documents.Skip(1)]).Document is not { } read)
            return PublicityCodes.NoCalendar;
        (calendar, hash) = (read, fact.Value["hash"].AsText() ?? "");
        return null;
    }

    /// <summary>What was computed by a calendar holds only while no calendar has changed: a publicity that nobody knew of could not be told.</summary>
    internal static Claim UnchangedCalendar(RosterState state, Facts facts) => new(
        CalendarFactSource.ChangesCounter, Unchanged: (long)(facts.Find(new FactKey(RosterFacts.Calendar, state.Unit))!.Value["changes"].AsNumber() ?? 0));
}
