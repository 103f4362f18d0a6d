using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Layers;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Texts of documents and definitions, published at once by the unit whose stream keeps them.</summary>
public sealed record PublishInput(string Unit, IReadOnlyList<string> Texts, string Reason = "");

public sealed record DraftInput(string Unit, string Text);

/// <summary>Key: procedure (a hyphen for every one), kind, id, version.</summary>
public sealed record DocumentInput(string Unit, string Key, string Reason = "");

/// <summary>Proposals that are approved together, each as it was seen: key and pin.</summary>
public sealed record ApproveInput(string Unit, IReadOnlyList<SeenProposal> Documents);

/// <summary>One version of a document or definition. State: draft, proposed, published, retracted. By: who proposed or published it; approvedBy: the second person; retractBy: who proposed to retract a published version, which holds until a second person approves that.</summary>
public sealed record DocumentVersion(string Key, string Kind, string Id, string Procedure, string Unit, string Layer, DateOnly From, int Version, string State, string Pin, Value Name, string Reason, Id? By, Id? ApprovedBy)
{
    public Id? RetractBy { get; init; }

    public string? RetractReason { get; init; }

    public static DocumentVersion Of(StoredDocument d) => new(d.Key, d.Kind, d.Id, d.Procedure, d.Unit, d.Layer, d.From, d.Version, d.State, d.Pin, d.Name, d.Reason, d.By.IsNone ? null : d.By, d.ApprovedBy.IsNone ? null : d.ApprovedBy)
    {
        RetractBy = d.RetractBy.IsNone ? null : d.RetractBy, RetractReason = d.RetractBy.IsNone ? null : d.RetractReason,
    };
}

public sealed record DocumentTextView(DocumentVersion Version, string Text);

/// <summary>A document's text that is being written for a unit.</summary>
public sealed record PackAnalyseInput(string Unit, string Text);

public sealed record PackAnalysisView(IReadOnlyList<FindingView> Findings);

public static class DefinitionsApi
{
    public static void MapDefinitions(this RouteGroupBuilder api)
    {
        api.MapPost("/definitions/analyse", Analyse).WithMetadata(new WithoutKey()).WithSummary("Activities, edges and findings of a text, with offsets");
        api.MapPost("/packs/analyse", AnalysePack).WithMetadata(new WithoutKey()).WithSummary("Findings of a document's text with their places: its own, and what does not go together with the unit's other documents");
        foreach (var (noun, isDefinition) in ((string, bool)[])[("definitions", true), ("packs", false)])
        {
            api.MapGet("/" + noun, (Caller caller, DocumentShelf shelf, string? id, string? kind) => List(caller, shelf, isDefinition, id, kind)).WithSummary($"Versions of {noun}");
            api.MapGet("/" + noun + "/text", One).WithSummary("One version's text, byte for byte as its author wrote it");
            api.MapPost("/" + noun, (PublishInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
                new PublishDocuments(i.Unit, [.. i.Texts]) { Reason = i.Reason.Trim(), Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Publish texts, or propose them where a second person has to approve");
            api.MapPost("/" + noun + "/draft", (DraftInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
                new DraftDocument(i.Unit, i.Text) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Keep a draft");
            api.MapPost("/" + noun + "/publish", (DocumentInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
                new PublishDocument(i.Unit, i.Key) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Publish or propose a draft");
            api.MapPost("/" + noun + "/approve", (ApproveInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
                new ApproveDocuments(i.Unit, [.. i.Documents]) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Approve what somebody else proposed, which publishes it, or retracts it");
            api.MapPost("/" + noun + "/decline", (DocumentInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
                new DeclineDocument(i.Unit, i.Key, i.Reason.Trim()) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Make a proposal a draft again, or turn a proposed retraction down");
            api.MapPost("/" + noun + "/retract", (DocumentInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
                new RetractDocument(i.Unit, i.Key, i.Reason) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Take a version out of use for new rounds, or propose that where a second person has to approve");
        }
    }

    private static async Task<AnalysisView> Analyse(AnalyseInput input, Caller caller, DocumentShelf shelf, ActivityTypes types, CancellationToken cancellation)
    {
        var others = new List<Definition>();
        if (input.Unit is { } unit)
        {
            foreach (var stored in Visible(caller, await shelf.AllAsync()).Where(d => d.Kind == StoredDocument.Definition && d.State == StoredDocument.Published && d.PlaceFor(unit) is not null))
            {
                if (DefinitionReader.Read(await shelf.TextAsync(stored, cancellation), types).Definition is { } definition)
                    others.Add(definition);
            }
        }

        return DefinitionAnalysis.Of(input.Text, types, others, input.ForPublish);
    }

    /// <summary>Its own errors; where it has none, what is found in it beside all that hold at the unit.</summary>
    private static async Task<Results<Ok<PackAnalysisView>, ProblemHttpResult>> AnalysePack(
        PackAnalyseInput input, Caller caller, LayerReport report, ActivityTypes types, CancellationToken cancellation)
    {
        if (Duties.Publishing(caller.Principal, input.Unit) is { } notYours)
            return Problems.Of(notYours, caller.Language);
        var tree = SourceTree.Parse(input.Text).Tree;
        var own = DocumentKinds.Find(tree.Root?["kind"]?.Text ?? "") is { } kind ? kind.Check(input.Text, types) : PackReader.Read(input.Text).Diagnostics;
        var findings = own.Select(d => DefinitionAnalysis.Finding(d, input.Text)).ToList();
        if (own.Any(d => d.Severity == Severity.Error))
            return TypedResults.Ok(new PackAnalysisView(findings));
        var (rows, refused) = await report.OfAsync(input.Unit, [input.Text], cancellation);
        if (refused is not null)
            return Problems.Of(refused, caller.Language);
        var (id, unit) = (tree.Root?["id"]?.Text, tree.Root?["unit"]?.Text is { Length: > 0 } named ? named : UnitPath.Code(input.Unit));
        var held = rows.SelectMany(r => r.Findings.Concat(r.Warnings)).Where(f => f.Origin.Document == id && f.Origin.Unit == unit)
            .Select(f => f.Diagnostic with { Position = f.Diagnostic.Position ?? tree.PlaceOf(f.Pointer) }).Select(d => DefinitionAnalysis.Finding(d, input.Text));
        return TypedResults.Ok(new PackAnalysisView([.. findings.Concat(held).DistinctBy(f => (f.Sentence.ZhCn, f.Place?.Offset))]));
    }

    private static async Task<Listing<DocumentVersion>> List(Caller caller, DocumentShelf shelf, bool definitions, string? id, string? kind) => Listing.All(
        Visible(caller, await shelf.AllAsync())
            .Where(d => d.Kind == StoredDocument.Definition == definitions && (id is null || d.Id == id) && (kind is null || d.Kind == kind))
            .OrderBy(d => d.Kind, StringComparer.Ordinal).ThenBy(d => d.Id, StringComparer.Ordinal).ThenBy(d => d.Version).Select(DocumentVersion.Of));

    private static async Task<Results<Ok<DocumentTextView>, ProblemHttpResult>> One(Caller caller, DocumentShelf shelf, string layer, string key, CancellationToken cancellation) =>
        Visible(caller, await shelf.AllAsync()).FirstOrDefault(d => d.Layer == layer && d.Key == key) is { } found
            ? TypedResults.Ok(new DocumentTextView(DocumentVersion.Of(found), await shelf.TextAsync(found, cancellation)))
            : Problems.Of(StepCodes.NotFound, caller.Language);

    /// <summary>Rules are public to all whom they bind: those of one's own units, below and above them.</summary>
    internal static IEnumerable<StoredDocument> Visible(Caller caller, IEnumerable<StoredDocument> all) =>
        all.Where(d => caller.MayKnow(d.Layer) || caller.Principal.Grants.Any(g => g.Unit.StartsWith(d.Layer, StringComparison.Ordinal)));
}
