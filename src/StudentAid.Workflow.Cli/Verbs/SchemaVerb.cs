using System.CommandLine;
using StudentAid.Workflow.Cli.Activities;
using StudentAid.Workflow.Cli.Documents;
using StudentAid.Workflow.Cli.Terminals;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Layers;

namespace StudentAid.Workflow.Cli.Verbs;

/// <summary>The JSON Schema of definitions (and with --write that of overlays), for editors.</summary>
public sealed class SchemaVerb(ActivityTypes types) : Verb
{
    private static readonly string Place = Path.Combine("workflows", "schema");

    private readonly Option<bool> write = new Option<bool>("--write")
        .As("写入当前文件夹下的 workflows/schema。", "Writes it into workflows/schema under the current folder.");

    private readonly ActivitiesOption activities = new();
    private Command? command;

    public override Command Command => command ??= new Command("schema") { write, activities.Option }
        .As("输出流程定义的 JSON Schema，供编辑器使用。", "Prints the JSON Schema of definitions, for editors.");

    public override Task<int> RunAsync(ParseResult arguments, Terminal terminal, CancellationToken cancellation)
    {
        var schema = SchemaWriter.DefinitionSchema(activities.Types(arguments, types, terminal));
        if (!arguments.GetValue(write))
        {
            terminal.Answer(schema);
            return Task.FromResult(Terminal.Good);
        }

        if (!Directory.Exists(Place))
            return Task.FromResult(terminal.Fail(DocumentFileCodes.NoSchemaFolder.With(("path", Place))));
        string[] files = [Write(DefinitionReader.Schema, schema, terminal), Write(OverlaySchema.File, OverlaySchema.Schema, terminal)];
        if (terminal.Json)
            terminal.Answer(Value.Record(("file", files[0]), ("overlay", files[1])));
        else
            Array.ForEach(files, terminal.Out.WriteLine);
        return Task.FromResult(Terminal.Good);
    }

    private static string Write(string name, Value schema, Terminal terminal)
    {
        var file = Path.Combine(Place, name);
        using var text = new StringWriter();
        (terminal with { Out = text }).Answer(schema);
        File.WriteAllText(file, text.ToString());
        return file;
    }
}
