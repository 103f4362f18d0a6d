using MediatR;
using StudentAid.Workflow.Casework.Desks;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api.Desks;

/// <summary>A saved view of a list. Unit is empty for one's own.</summary>
public sealed record ViewView(Id Id, string Unit, string Name, string Noun, Value Filter);

/// <summary>A view to keep; with a unit it is shared with whoever works there.</summary>
public sealed record ViewInput(string Name, string Noun, Value Filter, string Unit = "");

/// <summary>Whose view it is: a unit's, or (empty) one's own.</summary>
public sealed record ViewOwnerInput(string Unit = "");

public static class ViewsApi
{
    public static void MapViews(this RouteGroupBuilder api)
    {
        api.MapGet("/views", List).WithSummary("Saved views: one's own, and those that one's units share");
        api.MapPost("/views", (ViewInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new KeepView(i.Unit, default, i.Name, i.Noun, i.Filter) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Save a view");
        api.MapPost("/views/{id}", (Id id, ViewInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new KeepView(i.Unit, id, i.Name, i.Noun, i.Filter) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Change a saved view");
        api.MapPost("/views/{id}/drop", (Id id, ViewOwnerInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new DropView(i.Unit, id) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Drop a saved view");
    }

    private static async Task<Listing<ViewView>> List(Caller caller, IStoreReader reader, Cipher cipher, string? noun)
    {
        var views = new List<ViewView>(await OfAsync(reader, cipher, "", DeskState.IdOf(caller.Principal.Id)));
        foreach (var unit in caller.Principal.Grants.SelectMany(g => UnitPath.Line(g.Unit)).Distinct(StringComparer.Ordinal))
            views.AddRange(await OfAsync(reader, cipher, unit, DeskState.IdOf(unit)));
        return Listing.All(views.Where(v => noun is null || v.Noun == noun));
    }

    private static async Task<IEnumerable<ViewView>> OfAsync(IStoreReader reader, Cipher cipher, string unit, Id desk) =>
        (await reader.DocumentsAsync(Scope.All, new DocumentFilter(ViewsHandler.Document) { Stream = desk })).Select(d => new ViewView(
            Id.Parse(d.Key), unit, d.Content["name"].AsText() ?? "", d.Content["noun"].AsText() ?? "", ViewsHandler.FilterOf(d)));
}
