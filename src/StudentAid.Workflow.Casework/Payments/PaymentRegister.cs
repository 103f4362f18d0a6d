using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Imports;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Payments;

/// <summary>A round's payments: its list, its files, and what comes of holding one against the other.</summary>
public sealed record RoundPayments(RoundState Round, ImmutableArray<PaymentFileState> Files, PaymentReconciliation Reconciliation);

/// <summary>Reads the grants of a round of aid and what was paid of them.</summary>
public sealed class PaymentRegister(DecidedLists lists, StepRunner runner, IStepStore store, IStoreReader reader, PinCache pins, AidStanding standings, ImportReading imports)
{
    /// <summary>Null where there is no such round of aid in scope.</summary>
    public async Task<RoundPayments?> LoadAsync(Scope scope, Id round, CancellationToken cancellation) =>
        await lists.LoadAsync(scope, round, null, cancellation) is { } list ? await OfAsync(list, cancellation) : null;

    /// <summary>Null where the list is not one of aid.</summary>
    public async Task<RoundPayments?> OfAsync(DecidedList list, CancellationToken cancellation)
    {
        if (AidRules.Kind.FindOnly(pins, list.State.Pin, null) is not { } aid)
            return null;
        var files = await FilesAsync(list.Round, list.State.Practice, cancellation);
        var granted = new List<Granted>();
        foreach (var row in list.Determined.Where(r => r.Stream.Status == "finished" && r.History.Level == aid.Granted))
            granted.Add(await GrantedAsync(list.State, row));
        return new RoundPayments(list.State, files, PaymentReconciliation.Of(granted, await PaymentsAsync(list.Round, files)));
    }

    /// <summary>What a round's files that hold say, in their order.</summary>
    public async Task<ImmutableArray<Payment>> PaymentsAsync(Id round, ImmutableArray<PaymentFileState> files)
    {
        var rows = ImmutableArray.CreateBuilder<Payment>();
        foreach (var file in files.Where(f => f.WithdrawnOn is null))
        {
            var documents = await reader.DocumentsAsync(Scope.All, new DocumentFilter(PaymentFileState.Document) { Stream = PaymentFileState.IdOf(round, file.Batch) });
            rows.AddRange(documents.Select(Read).OrderBy(p => p.Row));
        }

        return rows.ToImmutable();
    }

    public async Task<ImmutableArray<PaymentFileState>> FilesAsync(Id round, bool practice, CancellationToken cancellation)
    {
        var files = ImmutableArray.CreateBuilder<PaymentFileState>();
        foreach (var row in (await reader.StreamsAsync(Scope.All, new StreamFilter { Group = round, Kind = PaymentFileState.Kind, Practice = practice }, PageRequest.Everything)).Items)
            files.Add((await runner.StateAsync<PaymentFileState>(await store.LoadAsync(row.Id, cancellation), cancellation))!);
        return [.. files.OrderBy(f => f.PaidOn).ThenBy(f => f.Batch, StringComparer.Ordinal)];
    }

    /// <summary>The table by the profile that holds at the school; the refusal where it cannot be read at all.</summary>
    public async Task<(PaymentTable? Table, Rejection? Refused)> ReadAsync(ReadOnlyMemory<byte> bytes, string school, DateOnly paidOn, CancellationToken cancellation)
    {
        var (sheet, profile, refused) = await imports.SheetAsync(bytes, school, PaymentTable.Profile, cancellation);
        return sheet is null ? (null, refused) : (PaymentTable.Read(sheet, profile!, paidOn), null);
    }

    private async Task<Granted> GrantedAsync(RoundState round, DecidedRow row) => new(
        row.Case, row.Stream.Subject, row.Name, row.Stream.OrgPath, row.History.Number, (long?)row.History.Aid["amount"].AsNumber(), row.Person?.Facts["bankCard"].AsText() ?? "",
        await standings.StoppedOnAsync(round.School, row.Stream.Subject, round.TermStart));

    private static Payment Read(DocumentRow row)
    {
        var (content, secret) = (row.Content, row.Content["sealed"]);
        return new Payment(
            content["batch"].AsText() ?? "", (int)(content["row"].AsNumber() ?? 0), Id.TryParse(content["person"].AsText()) ?? default, secret["name"].AsText() ?? "",
            secret["bankCard"].AsText() ?? "", (long)(content["amount"].AsNumber() ?? 0), content["result"].AsText() ?? "", secret["reason"].AsText() ?? "",
            content["day"].AsDay() ?? default);
    }
}
