using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Applications.Forms;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api.Files;

/// <summary>
/// A file of a case. <see cref="From"/> says in words where the case names it (application, earlier year, commitment, record of verification), absent where it does not;
/// <see cref="Type"/> is absent where nothing of this hash is kept of the person, as with a scan of the school.
/// </summary>
public sealed record CaseFileView(string Hash, string? Type, long? Size, DateTimeOffset? At, string Category, DateOnly? ValidUntil, bool Valid, string? From)
{
    /// <summary>What the family or whoever entered its paper calls it: the form's name of a kind of paper, or words of their own.</summary>
    public Text? Named { get; init; }

    /// <summary>The day of issue, where it was said.</summary>
    public DateOnly? Issued { get; init; }

    /// <summary>Whose stamps it bears, as whoever handed it in says.</summary>
    public IReadOnlyList<Text> Stamps { get; init; } = [];
}

/// <summary>The files of a case, for those to whom its family's facts may be shown.</summary>
public static class CaseFilesReading
{
    internal static async Task<Results<Ok<Listing<CaseFileView>>, ProblemHttpResult>> ListAsync(
        Id id, Caller caller, CaseReading cases, PinCache pins, IStepStore store, IStoreReader reader, SealedTexts texts, Cipher cipher, SchoolDays days, StepRunner runner, HttpResponse response,
        CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        if (await cases.FindAsync(id, caller, cancellation) is not { } found)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        if (!RevealFactsHandler.MaySee(caller.Principal, found.Stored, found.State, pins))
            return Problems.Of(AccessCodes.NotForYou, caller.Language);
        var (person, place) = (found.Stored.Subject, found.Stored.OrgPath);
        var today = await days.DayAsync(place, runner.Now(), cancellation);
        var history = await CaseHistory.LoadAsync(store, id, cancellation);
        var named = (history is null ? [] : await history.EvidenceAsync(texts, cancellation)).ToLookup(e => e.Hash, StringComparer.Ordinal);
        // By the person and not by the place: he may have changed class since.
        var kept = (await FilesApi.RowsAsync(person, place, reader)).Select(r => FilesApi.ViewOf(r, person, cipher, today)).ToList();
        var form = FormDocument.Kind.FindOnly(pins, found.State.Pin, null);
        var views = kept.Select(f => Told(new CaseFileView(f.Hash, f.Type, f.Size, f.At, f.Category, f.ValidUntil, f.Valid, null), named[f.Hash].FirstOrDefault(), form));
        var others = named.Where(n => kept.TrueForAll(f => f.Hash != n.Key)).Select(n => Told(Elsewhere(n.First(), today), n.First(), form));
        return TypedResults.Ok(Listing.All(views.OrderByDescending(f => f.At).Concat(others)));
    }

    /// <summary>With what the case says of it, where it names it.</summary>
    private static CaseFileView Told(CaseFileView file, CaseEvidence? piece, FormDocument? form) => piece is null ? file : file with
    {
        From = piece.From, Issued = Day(piece.Issued), Named = piece.Type.Length > 0 ? FormDocument.NameOf(piece.Type, form?.Papers ?? []) : null,
        Stamps = [.. piece.Stamps.Select(s => FormDocument.NameOf(s, form?.Stamps ?? []))],
    };

    private static CaseFileView Elsewhere(CaseEvidence piece, DateOnly today)
    {
        var until = Day(piece.ValidUntil);
        return new CaseFileView(piece.Hash, null, null, null, piece.Type, until, until is null || until >= today, null);
    }

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
