using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Prints;

/// <summary>成员名单 (第十一条、第十二条): a body's members and substitutes as they are shown in their scope, by name and category and with nothing else of a person.</summary>
public sealed class MemberSheets(StepRunner runner, IStepStore store, IStoreReader reader, Organisations.Directory directory, PinCache pins)
{
    /// <summary>A sheet for each body that has members at the unit (the school where none is given), or for the one that is named. Null where the reader may not see the unit.</summary>
    public async Task<ImmutableArray<PrintData>?> SheetsAsync(Scope scope, PrintRequest request, Id roundId, CancellationToken cancellation)
    {
        if (await runner.StateAsync<RoundState>(await store.LoadAsync(roundId, cancellation), cancellation) is not { } round)
            return null;
        var unit = request.Unit.Length > 0 ? request.Unit : round.School;
        if (!scope.Covers(unit) || !UnitPath.IsBelow(unit, round.School))
            return null;
        await pins.EnsureAsync(round.Pin, cancellation);
        var places = await PlaceIndex.LoadAsync(directory, round.School);
        var sheets = ImmutableArray.CreateBuilder<PrintData>();
        foreach (var id in await BodiesAsync(unit, request.Body))
        {
            if (await directory.CommitteeAsync(id, unit) is { } committee && Body.Kind.Find(pins, round.Pin, id) is { } body)
                sheets.Add(Sheet(committee, body, pins.Document(round.Pin, Body.Kind.Name, id) is { } document ? Text.From(document["name"])?.ZhCn ?? id : id, round, places, request.Day));
        }

        return sheets.ToImmutable();
    }

    private async Task<IEnumerable<string>> BodiesAsync(string unit, string body) => body.Length > 0 ? [body]
        : (await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.Committee) { Below = unit })).Select(d => d.Key.Split('|'))
            .Where(k => k.Length == 2 && k[1] == unit).Select(k => k[0]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static PrintData Sheet(CommitteeRecord committee, Body body, string name, RoundState round, PlaceIndex places, DateOnly day) => PrintData.Empty
        .With(
            ("school", places.School?.Name.ZhCn ?? ""), ("unit", places.NameOf(committee.Unit)), ("schoolYear", round.SchoolYear), ("body", name), ("term", committee.Term.ToString()),
            ("published", committee.PublishedOn is { } shown ? ApplicationSheet.DayOf(shown) : ""), ("count", committee.Members.Length.ToString(CultureInfo.InvariantCulture)),
            ("day", ApplicationSheet.DayOf(day)), ("substituted", committee.Substitutes.IsEmpty ? "" : "yes"))
        .WithTable("members", Rows(committee.Members, body)).WithTable("substitutes", Rows(committee.Substitutes, body));

    private static IEnumerable<PrintRow> Rows(ImmutableArray<CommitteeMember> members, Body body) => members.Select((m, i) => PrintRow.Of(
        ("number", (i + 1).ToString(CultureInfo.InvariantCulture)), ("name", m.Name), ("category", body.Categories.FirstOrDefault(c => c.Id == m.Category)?.Name.ZhCn ?? m.Category),
        ("duty", m.Chair ? "组长" : body.HasVote(m.Category) ? "成员" : "列席监督，不参加表决")));
}
