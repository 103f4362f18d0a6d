using System.Collections.Immutable;
using System.CommandLine;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Cli.Activities;
using StudentAid.Workflow.Cli.Databases;
using StudentAid.Workflow.Cli.Terminals;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Storage;

namespace StudentAid.Workflow.Cli.Verbs;

/// <summary>Takes definitions, packs and calendars from files into a database, as drafts or published, all or none.</summary>
public sealed class ImportVerb(ActivityTypes types, TimeProvider clock) : Verb
{
    private static readonly Text New = new("新增  {0}", "new        {0}");
    private static readonly Text Changed = new("变更  {0}", "changed    {0}");
    private static readonly Text Unchanged = new("未变  {0}", "unchanged  {0}");
    private static readonly Text Drafted = new("存为草稿：新增 {0}，变更 {1}，未变 {2}。", "Kept as drafts: {0} new, {1} changed, {2} unchanged.");
    private static readonly Text Published = new("已发布：新增 {0}，变更 {1}，未变 {2}。", "Published: {0} new, {1} changed, {2} unchanged.");

    private static readonly Text Proposed = new("已提交，待本单位另一位管理员复核：新增 {0}，变更 {1}，未变 {2}。", "Proposed; somebody who publishes for the unit has to approve: {0} new, {1} changed, {2} unchanged.");

    private readonly Argument<string[]> paths = new Argument<string[]>("PATH") { Arity = ArgumentArity.OneOrMore }
        .As("文件或文件夹：流程定义、规则文件、日历。", "Files or folders: definitions, documents of packs, calendars.");

    private readonly Option<bool> publish = new Option<bool>("--publish").As("发布（默认存为草稿）；本单位已有可登录的管理员时，待其复核。", "Publishes (kept as drafts when silent); where the unit has somebody who signs in and publishes, he has to approve.");
    private readonly DatabaseOptions database = new();
    private readonly KeyOption key = new();
    private readonly ActivitiesOption activities = new();
    private Command? command;

    public override Command Command => command ??= new Command("import") { paths, publish, database.Data, database.Unit, key.Option, activities.Option }
        .As("把流程定义和规则文件读入数据库：先检查，要么全部读入，要么一个也不读入。", "Takes definitions and documents into a database: checked first, all or none.");

    public override async Task<int> RunAsync(ParseResult arguments, Terminal terminal, CancellationToken cancellation)
    {
        var (data, unit) = database.Of(arguments);
        if (!UnitPath.IsPath(unit))
            return terminal.Misused(DatabaseCodes.BadPlace.With(("option", "--unit"), ("value", unit)));
        var more = activities.More(arguments, types, terminal);
        var given = arguments.GetRequiredValue(paths);
        var files = ImportedFiles.Read(given, types.With(more));
        if (files.HasErrors)
            return Fail(files, terminal);
        if (files.Files.IsEmpty)
            return terminal.Fail(DatabaseCodes.NothingToImport.With(("path", string.Join(", ", given))));
        foreach (var finding in files.Findings)
            terminal.Error.WriteLine(finding.Line(terminal));
        try
        {
            await using var opened = WrittenDatabase.Open(data, more, clock, key.Given(arguments));
            return await WriteAsync(opened, unit, files.Files, arguments.GetValue(publish), terminal);
        }
        catch (StoreException e)
        {
            return terminal.Fail(DatabaseCodes.NotWritable.With(("path", data), ("reason", FailureText.Of(e))));
        }
    }

    private static async Task<int> WriteAsync(WrittenDatabase opened, string unit, ImmutableArray<ImportedFile> files, bool publish, Terminal terminal)
    {
        var shelf = await opened.ShelfAsync(unit);
        var told = files.Select(f => (File: f, State: StateOf(f.Document, shelf, publish))).ToImmutableArray();
        ImmutableArray<string> texts = [.. told.Where(t => t.State != Unchanged).Select(t => t.File.Text)];
        if (!texts.IsEmpty && (await opened.ImportAsync(unit, texts, publish)).Rejected is { } refused)
            return terminal.Fail(refused);
        Report(told, publish, await IsProposedAsync(opened, unit, told), terminal);
        return Terminal.Good;
    }

    private static async Task<bool> IsProposedAsync(WrittenDatabase opened, string unit, ImmutableArray<(ImportedFile File, Text State)> told)
    {
        var waiting = (await opened.ShelfAsync(unit)).Where(d => d.State == StoredDocument.Proposed).Select(d => d.Hash).ToHashSet(StringComparer.Ordinal);
        return told.Any(t => t.State != Unchanged && waiting.Contains(t.File.Document.Content.Hash));
    }

    /// <summary>By the hash of its content: unchanged where that is in force already, or is the draft that stands.</summary>
    private static Text StateOf(DocumentText document, ImmutableArray<StoredDocument> shelf, bool publish)
    {
        var same = shelf.Where(d => d.Kind == document.Kind && d.Id == document.Id && d.Procedure == document.Procedure && d.Unit == document.Unit).ToList();
        var inForce = same.Where(d => d.State == StoredDocument.Published && d.From == document.From).MaxBy(d => d.Version);
        var draft = publish ? null : same.Find(d => d.State == StoredDocument.Draft);
        if ((draft ?? inForce)?.Hash == document.Content.Hash)
            return Unchanged;
        return same.Count == 0 ? New : Changed;
    }

    private static void Report(ImmutableArray<(ImportedFile File, Text State)> told, bool publish, bool proposed, Terminal terminal)
    {
        int Count(Text state) => told.Count(t => t.State == state);
        if (terminal.Json)
        {
            terminal.Answer(Value.Record(
                ("published", publish && !proposed), ("proposed", proposed), ("new", Count(New)), ("changed", Count(Changed)), ("unchanged", Count(Unchanged)),
                ("files", Value.List(told.Select(t => (Value)Value.Record(
                    ("file", t.File.Path), ("kind", t.File.Document.Kind), ("id", t.File.Document.Id), ("hash", t.File.Document.Content.Hash),
                    ("state", t.State == New ? "new" : t.State == Changed ? "changed" : "unchanged")))))));
            return;
        }

        foreach (var (file, state) in told)
            terminal.Out.WriteLine(string.Format(null, terminal.Say(state), file.Path));
        terminal.Error.WriteLine(string.Format(null, terminal.Say(proposed ? Proposed : publish ? Published : Drafted), Count(New), Count(Changed), Count(Unchanged)));
    }

    private static int Fail(ImportedFiles files, Terminal terminal)
    {
        if (terminal.Json)
            terminal.Answer(Value.Record(("findings", Value.List(files.Findings.Select(f => f.ToValue(terminal))))));
        foreach (var finding in files.Findings)
            (terminal.Json ? terminal.Error : terminal.Out).WriteLine(finding.Line(terminal));
        return Terminal.Failed;
    }
}
