using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api;

/// <summary>So many places of an award for a unit and school year, out of those of the unit above; From is "" at the top of the plan. Paper is the hash of the plan.</summary>
public sealed record PlacesInput(string Procedure, string SchoolYear, string Unit, int Places, string Paper, string From = "");

/// <summary>A unit's places, how many it gave on, and how many its own lists took.</summary>
public sealed record PlacesView(string Procedure, string SchoolYear, string From, string Unit, int Places, long GivenOn, int Taken);

/// <summary>What a unit right below would get of the places by its students: in proportion, and all shares add up to the places.</summary>
public sealed record PlacesShare(string Unit, string Name, int Students, int Places);

/// <summary>A share of the school's income of the year (分) that is set aside for aid of its own; 0.05 is 5 %. Paper is the hash of the decision.</summary>
public sealed record SetAsideInput(string School, string SchoolYear, long Base, decimal Share, string Paper);

/// <summary>The school's own fund in 分: what it comes from, what was set aside, what the lists granted, what is left.</summary>
public sealed record LedgerView(string School, string SchoolYear, long Base, decimal Share, long SetAside, long Spent, long Left);

public static class AidFundsApi
{
    public static void MapAidFunds(this RouteGroupBuilder api)
    {
        api.MapGet("/quotas", Places).WithSummary("Places of an award for a school year: the units that may be seen, with what they gave on and took");
        api.MapPost("/quotas", (PlacesInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new AllotPlaces(i.Procedure, i.SchoolYear, i.From, i.Unit, i.Places, i.Paper) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t))
            .WithSummary("Give a unit its places of an award; given again it replaces the earlier number");
        api.MapGet("/quotas/shares", Shares).WithSummary("How a unit's places would be shared out among the units right below by how many students they have on record; a proposal, gives nothing");
        api.MapGet("/aid-ledgers", Ledger).WithSummary("The school's own fund for aid: base, share, set aside, spent and left");
        api.MapPost("/aid-ledgers", (SetAsideInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new SetAsideFund(i.School, i.SchoolYear, i.Base, i.Share, i.Paper) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t))
            .WithSummary("Set aside a share of the school's income for aid of its own");
    }

    private static async Task<IReadOnlyList<PlacesView>> Places(
        Caller caller, IStoreReader reader, IStepStore store, AidFunds funds, string procedure, string schoolYear, CancellationToken cancellation)
    {
        var views = new List<PlacesView>();
        foreach (var row in await reader.DocumentsAsync(caller.Principal.Scope, new DocumentFilter(QuotaState.Document)))
        {
            if (row.Content["procedure"].AsText() != procedure || row.Content["schoolYear"].AsText() != schoolYear)
                continue;
            var given = await store.CounterAsync(QuotaState.GivenCounter(procedure, schoolYear, row.OrgPath), cancellation);
            var taken = await funds.TakenAsync(row.OrgPath, schoolYear, procedure, cancellation);
            views.Add(new PlacesView(procedure, schoolYear, row.Content["from"].AsText() ?? "", row.OrgPath, (int)(row.Content["places"].AsNumber() ?? 0), given, taken.Count));
        }

        return [.. views.OrderBy(v => v.Unit, StringComparer.Ordinal)];
    }

    private static async Task<Results<Ok<IReadOnlyList<PlacesShare>>, ProblemHttpResult>> Shares(
        Caller caller, IStepStore store, StepRunner runner, Casework.Organisations.Directory directory, UnitGroups groups, string procedure, string schoolYear, string from, CancellationToken cancellation)
    {
        if (!caller.Principal.Scope.Covers(from))
            return Problems.Of(StepCodes.NotFound, caller.Language);
        if (Duties.Places(caller.Principal, from) is { } notYours)
            return Problems.Of(notYours, caller.Language);
        if (await runner.StateAsync<QuotaState>(await store.LoadAsync(QuotaState.IdOf(procedure, schoolYear, from), cancellation), cancellation) is not { } quota)
            return Problems.Of(AidFundCodes.NothingAbove.With(), caller.Language);
        var units = await directory.ChildrenAsync(from);
        var students = await groups.PeopleOfAsync(from, [.. units.Select(u => u.Path)]);
        var places = Apportionment.Of(quota.Places, students);
        return TypedResults.Ok<IReadOnlyList<PlacesShare>>([.. units.Select(u => new PlacesShare(u.Path, u.Name.In(caller.Language), students[u.Path], places[u.Path]))]);
    }

    private static async Task<Results<Ok<LedgerView>, ProblemHttpResult>> Ledger(
        Caller caller, IStepStore store, StepRunner runner, AidFunds funds, string school, string schoolYear, CancellationToken cancellation)
    {
        if (!caller.Principal.Scope.Covers(school)
            || await runner.StateAsync<LedgerState>(await store.LoadAsync(LedgerState.IdOf(school, schoolYear), cancellation), cancellation) is not { } ledger)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        if (Duties.Rounds(caller.Principal, school) is { } notYours)
            return Problems.Of(notYours, caller.Language);
        var spent = (await funds.SpentAsync(school, schoolYear, cancellation)).Values.Sum();
        return TypedResults.Ok(new LedgerView(school, schoolYear, ledger.Base, ledger.Share, ledger.Amount, spent, ledger.Amount - spent));
    }
}
