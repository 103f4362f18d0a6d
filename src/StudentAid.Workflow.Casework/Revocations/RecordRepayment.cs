using MediatR;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Payments;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Revocations;

/// <summary>Confirms (确认到账) that part of a recovery came back: amount in 分, the day, today where none is given, and the receipt's hash. Who may carries the duty.</summary>
public sealed record RecordRepayment(Id Revocation, int Recovery, long Amount, string Receipt, DateOnly? Day = null) : Command
{
    public override Id Target => Revocation;

    public override Value Body => Day is { } day
        ? Value.List(Revocation.ToString(), Recovery, Amount, Receipt, OpenRevocation.Iso(day)) : Value.List(Revocation.ToString(), Recovery, Amount, Receipt);
}

/// <summary>Withdraws an instalment (numbered from 1) that was put down wrongly. It stays on record; what is right is confirmed anew.</summary>
public sealed record WithdrawRepayment(Id Revocation, int Instalment, string Reason) : Command
{
    public override Id Target => Revocation;

    public override Value Body => Value.List(Revocation.ToString(), Instalment, Reason);
}

public sealed class RepaymentHandler(BesideCases beside, StepRunner runner, IStepStore store, Cipher cipher, SchoolDays days, FactLoader facts)
    : IRequestHandler<RecordRepayment, Answer>, IRequestHandler<WithdrawRepayment, Answer>
{
    public Task<Answer> Handle(RecordRepayment request, CancellationToken cancellationToken) =>
        beside.StepAsync<RevocationState, RevocationEvent>(request, request.Revocation, (state, today, parts) =>
        {
            if ((MayEnter(request.Principal, state) ?? Refuse(request, state, today)) is { } refused)
                return refused;
            // The receipt of the last instalment ends the task; where none was opened, there is nothing to close.
            if (request.Amount == state.StandingOf(request.Recovery).Owed)
                parts.Row(new TaskClosed(request.Recovery));
            return new RevocationEvent.Repaid(request.Recovery, request.Amount, request.Day ?? today, request.Receipt);
        }, cancellationToken, request.Receipt);

    public async Task<Answer> Handle(WithdrawRepayment request, CancellationToken cancellationToken)
    {
        var waiting = await WaitingAsync(request.Revocation, cancellationToken);
        return await beside.StepAsync<RevocationState, RevocationEvent>(request, request.Revocation, (state, today, parts) =>
        {
            if ((MayEnter(request.Principal, state) ?? Refuse(request, state)) is { } refused)
                return refused;
            var recovery = state.StandingOf(state.Instalments[request.Instalment - 1].Recovery);
            if (recovery.Status == RecoveryStanding.Recovered && waiting.Role.Length > 0)
                parts.Row(new TaskOpened(recovery.Number, RevocationHandler.RecoverTask, waiting.Role, state.School, waiting.Calendar?.EndOf(recovery.Due), parts.Seq));
            return new RevocationEvent.RepaymentWithdrawn(request.Instalment, parts.Seal(cipher.Seal(state.Person, request.Reason.Trim())), today);
        }, cancellationToken);
    }

    private static Rejection? MayEnter(Principal principal, RevocationState state) =>
        Duties.Recoveries(principal, state.School) ?? (principal.MustWithdrawFrom(state.Person) ? CaseCommandCodes.MustWithdraw.With() : null);

    private static Rejection? Refuse(RecordRepayment request, RevocationState state, DateOnly today)
    {
        if (request.Recovery < 1 || request.Recovery > state.Recoveries.Length)
            return RevocationCodes.NoRecovery.With(("number", request.Recovery));
        if (request.Amount <= 0)
            return RevocationCodes.BadAmount.With(("amount", PaymentSheet.Yuan(request.Amount)));
        if (!PlainText.IsHash(request.Receipt))
            return RevocationCodes.Incomplete.With(("missing", "receipt"));
        if (request.Day is { } day && (day > today || day < state.DecidedOn))
            return RevocationCodes.BadDay.With(("from", state.DecidedOn), ("today", today), ("day", day));
        var owed = state.StandingOf(request.Recovery).Owed;
        return request.Amount > owed ? RevocationCodes.TooMuch.With(("owed", PaymentSheet.Yuan(owed)), ("amount", PaymentSheet.Yuan(request.Amount))) : null;
    }

    private static Rejection? Refuse(WithdrawRepayment request, RevocationState state)
    {
        if (request.Instalment < 1 || request.Instalment > state.Instalments.Length)
            return RevocationCodes.NoInstalment.With(("number", request.Instalment));
        if (!state.Instalments[request.Instalment - 1].Counts)
            return RevocationCodes.InstalmentWithdrawn.With(("number", request.Instalment));
        return string.IsNullOrWhiteSpace(request.Reason) ? RevocationCodes.Incomplete.With(("missing", "reason")) : null;
    }

    /// <summary>Whose task a recovery is while something is owed ("" for nobody's), and by which calendar it is due.</summary>
    private async Task<(string Role, WorkingDayCalendar? Calendar)> WaitingAsync(Id revocation, CancellationToken cancellation)
    {
        if (await runner.StateAsync<RevocationState>(await store.LoadAsync(revocation, cancellation), cancellation) is not { } state
            || await runner.StateAsync<RoundState>(await store.LoadAsync(state.Round, cancellation), cancellation) is not { } round)
            return ("", null);
        var today = await days.DayAsync(state.School, runner.Now(), cancellation);
        var found = await facts.LoadAsync([RevocationRules.FactOf(state.School, round.Procedure, today)], cancellation);
        return (RevocationRules.From(found[0].Value).Role, await days.CalendarAsync(state.School, cancellation));
    }
}
