using System.Collections.Immutable;
using System.Globalization;
using MediatR;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Substitutions;

/// <summary>
/// Names who stands in (代理) for somebody from the beginning of one day to the end of another, beforehand. He himself may, or who keeps the unit's people.
/// </summary>
public sealed record NameSubstitute(Id Of, Id Substitute, DateOnly From, DateOnly Until) : Command
{
    public override Id Target => default;

    public override Value Body => Value.List(
        Of.ToString(), Substitute.ToString(), From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}

/// <summary>Ends it now; one that has not begun is as if it had not been named.</summary>
public sealed record EndSubstitution(Id Of, Id Substitute) : Command
{
    public override Id Target => default;

    public override Value Body => Value.List(Of.ToString(), Substitute.ToString(), "end");
}

public static class SubstitutionCodes
{
    public static readonly Code Backdated = Code.Input("substitution-backdated", "代理应事先指定，{from} 已经过去。", "Expected a substitute to be named beforehand, but {from} has passed.");
    public static readonly Code NoPeriod = Code.Input("substitution-no-period", "代理的最后一天应不早于第一天，但 {until} 早于 {from}。", "Expected the last day not to lie before the first, but {until} lies before {from}.");
    public static readonly Code NotStaff = Code.Input("substitution-not-staff", "代理人应是同一单位的其他工作人员，但{who}不是。", "Expected another member of the same unit's staff, but {who} is none.");
    public static readonly Code NothingThere = Code.State("substitution-none", "应有尚未结束的代理，但没有。", "Expected a substitution that has not ended, but there is none.");
}

/// <summary>"substitution" by <c>{unit}|{substitute}</c>: the document; null where there is none.</summary>
public sealed class SubstitutionSource(IStoreReader reader) : FactSource(Substitution.Kind)
{
    public static FactKey FactOf(string unit, Id substitute) => new(Substitution.Kind, $"{unit}|{substitute}");

    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation) =>
        key.Id.Split('|') is [var unit, var substitute] && await reader.DocumentAsync(Scope.All, UnitState.IdOf(unit), Substitution.Kind, substitute) is { } row
            ? new Fact(key, row.Content) : None(key);
}

public sealed class SubstitutionHandler(StepRunner runner, IStoreReader reader, SchoolDays days) : IRequestHandler<NameSubstitute, Answer>, IRequestHandler<EndSubstitution, Answer>
{
    public async Task<Answer> Handle(NameSubstitute request, CancellationToken cancellationToken)
    {
        if (await PlaceAsync(request, request.Of) is not { } place)
            return StepCodes.NotFound;
        if (MayName(request, request.Of, place) is { } notYours)
            return notYours;
        var today = await days.DayAsync(place, runner.Now(), cancellationToken);
        var (begins, ends) = await PeriodAsync(request, place, cancellationToken);
        if (request.From < today)
            return SubstitutionCodes.Backdated.With(("from", Iso(request.From)));
        if (request.Until < request.From)
            return SubstitutionCodes.NoPeriod.With(("from", Iso(request.From)), ("until", Iso(request.Until)));
        return await ChangeAsync(request, place, request.Substitute, (known, act, facts) =>
        {
            if (Colleague.Missing(facts, request.Substitute) is { IsEmpty: false } missing)
                return (default, new StreamDecision.Needs(missing));
            if (Colleague.Of(request.Substitute, facts, request.Principal.Roles) is not { } substitute || request.Substitute == request.Of || !IsStaff(substitute, place))
                return (default, SubstitutionCodes.NotStaff.With(("who", Colleague.NameOf(request.Substitute, facts))));
            return ([.. known.Where(s => s.Of != request.Of || s.Begins <= act.Now), new Substitution(request.Of, begins > act.Now ? begins : act.Now, ends)], null);
        }, cancellationToken);
    }

    public async Task<Answer> Handle(EndSubstitution request, CancellationToken cancellationToken)
    {
        if (await PlaceAsync(request, request.Of) is not { } place)
            return StepCodes.NotFound;
        if (MayName(request, request.Of, place) is { } notYours)
            return notYours;
        return await ChangeAsync(request, place, request.Substitute, (known, act, _) =>
            known.Any(s => s.Of == request.Of && s.Ends > act.Now)
                ? ([.. known.Where(s => s.Of != request.Of || s.Begins <= act.Now).Select(s => s.Of == request.Of && s.Ends > act.Now ? s with { Ends = act.Now } : s)], null)
                : (default, SubstitutionCodes.NothingThere), cancellationToken);
    }

    /// <summary>The unit that keeps him, where the caller is himself or may know it.</summary>
    private async Task<string?> PlaceAsync(Command request, Id of)
    {
        var place = (await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.Principal) { Key = of.ToString() })).FirstOrDefault()?.OrgPath;
        return place is not null && (request.Principal.Id == of || request.MayKnow(place, default)) ? place : null;
    }

    private static Rejection? MayName(Command request, Id of, string place) => request.Principal.Id == of ? null : Duties.Setup(request.Principal, place);

    private async Task<(DateTimeOffset Begins, DateTimeOffset Ends)> PeriodAsync(NameSubstitute request, string place, CancellationToken cancellation) =>
        await days.CalendarAsync(place, cancellation) is { } calendar
            ? (calendar.StartOf(request.From), calendar.EndOf(request.Until))
            : (new DateTimeOffset(request.From, TimeOnly.MinValue, TimeSpan.Zero), new DateTimeOffset(request.Until.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero));

    private async Task<Answer> ChangeAsync(
        Command request, string place, Id substitute, Func<ImmutableArray<Substitution>, Act, Facts, (ImmutableArray<Substitution> Then, StreamDecision? Stop)> change,
        CancellationToken cancellation) =>
        await runner.RunAsync<UnitState>(request, UnitState.IdOf(place), (state, _, act, facts) =>
        {
            var key = SubstitutionSource.FactOf(place, substitute);
            if (facts.Find(key) is not { } known)
                return new StreamDecision.Needs([key]);
            var (then, stop) = change(Substitution.Read(known.Value), act, facts);
            if (stop is not null)
                return stop;
            var steps = new UnitSteps(state, place, act);
            return steps.Of(new UnitEvent.SubstitutePut(steps.Put(Substitution.Kind, substitute.ToString(), Substitution.Write(then), place)));
        }, cancellation);

    private static bool IsStaff(Principal principal, string place) => principal.Grants.Any(g =>
        (UnitPath.IsBelow(g.Unit, place) || UnitPath.IsBelow(place, g.Unit)) && !principal.Roles.At(g.Unit).IsStudent(g.Role) && !principal.Oversees(g));

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
