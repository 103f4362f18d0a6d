using System.Globalization;
using MediatR;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Payments;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Aid;

/// <summary>
/// Sets aside a share (0.05 is 5 %) of a school's income of the year, in 分, for aid of its own; given again it replaces the earlier one, never below what is granted.
/// </summary>
public sealed record SetAsideFund(string School, string SchoolYear, long Base, decimal Share, string Paper) : Command
{
    public override Id Target => UnitState.IdOf(School);

    public override Value Body => Value.List(School, SchoolYear, Base, Share, Paper);
}

public sealed class SetAsideFundHandler(StepRunner runner, AidFunds funds) : IRequestHandler<SetAsideFund, Answer>
{
    public async Task<Answer> Handle(SetAsideFund request, CancellationToken cancellationToken)
    {
        if (Duties.Rounds(request.Principal, request.School) is { } notYours)
            return notYours;
        var missing = request.SchoolYear.Length == 0 ? "schoolYear" : request.Base <= 0 ? "base" : request.Share is <= 0 or > 1 ? "share" : !PlainText.IsHash(request.Paper) ? "paper" : null;
        if (missing is not null)
            return AidFundCodes.Incomplete.With(("missing", missing));
        var amount = (long)decimal.Truncate(request.Base * request.Share);
        var stamp = await funds.StampAsync(request.School, request.SchoolYear, cancellationToken);
        if ((await funds.SpentAsync(request.School, request.SchoolYear, cancellationToken)).Values.Sum() is var spent && amount < spent)
            return AidFundCodes.BelowSpent.With(("spent", PaymentSheet.Yuan(spent)), ("setAside", PaymentSheet.Yuan(amount)));
        return await runner.RunAsync<LedgerState>(request, LedgerState.IdOf(request.School, request.SchoolYear), (state, _, act, _) => Decide(request, amount, stamp, state, act), cancellationToken);
    }

    private static Step Decide(SetAsideFund request, long amount, long stamp, LedgerState? state, Act act)
    {
        var parts = new StepParts(act, state?.Version ?? 0);
        parts.Claim(AidFunds.Claim(request.School, request.SchoolYear, stamp));
        var happened = new LedgerEvent.SetAside(request.School, request.SchoolYear, request.Base, request.Share.ToString(CultureInfo.InvariantCulture), amount, request.Paper);
        return (state ?? LedgerState.Empty).Step(new Beside(request.School), parts, happened);
    }
}
