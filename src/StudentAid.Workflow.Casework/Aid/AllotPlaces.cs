using MediatR;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Aid;

/// <summary>
/// Gives a unit its places of an award for a school year (名额分配方案, 人社厅发〔2020〕20号 (八)): out of those of the unit above that is named, or with From "" at the top
/// of the plan. Paper is the hash of the plan. Given again it replaces the earlier number, never below what was given on.
/// </summary>
public sealed record AllotPlaces(string Procedure, string SchoolYear, string From, string Unit, int Places, string Paper) : Command
{
    public override Id Target => default;

    public override Value Body => Value.List(Procedure, SchoolYear, From, Unit, Places, Paper);
}

public sealed class AllotPlacesHandler(StepRunner runner, IStepStore store, AidFunds funds) : IRequestHandler<AllotPlaces, Answer>
{
    public async Task<Answer> Handle(AllotPlaces request, CancellationToken cancellationToken)
    {
        if (Refuse(request) is { } refused)
            return refused;
        var changes = request.From.Length == 0 ? 0 : await store.CounterAsync(QuotaState.ChangesCounter(request.Procedure, request.SchoolYear, request.From), cancellationToken);
        var above = request.From.Length == 0 ? null
            : await runner.StateAsync<QuotaState>(await store.LoadAsync(QuotaState.IdOf(request.Procedure, request.SchoolYear, request.From), cancellationToken), cancellationToken);
        if (request.From.Length > 0 && above is null)
            return AidFundCodes.NothingAbove;
        var school = await funds.SchoolOfAsync(request.Unit);
        var stamp = await funds.StampAsync(school, request.SchoolYear, cancellationToken);
        if ((await funds.TakenAsync(request.Unit, request.SchoolYear, request.Procedure, cancellationToken)).Count is var taken && request.Places < taken)
            return AidFundCodes.BelowTaken.With(("taken", taken), ("places", request.Places));
        var answer = await runner.RunAsync<QuotaState>(request, QuotaState.IdOf(request.Procedure, request.SchoolYear, request.Unit), (state, _, act, _) => Decide(request, above, (changes, school, stamp), state, act), cancellationToken);
        return answer.Rejected is { } lost && lost.Code == StepCodes.ClaimExceeded ? AidFundCodes.PlacesGone.With(("places", above?.Places ?? request.Places)) : answer;
    }

    private static Rejection? Refuse(AllotPlaces request)
    {
        if (!UnitPath.IsPath(request.Unit) || (request.From.Length > 0 && (request.From == request.Unit || !UnitPath.IsBelow(request.Unit, request.From))))
            return AidFundCodes.NotAbove;
        var giver = request.From.Length > 0 ? request.From : request.Unit;
        if (Duties.Places(request.Principal, giver) is { } notYours)
            return request.Principal.Scope.Covers(giver) ? notYours : StepCodes.NotFound.With();
        var missing = request.Procedure.Length == 0 ? "procedure" : request.SchoolYear.Length == 0 ? "schoolYear" : request.Places is < 0 or > 1_000_000 ? "places"
            : !PlainText.IsHash(request.Paper) ? "paper" : null;
        return missing is null ? null : AidFundCodes.Incomplete.With(("missing", missing));
    }

    private static StreamDecision Decide(AllotPlaces request, QuotaState? above, (long Changes, string School, long Stamp) seen, QuotaState? state, Act act)
    {
        if (state is not null && state.From != request.From)
            return AidFundCodes.NotAbove;
        var (procedure, year) = (request.Procedure, request.SchoolYear);
        var parts = new StepParts(act, state?.Version ?? 0);
        parts.Claim(AidFunds.Claim(seen.School, year, seen.Stamp));
        parts.Claim(new Claim(QuotaState.GivenCounter(procedure, year, request.Unit), High: request.Places));
        parts.Claim(new Claim(QuotaState.ChangesCounter(procedure, year, request.Unit), Add: 1));
        if (above is not null)
        {
            parts.Claim(new Claim(QuotaState.GivenCounter(procedure, year, request.From), Add: request.Places - (state?.Places ?? 0), High: above.Places));
            parts.Claim(new Claim(QuotaState.ChangesCounter(procedure, year, request.From), Unchanged: seen.Changes));
        }

        var happened = new QuotaEvent.Allotted(procedure, year, request.From, request.Unit, request.Places, request.Paper);
        parts.Row(new DocumentPut(QuotaState.Document, $"{procedure}-{year}-{request.Unit}", Value.Record(
            ("procedure", procedure), ("schoolYear", year), ("from", request.From), ("unit", request.Unit), ("places", request.Places)), request.Unit));
        return (state ?? QuotaState.Empty).Step(new Beside(request.Unit), parts, happened);
    }
}
