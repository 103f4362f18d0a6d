using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Home;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api.Cases;

/// <summary>Part of a name, the initials of its pinyin, or a case number; in the body, for what people search for does not belong into addresses.</summary>
public sealed record CaseSearchInput(string Text, string Below = "/", int Most = 20);

/// <summary>A case that was found, the latest of a person first.</summary>
public sealed record FoundCase(Id Case, Id Round, Id Person, string Name, string Number, string Unit, string UnitName, string Status, IReadOnlyList<string> At);

public static class SearchCodes
{
    public static readonly Code NoWord = Code.Input("search-word-missing", "应输入姓名、拼音首字母或申请编号（1 至 {most} 个字）。", "Expected a name, initials or a case number of 1 to {most} characters, but it is not.");
    public static readonly Code OneSchool = Code.Input("search-school-missing", "按姓名查找应限于学校之内，但“{place}”在学校之上；请先选定一所学校，或按申请编号查找。", "Expected a search by name to stay within a school, but '{place}' is above the schools; choose one first, or search by case number.");
}

/// <summary>
/// Finds cases in the caller's scope. Names are opened there and compared, so that a part of a name and its initials are found and no index of names
/// stands anywhere that could be read without the key.
/// </summary>
public sealed class CaseSearch(Directory directory, IStoreReader reader, CaseNumbers numbers, TaskReading tasks)
{
    public const int LongestWord = 40;

    private const int MostShown = 50;

    /// <summary>What was found, or why it is not looked for: no search opens the names of more than the schools that its caller works in or has chosen.</summary>
    public async Task<(IReadOnlyList<FoundCase> Found, Rejection? Refused)> FindAsync(CaseSearchInput input, Caller caller)
    {
        var (word, most) = (input.Text.Trim(), Math.Clamp(input.Most, 1, MostShown));
        if (word.Contains('-', StringComparison.Ordinal) && word.Any(char.IsAsciiDigit))
            return (await ByNumberAsync(word, caller, most), null);
        foreach (var place in ReachOf(caller.Principal.Scope, input.Below))
        {
            if (!(await directory.LineAsync(place)).Any(u => u.Kind == "school"))
                return ([], SearchCodes.OneSchool.With(("place", await tasks.UnitAsync(place, caller.Language))));
        }

        return (await ByNameAsync(word, input.Below, caller, most), null);
    }

    /// <summary>The tops of what a scope and a place have in common.</summary>
    private static IEnumerable<string> ReachOf(Scope scope, string below) => scope.Places
        .Where(p => UnitPath.IsBelow(below, p) || UnitPath.IsBelow(p, below)).Select(p => p.Length > below.Length ? p : below).Distinct(StringComparer.Ordinal);

    private async Task<IReadOnlyList<FoundCase>> ByNameAsync(string word, string below, Caller caller, int most)
    {
        var found = new List<FoundCase>();
        foreach (var person in await directory.SearchAsync(caller.Principal.Scope, below, word, most))
        {
            var cases = await reader.StreamsAsync(caller.Principal.Scope, new StreamFilter { Subject = person.Id, Kind = InstanceSteps.Kind, Practice = true }, PageRequest.Everything);
            foreach (var row in cases.Items.Reverse())
                found.Add(await FoundAsync(row, person.Name, await numbers.OfAsync(row.Id), caller));
        }

        return [.. found.Take(most)];
    }

    private async Task<IReadOnlyList<FoundCase>> ByNumberAsync(string word, Caller caller, int most)
    {
        var found = new List<FoundCase>();
        foreach (var (row, number) in await reader.NumberedAsync(caller.Principal.Scope, word, most))
            found.Add(await FoundAsync(row, (await directory.PersonAsync(row.Subject))?.Name ?? "", number.ToString(), caller));
        return found;
    }

    private async Task<FoundCase> FoundAsync(StreamRow row, string name, string number, Caller caller) => new(
        row.Id, row.Group, row.Subject, name, number, row.OrgPath, await tasks.UnitAsync(row.OrgPath, caller.Language), row.Status,
        row.At.Split(',', StringSplitOptions.RemoveEmptyEntries));
}
