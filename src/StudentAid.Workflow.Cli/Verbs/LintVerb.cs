using System.CommandLine;
using StudentAid.Workflow.Cli.Activities;
using StudentAid.Workflow.Cli.Documents;
using StudentAid.Workflow.Cli.Linting;
using StudentAid.Workflow.Cli.Terminals;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Cli.Verbs;

/// <summary>Checks definitions and documents of packs without running anything.</summary>
public sealed class LintVerb(ActivityTypes types) : Verb
{
    private static readonly Text Summary = new("检查了 {0} 个文件：错误 {1}，警告 {2}，提示 {3}。", "Files checked: {0}. Errors: {1}, warnings: {2}, infos: {3}.");

    private readonly Argument<string[]> paths = new Argument<string[]>("PATH") { Arity = ArgumentArity.OneOrMore }
        .As("文件或文件夹。", "Files or folders.");

    private readonly Option<bool> strict = new Option<bool>("--strict").As("警告也算错误。", "Counts warnings as errors.");
    private readonly ActivitiesOption activities = new();
    private Command? command;

    public override Command Command => command ??= new Command("lint") { paths, strict, activities.Option }
        .As("检查流程定义、规则文件、用例文件和学校文件。", "Checks definitions, rule documents, case files and school documents.");

    public override Task<int> RunAsync(ParseResult arguments, Terminal terminal, CancellationToken cancellation)
    {
        var (files, missing) = LintedFiles.Under(arguments.GetRequiredValue(paths));
        var lint = new DocumentLint(files, activities.Types(arguments, types, terminal));
        var findings = new List<FileFinding>(missing);
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            findings.AddRange(lint.Of(file).OrderBy(f => f.Diagnostic.Position?.Offset ?? 0));
        }

        Write(findings, files.Count, terminal);
        var worst = arguments.GetValue(strict) ? Severity.Warning : Severity.Error;
        return Task.FromResult(findings.Exists(f => f.Diagnostic.Severity >= worst) ? Terminal.Failed : Terminal.Good);
    }

    private static void Write(List<FileFinding> findings, int files, Terminal terminal)
    {
        int Count(Severity severity) => findings.Count(f => f.Diagnostic.Severity == severity);
        if (terminal.Json)
        {
            terminal.Answer(Value.Record(
                ("files", files), ("errors", Count(Severity.Error)), ("warnings", Count(Severity.Warning)), ("infos", Count(Severity.Info)),
                ("findings", Value.List(findings.Select(f => f.ToValue(terminal))))));
            return;
        }

        foreach (var finding in findings)
            terminal.Out.WriteLine(finding.Line(terminal));
        terminal.Error.WriteLine(string.Format(null, terminal.Say(Summary), files, Count(Severity.Error), Count(Severity.Warning), Count(Severity.Info)));
    }
}
