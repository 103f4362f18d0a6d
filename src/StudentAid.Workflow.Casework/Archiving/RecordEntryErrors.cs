using System.Collections.Immutable;
using System.Globalization;
using MediatR;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Archiving;

/// <summary>
/// Takes the error file that the other system gave back for a batch: which rows it refused and why. Sent again for the same batch it replaces what was taken before. Nothing about
/// the batch is confirmed by it.
/// </summary>
/// <param name="Round">Of the batch.</param>
/// <param name="Batch">Its id.</param>
/// <param name="Paper">The hash of the file's bytes.</param>
/// <param name="Rows">What it refused.</param>
public sealed record RecordEntryErrors(Id Round, string Batch, string Paper, ImmutableArray<RefusedRow> Rows) : Command
{
    public override Id Target => Round;

    public override Value Body => Value.List(Round.ToString(), Batch, Paper, Value.List(Rows.Select(r => (Value)RecordCodec.Write(r))));
}

/// <summary>
/// A row of the work list that an error file leaves. <see cref="Case"/> is None where no row of the batch has its key. <see cref="Settled"/> once the case stands in a batch of the same
/// profile that was confirmed and did not refuse it: the batch itself, or one confirmed on or after its day.
/// </summary>
public sealed record EntryErrorRow(string Batch, int Row, Id Case, Id Person, string Key, string Reason, bool Settled);

public sealed class RecordEntryErrorsHandler(StepRunner runner, IStepStore store) : IRequestHandler<RecordEntryErrors, Answer>
{
    /// <summary>Documents of this kind beside the round, by batch and row: <c>{ batch, row, case, person, sealed: { key, reason } }</c>.</summary>
    public const string Document = "entry-error";

    public async Task<Answer> Handle(RecordEntryErrors request, CancellationToken cancellationToken)
    {
        var people = new Dictionary<Id, Id>();
        foreach (var one in request.Rows.Where(r => !r.Case.IsNone).Select(r => r.Case).Distinct())
            people[one] = (await store.LoadAsync(one, cancellationToken))?.Subject ?? default;
        return await runner.RunAsync<RoundState>(request, request.Round, (state, _, act, facts) =>
        {
            if (state is null)
                return StepCodes.NotFound;
            if ((Duties.Rounds(request.Principal, state.School) ?? ExportCodes.OfPractice(state)) is { } refused)
                return refused;
            var key = BatchFactSource.FactOf(request.Round, request.Batch);
            if (facts.Find(key) is not { } told)
                return new StreamDecision.Needs([key]);
            if (told.Value.IsNull)
                return ExportCodes.UnknownBatch.With(("batch", request.Batch));
            var steps = new RoundSteps(state, act);
            var keys = request.Rows.Select(r => KeyOf(request.Batch, r.Row)).ToHashSet(StringComparer.Ordinal);
            foreach (var gone in told.Value["refused"].Items.Select(e => e.AsText()!).Where(e => !keys.Contains(e)))
                steps.Parts.Row(new DocumentPut(Document, gone, null));
            foreach (var row in request.Rows)
                steps.Parts.Row(new DocumentPut(Document, KeyOf(request.Batch, row.Row), ContentOf(request.Batch, row, people.GetValueOrDefault(row.Case))));
            return steps.Of(new RoundEvent.EntryRefused(request.Batch, request.Paper, request.Rows.Length, request.Rows.Count(r => r.Case.IsNone)));
        }, cancellationToken);
    }

    /// <summary>The work list of a round's profile, of one batch or of all ("").</summary>
    public static async Task<ImmutableArray<EntryErrorRow>> RowsAsync(IStoreReader reader, Id round, string profile, string batch)
    {
        var batches = (await ExportBatch.AllAsync(reader, round)).Where(b => b.Profile == profile).ToList();
        var known = batches.ToDictionary(b => b.Batch, StringComparer.Ordinal);
        bool IsSettled(string of, Id one) => known.TryGetValue(of, out var refusing) && batches.Exists(b => b.Settles(refusing, one));
        var rows = (await reader.DocumentsAsync(Scope.All, new DocumentFilter(Document) { Stream = round })).Select(d => RowOf(d.Content, IsSettled));
        return [.. rows.Where(r => known.ContainsKey(r.Batch) && (batch.Length == 0 || r.Batch == batch)).OrderBy(r => r.Settled).ThenBy(r => r.Batch, StringComparer.Ordinal).ThenBy(r => r.Row)];
    }

    private static EntryErrorRow RowOf(Value content, Func<string, Id, bool> isSettled)
    {
        var of = Id.TryParse(content["case"].AsText()) ?? default;
        return new EntryErrorRow(
            content["batch"].AsText() ?? "", (int)(content["row"].AsNumber() ?? 0), of, Id.TryParse(content["person"].AsText()) ?? default, content["sealed"]["key"].AsText() ?? "",
            content["sealed"]["reason"].AsText() ?? "", !of.IsNone && isSettled(content["batch"].AsText() ?? "", of));
    }

    private static RecordValue ContentOf(string batch, RefusedRow row, Id person) => Value.Record(
        ("batch", batch), ("row", row.Row), ("case", row.Case.IsNone ? "" : row.Case.ToString()), ("person", person.IsNone ? "" : person.ToString()),
        ("sealed", Value.Record(("key", row.Key), ("reason", row.Reason))));

    private static string KeyOf(string batch, int row) => $"{batch}/{row.ToString("D6", CultureInfo.InvariantCulture)}";
}
