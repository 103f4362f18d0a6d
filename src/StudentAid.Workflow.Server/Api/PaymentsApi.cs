using System.Globalization;
using System.Security.Cryptography;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Payments;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Cases;
using StudentAid.Workflow.Server.Api.Sheets;
using StudentAid.Workflow.Server.Hosting;
using StudentAid.Workflow.Server.Policy;

namespace StudentAid.Workflow.Server.Api;

/// <summary>How many rows were taken, how many were paid and failed, the 分 paid; in a dry run also what is wrong with rows.</summary>
public sealed record PaymentsAnswer(Id Id, long Version, int Rows, int Failed, long Paid, IReadOnlyList<CellView> Errors, ActFacts? Facts = null);

/// <summary>A file of payments: status recorded or withdrawn; amounts in 分.</summary>
public sealed record PaymentFileView(string Batch, DateOnly PaidOn, string Status, int Rows, int Failed, long Paid, string Paper)
{
    public static PaymentFileView Of(PaymentFileState file) => new(file.Batch, file.PaidOn, file.Status, file.Rows, file.Failed, file.Paid, file.Paper);
}

/// <summary>A line of the reconciliation; StateName is the state in the reader's language.</summary>
public sealed record PaymentLineView(Id Case, Id Person, string Name, string Place, string Number, long Owed, long Paid, DateOnly? PaidOn, string State, string StateName, string Reason)
{
    public static PaymentLineView Of(PaymentLine line, string language) => new(
        line.Case, line.Person, line.Name, line.Place, line.Number, line.Owed, line.Paid, line.PaidOn, line.State, PaymentSheet.Say(line.State).In(language), line.Reason);
}

/// <summary>A payment that the list does not bear out; KindName is the kind in the reader's language.</summary>
public sealed record PaymentFindingView(string Kind, string KindName, string Batch, int Row, Id Person, string Name, long Amount)
{
    public static PaymentFindingView Of(PaymentFinding finding, string language) =>
        new(finding.Kind, PaymentSheet.Say(finding.Kind).In(language), finding.Batch, finding.Row, finding.Person, finding.Name, finding.Amount);
}

/// <summary>
/// A round's list held against what was paid, in 分. States of a line: in-full, short, unpaid, failed, over, stopped, no-amount; kinds of findings: not-on-list,
/// name-differs, other-card, shared-card, after-stop. Agrees where every line is in full (or stopped) and there is no finding.
/// </summary>
public sealed record PaymentsView(
    Id Round, long Owed, long Paid, long Stray, bool Agrees, IReadOnlyList<PaymentFileView> Files, IReadOnlyList<PaymentLineView> Lines,
    IReadOnlyList<PaymentFindingView> Findings)
{
    public static PaymentsView Of(Id round, RoundPayments found, string language) => new(
        round, found.Reconciliation.Owed, found.Reconciliation.Paid, found.Reconciliation.Stray, found.Reconciliation.Agrees, [.. found.Files.Select(PaymentFileView.Of)],
        [.. found.Reconciliation.Lines.Select(l => PaymentLineView.Of(l, language))], [.. found.Reconciliation.Findings.Select(f => PaymentFindingView.Of(f, language))]);
}

public sealed record WithdrawPaymentsInput(string Reason);

/// <summary>发放对账: what the bank or the finance office paid of a round's aid, held against the published list (第二十一条).</summary>
public static class PaymentsApi
{
    public static void MapPayments(this RouteGroupBuilder api)
    {
        api.MapGet("/rounds/{id}/payments", View).WithSummary("The published list of an aid held against what was paid: in full, short, failed, not on the list");
        api.MapPost("/rounds/{id}/payments", Record).WithMetadata(new RequestSizeLimitAttribute(ServerSettings.MaxUpload)).Accepts<IFormFile>("application/octet-stream")
            .WithSummary("Take what the bank or the finance office paid (XLSX, XLS, CSV); whole or not at all");
        api.MapGet("/rounds/{id}/payments/file", File).Produces<Stream>(StatusCodes.Status200OK, "text/csv", TableFile.XlsxMediaType).WithSummary("The reconciliation as csv or xlsx, without numbers of people or accounts");
        api.MapPost("/rounds/{id}/payments/{batch}/withdraw", (Id id, string batch, WithdrawPaymentsInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new WithdrawPayments(id, batch, i.Reason) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("A file that was the wrong one counts no more");
    }

    private static async Task<Results<Ok<PaymentsView>, ProblemHttpResult>> View(
        Id id, Caller caller, RoundAccess rounds, PaymentRegister register, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        if ((await rounds.OfficeAsync(id, caller, cancellation)).Refused is { } refused)
            return Problems.Of(refused, caller.Language);
        return await register.LoadAsync(caller.Principal.Scope, id, cancellation) is { } found
            ? TypedResults.Ok(PaymentsView.Of(id, found, caller.Language)) : Problems.Of(PaymentCodes.NotAid, caller.Language);
    }

    private static async Task<Results<Ok<PaymentsAnswer>, ProblemHttpResult>> Record(
        Id id, string batch, DateOnly paidOn, Caller caller, HttpRequest request, RoundAccess rounds, PaymentRegister register, IMediator mediator, CancellationToken cancellation)
    {
        if (await rounds.FindAsync(id, caller, cancellation) is not { } round)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellation);
        var bytes = body.ToArray();
        var (table, refused) = await register.ReadAsync(bytes, round.School, paidOn, cancellation);
        if (table is null)
            return Problems.Of(refused!, caller.Language);
        var errors = table.Table.Errors.Select(e => RegisterReading.Cell(e, caller)).ToList();
        if (table.Wrong() is { } wrong)
            return caller.DryRun ? TypedResults.Ok(new PaymentsAnswer(id, 0, 0, 0, 0, errors)) : Problems.Of(wrong, caller.Language);
        var paper = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var answer = await mediator.Send(new RecordPayments(id, batch, paidOn, paper, table.Rows) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, cancellation);
        var paid = table.Rows.Where(r => r.Result == PaymentRow.Paid).ToList();
        return answer.Rejected is { } reason
            ? Problems.Of(reason, caller.Language)
            : TypedResults.Ok(new PaymentsAnswer(answer.Stream, answer.Version, table.Rows.Length, table.Rows.Length - paid.Count, paid.Sum(r => r.Amount), errors, answer.WouldWrite is { } step ? ActTable.Of(step) : null));
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> File(
        Id id, string? format, Caller caller, RoundAccess rounds, PaymentRegister register, Watermarks marks, ReadingRecord readings, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        var wanted = format ?? TableFile.Csv;
        if (wanted is not (TableFile.Csv or TableFile.Xlsx))
            return Problems.Of(DoorCodes.UnknownFormat.With(("format", wanted)), caller.Language);
        var (round, refused) = await rounds.OfficeAsync(id, caller, cancellation);
        if (round is null)
            return Problems.Of(refused!, caller.Language);
        if (await register.LoadAsync(caller.Principal.Scope, id, cancellation) is not { } found)
            return Problems.Of(PaymentCodes.NotAid, caller.Language);
        if (await readings.WriteAsync(caller, round.School, default, id.ToString(), RecordReading.Payments) is { } unrecorded)
            return Problems.Of(unrecorded, caller.Language);
        var (header, rows) = PaymentSheet.Of(found.Reconciliation, caller.Language);
        var bytes = wanted == TableFile.Csv ? TableWriter.Csv(header, rows)
            : TableWriter.Xlsx(PaymentSheet.Name.In(caller.Language), header, rows, mark: await marks.OfAsync(round.School, Watermarks.OfPayments, caller));
        return TypedResults.File(bytes, wanted == TableFile.Csv ? "text/csv; charset=utf-8" : TableFile.XlsxMediaType, string.Create(CultureInfo.InvariantCulture, $"payments.{wanted}"));
    }
}
