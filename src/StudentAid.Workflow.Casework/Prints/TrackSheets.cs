using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Casework.Announcements;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Prints;

/// <summary>Fills 告知书, one for each student of a unit (one blank where no unit is given), and the list of those without a receipt.</summary>
public sealed class TrackSheets(StepRunner runner, IStepStore store, Organisations.Directory directory, Receipts receipts, FactLoader facts)
{
    public async Task<ImmutableArray<PrintData>?> SheetsAsync(Scope scope, PrintRequest request, Id roundId, CancellationToken cancellation)
    {
        if (await runner.StateAsync<RoundState>(await store.LoadAsync(roundId, cancellation), cancellation) is not { } round)
            return null;
        var unit = request.Unit.Length > 0 ? request.Unit : round.School;
        if (!scope.Covers(unit) || !UnitPath.IsBelow(unit, round.School))
            return null;
        var places = await PlaceIndex.LoadAsync(directory, round.School);
        var head = PrintData.Empty.With(
            ("school", places.School?.Name.ZhCn ?? ""), ("unit", places.NameOf(unit)), ("schoolYear", round.SchoolYear), ("track", request.Track), ("day", ApplicationSheet.DayOf(request.Day)));
        if (request.Form == PrintForms.WithoutReceipt)
            return [Without(head, await receipts.WithoutAsync(scope, roundId, request.Track, unit), places)];
        head = await WithWindowAsync(head, round, request.Track, cancellation);
        if (request.Unit.Length == 0)
            return [head.With(("unit", ""))];
        return [.. (await directory.PeopleAsync(scope, unit)).Where(p => p.Status == PersonStatus.Enrolled).Select(p => Fill(head, p, places.Of(p.Place)).Marked(PrintForms.Announcement, roundId, p.Id))];
    }

    public async Task<string> NameOfAsync(string unit) => (await directory.UnitAsync(unit))?.Name.ZhCn ?? unit;

    private static PrintData Fill(PrintData head, PersonRecord person, PlaceNames place) => head.With(
        ("name", person.Name), ("department", place.Department), ("class", place.Class),
        ("grade", person.Content["grade"].AsText() ?? ""), ("major", person.Content["major"].AsText() ?? ""));

    private static PrintData Without(PrintData head, ImmutableArray<PersonRecord> people, PlaceIndex places) => head
        .With(("count", people.Length.ToString(CultureInfo.InvariantCulture)))
        .WithTable("people", people.Select((p, i) => PrintRow.Of(
            ("number", (i + 1).ToString(CultureInfo.InvariantCulture)), ("name", p.Name), ("class", places.Of(p.Place).Class))));

    private async Task<PrintData> WithWindowAsync(PrintData head, RoundState round, string track, CancellationToken cancellation)
    {
        if (round.Announcements.FirstOrDefault(a => a.Track == track) is { } told)
            head = head.With(("channels", string.Join("、", told.Channels)), ("day", ApplicationSheet.DayOf(told.Day)));
        var documents = (await facts.LoadAsync([new FactKey(RosterFacts.Calendar, round.School)], cancellation))[0].Value["documents"].Items;
        if (round.Windows.FirstOrDefault(w => w.Track == track) is not { } window || documents.IsEmpty
            || WorkingDayCalendar.Read(documents[0], [.. documents.Skip(1)]).Document is not { } calendar)
            return head;
        // The window ends before its closing instant: 24:00 of the day before is that day.
        return head.With(
            ("opens", ApplicationSheet.DayOf(calendar.DayOf(window.Opens))), ("closes", ApplicationSheet.DayOf(calendar.DayOf(window.Closes.AddMilliseconds(-1)))));
    }
}
