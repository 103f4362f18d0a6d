using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Archiving;

/// <summary>
/// A file that left for another system: its id, profile and purpose, the content's hash, and who is in it. Kept as a document beside the round; with
/// <see cref="Confirmed"/> once somebody entered it.
/// </summary>
public sealed record ExportBatch(string Batch, string Profile, string Purpose, string Hash, DateOnly Day, ImmutableArray<Id> Cases, EnteredConfirmation? Confirmed)
{
    public const string Kind = "export-batch";

    /// <summary>Who is in the other system now: nobody before the confirmation.</summary>
    public IEnumerable<Id> Taken => Confirmed is null ? [] : Cases.Except(Confirmed.Refused);

    /// <summary>True where it took a case that the other batch's system refused: as that batch itself, or confirmed on or after its day. What was taken before settles nothing.</summary>
    public bool Settles(ExportBatch refusing, Id one) => Confirmed is { } done && (Batch == refusing.Batch || done.Day >= refusing.Day) && Taken.Contains(one);

    public static async Task<ImmutableArray<ExportBatch>> AllAsync(IStoreReader reader, Id round) =>
        [.. (await reader.DocumentsAsync(Scope.All, new DocumentFilter(Kind) { Stream = round })).Select(d => Read(d.Key, d.Content))];

    public static async Task<ExportBatch?> FindAsync(IStoreReader reader, Id round, string batch) =>
        await reader.DocumentAsync(Scope.All, round, Kind, batch) is { } found ? Read(found.Key, found.Content) : null;

    internal RecordValue ToValue()
    {
        var content = Value.Record(
            ("profile", Profile), ("purpose", Purpose), ("hash", Hash), ("day", DayText(Day)), ("cases", Value.List(Cases.Select(c => Value.Of(c.ToString())))));
        return Confirmed is { } done
            ? content.With("confirmed", Value.Record(
                ("operator", done.Operator.ToString()), ("day", DayText(done.Day)), ("receipt", done.Receipt), ("count", done.Count),
                ("refused", Value.List(done.Refused.Select(c => Value.Of(c.ToString()))))))
            : content;
    }

    internal static ExportBatch Read(string batch, Value content) => new(
        batch, content["profile"].AsText() ?? "", content["purpose"].AsText() ?? "", content["hash"].AsText() ?? "", DayOf(content["day"]), Ids(content["cases"]),
        content["confirmed"] is RecordValue done
            ? new EnteredConfirmation(Id.Parse(done["operator"].AsText()!), DayOf(done["day"]), done["receipt"].AsText() ?? "", (int)(done["count"].AsNumber() ?? 0), Ids(done["refused"]))
            : null);

    private static ImmutableArray<Id> Ids(Value list) => [.. list.Items.Select(i => Id.Parse(i.AsText()!))];

    private static DateOnly DayOf(Value day) => DateOnly.ParseExact(day.AsText()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string DayText(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>录入确认: who entered the batch, when, the receipt's hash, how many were taken, and whom the system refused.</summary>
public sealed record EnteredConfirmation(Id Operator, DateOnly Day, string Receipt, int Count, ImmutableArray<Id> Refused);

/// <summary>
/// "round|batch": <c>{ batch, refused }</c>, the batch as it is on record and the keys of the rows that its error file left; null where there is none. Only steps of the round write them, and
/// the step that rests on them guards the round's version: of two at once the later one is decided anew.
/// </summary>
public sealed class BatchFactSource(IStoreReader reader) : FactSource(Name)
{
    private const string Name = "export-batch";

    public static FactKey FactOf(Id round, string batch) => new(Name, $"{round}|{batch}");

    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var bar = key.Id.IndexOf('|', StringComparison.Ordinal);
        var (round, batch) = (Id.Parse(key.Id[..bar]), key.Id[(bar + 1)..]);
        if (await ExportBatch.FindAsync(reader, round, batch) is not { } found)
            return None(key);
        var refused = await reader.DocumentsAsync(Scope.All, new DocumentFilter(RecordEntryErrorsHandler.Document) { Stream = round, KeyPrefix = batch + "/" });
        return new Fact(key, Value.Record(("batch", found.ToValue()), ("refused", Value.List(refused.Select(r => Value.Of(r.Key))))));
    }
}
