using MediatR;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Retention;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Audit;

/// <summary>Writes what a unit's audit chain holds of a school year that is over into a file: all that no earlier archive holds, up to the year's last published head. Year is that in which it began.</summary>
public sealed record ArchiveTrail(string Unit, int Year) : Command
{
    public override Id Target => default;

    public override Value Body => Value.List("archive-trail", Unit, Year);
}

/// <summary>Confirms an archive after a look at its file: by somebody else than who made it, where the unit has anybody else.</summary>
public sealed record ApproveTrail(Id Trail, int Year) : Command
{
    public override Id Target => Trail;

    public override Value Body => Value.List(Trail.ToString(), Year);
}

/// <summary>Takes an archived year's rows out of the chain once every term of retention of the year is over. The events themselves stay.</summary>
public sealed record RemoveTrail(Id Trail, int Year) : Command
{
    public override Id Target => Trail;

    public override Value Body => Value.List("remove", Trail.ToString(), Year);
}

public sealed class TrailHandler(StepRunner runner, IStepStore store, ITrailArchives archives, TrailTerms terms)
    : IRequestHandler<ArchiveTrail, Answer>, IRequestHandler<ApproveTrail, Answer>, IRequestHandler<RemoveTrail, Answer>
{
    public async Task<Answer> Handle(ArchiveTrail request, CancellationToken cancellationToken)
    {
        if (!UnitPath.IsPath(request.Unit))
            return StepCodes.NotFound;
        if (Duties.Operations(request.Principal, request.Unit) is { } notYours)
            return notYours;
        if (!archives.Units().Contains(request.Unit, StringComparer.Ordinal))
            return StepCodes.NotFound;
        var id = TrailState.IdOf(request.Unit);
        var known = await runner.StateAsync<TrailState>(await store.LoadAsync(id, cancellationToken), cancellationToken) ?? TrailState.Empty;
        // Sent again, it is answered as it was.
        if (known.Find(request.Year) is { } done && done.By == request.Principal.Proposer)
            return new Answer(id, known.Version);
        if (await terms.OfAsync(request.Unit, request.Year, cancellationToken) is not { } term)
            return RetentionCodes.NoRules.With(("unit", request.Unit));
        if (term.Ends >= term.Today)
            return TrailCodes.NotOver.With(("end", term.Ends));
        if (archives.HeadBy(request.Unit, term.Ends) is not { } end || end.Rows <= known.End.Rows || known.Years.Any(y => y.Year >= request.Year))
            return TrailCodes.NothingNew.With(("end", term.Ends));
        // The file goes before its record: one that has none is written anew.
        if (!request.DryRun && !archives.Write(id, request.Year, request.Unit, known.End, end))
            return TrailCodes.FileLost;
        return await runner.RunAsync<TrailState>(request, id, (state, _, act, _) => (state ?? TrailState.Empty).End != known.End
            ? TrailCodes.NothingNew.With(("end", term.Ends))
            : (state ?? TrailState.Empty).Step(
                new Beside(request.Unit), new StepParts(act, state?.Version ?? 0),
                new TrailEvent.TrailArchived(request.Year, end.Day, end.Rows, end.Events, end.Hash, request.Principal.Proposer, request.Unit)),
            cancellationToken);
    }

    public Task<Answer> Handle(ApproveTrail request, CancellationToken cancellationToken) => runner.RunAsync<TrailState>(request, request.Trail, (state, stored, act, facts) =>
    {
        if (Refused(request, state, request.Year) is { } refused)
            return refused;
        var year = state!.Find(request.Year)!;
        if (year.Status != TrailState.Archived)
            return TrailCodes.NotWaiting.With(("status", year.Status));
        var own = year.By == request.Principal.Proposer;
        if (SecondPerson.RefuseOwn(own, stored!.OrgPath, Duty.Operate, request.Principal, facts, TrailCodes.Own) is { } notAlone)
            return notAlone;
        if (!archives.Holds(request.Trail, year.Year, year.End))
            return TrailCodes.FileLost;
        return state.Step(Beside.Like(stored), new StepParts(act, state.Version), new TrailEvent.TrailApproved(year.Year, request.Principal.Id, own));
    }, cancellationToken);

    public async Task<Answer> Handle(RemoveTrail request, CancellationToken cancellationToken)
    {
        var unit = (await store.LoadAsync(request.Trail, cancellationToken))?.OrgPath;
        var term = unit is null ? null : await terms.OfAsync(unit, request.Year, cancellationToken);
        return await runner.RunAsync<TrailState>(request, request.Trail, (state, stored, act, _) =>
        {
            if (Refused(request, state, request.Year) is { } refused)
                return refused;
            var year = state!.Find(request.Year)!;
            if (year.Status != TrailState.Approved)
                return TrailCodes.NotApproved.With(("status", year.Status));
            if (!state.IsNext(year))
                return TrailCodes.EarlierFirst.With(("year", year.Year));
            if (term is null)
                return RetentionCodes.NoRules.With(("unit", stored!.OrgPath));
            if (term.Until >= term.Today)
                return TrailCodes.TermRuns.With(("until", term.Until));
            if (archives.SealedAfter(stored!.OrgPath, year.End.Rows) is null)
                return TrailCodes.NothingBehind;
            if (!archives.Holds(request.Trail, year.Year, year.End))
                return TrailCodes.FileLost;
            var parts = new StepParts(act, state.Version);
            parts.Row(new ChainCut(stored.OrgPath, year.End.Rows, year.End.Events, year.End.Hash));
            return state.Step(Beside.Like(stored), parts, new TrailEvent.TrailRemoved(year.Year, request.Principal.Id));
        }, cancellationToken);
    }

    private static Rejection? Refused(Command request, TrailState? state, int year) =>
        state?.Find(year) is null ? StepCodes.NotFound.With()
        : Duties.Operations(request.Principal, state.Unit) is { } notYours ? notYours
        : request.Principal.IsMachine || request.Principal.IsSystem ? TrailCodes.PersonApproves.With() : null;
}
