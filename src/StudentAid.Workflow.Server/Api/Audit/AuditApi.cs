using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Audit;

namespace StudentAid.Workflow.Server.Api.Audit;

/// <summary>A day's published heads. Text is the signed file as it lies in the folder: kept elsewhere as <c>DAY.json</c>, <c>studentaid verify --heads</c> takes it.</summary>
public sealed record HeadView(DateOnly Day, DateTimeOffset At, IReadOnlyList<ChainHead> Heads, Id Key, string Text);

public static class AuditApi
{
    public static void MapAudit(this RouteGroupBuilder api)
    {
        api.MapGet("/audit", Trail).WithSummary("Sign-ins, shown facts, exports, keys handed out: who, when, what for; the latest first");
        api.MapGet("/audit/heads", Heads).WithSummary("The signed heads of the schools' chains, by day; to be kept where nobody who writes the database can reach");
    }

    private static async Task<Results<Ok<Listing<AuditRow>>, ProblemHttpResult>> Trail(
        Caller caller, AuditReading reading, HttpResponse response, string? cursor, int? size)
    {
        string[] units = [.. caller.Principal.Grants.Select(g => g.Unit).Distinct(StringComparer.Ordinal)];
        string[] operated = [.. units.Where(u => Duties.Operations(caller.Principal, u) is null)];
        if (operated.Length == 0)
            return Problems.Of(Duties.Operations(caller.Principal, units.FirstOrDefault(UnitPath.Root))!, caller.Language);
        RoundAccess.Forbid(response);
        return TypedResults.Ok(await reading.PageAsync(Scope.Of(operated), Sending.PageOf(cursor, size)));
    }

    private static Listing<HeadView> Heads(HeadFolder folder) => Listing.All(
        folder.All().Where(f => f.Head is not null).OrderByDescending(f => f.Head!.Day).Select(f => new HeadView(f.Head!.Day, f.Head.At, f.Head.Heads, f.Head.Key, f.Text.ToJson())));
}
