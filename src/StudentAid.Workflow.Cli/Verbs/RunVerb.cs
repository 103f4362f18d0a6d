using System.CommandLine;
using StudentAid.Workflow.Cli.Activities;
using StudentAid.Workflow.Cli.Documents;
using StudentAid.Workflow.Cli.Running;
using StudentAid.Workflow.Cli.Terminals;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Cli.Verbs;

/// <summary>
/// Runs a definition in memory. Standard output carries what its WriteLine activities write, standard error ends with the status and a line for
/// each open bookmark.
/// </summary>
public sealed class RunVerb(ActivityTypes types, TimeProvider clock) : Verb
{
    private readonly Argument<string> file = new Argument<string>("FILE").As("流程定义文件。", "The definition's file.");
    private readonly Option<string[]> with = new Option<string[]>("--with") { HelpName = "FILE" }
        .As("它用到或启动的流程定义，可多次给出。", "A definition that it uses or starts; may be repeated.");

    private readonly Option<string[]> input = new Option<string[]>("--input") { HelpName = "NAME=VALUE" }
        .As("输入；值是 JSON 就按 JSON，否则是文字。", "An input; its value is JSON where it is JSON, else text.");

    private readonly Option<string[]> signal = new Option<string[]>("--signal") { HelpName = "NAME" }
        .As("流程等待时发出的信号，可多次给出。", "A signal that is raised once the run waits for it; may be repeated.");

    private readonly Option<bool> fastForward = new Option<bool>("--fast-forward")
        .As("把虚拟时钟拨到下一个期限，直到没有期限。", "Moves a virtual clock to the next deadline until none is left.");

    private readonly ActivitiesOption activities = new();
    private Command? command;

    public override Command Command => command ??= new Command("run") { file, with, input, signal, fastForward, activities.Option }
        .As("在内存中运行一个流程定义。", "Runs a definition in memory.");

    public override Task<int> RunAsync(ParseResult arguments, Terminal terminal, CancellationToken cancellation)
    {
        var inputs = new List<(string, string)>();
        foreach (var text in arguments.GetValue(input) ?? [])
        {
            var (read, wrong) = RunInput.Read(text);
            if (wrong is not null)
                return Task.FromResult(terminal.Misused(wrong));
            inputs.Add(read!.Value);
        }

        var known = activities.Types(arguments, types, terminal);
        var files = new[] { arguments.GetRequiredValue(file) }.Concat(arguments.GetValue(with) ?? []).Select(f => DefinitionFile.Read(f, known)).ToList();
        var errors = files.SelectMany(f => f.Errors).ToList();
        if (errors.Count > 0)
            return Task.FromResult(Broken(errors, terminal));
        var run = new DefinitionRun(
            files[0].Definition!, files.Skip(1).Select(f => f.Definition!), known,
            DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds()),
            terminal.Json ? _ => { } : terminal.Out.WriteLine);
        SayUndeclared(run.Definition, inputs, terminal);
        var refused = run.Run(RunInput.For(run.Definition, inputs), arguments.GetValue(signal) ?? [], arguments.GetValue(fastForward));
        return Task.FromResult(refused is not null ? terminal.Fail(refused) : Report(run, terminal));
    }

    private static int Broken(List<FileFinding> errors, Terminal terminal)
    {
        if (terminal.Json)
            terminal.Answer(Value.Record(("findings", Value.List(errors.Select(e => e.ToValue(terminal))))));
        foreach (var error in errors)
            terminal.Error.WriteLine(error.Line(terminal));
        return Terminal.Failed;
    }

    private static void SayUndeclared(Definition definition, IEnumerable<(string Name, string Text)> inputs, Terminal terminal)
    {
        var declared = definition.Inputs.Select(i => i.Name).ToList();
        foreach (var name in inputs.Select(i => i.Name).Where(n => !declared.Contains(n, StringComparer.Ordinal)).Distinct(StringComparer.Ordinal))
        {
            terminal.Refuse(Nearest.To(name, declared) is { } nearest
                ? RunCodes.UndeclaredInputNear.With(("name", name), ("nearest", nearest))
                : RunCodes.UndeclaredInput.With(("name", name)));
        }
    }

    private static int Report(DefinitionRun run, Terminal terminal)
    {
        var end = run.End();
        foreach (var unheard in run.Unheard)
            terminal.Refuse(RunCodes.Unheard.With(("name", unheard)));
        if (run.StoppedAtLimit)
            terminal.Refuse(RunCodes.TooManyFirings.With(("most", DefinitionRun.MostFirings)));
        foreach (var incident in end.Incidents)
            terminal.Refuse(incident);
        if (terminal.Json)
            terminal.Answer(Answer(run, end, terminal));
        terminal.Error.WriteLine($"status={end.Status}");
        foreach (var wait in end.Waits)
            terminal.Error.WriteLine($"waits={wait.Type}:{wait.Activity}");
        return end.Incidents.IsEmpty ? Terminal.Good : Terminal.Failed;
    }

    private static RecordValue Answer(DefinitionRun run, RunEnd end, Terminal terminal) => Value.Record(
        ("status", end.Status),
        ("lines", Value.List(run.Lines.Select(Value.Of))),
        ("waits", Value.List(end.Waits.Select(Answer))),
        ("incidents", Value.List(end.Incidents.Select(i => Value.Record(("code", i.Code.Id), ("message", i.In(terminal.Language)))))),
        ("outcomes", Value.List(end.Outcomes.Select(Value.Of))),
        ("outputs", end.Outputs),
        ("clock", run.Now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", null)));

    private static RecordValue Answer(OpenWait wait)
    {
        var members = new List<(string, Value)> { ("type", wait.Type), ("activity", wait.Activity), ("for", wait.Kind) };
        if (wait.Name.Length > 0 && wait.Kind != "child")
            members.Add(("name", wait.Name));
        if (wait.Due is { } due)
            members.Add(("due", due.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", null)));
        return Value.Record(members);
    }
}
