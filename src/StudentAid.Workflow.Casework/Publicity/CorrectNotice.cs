using MediatR;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Publicity;

/// <summary>
/// An erratum (更正) of a slip of the pen on a posted notice: a column of one entry was written wrongly. It stands with the notice from now on; the period and
/// everybody else's entry stay as they are. A level is no slip: a changed or added one is shown for a full period of its own (补充公示, 第十六条(四)、第十七条(四)).
/// </summary>
public sealed record CorrectNotice(Id Roster, Id Case, string Column, string Was, string Now, string Reason) : Command
{
    public override Id Target => Roster;

    public override Value Body => Value.List(Roster.ToString(), Case.ToString(), Column, Was, Now, Reason);
}

public sealed class CorrectNoticeHandler(StepRunner runner, PinCache pins, Cipher cipher) : IRequestHandler<CorrectNotice, Answer>
{
    private const string Level = "level";

    public Task<Answer> Handle(CorrectNotice request, CancellationToken cancellationToken) =>
        runner.RunAsync<RosterState>(request, request.Roster, (state, stored, act, facts) => Correct(request, state, stored, act, facts), cancellationToken);

    private StreamDecision Correct(CorrectNotice request, RosterState? state, StoredStream? stored, Act act, Facts facts)
    {
        if (state is not { IsPublicity: true, Period: { Over: false } period } || act.Now >= period.Due)
            return PublicityCodes.NotPosted;
        if (ListDuties.Of(state, pins).Refuse(request.Principal, ListAct.Decide, ref act, facts) is { } notYours)
            return notYours;
        if (state.Entries.FirstOrDefault(e => e.Case == request.Case) is not { } entry || state.StandingOf(request.Case).State is not ("open" or "objected"))
            return PublicityCodes.NotOnNotice;
        if (request.Column == Level)
            return PublicityCodes.LevelIsNoSlip;
        var columns = Notices.ColumnsOf(state).Remove(Level);
        if (!columns.Contains(request.Column))
            return PublicityCodes.ColumnNotShown.With(("column", request.Column), ("shown", Text.Listed(columns)));
        var (was, now, reason) = (request.Was.Trim(), request.Now.Trim(), request.Reason.Trim());
        if (was.Length == 0 || now.Length == 0 || was == now || reason.Length == 0)
            return PublicityCodes.ErratumIncomplete;
        if (PostPublicityHandler.CalendarOf(state, facts, out var calendar, out _) is { } missing)
            return missing;
        var steps = new RosterSteps(state, stored, act);
        var content = steps.Seal(entry.Person, cipher.Seal(entry.Person, Value.Record(("was", was), ("now", now), ("reason", reason), ("by", request.Principal.Name))));
        return steps.Of(new RosterEvent.Corrected(state.Errata.Length + 1, request.Case, request.Column, calendar!.DayOf(act.Now), content));
    }
}
