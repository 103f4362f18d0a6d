using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Adjustments;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Sampling;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api.After;

/// <summary>Trigger: the id of one that the rules of adjustment (kind <c>adjustment-rules</c>) let the school, or the family, propose.</summary>
public sealed record AdjustmentInput(Id Case, string Trigger, string Text);

/// <summary>The round of the adjustment's procedure in which the linked case begins, and its track.</summary>
public sealed record BeginAdjustmentInput(Id Round, string Track);

public sealed record ReasonedInput(string Text);

/// <summary>
/// A proposal to look at a decided case again; its successor is the linked case. Text says why: what was written with the proposal, or what a sample found; Dismissal
/// why it was left as it is.
/// </summary>
public sealed record AdjustmentView(Id Id, long Version, string Status, Id Case, Id Person, string Trigger, string? Source, string? Text, DateOnly ProposedOn, Id? Successor)
{
    public string? Dismissal { get; init; }
}

/// <summary>Shares in percent.</summary>
public sealed record SampleInput(Id Round, string Seed, int Share, int VisitShare);

/// <summary>Result: confirmed or deviates; method is a code.</summary>
public sealed record CheckInput(Id Case, string Result, string Method, string Finding);

/// <summary>What came of a case: Finding in words for who keeps the school's rounds, "" for others.</summary>
public sealed record SampleResultView(Id Case, string Result, string Method, string Finding, DateOnly Day);

public sealed record SampleView(Id Id, long Version, string Status, string Seed, int Share, int VisitShare, int Population, IReadOnlyList<Id> Cases, IReadOnlyList<SampleResultView> Results);

/// <summary>A sample in lists: drawn on a day, so many cases of it, so many of them looked at.</summary>
public sealed record SampleRow(Id Id, Id Round, long Version, string Status, string Seed, int Share, int VisitShare, int Population, int Cases, int Checked, DateOnly DrawnOn);

/// <summary>Decided cases that are looked at again: proposals, and the samples that lead to them.</summary>
public static class AdjustmentsApi
{
    public static void MapAdjustments(this RouteGroupBuilder api)
    {
        api.MapGet("/adjustments", List).WithSummary("Proposals to look at decided cases of a round again");
        api.MapPost("/adjustments", (AdjustmentInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new ProposeAdjustment(i.Case, i.Trigger, i.Text) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Propose to look at a decided case again");
        api.MapPost("/adjustments/{id}/begin", (Id id, BeginAdjustmentInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new BeginAdjustment(id, i.Round, i.Track) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Begin the linked case");
        api.MapPost("/adjustments/{id}/dismiss", (Id id, ReasonedInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new DismissAdjustment(id, i.Text) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Leave the decided case as it is");
        api.MapPost("/samples", (SampleInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new DrawSample(i.Round, i.Seed, i.Share, i.VisitShare) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Draw a sample of determined cases");
        api.MapGet("/samples", Samples).WithSummary("Samples of a round, the latest first");
        api.MapGet("/samples/{id}", Sample).WithSummary("A sample with its seed and results");
        api.MapPost("/samples/{id}/check", (Id id, CheckInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new RecordCheck(id, i.Case, i.Result, i.Method, i.Finding) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Record what came of one case");
    }

    private static async Task<Listing<AdjustmentView>> List(
        Id round, Caller caller, IStepStore store, IStoreReader reader, StepRunner runner, SealedTexts texts, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        var rows = await reader.StreamsAsync(caller.Principal.Scope, new StreamFilter { Group = round, Kind = AdjustmentState.Kind, Practice = true }, PageRequest.Everything);
        var views = new List<AdjustmentView>();
        foreach (var row in rows.Items)
        {
            var state = (await runner.StateAsync<AdjustmentState>(await store.LoadAsync(row.Id, cancellation), cancellation))!;
            views.Add(new AdjustmentView(
                row.Id, row.Version, row.Status, state.Case, state.Person, state.Trigger, state.Source.Length > 0 && !state.Source.Contains('/', StringComparison.Ordinal) ? state.Source : null,
                await WordsAsync(state.Text.Length > 0 ? state.Text : state.Source, texts, cancellation), state.ProposedOn, state.Successor.IsNone ? null : state.Successor)
            {
                Dismissal = await WordsAsync(state.Dismissal, texts, cancellation),
            });
        }

        return Listing.All(views);
    }

    /// <summary>Null where the address is none, or what stood there was erased.</summary>
    private static async Task<string?> WordsAsync(string address, SealedTexts texts, CancellationToken cancellation) =>
        address.Contains('/', StringComparison.Ordinal) && await texts.TextAsync(address, cancellation) is { Length: > 0 } text ? text : null;

    private static async Task<Listing<SampleRow>> Samples(Id round, Caller caller, IStepStore store, IStoreReader reader, StepRunner runner, CancellationToken cancellation)
    {
        var page = await reader.StreamsAsync(caller.Principal.Scope, new StreamFilter { Group = round, Kind = SampleState.Kind, Practice = true }, PageRequest.Everything);
        var rows = new List<SampleRow>();
        foreach (var row in page.Items)
        {
            if (await runner.StateAsync<SampleState>(await store.LoadAsync(row.Id, cancellation), cancellation) is { } state)
            {
                rows.Add(new SampleRow(
                    row.Id, round, row.Version, row.Status, state.Seed, state.Share, state.VisitShare, state.Population, state.Cases.Length, state.Results.Length, state.DrawnOn));
            }
        }

        return Listing.All(rows.OrderByDescending(r => r.DrawnOn).ThenBy(r => r.Id).ToList());
    }

    private static async Task<Results<Ok<SampleView>, ProblemHttpResult>> Sample(
        Id id, Caller caller, IStepStore store, StepRunner runner, SealedTexts texts, CancellationToken cancellation)
    {
        if (await runner.StateAsync<SampleState>(await store.LoadAsync(id, cancellation), cancellation) is not { } state || !caller.Principal.Scope.Covers(state.School))
            return Problems.Of(StepCodes.NotFound, caller.Language);
        var reads = Duties.Rounds(caller.Principal, state.School) is null;
        var results = new List<SampleResultView>();
        foreach (var result in state.Results)
            results.Add(new SampleResultView(result.Case, result.Result, result.Method, reads ? await texts.TextAsync(result.Finding, cancellation) : "", result.Day));
        return TypedResults.Ok(new SampleView(id, state.Version, state.Status, state.Seed, state.Share, state.VisitShare, state.Population, state.Cases, results));
    }
}
