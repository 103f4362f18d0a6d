using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text;
using StudentAid.Workflow.Casework.Layers;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Schools;
using StudentAid.Workflow.Cli.Documents;
using StudentAid.Workflow.Cli.Layers;
using StudentAid.Workflow.Cli.Terminals;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Sqlite;

namespace StudentAid.Workflow.Cli.Verbs;

/// <summary>What a procedure comes to at a unit, and which layer said what of it.</summary>
public sealed class EffectiveVerb(ActivityTypes types, TimeProvider clock) : Verb
{
    private readonly Argument<string> unit = new Argument<string>("UNIT")
        .As("单位：行政区划代码（如 520000），或单位路径（如 /520000/college/）；全国为 /。", "A unit: a division's code (such as 520000) or a path (such as /520000/college/); / is the top.");

    private readonly Argument<string> procedure = new Argument<string>("PROCEDURE").As("流程编号。", "The definition's id.");
    private readonly Option<bool> origin = new Option<bool>("--origin").As("逐项说明是哪一级、哪个文件、依据哪一条规定的。", "Says of every value which layer, document and article set it.");
    private readonly Option<string[]> workflows = new Option<string[]>("--workflows") { HelpName = "FOLDER" }.As("规则文件夹，默认为 workflows；可重复。", "Folders of documents, workflows where left out; may be repeated.");
    private readonly Option<string> school = new Option<string>("--school") { HelpName = "FILE" }.As("按某校文件（*.school.json）所列的规则文件夹。", "Takes the folders that a school's file (*.school.json) names.");
    private readonly Option<string> database = new Option<string>("--database") { HelpName = "FILE" }.As("改为只读地打开数据库文件。", "Reads a database file instead, read-only.");
    private readonly Option<string> day = new Option<string>("--day") { HelpName = "DAY" }.As("按哪一天有效的规定，默认今天。", "The day whose rules are meant; today where left out.");
    private Command? command;

    public override Command Command => command ??= new Command("effective") { unit, procedure, origin, workflows, school, database, day }
        .As("算出某单位实际执行的流程，及每一项由哪一级规定。", "Computes the definition that a unit goes by, and which layer said what of it.");

    public override async Task<int> RunAsync(ParseResult arguments, Terminal terminal, CancellationToken cancellation)
    {
        var asked = arguments.GetValue(day) ?? clock.GetLocalNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (!DateOnly.TryParseExact(asked, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on))
            return terminal.Misused(UsageCodes.BadDay.With(("name", "--day"), ("value", asked)));
        var at = PathOf(arguments.GetRequiredValue(unit));
        if (!UnitPath.IsPath(at))
            return terminal.Misused(UsageCodes.BadUnit.With(("value", arguments.GetRequiredValue(unit))));
        var id = arguments.GetRequiredValue(procedure);
        if (arguments.GetValue(database) is not { } file)
            return FromFolders(arguments, terminal, at, id, on);
        if (!File.Exists(file))
            return terminal.Fail(DocumentFileCodes.NotFound.With(("path", file)));
        using var reader = SqliteReader.Open(file);
        var rows = await reader.DocumentsAsync(Scope.All, new DocumentFilter(StoredDocument.Row));
        string TextOf(StoredDocument d) => Encoding.UTF8.GetString(reader.Blob(d.Source)!.Content.Span);
        return Say([.. rows.Select(d => StoredDocument.Read(d.Content, d.OrgPath))], TextOf, arguments, terminal, at, id, on);
    }

    private int FromFolders(ParseResult arguments, Terminal terminal, string at, string id, DateOnly on)
    {
        var folders = arguments.GetValue(workflows) is { Length: > 0 } given ? given : ["workflows"];
        if (arguments.GetValue(school) is { } name)
        {
            var (document, refused) = SchoolDocument.Read(name);
            if (document is null)
                return terminal.Fail(refused!);
            folders = [.. document.Documents];
        }

        if (Array.Find(folders, f => !System.IO.Directory.Exists(f)) is { } missing)
            return terminal.Fail(DocumentFileCodes.NotFound.With(("path", missing)));
        var shelf = FolderShelf.Of(folders.SelectMany(f => DocumentFolder.Read(f)), types);
        return Say(shelf.Documents, shelf.TextOf, arguments, terminal, at, id, on);
    }

    private int Say(ImmutableArray<StoredDocument> documents, Func<StoredDocument, string> textOf, ParseResult arguments, Terminal terminal, string at, string id, DateOnly on)
    {
        if (EffectiveDefinitions.Find(documents, textOf, types, at, id, on) is not { } effective)
            return terminal.Fail(LayerUseCodes.NoProcedure.With(("unit", at), ("procedure", id)));
        var sources = EffectiveSources.Of(effective, DocumentShelf.Holding(documents, at, id, on), d => Value.Parse(textOf(d))["article"].AsText() ?? "");
        if (terminal.Json)
            terminal.Answer(EffectiveSources.ToValue(effective, sources, terminal));
        else if (arguments.GetValue(origin))
            EffectiveSources.Write(sources, terminal);
        else
            terminal.Out.Write(DefinitionWriter.Short(effective.Definition));
        foreach (var finding in effective.Findings)
            terminal.Error.WriteLine($"{finding.Origin.Unit}/{finding.Origin.Document} {finding.Diagnostic.Code.Id}: {finding.Diagnostic.In(terminal.Language)}");
        return effective.Fits ? Terminal.Good : Terminal.Failed;
    }

    private static string PathOf(string text) => text.StartsWith('/') ? text.EndsWith('/') ? text : text + "/" : UnitCode.Path(text);
}
