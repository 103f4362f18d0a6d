using System.CommandLine;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Cli.Activities;
using StudentAid.Workflow.Cli.Documents;
using StudentAid.Workflow.Cli.Terminals;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Cli.Verbs;

/// <summary>The JSON Schema of definitions (with --write that of every kind of document), for editors.</summary>
public sealed class SchemaVerb(ActivityTypes types) : Verb
{
    private static readonly string Place = Path.Combine("workflows", "schema");

    private readonly Option<bool> write = new Option<bool>("--write")
        .As("把所有文档的 JSON Schema 写入当前文件夹下的 workflows/schema。", "Writes those of all documents into workflows/schema under the current folder.");

    private readonly ActivitiesOption activities = new();
    private Command? command;

    public override Command Command => command ??= new Command("schema") { write, activities.Option }
        .As("输出流程定义的 JSON Schema，供编辑器使用。", "Prints the JSON Schema of definitions, for editors.");

    public override Task<int> RunAsync(ParseResult arguments, Terminal terminal, CancellationToken cancellation)
    {
        var all = activities.Types(arguments, types, terminal);
        if (!arguments.GetValue(write))
        {
            terminal.Answer(PublishedSchemas.Definition(all).Schema);
            return Task.FromResult(Terminal.Good);
        }

        if (!Directory.Exists(Place))
            return Task.FromResult(terminal.Fail(DocumentFileCodes.NoSchemaFolder.With(("path", Place))));
        var files = PublishedSchemas.All(all).Select(Write).ToList();
        if (terminal.Json)
            terminal.Answer(Value.Record(("files", Value.List(files.Select(Value.Of)))));
        else
            files.ForEach(terminal.Out.WriteLine);
        return Task.FromResult(Terminal.Good);
    }

    private static string Write(SchemaFile schema)
    {
        var file = Path.Combine(Place, schema.Name);
        File.WriteAllText(file, schema.Text);
        return file;
    }
}
