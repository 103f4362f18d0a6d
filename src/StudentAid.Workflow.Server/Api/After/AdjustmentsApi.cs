using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Adjustments;
using StudentAid.Workflow.Casework.Sampling;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api.After;

/// <summary>Trigger: the id of one that the rules of adjustment (kind <c>adjustment-rules</c>) let the school, or the family, propose.</summary>
public sealed record AdjustmentInput(Id Case, string Trigger, string Text);

/// <summary>The round of the adjustment's procedure in which the linked case begins, and its track.</summary>
public sealed record BeginAdjustmentInput(Id Round, string Track);

public sealed record ReasonedInput(string Text);

/// <summary>A proposal to look at a decided case again; its successor is the linked case.</summary>
public sealed record AdjustmentView(Id Id, long Version, string Status, Id Case, Id Person, string Trigger, string? Source, DateOnly ProposedOn, Id? Successor)
{
    /// <summary>The student.</summary>
    public required string Name { get; init; }

    /// <summary>What the trigger is called by the rules that hold; its id where they know it no longer.</summary>
    public required Text TriggerName { get; init; }

    public DateOnly? DismissedOn { get; init; }

    /// <summary>What the reader may do now: "begin", where there is a round for it, "dismiss", and "read" what was written, one proposal at a time.</summary>
    public required IReadOnlyList<string> Acts { get; init; }

    /// <summary>Where it may begin now; a trigger of the semester's window waits for it.</summary>
    public IReadOnlyList<AdjustmentRound> Rounds { get; init; } = [];
}

/// <summary>What was written of one proposal: why it was made, and why the decided case was left as it is. Absent where nothing was, or it was erased.</summary>
public sealed record AdjustmentWords(Id Id, string? Text, string? Dismissal);

/// <summary>Shares in percent; one that is left out is the one that the rules of adjustment name.</summary>
public sealed record SampleInput(Id Round, string Seed, int? Share = null, int? VisitShare = null);

/// <summary>Result: confirmed or deviates; method is a code.</summary>
public sealed record CheckInput(Id Case, string Result, string Method, string Finding);

/// <summary>A case of a sample; result, method and day once it was looked at.</summary>
public sealed record SampledCaseView(Id Case, string Name, string Number, string Unit, string? Result, string? Method, DateOnly? Day);

public sealed record SampleView(
    Id Id, long Version, string Status, string Seed, int Share, int VisitShare, int Population, IReadOnlyList<Id> Cases, Id Round, DateOnly DrawnOn,
    IReadOnlyList<SampledCaseView> Rows)
{
    /// <summary>What was found at the case that was asked for, and of no other beside it; absent where nothing was, or the reader does not keep the round.</summary>
    public string? Finding { get; init; }

    /// <summary>"check", while the reader may and something is left to be looked at; "read", where he is told what was found, case by case.</summary>
    public required IReadOnlyList<string> Acts { get; init; }
}

/// <summary>A sample in lists: how many cases it has, how many were looked at, how many of these deviate.</summary>
public sealed record SampleRow(Id Id, long Version, string Status, string Seed, int Share, int VisitShare, int Population, DateOnly DrawnOn, int Cases, int Checked, int Deviating);

/// <summary>Decided cases that are looked at again: proposals, and the samples that lead to them.</summary>
public static class AdjustmentsApi
{
    public static void MapAdjustments(this RouteGroupBuilder api)
    {
        api.MapGet("/adjustments", List).WithSummary("Proposals to look at decided cases again, of a round or of a person");
        api.MapGet("/adjustments/{id}", Words).WithSummary("What was written of one proposal");
        api.MapPost("/adjustments", (AdjustmentInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new ProposeAdjustment(i.Case, i.Trigger, i.Text) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Propose to look at a decided case again");
        api.MapPost("/adjustments/{id}/begin", (Id id, BeginAdjustmentInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new BeginAdjustment(id, i.Round, i.Track) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Begin the linked case");
        api.MapPost("/adjustments/{id}/dismiss", (Id id, ReasonedInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new DismissAdjustment(id, i.Text) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Leave the decided case as it is");
        api.MapPost("/samples", (SampleInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new DrawSample(i.Round, i.Seed, i.Share, i.VisitShare) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Draw a sample of determined cases");
        api.MapGet("/samples", Samples).WithSummary("The samples that were drawn of a round's determined cases");
        api.MapGet("/samples/{id}", Sample).WithSummary("A sample with its seed and results; with a case, what was found at that one");
        api.MapPost("/samples/{id}/check", (Id id, CheckInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new RecordCheck(id, i.Case, i.Result, i.Method, i.Finding) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Record what came of one case");
    }

    private static async Task<Results<Ok<Listing<AdjustmentView>>, ProblemHttpResult>> List(
        Id? round, Id? person, Caller caller, AdjustmentReading reading, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        return round is null && person is null
            ? Problems.Of(DoorCodes.MissingParameter.With(("name", "round / person")), caller.Language)
            : TypedResults.Ok(await reading.AdjustmentsAsync(round ?? default, person ?? default, caller, cancellation));
    }

    private static async Task<Results<Ok<AdjustmentWords>, ProblemHttpResult>> Words(Id id, Caller caller, AdjustmentReading reading, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        var (words, refused) = await reading.WordsAsync(id, caller, cancellation);
        return words is null ? Problems.Of(refused!, caller.Language) : TypedResults.Ok(words);
    }

    private static Task<Listing<SampleRow>> Samples(Id round, Caller caller, AdjustmentReading reading, CancellationToken cancellation) => reading.SamplesAsync(round, caller, cancellation);

    private static async Task<Results<Ok<SampleView>, ProblemHttpResult>> Sample(Id id, Id? @case, Caller caller, AdjustmentReading reading, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        var (view, refused) = await reading.SampleAsync(id, @case ?? default, caller, cancellation);
        return view is null ? Problems.Of(refused!, caller.Language) : TypedResults.Ok(view);
    }
}
