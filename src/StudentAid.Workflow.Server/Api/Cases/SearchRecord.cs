using MediatR;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api.Cases;

/// <summary>Whom a search has found, and where.</summary>
public readonly record struct FoundPerson(Id Id, string Unit);

public static class SearchCodes
{
    public static readonly Code NoWord = Code.Input("search-word-missing", "应输入姓名、拼音首字母或申请编号（1 至 {most} 个字）。", "Expected a name, initials or a case number of 1 to {most} characters, but it is not.");
    public static readonly Code OneSchool = Code.Input("search-school-missing", "按姓名查找应限于学校之内，但“{place}”在学校之上；请先选定一所学校，或按申请编号查找。", "Expected a search by name to stay within a school, but '{place}' is above the schools; choose one first, or search by case number.");
}

/// <summary>
/// What holds of every search for people, by whatever door: it looks for a word, at places of the caller's own, by name within schools alone; and it goes on
/// record before its result is shown, at each place that it looked through.
/// </summary>
public sealed class SearchRecord(IMediator mediator, IHttpContextAccessor context, Directory directory)
{
    /// <summary>What is typed is no longer.</summary>
    public const int LongestWord = 40;

    /// <summary>Why nobody is looked for; null where the search may be made. With its number a case is found from above the schools, too.</summary>
    public async Task<Rejection?> RefusalAsync(Caller caller, string text, string below, bool byNumber = false)
    {
        if (text.Trim().Length is 0 or > LongestWord)
            return SearchCodes.NoWord.With(("most", LongestWord));
        var reach = UnitPath.IsPath(below) ? ReachOf(caller.Principal.Scope, below).ToList() : [];
        if (reach.Count == 0)
            return StepCodes.NotFound.With();
        foreach (var place in byNumber ? [] : reach)
        {
            if (!(await directory.LineAsync(place)).Any(u => u.Kind == "school"))
                return SearchCodes.OneSchool.With(("place", (await directory.UnitAsync(place))?.Name.In(caller.Language) ?? place));
        }

        return null;
    }

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
