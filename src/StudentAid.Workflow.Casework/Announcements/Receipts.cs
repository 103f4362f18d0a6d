using System.Collections.Immutable;
using System.Globalization;
using MediatR;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Announcements;

/// <summary>A 回执: the person, the day, by what channel, and the hash of the scan where there is one.</summary>
public sealed record Receipt(Id Person, DateOnly Day, string Channel, string Evidence = "")
{
    /// <summary>The kind of document; its key is <c>track|person</c>, its stream the round's.</summary>
    public const string Kind = "receipt";

    internal static string KeyOf(string track, Id person) => $"{track}|{person}";
}

/// <summary>Keeps that students of a track, or their guardians, gave the announcement's receipt back (第十六条(一)、第十七条(一)).</summary>
public sealed record RecordReceipts(Id Round, string Track, ImmutableArray<Receipt> Receipts) : Command
{
    public override Id Target => Round;

    public override Value Body => Value.List(Round.ToString(), Track, Value.List(Receipts.Select(r => (Value)RecordCodec.Write(r))));
}

public static class ReceiptCodes
{
    public static readonly Code NotTold = Code.State("track-not-told", "“{track}”应先有提前告知的记录，才有回执。", "Expected the track '{track}' to be announced before receipts come back, but it is not.", "实施办法 第十六条(一)、第十七条(一)");
    public static readonly Code BadReceipt = Code.Input("receipt-incomplete", "回执应写明学生、日期，方式为代码，扫描件为附件编号，但第 {row} 条不完整。", "Expected a receipt with person, day, coded channel and the scan's hash, but number {row} is incomplete.");
}

public sealed class RecordReceiptsHandler(StepRunner runner, IStoreReader reader) : IRequestHandler<RecordReceipts, Answer>
{
    public async Task<Answer> Handle(RecordReceipts request, CancellationToken cancellationToken)
    {
        var places = new Dictionary<Id, string>();
        foreach (var person in request.Receipts.Select(r => r.Person).Distinct())
        {
            if ((await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.Person) { Key = person.ToString() })).FirstOrDefault() is { } found)
                places[person] = found.OrgPath;
        }

        return await runner.RunAsync<RoundState>(request, request.Round, (state, _, act, _) => Decide(request, places, state, act), cancellationToken);
    }

    private static StreamDecision Decide(RecordReceipts request, Dictionary<Id, string> places, RoundState? state, Act act)
    {
        if (state is null)
            return StepCodes.NotFound;
        if (state.Announcements.All(a => a.Track != request.Track))
            return ReceiptCodes.NotTold.With(("track", request.Track));
        if (request.Receipts.IsDefaultOrEmpty)
            return ReceiptCodes.BadReceipt.With(("row", 1));
        for (var i = 0; i < request.Receipts.Length; i++)
        {
            var receipt = request.Receipts[i];
            if (!places.TryGetValue(receipt.Person, out var place) || !UnitPath.IsBelow(place, state.School))
                return OrganisationCodes.UnknownPerson;
            if (!request.Principal.Grants.Any(g => UnitPath.IsBelow(place, g.Unit)))
                return Duties.Rounds(request.Principal, place) ?? StepCodes.NotFound.With();
            if (receipt.Day == default || !PlainText.IsCode(receipt.Channel) || (receipt.Evidence.Length > 0 && !PlainText.IsHash(receipt.Evidence)))
                return ReceiptCodes.BadReceipt.With(("row", i + 1));
        }

        var steps = new RoundSteps(state, act);
        foreach (var receipt in request.Receipts)
            steps.Parts.Row(new DocumentPut(Receipt.Kind, Receipt.KeyOf(request.Track, receipt.Person), Content(receipt), places[receipt.Person]));
        return steps.Of(new RoundEvent.ReceiptsRecorded(request.Track, request.Receipts.Length));
    }

    private static RecordValue Content(Receipt receipt)
    {
        var content = Value.Record(("day", receipt.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("channel", receipt.Channel));
        return receipt.Evidence.Length > 0 ? content.With("evidence", receipt.Evidence) : content;
    }
}

/// <summary>Who gave a receipt back and who did not.</summary>
public sealed class Receipts(IStoreReader reader, Organisations.Directory directory)
{
    /// <summary>Receipts of a track below a unit, by person.</summary>
    public async Task<ImmutableDictionary<Id, Receipt>> OfAsync(Scope scope, Id round, string track, string unit) =>
        (await reader.DocumentsAsync(scope, new DocumentFilter(Receipt.Kind) { Stream = round, Below = unit }))
            .Where(d => d.Key.StartsWith(track + "|", StringComparison.Ordinal))
            .Select(d => new Receipt(
                Id.Parse(d.Key[(track.Length + 1)..]), DateOnly.ParseExact(d.Content["day"].AsText()!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                d.Content["channel"].AsText() ?? "", d.Content["evidence"].AsText() ?? ""))
            .ToImmutableDictionary(r => r.Person);

    /// <summary>Students enrolled at the unit without a receipt, by pinyin.</summary>
    public async Task<ImmutableArray<PersonRecord>> WithoutAsync(Scope scope, Id round, string track, string unit)
    {
        var given = await OfAsync(scope, round, track, unit);
        return [.. (await directory.PeopleAsync(scope, unit)).Where(p => p.Status == PersonStatus.Enrolled && !given.ContainsKey(p.Id))];
    }
}
