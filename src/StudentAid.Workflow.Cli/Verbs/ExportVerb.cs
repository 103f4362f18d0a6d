using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Cli.Activities;
using StudentAid.Workflow.Cli.Databases;
using StudentAid.Workflow.Cli.Terminals;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage;
using StudentAid.Workflow.Storage.Sqlite;
using Directory = System.IO.Directory;

namespace StudentAid.Workflow.Cli.Verbs;

/// <summary>Writes what a unit has published into a folder, byte for byte as it was written, or its definitions in one spelling. Reads beside a running server.</summary>
public sealed class ExportVerb(ActivityTypes types) : Verb
{
    private static readonly Text Summary = new("导出了 {0} 个文件到“{1}”。", "{0} files exported to '{1}'.");
    private static readonly Text NotInElsa = new("{0}：“{1}”中退回“{2}”的连线在 Elsa 中不能表示，只写在 customProperties 里。", "{0}: the return to '{2}' in '{1}' has no place in Elsa and stands in customProperties alone.");

    private readonly Argument<string> folder = new Argument<string>("FOLDER").As("写入的文件夹。", "The folder to write to.");
    private readonly Option<bool> elsa = new Option<bool>("--elsa").As("流程定义写成 Elsa 3 的完整格式。", "Writes definitions as complete Elsa 3 documents.");
    private readonly Option<bool> brief = new Option<bool>("--short").As("流程定义写成本系统的简写格式。", "Writes definitions in the short form.");
    private readonly DatabaseOptions database = new();
    private readonly ActivitiesOption activities = new();
    private Command? command;

    public override Command Command => command ??= new Command("export") { folder, elsa, brief, database.Data, database.Unit, activities.Option }
        .As("把已发布的流程定义和规则文件写到文件夹，默认与作者所写逐字节相同。", "Writes published definitions and documents into a folder, byte for byte as their authors wrote them.");

    public override Task<int> RunAsync(ParseResult arguments, Terminal terminal, CancellationToken cancellation) => ExportAsync(arguments, terminal);

    private async Task<int> ExportAsync(ParseResult arguments, Terminal terminal)
    {
        var (data, unit) = database.Of(arguments);
        if (!UnitPath.IsPath(unit))
            return terminal.Misused(DatabaseCodes.BadPlace.With(("option", "--unit"), ("value", unit)));
        if (!File.Exists(data))
            return terminal.Misused(DatabaseCodes.NoDatabase.With(("path", data)));
        var known = activities.Types(arguments, types, terminal);
        var written = ImmutableArray.CreateBuilder<(string File, StoredDocument Document)>();
        try
        {
            using var reader = SqliteReader.Open(data);
            var rows = await reader.DocumentsAsync(Scope.All, new DocumentFilter(StoredDocument.Row) { Stream = UnitState.IdOf(unit) });
            var files = ExportedFiles.Of(rows.Select(r => StoredDocument.Read(r.Content, r.OrgPath)));
            if (files.GroupBy(f => f.File, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice)
                return terminal.Fail(DatabaseCodes.FileTaken.With(("path", twice.Key)));
            foreach (var (file, document) in files)
            {
                var path = Path.Combine(arguments.GetRequiredValue(folder), file);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await File.WriteAllBytesAsync(path, BytesOf(reader, document, arguments, known, terminal));
                written.Add((path, document));
            }
        }
        catch (Exception e) when (e is StoreException or IOException or UnauthorizedAccessException)
        {
            return terminal.Fail(DatabaseCodes.NotReadable.With(("path", data), ("reason", FailureText.Of(e))));
        }

        Report(written.ToImmutable(), arguments.GetRequiredValue(folder), terminal);
        return Terminal.Good;
    }

    private byte[] BytesOf(SqliteReader reader, StoredDocument document, ParseResult arguments, ActivityTypes known, Terminal terminal)
    {
        var source = reader.Blob(document.Source) ?? throw new StoreException($"The text of {document.Pin} is not in the database.");
        var (toElsa, toShort) = (arguments.GetValue(elsa), arguments.GetValue(brief));
        if (document.Kind != StoredDocument.Definition || !(toElsa || toShort))
            return source.Content.ToArray();
        var definition = DefinitionReader.Read(Encoding.UTF8.GetString(source.Content.Span), known).Definition!;
        if (!toElsa)
            return Encoding.UTF8.GetBytes(DefinitionWriter.Short(definition));
        foreach (var (flowchart, rewind) in DefinitionWriter.NotInElsa(definition))
            terminal.Error.WriteLine(string.Format(null, terminal.Say(NotInElsa), document.Id, flowchart, rewind.To));
        return Encoding.UTF8.GetBytes(DefinitionWriter.Elsa(definition));
    }

    private static void Report(ImmutableArray<(string File, StoredDocument Document)> written, string folder, Terminal terminal)
    {
        if (terminal.Json)
        {
            terminal.Answer(Value.Record(("files", Value.List(written.Select(w => (Value)Value.Record(
                ("file", w.File), ("kind", w.Document.Kind), ("id", w.Document.Id), ("version", w.Document.Version), ("hash", w.Document.Hash)))))));
            return;
        }

        foreach (var (file, _) in written)
            terminal.Out.WriteLine(file);
        terminal.Error.WriteLine(string.Format(null, terminal.Say(Summary), written.Length, folder));
    }
}
