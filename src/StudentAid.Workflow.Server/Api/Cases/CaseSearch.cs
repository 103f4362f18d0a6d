using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Home;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api.Cases;

/// <summary>
/// Part of a name, the initials of its pinyin, or a case number; in the body, for what people search for does not belong into addresses. The purpose, a code or a
/// sentence, goes on record with the search; "look-up" where none is said.
/// </summary>
public sealed record CaseSearchInput(string Text, string Below = "/", int Most = 20, string? Purpose = null);

/// <summary>A case that was found, the latest of a person first.</summary>
public sealed record FoundCase(Id Case, Id Round, Id Person, string Name, string Number, string Unit, string UnitName, string Status, IReadOnlyList<string> At);

/// <summary>
/// Finds cases in the caller's scope. Names are opened there and compared, so that a part of a name and its initials are found and no index of names
/// stands anywhere that could be read without the key.
/// </summary>
public sealed class CaseSearch(Directory directory, IStoreReader reader, CaseNumbers numbers, TaskReading tasks, SearchRecord record)
{
    private const int MostShown = 50;

    /// <summary>
    /// What was found, or why it is not looked for: no search opens the names of more than the schools that its caller works in or has chosen, and none is
    /// answered that is not on record.
    /// </summary>
    public async Task<(IReadOnlyList<FoundCase> Found, Rejection? Refused)> FindAsync(CaseSearchInput input, Caller caller)
    {
        var (found, refused) = await LookAsync(input, caller);
        refused ??= await record.WriteAsync(caller, input.Below, input.Text, input.Purpose, found.Select(f => new FoundPerson(f.Person, f.Unit)));
        return refused is null ? (found, null) : ([], refused);
    }

    private async Task<(IReadOnlyList<FoundCase> Found, Rejection? Refused)> LookAsync(CaseSearchInput input, Caller caller)
    {
        var (word, most) = (input.Text.Trim(), Math.Clamp(input.Most, 1, MostShown));
        var byNumber = word.Contains('-', StringComparison.Ordinal) && word.Any(char.IsAsciiDigit);
        if (await record.RefusalAsync(caller, word, input.Below, byNumber) is { } refused)
            return ([], refused);
        var reach = Scope.Of(SearchRecord.ReachOf(caller.Principal.Scope, input.Below));
        return (byNumber ? await ByNumberAsync(word, reach, caller, most) : await ByNameAsync(word, reach, caller, most), null);
    }

    private async Task<IReadOnlyList<FoundCase>> ByNameAsync(string word, Scope reach, Caller caller, int most)
    {
        var found = new List<FoundCase>();
        foreach (var person in await directory.SearchAsync(reach, UnitPath.Root, word, most))
        {
            var cases = await reader.StreamsAsync(reach, new StreamFilter { Subject = person.Id, Kind = InstanceSteps.Kind, Practice = true }, PageRequest.Everything);
            foreach (var row in cases.Items.Reverse())
                found.Add(await FoundAsync(row, person.Name, await numbers.OfAsync(row.Id), caller));
        }

        return [.. found.Take(most)];
    }

    private async Task<IReadOnlyList<FoundCase>> ByNumberAsync(string word, Scope reach, Caller caller, int most)
    {
        var found = new List<FoundCase>();
        foreach (var (row, number) in await reader.NumberedAsync(reach, word, most))
            found.Add(await FoundAsync(row, (await directory.PersonAsync(row.Subject))?.Name ?? "", number.ToString(), caller));
        return found;
    }

    private async Task<FoundCase> FoundAsync(StreamRow row, string name, string number, Caller caller) => new(
        row.Id, row.Group, row.Subject, name, number, row.OrgPath, await tasks.UnitAsync(row.OrgPath, caller.Language), row.Status,
        row.At.Split(',', StringSplitOptions.RemoveEmptyEntries));
}
