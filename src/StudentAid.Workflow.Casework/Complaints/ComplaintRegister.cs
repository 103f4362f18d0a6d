using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Complaints;

/// <summary>A complaint in lists, without its words; with what the school is called.</summary>
public sealed record ComplaintRow(
    Id Id, long Version, string Status, string School, string Channel, bool Anonymous, DateOnly FiledOn, DateOnly? AcceptedOn, DateOnly? Due, DateOnly? AnsweredOn, bool Overdue, Text SchoolName);

/// <summary>What was done about a complaint, and on which day it was noted.</summary>
public sealed record NotedStep(DateOnly Day, string Text);

/// <summary>A complaint with its words: for who handles it.</summary>
public sealed record ComplaintSheet(ComplaintRow Row, string Text, string Contact, ImmutableArray<NotedStep> Notes, string Answer);

/// <summary>The complaints of the schools whose complaints the reader may handle.</summary>
public sealed class ComplaintRegister(IStoreReader reader, IStepStore store, StepRunner runner, SchoolDays days, SealedTexts texts, Organisations.Directory directory)
{
    /// <summary>So many pages are looked through before one without a complaint is answered.</summary>
    private const int MostPages = 20;

    /// <summary>
    /// A page of them, of a status or of all, by status and then as they were filed; with <paramref name="overdue"/> those whose promised day has passed. What does not belong to it is
    /// left out of a page after it was read, so that it may hold fewer rows than was asked for.
    /// </summary>
    public async Task<Page<ComplaintRow>> PageAsync(Principal principal, string? status, bool overdue, PageRequest request, CancellationToken cancellation)
    {
        var filter = new StreamFilter { Kind = ComplaintState.Kind, Status = overdue ? null : status, Practice = true };
        for (var looked = 1; ; looked++)
        {
            var page = await reader.StreamsAsync(principal.Scope, filter, request);
            var rows = await RowsAsync(page.Items.Where(s => ComplaintHandler.MayHandle(principal, s.OrgPath) && (!overdue || s.Status != ComplaintState.Answered)), cancellation);
            rows.RemoveAll(r => overdue && !r.Overdue);
            if (rows.Count > 0 || page.Next is null || looked == MostPages)
                return new Page<ComplaintRow>([.. rows], page.Previous, page.Next, page.AtLeast);
            request = request with { Cursor = page.Next };
        }
    }

    /// <summary>Null where the reader may not know it.</summary>
    public async Task<ComplaintSheet?> FindAsync(Principal principal, Id id, CancellationToken cancellation)
    {
        if (await StateAsync(id, cancellation) is not { } state || !principal.Scope.Covers(state.School) || !ComplaintHandler.MayHandle(principal, state.School))
            return null;
        var said = await texts.OpenAsync(state.Content, cancellation);
        var notes = ImmutableArray.CreateBuilder<NotedStep>();
        foreach (var note in state.Notes)
            notes.Add(new NotedStep(note.Day, await texts.TextAsync(note.Text, cancellation)));
        return new ComplaintSheet(
            await RowAsync(id, state, cancellation), said["text"].AsText() ?? "", said["contact"].AsText() ?? "", notes.ToImmutable(), await texts.TextAsync(state.Answer, cancellation));
    }

    /// <summary>What whoever knows the number is told: where it stands, the days and the answer; nothing of what was said.</summary>
    public async Task<(ComplaintRow Row, string Answer)?> ByNumberAsync(Id id, CancellationToken cancellation) =>
        await StateAsync(id, cancellation) is { } state ? (await RowAsync(id, state, cancellation), await texts.TextAsync(state.Answer, cancellation)) : null;

    private async Task<List<ComplaintRow>> RowsAsync(IEnumerable<StreamRow> streams, CancellationToken cancellation)
    {
        var rows = new List<ComplaintRow>();
        foreach (var stored in streams)
        {
            if (await StateAsync(stored.Id, cancellation) is { } state)
                rows.Add(await RowAsync(stored.Id, state, cancellation));
        }

        return rows;
    }

    private async Task<ComplaintState?> StateAsync(Id id, CancellationToken cancellation) =>
        await runner.StateAsync<ComplaintState>(await store.LoadAsync(id, cancellation), cancellation);

    private async Task<ComplaintRow> RowAsync(Id id, ComplaintState state, CancellationToken cancellation) => new(
        id, state.Version, state.Status, state.School, state.Channel, state.Anonymous, state.FiledOn, state.AcceptedOn, state.Due, state.AnsweredOn,
        state.IsOverdue(await days.DayAsync(state.School, runner.Now(), cancellation)), (await directory.UnitAsync(state.School))?.Name ?? state.School);
}
