using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api.Files;

/// <summary>
/// A file of a case. <see cref="From"/> says in words where the case names it (application, earlier year, commitment, record of verification), absent where it does not;
/// <see cref="Type"/> is absent where nothing of this hash is kept of the person, as with a scan of the school.
/// </summary>
public sealed record CaseFileView(string Hash, string? Type, long? Size, DateTimeOffset? At, string Category, DateOnly? ValidUntil, bool Valid, string? From);

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
        var views = kept.Select(f => new CaseFileView(f.Hash, f.Type, f.Size, f.At, f.Category, f.ValidUntil, f.Valid, named[f.Hash].FirstOrDefault()?.From));
        var others = named.Where(n => kept.TrueForAll(f => f.Hash != n.Key)).Select(n => Named(n.First(), today));
        return TypedResults.Ok(Listing.All(views.OrderByDescending(f => f.At).Concat(others)));
    }

    private static CaseFileView Named(CaseEvidence piece, DateOnly today)
    {
        DateOnly? until = DateOnly.TryParseExact(piece.ValidUntil, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        return new CaseFileView(piece.Hash, null, null, null, piece.Type, until, until is null || until >= today, piece.From);
    }
}
