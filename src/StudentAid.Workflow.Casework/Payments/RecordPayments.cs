using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MediatR;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Payments;

/// <summary>
/// Puts on record what the bank or the finance office paid of a round's aid (第二十一条). Who a row means is settled here, by number and else by a name that only one
/// student of the school has; a row that means nobody is kept, for it is what an inspection looks for. Paper is the file's hash.
/// </summary>
public sealed record RecordPayments(Id Round, string Batch, DateOnly PaidOn, string Paper, ImmutableArray<PaymentRow> Rows) : Command
{
    public override Id Target => Round;

    public override Value Body => Value.List(
        Round.ToString(), Batch, Iso(PaidOn), Paper, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Value.List(Rows.Select(r => r.ToValue())).ToJson()))));

    internal static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A file that was the wrong one counts no more; what it said stays on record.</summary>
public sealed record WithdrawPayments(Id Round, string Batch, string Reason) : Command
{
    public override Id Target => Round;

    public override Value Body => Value.List(Round.ToString(), Batch, Reason);
}

public sealed class PaymentsHandler(StepRunner runner, IStepStore store, PinCache pins, Organisations.Directory directory, SchoolDays days, Cipher cipher)
    : IRequestHandler<RecordPayments, Answer>, IRequestHandler<WithdrawPayments, Answer>
{
    public async Task<Answer> Handle(RecordPayments request, CancellationToken cancellationToken)
    {
        if (await RoundAsync(request.Round, cancellationToken) is not { } round)
            return StepCodes.NotFound;
        if (Duties.Rounds(request.Principal, round.School) is { } notYours)
            return notYours;
        await pins.EnsureAsync(round.Pin, cancellationToken);
        if (AidRules.Kind.FindOnly(pins, round.Pin, null) is null)
            return PaymentCodes.NotAid;
        var missing = request.Batch.Length == 0 ? "batch" : request.PaidOn == default ? "paidOn" : !PlainText.IsHash(request.Paper) ? "paper" : request.Rows.IsDefaultOrEmpty ? "rows" : null;
        if (missing is not null)
            return PaymentCodes.Incomplete.With(("missing", missing));
        var today = await days.DayAsync(round.School, runner.Now(), cancellationToken);
        if (request.Rows.Select(r => r.Day).Append(request.PaidOn).Max() is var last && last > today)
            return PaymentCodes.NotYet.With(("day", last));
        var payees = Payees.Of(await directory.PeopleAsync(Scope.All, round.School));
        return await runner.RunAsync<PaymentFileState>(
            request, PaymentFileState.IdOf(request.Round, request.Batch), (state, _, act, _) => Record(request, round, payees, state, act), cancellationToken);
    }

    public async Task<Answer> Handle(WithdrawPayments request, CancellationToken cancellationToken)
    {
        if (await RoundAsync(request.Round, cancellationToken) is not { } round)
            return StepCodes.NotFound;
        if (Duties.Rounds(request.Principal, round.School) is { } notYours)
            return notYours;
        if (string.IsNullOrWhiteSpace(request.Reason))
            return PaymentCodes.Incomplete.With(("missing", "reason"));
        var today = await days.DayAsync(round.School, runner.Now(), cancellationToken);
        return await runner.RunAsync<PaymentFileState>(request, PaymentFileState.IdOf(request.Round, request.Batch), (state, stored, act, _) =>
        {
            if (state is null)
                return PaymentCodes.UnknownBatch.With(("batch", request.Batch));
            if (state.WithdrawnOn is not null)
                return PaymentCodes.Withdrawn.With(("batch", request.Batch));
            var parts = new StepParts(act, state.Version);
            return state.Step(Beside.Like(stored!), parts, new PaymentFileEvent.Withdrawn(parts.Seal(cipher.Seal(default, request.Reason)), today));
        }, cancellationToken);
    }

    private static StreamDecision Record(RecordPayments request, RoundState round, Payees payees, PaymentFileState? state, Act act)
    {
        if (state is not null)
            return PaymentCodes.BatchTwice.With(("batch", request.Batch));
        var parts = new StepParts(act, 0);
        foreach (var row in request.Rows)
        {
            var person = payees.Find(row);
            var secret = row.Numbers.With("name", row.Name).With("bankCard", row.Card).With("reason", row.Reason);
            parts.Row(new DocumentPut(PaymentFileState.Document, row.Row.ToString("D6", CultureInfo.InvariantCulture), Value.Record(
                ("batch", request.Batch), ("row", row.Row), ("person", person == default ? "" : person.ToString()), ("amount", row.Amount), ("result", row.Result),
                ("day", RecordPayments.Iso(row.Day)), ("sealed", secret)), round.School));
        }

        var paid = request.Rows.Where(r => r.Result == PaymentRow.Paid).Sum(r => r.Amount);
        return PaymentFileState.Empty.Step(new Beside(round.School, request.Round, Practice: round.Practice), parts, new PaymentFileEvent.Recorded(
            request.Round, round.School, request.Batch, request.PaidOn, request.Paper, request.Rows.Length, paid, request.Rows.Count(r => r.Result != PaymentRow.Paid)));
    }

    private async Task<RoundState?> RoundAsync(Id round, CancellationToken cancellation) =>
        await runner.StateAsync<RoundState>(await store.LoadAsync(round, cancellation), cancellation);
}
