using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Schools;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Storage.Memory;

namespace StudentAid.Workflow.Server.Api.Rules;

/// <summary>A case file that comes with the program: a school, a day, who does what, and what must come of it.</summary>
public sealed record CaseFileRow(string File, Text Title);

/// <summary>Texts that would be published by a unit, and the case file that is to be run with them.</summary>
public sealed record CaseRunInput(string Unit, string File, IReadOnlyList<string> Texts);

/// <summary>Step (from 1; 0 before the first): the last that was done. Findings: why it did not go as the file says; none is a pass.</summary>
public sealed record CaseRunView(string File, Text Title, bool Passed, int Step, IReadOnlyList<FindingView> Findings);

/// <summary>Cases that are run before a text is published, each in a store of its own that is forgotten afterwards.</summary>
public static class CaseFilesApi
{
    private const string Ending = ".case.json";
    private const string National = "national";

    private static readonly string Beside = Path.Combine(AppContext.BaseDirectory, "workflows");

    /// <summary>What stands beside the program does not change while it runs.</summary>
    private static readonly Lazy<ImmutableArray<CaseFile>> Known = new(Read);

    public static void MapCaseFiles(this RouteGroupBuilder api)
    {
        api.MapGet("/case-files", List).WithSummary("The case files of a procedure that a unit's texts are run with: the national ones, and those of schools in the same province");
        api.MapPost("/case-files/run", RunAsync).WithMetadata(new WithoutKey()).WithSummary("Run one case file with texts as though they were published, in memory: whether it goes as the file says, else at which step and why not");
    }

    private static Results<Ok<Listing<CaseFileRow>>, ProblemHttpResult> List(string procedure, string unit, Caller caller) =>
        Duties.Publishing(caller.Principal, unit) is { } notYours ? Problems.Of(notYours, caller.Language) : TypedResults.Ok(Listing.All(Of(procedure, unit)));

    private static IEnumerable<CaseFileRow> Of(string procedure, string unit)
    {
        var province = UnitPath.Line(unit).ElementAtOrDefault(1);
        return Known.Value
            .Where(f => f.Procedure == procedure && (f.Name.StartsWith(National, StringComparison.Ordinal) || (province is not null && UnitPath.IsBelow(f.School, province))))
            .Select(f => new CaseFileRow(f.Name, f.Title));
    }

    private static ImmutableArray<CaseFile> Read() =>
    [
        .. (System.IO.Directory.Exists(Beside) ? System.IO.Directory.EnumerateFiles(Beside, "*" + Ending, SearchOption.AllDirectories) : []).Order(StringComparer.Ordinal)
            .Select(f => CaseFileRunner.HeadOf(f) is { } head
                ? new CaseFile(Path.GetRelativePath(Beside, f)[..^Ending.Length].Replace(Path.DirectorySeparatorChar, '/'), f, head.Title, head.Procedure, head.School) : null)
            .OfType<CaseFile>(),
    ];

    private static async Task<Results<Ok<CaseRunView>, ProblemHttpResult>> RunAsync(CaseRunInput input, Caller caller, ActivityTypes types)
    {
        if (Duties.Publishing(caller.Principal, input.Unit) is { } notYours)
            return Problems.Of(notYours, caller.Language);
        // Only what is listed is opened: the name is looked up, never joined to a path.
        if (Known.Value.FirstOrDefault(f => f.Name == input.File) is not { Path: { } path })
            return Problems.Of(StepCodes.NotFound, caller.Language);
        var result = await new CaseFileRunner(clock => Open(clock, types)).RunAsync(path, [.. input.Texts], input.Unit);
        return TypedResults.Ok(new CaseRunView(input.File, result.Title, result.Passed, result.Steps, [
            .. result.Findings.Select(f => new FindingView(f.Reason.Code.Id, "error", new Text(f.Reason.In(Languages.Chinese), f.Reason.In(Languages.English)), f.Reason.Code.Article, null)),
        ]));
    }

    private sealed record CaseFile(string Name, string Path, Text Title, string Procedure, string School);

    private static SchoolHost Open(SchoolClock clock, ActivityTypes types)
    {
        var store = new MemoryStore();
        return SchoolHosts.Open(new SchoolStore(store, store.Reader, store.MarkMessagesAsync, store.DeletePracticeAsync), clock, s => s.AddSingleton(types).BuildServiceProvider());
    }
}
