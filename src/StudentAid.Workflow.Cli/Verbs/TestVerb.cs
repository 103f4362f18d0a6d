using System.Collections.Immutable;
using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Casework.Schools;
using StudentAid.Workflow.Cli.Activities;
using StudentAid.Workflow.Cli.Documents;
using StudentAid.Workflow.Cli.Linting;
using StudentAid.Workflow.Cli.Terminals;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Storage.Memory;

namespace StudentAid.Workflow.Cli.Verbs;

/// <summary>Runs case files, each in a store of its own, on the handlers that a server runs.</summary>
public sealed class TestVerb(ActivityTypes types) : Verb
{
    private const string CaseFile = ".case.json";

    private static readonly Text Passed = new("通过  {0}", "ok    {0}");
    private static readonly Text Failed = new("失败  {0}", "FAIL  {0}");
    private static readonly Text Found = new("  {0} 第 {1} 步 {2}：{3}", "  {0} step {1} {2}: {3}");
    private static readonly Text Summary = new("运行了 {0} 个用例文件：通过 {1}，失败 {2}。", "{0} case files run: {1} passed, {2} failed.");

    private readonly Argument<string[]> paths = new Argument<string[]>("PATH") { Arity = ArgumentArity.OneOrMore }
        .As("用例文件（*.case.json）或文件夹。", "Case files (*.case.json) or folders.");

    private readonly ActivitiesOption activities = new();
    private Command? command;

    public override Command Command => command ??= new Command("test") { paths, activities.Option }
        .As("运行用例文件：某校某日，谁做什么，应当怎样。", "Runs case files: a school, a day, who does what, and what must come of it.");

    public override async Task<int> RunAsync(ParseResult arguments, Terminal terminal, CancellationToken cancellation)
    {
        var given = arguments.GetRequiredValue(paths);
        var (files, missing) = LintedFiles.Under(given);
        files.RemoveAll(f => !given.Contains(f, StringComparer.Ordinal) && !f.EndsWith(CaseFile, StringComparison.Ordinal));
        var results = new List<CaseFileResult>();
        var more = activities.More(arguments, types, terminal);
        var runner = new CaseFileRunner(clock => Open(clock, more));
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            results.Add(await runner.RunAsync(file));
            if (!terminal.Json)
                Write(results[^1], terminal);
        }

        foreach (var finding in missing)
            terminal.Error.WriteLine(finding.Line(terminal));
        if (terminal.Json)
            terminal.Answer(Answer(results, terminal));
        else
            terminal.Error.WriteLine(string.Format(null, terminal.Say(Summary), results.Count, results.Count(r => r.Passed), results.Count(r => !r.Passed)));
        // Nothing run is no success: a wrong path must not look like a green one.
        return missing.Count == 0 && results.Count > 0 && results.TrueForAll(r => r.Passed) ? Terminal.Good : Terminal.Failed;
    }

    private static SchoolHost Open(SchoolClock clock, ImmutableArray<ActivityType> more)
    {
        var store = new MemoryStore();
        return SchoolHosts.Open(new SchoolStore(store, store.Reader, store.MarkMessagesAsync, store.DeletePracticeAsync), clock, services =>
        {
            foreach (var type in more)
                services.AddSingleton(type);
            return services.BuildServiceProvider();
        });
    }

    private static void Write(CaseFileResult result, Terminal terminal)
    {
        terminal.Out.WriteLine(string.Format(null, terminal.Say(result.Passed ? Passed : Failed), terminal.Say(result.Title)));
        foreach (var finding in result.Findings)
            terminal.Out.WriteLine(string.Format(null, terminal.Say(Found), result.File, finding.Step, finding.Reason.Code.Id, finding.Reason.In(terminal.Language)));
    }

    private static RecordValue Answer(List<CaseFileResult> results, Terminal terminal) => Value.Record(
        ("files", results.Count), ("passed", results.Count(r => r.Passed)), ("failed", results.Count(r => !r.Passed)),
        ("cases", Value.List(results.Select(r => (Value)Value.Record(
            ("file", r.File), ("title", terminal.Say(r.Title)), ("passed", r.Passed), ("steps", r.Steps),
            ("findings", Value.List(r.Findings.Select(f => (Value)Value.Record(
                ("step", f.Step), ("code", f.Reason.Code.Id), ("message", f.Reason.In(terminal.Language)))))))))));
}
