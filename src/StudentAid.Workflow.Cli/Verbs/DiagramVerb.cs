using System.CommandLine;
using StudentAid.Workflow.Cli.Activities;
using StudentAid.Workflow.Cli.Diagrams;
using StudentAid.Workflow.Cli.Documents;
using StudentAid.Workflow.Cli.Terminals;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Cli.Verbs;

/// <summary>Draws a definition as Mermaid text.</summary>
public sealed class DiagramVerb(ActivityTypes types) : Verb
{
    private readonly Argument<string> file = new Argument<string>("FILE").As("流程定义文件。", "The definition's file.");
    private readonly ActivitiesOption activities = new();
    private Command? command;

    public override Command Command => command ??= new Command("diagram") { file, activities.Option }
        .As("把流程定义画成 Mermaid 图：实线前进，虚线退回。", "Draws a definition as Mermaid: solid forward, dotted back.");

    public override Task<int> RunAsync(ParseResult arguments, Terminal terminal, CancellationToken cancellation)
    {
        var read = DefinitionFile.Read(arguments.GetRequiredValue(file), activities.Types(arguments, types, terminal));
        if (terminal.Json)
        {
            terminal.Answer(read.Definition is { } drawn
                ? Value.Record(("mermaid", Mermaid.Of(drawn, terminal.Language)))
                : Value.Record(("findings", Value.List(read.Errors.Select(e => e.ToValue(terminal))))));
        }
        else if (read.Definition is { } definition)
        {
            terminal.Out.Write(Mermaid.Of(definition, terminal.Language));
        }

        foreach (var error in read.Errors)
            terminal.Error.WriteLine(error.Line(terminal));
        return Task.FromResult(read.Definition is null ? Terminal.Failed : Terminal.Good);
    }
}
