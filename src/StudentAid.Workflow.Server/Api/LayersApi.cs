using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Layers;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Layers;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api;

/// <summary>An overlay that is published: what it changes, in words.</summary>
public sealed record LayerView(string Key, string Id, string Unit, string Layer, string Procedure, string Article, DateOnly From, Text Name, IReadOnlyList<ChangeView> Changes);

public sealed record ChangeView(string Do, Text Sentence);

/// <summary>Who set a value; an empty unit is the topmost layer.</summary>
public sealed record OriginView(string Key, string Unit, string Document, Text Name, string Article);

/// <summary>
/// What is wrong, or to be looked at (severity error or warning), and the document whose doing it is: its place in that document's text, or, where only that is known, the
/// pointer to it (in a definition <c>activity.option</c>); an empty kind is an overlay or the definition.
/// </summary>
public sealed record LayerFindingView(string Unit, string Document, string Kind, string Code, string Severity, Text Sentence, string Pointer, PlaceView? Place, FixView? Fix)
{
    /// <param name="finding">The finding.</param>
    /// <param name="own">The overlay that is being written, and its text: in others nothing is put right from here.</param>
    public static LayerFindingView Of(LayerFinding finding, (string Unit, string Document, string Text)? own = null)
    {
        var (by, found) = (finding.Origin, finding.Diagnostic);
        var isOwn = own is { } o && o.Unit == by.Unit && o.Document == by.Document;
        return new LayerFindingView(
            by.Unit, by.Document, finding.Kind, found.Code.Id, found.Severity.ToString().ToLowerInvariant(), new Text(found.In(Languages.Chinese), found.In(Languages.English)), finding.Pointer,
            PlaceView.Of(found.Position), isOwn ? FixView.Of(found, own!.Value.Text) : null);
    }
}

/// <summary>Locks: the required activities, each with the document that requires it.</summary>
public sealed record EffectiveView(
    string Id, string Pin, string Unit, bool Fits, string Text, IReadOnlyList<string> Required, IReadOnlyList<OriginView> Locks, IReadOnlyList<OriginView> Origins,
    IReadOnlyList<LayerFindingView> Findings, IReadOnlyList<LayerFindingView> Warnings);

/// <summary>An overlay's text that is being written, for a unit and a procedure.</summary>
public sealed record PreviewInput(string Unit, string Procedure, string Text);

/// <summary>What is wrong with the text itself; where nothing is, what the procedure would come to with it, and its changes in words.</summary>
public sealed record PreviewView(IReadOnlyList<FindingView> Findings, EffectiveView? Effective, IReadOnlyList<ChangeView> Changes);

/// <summary>Texts that would be published by a unit, or the key of a published version of its that would be retracted.</summary>
public sealed record LayerCheckInput(string Unit, IReadOnlyList<string>? Texts = null, string Retract = "");

/// <summary>A place that the texts reach, and how many units on record go by what it comes to there. Warnings stop nothing.</summary>
public sealed record LayerRowView(string Unit, string Procedure, int Units, bool Fits, IReadOnlyList<LayerFindingView> Findings, IReadOnlyList<LayerFindingView> Warnings);

public static class LayersApi
{
    public static void MapLayers(this RouteGroupBuilder api)
    {
        api.MapGet("/layers", List).WithSummary("Published overlays, with their changes in words");
        api.MapPost("/layers/check", Check).WithMetadata(new WithoutKey()).WithSummary("Recompute every unit that publishing texts, or retracting a version, would reach, and write nothing: who fits and who breaks");
        api.MapPost("/layers/preview", Preview).WithMetadata(new WithoutKey()).WithSummary("What a procedure would come to at a unit with an overlay that is being written; writes nothing");
        api.MapGet("/definitions/{id}/effective", Effective).WithSummary("What a definition comes to at a unit, and who set each value");
    }

    private static async Task<Listing<LayerView>> List(Caller caller, DocumentShelf shelf, ActivityTypes types, string? procedure, CancellationToken cancellation)
    {
        var views = new List<LayerView>();
        foreach (var stored in DefinitionsApi.Visible(caller, await shelf.AllAsync())
            .Where(d => d is { Kind: Overlay.Kind, State: StoredDocument.Published } && (procedure is null || d.Procedure == procedure))
            .OrderBy(d => d.Layer, StringComparer.Ordinal).ThenBy(d => d.Unit, StringComparer.Ordinal).ThenBy(d => d.Key, StringComparer.Ordinal))
        {
            if (OverlayReader.Read(await shelf.TextAsync(stored, cancellation), types).Overlay is { } overlay)
            {
                views.Add(new LayerView(
                    stored.Key, overlay.Id, overlay.Unit, stored.Layer, overlay.Procedure, overlay.Article, overlay.From, overlay.Name,
                    [.. overlay.Changes.Select(c => new ChangeView(c.Verb, c.Sentence))]));
            }
        }

        return Listing.All(views);
    }

    private static async Task<Results<Ok<Listing<LayerRowView>>, ProblemHttpResult>> Check(LayerCheckInput input, Caller caller, LayerReport report, CancellationToken cancellation)
    {
        if (Duties.Publishing(caller.Principal, input.Unit) is { } notYours)
            return Problems.Of(notYours, caller.Language);
        var (rows, refused) = input.Retract.Length > 0
            ? await report.WithoutAsync(input.Unit, input.Retract, cancellation)
            : await report.OfAsync(input.Unit, [.. input.Texts ?? []], cancellation);
        return refused is not null
            ? Problems.Of(refused, caller.Language)
            : TypedResults.Ok(Listing.All(rows.Select(r => new LayerRowView(r.Unit, r.Procedure, r.Units, r.Fits, [.. r.Findings.Select(f => LayerFindingView.Of(f))], [.. r.Warnings.Select(f => LayerFindingView.Of(f))]))));
    }

    private static async Task<Results<Ok<EffectiveView>, ProblemHttpResult>> Effective(
        string id, string unit, Caller caller, DocumentShelf shelf, ActivityTypes types, SchoolDays days, StepRunner runner, DateOnly? day, CancellationToken cancellation)
    {
        if (!UnitPath.IsPath(unit))
            return Problems.Of(LayerUseCodes.NoProcedure.With(("unit", unit), ("procedure", id)), caller.Language);
        ImmutableArray<StoredDocument> all = [.. DefinitionsApi.Visible(caller, await shelf.AllAsync())];
        var on = day ?? await days.DayAsync(unit, runner.Now(), cancellation);
        return await new EffectiveDefinitions(types, shelf.TextAsync).FindHeldAsync(all, unit, id, on, cancellation) is { } effective
            ? TypedResults.Ok(View(effective, unit))
            : Problems.Of(LayerUseCodes.NoProcedure.With(("unit", unit), ("procedure", id)), caller.Language);
    }

    private static async Task<Results<Ok<PreviewView>, ProblemHttpResult>> Preview(
        PreviewInput input, Caller caller, LayerReport report, ActivityTypes types, CancellationToken cancellation)
    {
        if (Duties.Publishing(caller.Principal, input.Unit) is { } notYours)
            return Problems.Of(notYours, caller.Language);
        var read = OverlayReader.Read(input.Text, types);
        var findings = read.Diagnostics.Select(d => DefinitionAnalysis.Finding(d, input.Text)).ToList();
        if (read.Overlay is not { } overlay)
            return TypedResults.Ok(new PreviewView(findings, null, []));
        var (effective, refused) = await report.WithAsync(input.Unit, input.Procedure, input.Text, cancellation);
        if (refused is not null)
            return Problems.Of(refused, caller.Language);
        if (effective is null)
            return Problems.Of(LayerUseCodes.NoProcedure.With(("unit", input.Unit), ("procedure", input.Procedure)), caller.Language);
        return TypedResults.Ok(new PreviewView(findings, View(effective, input.Unit, (overlay.Unit.Length > 0 ? overlay.Unit : UnitPath.Code(input.Unit), overlay.Id, input.Text)), [.. overlay.Changes.Select(c => new ChangeView(c.Verb, c.Sentence))]));
    }

    private static EffectiveView View(EffectiveDefinition effective, string unit, (string Unit, string Document, string Text)? own = null)
    {
        var folded = effective.Folded;
        return new EffectiveView(
            effective.Id, effective.Pin, unit, effective.Fits, DefinitionWriter.Short(effective.Definition), [.. folded.Required.Select(r => r.Activity)],
            [.. folded.Required.Select(r => OriginOf(r.Activity, r.By))], [
                .. folded.Origins.Keys.Select(k => OriginOf(k, folded.Origins.Of(k)!)),
                .. folded.Rows.GroupBy(r => $"{r.Document} {r.Row}", StringComparer.Ordinal).Select(r => OriginOf(r.Key, r.Last().By)),
            ],
            [.. effective.Findings.Select(f => LayerFindingView.Of(f, own))], [.. effective.Warnings.Select(f => LayerFindingView.Of(f, own))]);
    }

    private static OriginView OriginOf(string key, Origin by) => new(key, by.Unit, by.Document, by.Name, by.Article);
}
