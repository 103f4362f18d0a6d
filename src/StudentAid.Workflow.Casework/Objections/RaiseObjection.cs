using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Adjustments;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Files;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Publicity;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Objections;

/// <summary>
/// An objection (异议) against one case on a notice, also taken down from paper, telephone or word of mouth, also without a name. It holds
/// that entry alone; who objects is seen by the answering body only. A family that is signed in objects under its own name.
/// </summary>
public sealed record RaiseObjection(Id Roster, Id Case, string Channel, string Objector, string Text) : Command
{
    /// <summary>Hashes of uploaded files (附件).</summary>
    public ImmutableArray<string> Evidence { get; init; } = [];

    // A student or guardian knows his own entry, not the school's list: who may object is judged on the list.
    public override Id Target => default;

    public override Value Body => ObjectionHandler.WithFiles(Value.List(Roster.ToString(), Case.ToString(), Channel, Objector, Text), Evidence);
}

/// <summary>
/// The answer after a recheck (复核). Upheld, the case goes back where the definition says, or where it has passed already is proposed for adjustment; not upheld,
/// it passes when the period is over.
/// </summary>
public sealed record AnswerObjection(Id Roster, int Number, bool Upheld, string Text) : Command
{
    /// <summary>Hashes of uploaded files (附件).</summary>
    public ImmutableArray<string> Evidence { get; init; } = [];

    public override Id Target => Roster;

    public override Value Body => ObjectionHandler.WithFiles(Value.List(Roster.ToString(), Number, Upheld, Text), Evidence);
}

public sealed class ObjectionHandler(StepRunner runner, PinCache pins, Cipher cipher) : IRequestHandler<RaiseObjection, Answer>, IRequestHandler<AnswerObjection, Answer>
{
    public Task<Answer> Handle(RaiseObjection request, CancellationToken cancellationToken) =>
        runner.RunAsync<RosterState>(request, request.Roster, (state, stored, act, facts) => Raise(request, state, stored, act, facts), cancellationToken);

    public Task<Answer> Handle(AnswerObjection request, CancellationToken cancellationToken) =>
        runner.RunAsync<RosterState>(request, request.Roster, (state, stored, act, facts) => AnswerIt(request, state, stored, act, facts), cancellationToken);

    private StreamDecision Raise(RaiseObjection request, RosterState? state, StoredStream? stored, Act act, Facts facts)
    {
        if (state is null || !MayObject(request, state, request.Case))
            return StepCodes.NotFound;
        if (state is not { IsPublicity: true, Period: { Over: false } period } || act.Now >= period.Due)
            return PublicityCodes.NotPosted;
        if (state.StandingOf(request.Case).State is not ("open" or "objected") || state.Entries.All(e => e.Case != request.Case))
            return PublicityCodes.NotOnNotice;
        if (request.Text.Length == 0)
            return PublicityCodes.NoText;
        if (!PlainText.IsCode(request.Channel))
            return CaseCodes.NotCoded.With(("field", "channel"), ("text", "text"));
        if (!TakesBy(state, request.Channel))
            return PublicityCodes.ChannelNotTaken.With(("known", Engine.Definitions.Text.Listed(state.Options["channels"].Items.Select(c => c.AsText()))), ("channel", request.Channel));
        var objector = ObjectorOf(request, request.Objector, state, request.Case);
        if (!TakesFrom(state, objector))
            return PublicityCodes.Unnamed;
        if (RefuseFiles(request.Evidence, state, request.Case, facts) is { } unfit)
            return unfit;
        if (PostPublicityHandler.CalendarOf(state, facts, out var calendar, out _) is { } missing)
            return missing;
        if (LastDay(calendar!, period.Day, state.Options) is { } last && calendar!.DayOf(act.Now) > last)
            return PublicityCodes.ObjectionsOver.With(("day", last.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        var steps = new RosterSteps(state, stored, act);
        var content = steps.Seal(state.Round, cipher.Seal(state.Round, Value.Record(("objector", objector), ("text", request.Text))));
        var today = calendar!.DayOf(act.Now);
        var dueAt = AnswerTime(calendar, act.Now, state.Options);
        var due = dueAt is { } moment ? calendar.DayOf(moment) : AnswerDay(calendar, today, state.Options);
        var number = state.Objections.Length + 1;
        return steps
            .Claim(PostPublicityHandler.UnchangedCalendar(state, facts))
            .Row(new TaskOpened(TaskOf(number), "answer-objection", ListDuties.RoleOf(state, pins), state.Unit, dueAt ?? calendar.EndOf(due), state.Version + 1))
            .Of(new RosterEvent.ObjectionRaised(number, request.Case, request.Channel, objector.Length == 0, due, content, today, Evidence: request.Evidence, DueAt: dueAt));
    }

    /// <summary>A body with the files that were attached; as it was where there are none.</summary>
    internal static Value WithFiles(ListValue body, ImmutableArray<string> evidence) =>
        evidence.IsEmpty ? body : Value.List(body.Values.Append(Value.List(evidence.Select(Value.Of))));

    /// <summary>Why a file cannot be attached: it was not uploaded, or is another family's; or the facts to tell by.</summary>
    internal static StreamDecision? RefuseFiles(ImmutableArray<string> evidence, RosterState state, Id about, Facts facts) =>
        evidence.All(PlainText.IsHash) ? KeptFiles.Refuse(evidence, state.Entries.First(e => e.Case == about).Person, state.Unit, facts)
        : CaseCodes.NotAHash.With(("field", "evidence"));

    /// <summary>Who objects: a family about its own entry under its own name, whatever it wrote; else whoever was taken down, "" without a name.</summary>
    internal static string ObjectorOf(Command request, string taken, RosterState state, Id about) =>
        state.Entries.Any(e => e.Case == about && request.Principal.Persons.Contains(e.Person)) ? request.Principal.Name : taken.Trim();

    /// <summary>Whether the rules take an objection of this name, "" without one.</summary>
    internal static bool TakesFrom(RosterState state, string objector) => objector.Length > 0 || state.Options["anonymous"].AsBool() != false;

    /// <summary>Who sees the list takes an objection down; a student or guardian objects to the level of his own entry.</summary>
    internal static bool MayObject(Command request, RosterState state, Id about) =>
        request.MayKnow(state.Unit, default) || state.Entries.Any(e => e.Case == about && request.Principal.Persons.Contains(e.Person));

    private StreamDecision AnswerIt(AnswerObjection request, RosterState? state, StoredStream? stored, Act act, Facts facts)
    {
        if (state is not { IsPublicity: true, Period: { } period })
            return PublicityCodes.NotPosted;
        var asked = state.Objections.FirstOrDefault(o => o.Number == request.Number && o.Result.Length == 0);
        var (duties, second) = (ListDuties.Of(state, pins), SecondInstance.Of(state));
        if ((asked is { Of: > 0 } ? second.At(duties) : duties).Refuse(request.Principal, ListAct.Decide, ref act, facts) is { } notYours)
            return notYours;
        if (asked is not { } objection)
            return PublicityCodes.NoSuchObjection;
        if (state.Entries.Any(e => e.Case == objection.Case && request.Principal.MustWithdrawFrom(e.Person)))
            return CaseCommandCodes.MustWithdraw;
        if (request.Text.Length == 0)
            return PublicityCodes.NoAnswer;
        if (RefuseFiles(request.Evidence, state, objection.Case, facts) is { } unfit)
            return unfit;
        if (EndPublicityHandler.GoneOf(act, facts, out var needs) is not { } left)
            return needs!;
        var steps = new RosterSteps(state, stored, act).Row(new TaskClosed(TaskOf(request.Number)));
        var (day, until) = (default(DateOnly?), default(DateOnly?));
        if (!request.Upheld && objection.Of == 0 && second.Role.Length > 0)
        {
            if (PostPublicityHandler.CalendarOf(state, facts, out var calendar, out _) is { } missing)
                return missing;
            var last = second.LastDay(calendar!, calendar!.DayOf(act.Now));
            (day, until) = (calendar.DayOf(act.Now), last);
            steps.Row(new DeadlineSet(SecondInstance.WindowOf(request.Number), calendar.EndOf(last))).Claim(PostPublicityHandler.UnchangedCalendar(state, facts));
        }

        var content = steps.Seal(state.Round, cipher.Seal(state.Round, request.Text));
        var events = ImmutableArray.CreateBuilder<RosterEvent>();
        events.Add(new RosterEvent.ObjectionAnswered(request.Number, request.Upheld, content, day, until, request.Evidence));
        var entry = state.Entries.First(e => e.Case == objection.Case);
        // Where one objection holds the whole list, its entry passes with the rest.
        var free = until is null && !state.IsHeldBesides(objection) && state.ObjectionEffect != ObjectionEffects.List;
        foreach (var pending in state.Objections.Where(o => request.Upheld && o.Case == objection.Case && o.Until is not null))
            steps.Row(new DeadlineCleared(SecondInstance.WindowOf(pending.Number)));
        var isGone = left.Contains(entry.Case);
        // Who was settled meanwhile, or sent back by another objection, is neither again.
        var standing = state.StandingOf(entry.Case).State;
        if (request.Upheld && !isGone && state.HasPassed(objection))
            steps.Tell(ProposeAdjustment.Name, entry.Case, Value.Record(("trigger", AdjustmentOrigins.Objection), ("finding", content)), AdjustmentCodes.StillOpen.Id, AdjustmentCodes.NotProposed.Id);
        if (standing != "objected" && !(standing == "open" && request.Upheld))
            return EndPublicityHandler.WithRest(steps, state, left, events);
        if (isGone && (request.Upheld || (free && period.Over)))
            events.Add(EndPublicityHandler.Settle(steps, state, state.Decisions, [entry]));
        else if (request.Upheld)
            events.Add(new RosterEvent.Decided(state.Decisions + 1, [new EntryDecision(entry.Case, "Upheld", entry.Level, "objection-upheld", content, "")], ""));
        else if (free && period.Over)
            events.Add(EndPublicityHandler.Pass(state, [entry]));
        if (events.Count > 1 && !isGone)
            steps.Row(EndPublicityHandler.Mark(state, [entry]));
        return EndPublicityHandler.WithRest(steps, state, left, events);
    }

    /// <summary>Whether an objection that comes by this channel is taken now: while the notice hangs, its own days for objections are not over, and the rules leave the channel open.</summary>
    public static bool Takes(RosterState notice, string channel, WorkingDayCalendar calendar, DateTimeOffset now) =>
        notice is { IsPublicity: true, Period: { Over: false } period } && now < period.Due && TakesBy(notice, channel) && !(calendar.DayOf(now) > LastDay(calendar, period.Day, notice.Options));

    private static bool TakesBy(RosterState notice, string channel) => notice.Options["channels"].Items is not { IsEmpty: false } channels || channels.Any(c => c.AsText() == channel);

    /// <summary>The last day on which objections are taken; null for the whole period.</summary>
    private static DateOnly? LastDay(WorkingDayCalendar calendar, DateOnly posted, Value options) => options["objectionDays"].AsNumber() is { } days
        ? calendar.AddDays(posted, (int)days, options["unit"].AsText() ?? DayUnit.WorkingDays, options["countPostingDay"].AsBool() ?? false).Day : null;

    /// <summary>The last day for the answer to an objection of this day: days after it.</summary>
    internal static DateOnly AnswerDay(WorkingDayCalendar calendar, DateOnly day, Value options) =>
        calendar.AddDays(day, (int)(options["answerDays"].AsNumber() ?? new PublicityOptions().AnswerDays), options["answerUnit"].AsText() ?? DayUnit.WorkingDays, countStart: false).Day;

    /// <summary>The moment until which an objection of this one is answered; null where its answer is due at the end of a day.</summary>
    private static DateTimeOffset? AnswerTime(WorkingDayCalendar calendar, DateTimeOffset raised, Value options) =>
        options["answerHours"].AsNumber() is { } hours ? AnswerTime(calendar, raised.AddHours((double)hours), options["answerUnit"].AsText()) : null;

    /// <summary>The same moment, or, counted in working days, the same time of the next one where it lies on a day off (民法典 第二百零三条).</summary>
    internal static DateTimeOffset AnswerTime(WorkingDayCalendar calendar, DateTimeOffset due, string? unit) =>
        unit == DayUnit.Days || calendar.WorkingDayFrom(calendar.DayOf(due)).Day is var day && day == calendar.DayOf(due) ? due : calendar.StartOf(day) + calendar.ClockAt(due).ToTimeSpan();

    internal static int TaskOf(int objection) => 100 + objection;
}
