using MediatR;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api.Cases;

/// <summary>Whom a search has found, and where.</summary>
public readonly record struct FoundPerson(Id Id, string Unit);

/// <summary>Every search by name or number goes on record before its result is shown, at each place that it looked through.</summary>
public sealed class SearchRecord(IMediator mediator, IHttpContextAccessor context)
{
    /// <summary>Why nothing may be shown; null where it is on record. A dry run is none: what it shows is shown.</summary>
    public async Task<Rejection?> WriteAsync(Caller caller, string below, string text, string? purpose, IEnumerable<FoundPerson> found)
    {
        var people = found.ToList();
        foreach (var place in ReachOf(caller.Principal.Scope, below))
        {
            var record = new RecordSearch(
                place, text.Trim(), purpose is { Length: > 0 } said ? said : RecordSearch.LookUp, [.. people.Where(p => UnitPath.IsBelow(p.Unit, place)).Select(p => p.Id).Distinct()])
            {
                Principal = caller.Principal, Key = $"{context.HttpContext?.Connection.Id} {context.HttpContext?.TraceIdentifier} {place}",
            };
            if ((await mediator.Send(record)).Rejected is { } refused)
                return refused;
        }

        return null;
    }

    /// <summary>The tops of what a scope and a place have in common.</summary>
    public static IEnumerable<string> ReachOf(Scope scope, string below) => scope.Places
        .Where(p => UnitPath.IsBelow(below, p) || UnitPath.IsBelow(p, below)).Select(p => p.Length > below.Length ? p : below).Distinct(StringComparer.Ordinal);
}
