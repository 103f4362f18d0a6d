using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Archiving;

/// <summary>Makes the file of a round's determined students for another system, by the nearest published profile of today.</summary>
public sealed class ExportDesk(DecidedLists lists, DocumentShelf shelf, SealedTexts texts, FactLoader facts, AidStanding standings)
{
    /// <summary>The file with its findings, or why there is none.</summary>
    public Task<(ExportFile? File, Rejection? Rejected)> PreviewAsync(Scope scope, Id round, string profile, DateOnly day, CancellationToken cancellation) =>
        FileAsync(scope, round, profile, day, IsToGoAsync, (layout, row) => layout.When is null || layout.When.Holds(row.Values) == true, cancellation);

    /// <summary>The same of a batch that left, whatever became of its cases since: by it the rows of an error file are known.</summary>
    public Task<(ExportFile? File, Rejection? Rejected)> AgainAsync(Scope scope, Id round, ExportBatch batch, DateOnly day, CancellationToken cancellation) =>
        FileAsync(scope, round, batch.Profile, day, (_, _, row) => Task.FromResult(batch.Cases.Contains(row.Case)), (_, _) => true, cancellation);

    private async Task<(ExportFile? File, Rejection? Rejected)> FileAsync(
        Scope scope, Id round, string profile, DateOnly day, Func<ExportProfile, DecidedList, DecidedRow, Task<bool>> isIn, Func<ExportProfile, ExportRow, bool> isMeant, CancellationToken cancellation)
    {
        if (await lists.LoadAsync(scope, round, null, cancellation) is not { } list)
            return (null, StepCodes.NotFound.With());
        if (ExportCodes.OfPractice(list.State) is { } practice)
            return (null, practice);
        if (await ProfileAsync(list.State, profile, day, cancellation) is not { } layout)
            return (null, ExportCodes.NoProfile.With(("id", profile)));
        var dayOf = await DaysAsync(list.State.School, cancellation);
        var rows = new List<ExportRow>();
        foreach (var row in list.Rows)
        {
            if (await isIn(layout, list, row) && await RowAsync(list, row, dayOf, cancellation) is var made && isMeant(layout, made))
                rows.Add(made);
        }

        return rows.Count == 0 ? (null, ExportCodes.NothingToExport.With()) : (ExportFile.Of(layout, rows), null);
    }

    /// <summary>Who is determined goes out; nobody is paid before the notice is over, nor after a change of enrolment has stopped the aid.</summary>
    private async Task<bool> IsToGoAsync(ExportProfile layout, DecidedList list, DecidedRow row) => row.IsDetermined && (layout.Purpose != ExportProfile.Payment || await IsToBePaidAsync(list, row));

    private async Task<bool> IsToBePaidAsync(DecidedList list, DecidedRow row) =>
        row.Stream.Status == "finished" && await standings.OfAsync(list.State.School, row.Stream.Subject, list.State.TermStart) == AidStanding.Running;

    /// <summary>The layouts by which files of a round can be made on a day, by purpose.</summary>
    public async Task<ImmutableArray<ExportProfile>> ProfilesAsync(RoundState round, DateOnly day, CancellationToken cancellation)
    {
        var profiles = ImmutableArray.CreateBuilder<ExportProfile>();
        foreach (var stored in DocumentShelf.Holding(await shelf.AllAsync(), round.School, round.Procedure, day).Where(d => d.Kind == ExportProfile.Kind.Name).DistinctBy(d => d.Id))
        {
            if (ExportProfile.Kind.Read(await shelf.ContentAsync(stored, cancellation)).Document is { } profile)
                profiles.Add(profile);
        }

        return [.. profiles.OrderBy(p => p.Purpose, StringComparer.Ordinal).ThenBy(p => p.Id, StringComparer.Ordinal)];
    }

    private async Task<ExportProfile?> ProfileAsync(RoundState round, string id, DateOnly day, CancellationToken cancellation)
    {
        var stored = DocumentShelf.Holding(await shelf.AllAsync(), round.School, round.Procedure, day).FirstOrDefault(d => d.Kind == ExportProfile.Kind.Name && d.Id == id);
        return stored is null ? null : ExportProfile.Kind.Read(await shelf.ContentAsync(stored, cancellation)).Document;
    }

    private async Task<ExportRow> RowAsync(DecidedList list, DecidedRow row, Func<DateTimeOffset, string> dayOf, CancellationToken cancellation)
    {
        var opinions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var address in row.History.Stages.Select(s => s.Opinion).Where(o => o.Length > 0))
            opinions[address] = await texts.TextAsync(address, cancellation);
        var answers = await texts.OpenAsync(row.History.Answers, cancellation);
        var categories = (await texts.OpenAsync(row.History.Categories, cancellation))["categories"];
        return ExportRow.Of(list, row, answers.IsNull ? Value.EmptyRecord : answers, categories, opinions, dayOf);
    }

    /// <summary>The day of an instant by the school's calendar; without one nothing is said.</summary>
    private async Task<Func<DateTimeOffset, string>> DaysAsync(string school, CancellationToken cancellation)
    {
        var documents = (await facts.LoadAsync([new FactKey(RosterFacts.Calendar, school)], cancellation))[0].Value["documents"].Items;
        return !documents.IsEmpty && WorkingDayCalendar.Read(documents[0], [.. documents.Skip(1)]).Document is { } calendar
            ? at => calendar.DayOf(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : _ => "";
    }
}
