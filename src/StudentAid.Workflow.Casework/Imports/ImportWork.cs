using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using MediatR;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Jobs;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Imports;

/// <summary>
/// An import as a job. Its items are pieces of rows (<c>rows-from-to-count</c>, of which so many are good) and, last, the file of those that were not taken
/// (<c>refused-count</c>). A provider's list is one piece, for it is one batch.
/// </summary>
public sealed class ImportWork(IMediator mediator, IStepStore store, ImportReading reading, SealedTexts texts, Cipher cipher)
{
    private const string Rows = "rows";
    private const string Refused = "refused";

    private volatile Held? held;

    /// <summary>The items of an import that was read.</summary>
    public static ImmutableArray<JobItem> ItemsOf(RegisterFile file)
    {
        var twice = RowsOf(file.Compare().Refused);
        var pieces = file.Rows.Chunk(ImportInput.Piece).Select((p, n) => Item(n * ImportInput.Piece, (n * ImportInput.Piece) + p.Length, p.Count(r => !twice.Contains(r.Row))));
        return [.. pieces, new JobItem(Invariant($"{Refused}-{WrongRows(file.Table).Count() + twice.Count}"), 0)];
    }

    public static ImmutableArray<JobItem> ItemsOf(ListFile file) =>
    [
        .. file.Import.Rows.IsEmpty ? ImmutableArray<JobItem>.Empty : [Item(0, file.Import.Rows.Length, file.Import.Rows.Length)],
        new JobItem(Invariant($"{Refused}-{WrongRows(file.Import.Table).Count()}"), 0),
    ];

    /// <summary>How many rows an item stands for.</summary>
    public static int CountOf(JobItem item) => int.Parse(item.Key[(item.Key.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture);

    internal async Task<(int Index, Rejection? Refused, Blob? File)> DoAsync(Id job, JobState state, int index, Principal owner, CancellationToken cancellation)
    {
        var input = RecordCodec.Read<ImportInput>(await texts.OpenAsync(state.Input, cancellation));
        if (await ReadAsync(job, state, input, cancellation) is not { } read)
            return (index, ImportCodes.FileGone, null);
        if (read.Refused is { } unread)
            return (index, unread, null);
        if (state.Items[index].Key.StartsWith(Refused, StringComparison.Ordinal))
            return await FinishAsync(state, index, input, read, cancellation);
        var parts = state.Items[index].Key.Split('-');
        var key = Invariant($"job:{job}:{index}:{state.Attempt}");
        var answer = await mediator.Send(CommandOf(input, read, int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture), owner, key), cancellation);
        return (index, answer.Rejected, null);
    }

    private static Command CommandOf(ImportInput input, Held read, int from, int to, Principal owner, string key)
    {
        if (read.List is { } list)
            return new LoadProviderList(input.Unit, input.Source, list.Import.Rows) { Principal = owner, Key = key };
        var twice = RowsOf(read.Comparison!.Refused);
        return new ImportPeople(input.Unit, Invariant($"{input.File}#{from}"), [.. read.Register!.Rows[from..to].Where(r => !twice.Contains(r.Row))]) { Principal = owner, Key = key };
    }

    /// <summary>The rows that were not taken, with why; a piece that was refused gives its reason to each of its rows.</summary>
    private async Task<(int Index, Rejection? Refused, Blob? File)> FinishAsync(JobState state, int index, ImportInput input, Held read, CancellationToken cancellation)
    {
        var more = new List<CellError>();
        more.AddRange(read.Comparison?.Refused.Select(r => new CellError(RowOf(r), 0, null, r)) ?? []);
        foreach (var result in state.Results.Where(r => !r.IsDone && state.Items[r.Index].Key.StartsWith(Rows, StringComparison.Ordinal)))
        {
            var parts = state.Items[result.Index].Key.Split('-');
            var reason = Code.State(result.Code, "{text}", "{text}").With(("text", Text.From(await texts.OpenAsync(result.Sentences, cancellation)) ?? new Text(result.Code)));
            var (from, to) = (int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture));
            more.AddRange(read.RowNumbers[from..to].Where(r => more.TrueForAll(e => e.Row != r)).Select(r => new CellError(r, 0, null, reason)));
        }

        var failed = FailedRows.Of(read.Sheet, read.Table.With(more), input.Encoding);
        var kept = cipher.SealContent(state.Owner, input.Unit, failed.ToBytes());
        var blob = new Blob(Convert.ToHexStringLower(SHA256.HashData(kept.Span)), "application/json", kept, state.Owner);
        return (index, failed.Count > 0 ? ImportCodes.RowsRefused.With(("count", failed.Count)) : null, blob);
    }

    /// <summary>The file as it was read when the job went on; null where it is gone.</summary>
    private async Task<Held?> ReadAsync(Id job, JobState state, ImportInput input, CancellationToken cancellation)
    {
        if (held is { } last && last.Job == job && last.Attempt == state.Attempt)
            return last;
        if (await store.BlobAsync(input.File, cancellation) is not { } blob)
            return null;
        var bytes = cipher.OpenContent(blob.Content);
        if (input.Kind == ImportInput.List)
        {
            var (list, wrong) = await reading.ListAsync(bytes, input.Unit, new ProviderListHead(input.Source, input.Category.Length > 0 ? input.Category : null), cancellation);
            return held = new Held(job, state.Attempt, null, list, null, wrong);
        }

        var (register, refused) = await reading.RegisterAsync(bytes, input.Unit, cancellation);
        return held = new Held(job, state.Attempt, register, null, register?.Compare(), refused);
    }

    private static JobItem Item(int from, int to, int good) => new(Invariant($"{Rows}-{from}-{to}-{good}"), 0);

    private static IEnumerable<int> WrongRows(TableImport table) => table.Errors.Where(e => e.Severity == Severity.Error).Select(e => e.Row).Distinct();

    private static HashSet<int> RowsOf(ImmutableArray<Rejection> refused) => [.. refused.Select(RowOf)];

    private static int RowOf(Rejection refused) => int.Parse(refused.Arguments["row"], CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private sealed record Held(Id Job, int Attempt, RegisterFile? Register, ListFile? List, RegisterComparison? Comparison, Rejection? Refused)
    {
        public TableSheet Sheet => Register?.Sheet ?? List!.Sheet;

        public TableImport Table => Register?.Table ?? List!.Import.Table;

        public ImmutableArray<int> RowNumbers => Register is { } register ? [.. register.Rows.Select(r => r.Row)] : [.. List!.Import.Rows.Select(r => r.Row)];
    }
}
