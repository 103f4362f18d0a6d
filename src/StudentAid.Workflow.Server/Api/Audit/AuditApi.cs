using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Audit;

namespace StudentAid.Workflow.Server.Api.Audit;

/// <summary>A day whose heads are published, how many events they stand for, and of them the chains of the reader's units.</summary>
public sealed record HeadDay(DateOnly Day, DateTimeOffset At, long Events, IReadOnlyList<HeadChain> Chains);

/// <summary>How far a unit's chain has come: its rows (their number is the sequence of the last), the events under them, and the last one's hash (SHA-256, hexadecimal).</summary>
public sealed record HeadChain(string Unit, long Rows, long Events, string Hash)
{
    /// <summary>Of the units that the principal has to do with: at, below and above what was granted to it.</summary>
    public static IReadOnlyList<HeadChain> Of(PublishedHead head, Principal reader) => [.. head.Heads
        .Where(c => reader.Grants.Any(g => c.Place.StartsWith(g.Unit, StringComparison.Ordinal) || g.Unit.StartsWith(c.Place, StringComparison.Ordinal)))
        .Select(c => new HeadChain(c.Place, c.Rows, c.Events, c.Hash))];
}

public static class AuditApi
{
    public static void MapAudit(this RouteGroupBuilder api)
    {
        api.MapGet("/audit", Trail).WithSummary("Sign-ins, shown facts, exports, keys handed out: who, when, what for; the latest first");
        api.MapGet("/audit/heads", Heads).WithSummary("The days whose chains' heads are published, the latest first");
        api.MapGet("/audit/heads/{day}", Head).Produces<Stream>(StatusCodes.Status200OK, "application/json")
            .WithSummary("A day's signed heads as they lie in the folder; to be kept where nobody who writes the database can reach, as DAY.json for the tool's verify --heads");
    }

    private static async Task<Results<Ok<Listing<AuditRow>>, ProblemHttpResult>> Trail(
        Caller caller, AuditReading reading, HttpResponse response, string? cursor, int? size, CancellationToken cancellation)
    {
        string[] units = [.. caller.Principal.Grants.Select(g => g.Unit).Distinct(StringComparer.Ordinal)];
        string[] operated = [.. units.Where(u => Duties.Operations(caller.Principal, u) is null)];
        if (operated.Length == 0)
            return Problems.Of(Duties.Operations(caller.Principal, units.FirstOrDefault(UnitPath.Root))!, caller.Language);
        RoundAccess.Forbid(response);
        return TypedResults.Ok(await reading.PageAsync(Scope.Of(operated), Sending.PageOf(cursor, size), caller.Language, cancellation));
    }

    /// <summary>Only the page's files are read. The cursor is the day that the page before ended with.</summary>
    private static Listing<HeadDay> Heads(Caller caller, HeadFolder folder, string? cursor, int? size)
    {
        var page = Sending.PageOf(cursor, size);
        var days = folder.Days();
        DateOnly[] shown = [.. days.Where(d => !DateOnly.TryParseExact(page.Cursor, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var last) || d < last).Take(page.Size + 1)];
        var heads = shown.Take(page.Size).Select(d => folder.Of(d)?.Head).OfType<PublishedHead>().Select(h => new HeadDay(h.Day, h.At, h.Heads.Sum(c => c.Events), HeadChain.Of(h, caller.Principal)));
        return new Listing<HeadDay>([.. heads], null, shown.Length > page.Size ? shown[page.Size - 1].ToString("O", CultureInfo.InvariantCulture) : null, days.Count);
    }

    private static Results<FileContentHttpResult, ProblemHttpResult> Head(DateOnly day, Caller caller, HeadFolder folder) =>
        folder.Of(day) is { } file
            ? TypedResults.File(Encoding.UTF8.GetBytes(file.Text.ToJson() + "\n"), "application/json", file.Name)
            : Problems.Of(StepCodes.NotFound, caller.Language);
}
