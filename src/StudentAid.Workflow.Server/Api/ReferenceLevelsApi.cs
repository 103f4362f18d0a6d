using System.Security.Cryptography;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.ReferenceLevels;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Hosting;

namespace StudentAid.Workflow.Server.Api;

/// <summary>A row that is on record while its case did not take it, with why.</summary>
public sealed record ReferenceNotEntered(int Row, Text Reason);

/// <summary>
/// How many rows the table has, how many cases waited for their level and were given it, and which did not take it. In a dry run what is wrong with the table's rows. Paper is the
/// file's hash.
/// </summary>
public sealed record ReferenceLevelsAnswer(
    Id Id, long Version, int Rows, int Entered, IReadOnlyList<ReferenceNotEntered> NotEntered, IReadOnlyList<CellView> Errors, string Paper);

/// <summary>A batch of an outside system's levels, with the hash of its file, and where it was withdrawn since when and why.</summary>
public sealed record ReferenceBatchView(string Source, string Batch, DateTimeOffset At, int Rows, string Paper, DateTimeOffset? WithdrawnAt = null, string? Reason = null);

public sealed record WithdrawReferenceInput(string Source, string Batch, string Reason);

/// <summary>What an outside system says of a student, and the batch that says it.</summary>
public sealed record ReferenceLevelView(Id Person, string Name, string Level, decimal? Score, string Source, string Batch);

/// <summary>A round's batches, and of each student what the latest one that names him says.</summary>
public sealed record ReferenceLevelsView(Id Round, IReadOnlyList<ReferenceBatchView> Batches, IReadOnlyList<ReferenceLevelView> Levels);

/// <summary>系统参考等级: what an outside system's own model says of a round's students; it stands beside what the bodies say.</summary>
public static class ReferenceLevelsApi
{
    public static void MapReferenceLevels(this RouteGroupBuilder api)
    {
        api.MapGet("/rounds/{id}/reference-levels", View).WithSummary("What an outside system says of the round's students, and its batches");
        api.MapPost("/rounds/{id}/reference-levels", Record).WithMetadata(new RequestSizeLimitAttribute(ServerSettings.MaxUpload)).Accepts<IFormFile>("application/octet-stream")
            .WithSummary("Take the levels that an outside system gives (XLSX, XLS, CSV); whole or not at all");
        api.MapPost("/rounds/{id}/reference-levels/withdraw", (Id id, WithdrawReferenceInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new WithdrawReferenceLevels(id, i.Source, i.Batch, i.Reason) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Take a wrong batch of an outside system's levels back");
    }

    private static async Task<Results<Ok<ReferenceLevelsView>, ProblemHttpResult>> View(
        Id id, Caller caller, RoundAccess rounds, ReferenceLevelRegister register, PeopleNames names, SealedTexts texts, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        if (await rounds.FindAsync(id, caller, cancellation) is not { } round)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        if (Duties.References(caller.Principal, round.School) is { } refused)
            return Problems.Of(refused, caller.Language);
        var batches = await register.BatchesAsync(id, cancellation);
        var levels = await register.OfAsync(id, cancellation);
        var known = await names.OfAsync(round.School, levels.Keys);
        var views = new List<ReferenceBatchView>();
        foreach (var b in batches)
            views.Add(new ReferenceBatchView(b.Source, b.Batch, b.At, b.Rows, b.Paper, b.WithdrawnAt, b.WithdrawnAt is null ? null : await texts.TextAsync(b.Reason, cancellation)));
        return TypedResults.Ok(new ReferenceLevelsView(
            id, views,
            [
                .. levels.Values.Select(l => new ReferenceLevelView(l.Person, known.GetValueOrDefault(l.Person, ""), l.Level, l.Score, l.Source, l.Batch))
                    .OrderBy(l => l.Name, Pinyin.Order).ThenBy(l => l.Person.ToString(), StringComparer.Ordinal),
            ]));
    }

    private static async Task<Results<Ok<ReferenceLevelsAnswer>, ProblemHttpResult>> Record(
        Id id, string source, string batch, Caller caller, HttpRequest request, RoundAccess rounds, ReferenceLevelRegister register, ReferenceLevelImport import,
        CancellationToken cancellation)
    {
        if (await rounds.FindAsync(id, caller, cancellation) is not { } round)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        if (Duties.References(caller.Principal, round.School) is { } notYours)
            return Problems.Of(notYours, caller.Language);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellation);
        var bytes = body.ToArray();
        var (table, refused) = await register.ReadAsync(bytes, round.School, cancellation);
        if (table is null)
            return Problems.Of(refused!, caller.Language);
        var paper = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (table.Wrong() is { } wrong)
        {
            return caller.DryRun
                ? TypedResults.Ok(new ReferenceLevelsAnswer(id, 0, table.Rows.Length, 0, [], [.. table.Table.Errors.Select(e => RegisterReading.Cell(e, caller))], paper))
                : Problems.Of(wrong, caller.Language);
        }

        var done = await import.RunAsync(new RecordReferenceLevels(id, source, batch, paper, table.Rows) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, cancellation);
        return done.Answer.Rejected is { } reason
            ? Problems.Of(reason, caller.Language)
            : TypedResults.Ok(new ReferenceLevelsAnswer(
                done.Answer.Stream, done.Answer.Version, table.Rows.Length, done.Entered, [.. done.NotEntered.Select(n => new ReferenceNotEntered(n.Row, new Text(n.Why.In("zh-CN"), n.Why.In("en"))))],
                [.. table.Table.Errors.Select(e => RegisterReading.Cell(e, caller))], paper));
    }
}
