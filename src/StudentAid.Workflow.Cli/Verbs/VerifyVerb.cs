using System.CommandLine;
using StudentAid.Workflow.Cli.Databases;
using StudentAid.Workflow.Cli.Terminals;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Storage;
using StudentAid.Workflow.Storage.Audit;
using StudentAid.Workflow.Storage.Keys;
using StudentAid.Workflow.Storage.Sqlite;

namespace StudentAid.Workflow.Cli.Verbs;

/// <summary>Checks a database's history, or an archive of its audit chain alone; it needs no key to read them.</summary>
public sealed class VerifyVerb : Verb
{
    private static readonly Text Whole = new("完好：共 {0} 条记录，{1} 条已上链，其中 {2} 条在最后一次公布的链头之下；{3} 条尚未上链。", "Whole: {0} events, {1} sealed, {2} of them below the last published head; {3} not yet sealed.");
    private static readonly Text NoHeads = new("没有找到公布的链头：末尾被截去时查不出来。请用 --heads 指定保存在别处的链头文件夹。", "No published head was found, so that a cut-off end is not: name the folder of heads that is kept elsewhere with --heads.");
    private static readonly Text Started = new("“{0}”的链从已归档的第 {1} 行之后开始，此前 {2} 条。", "The chain of '{0}' starts after row {1}, which was archived, {2} events before.");
    private static readonly Text NoArchive = new("其中 {0} 条的链上登记在未给出的归档文件里，只按各自记录的哈希核对过。请用 --archives 指定归档文件夹。", "Of {0} events the chain's rows stand in archives that were not given, so that they were held against their streams' hashes alone: name the folder with --archives.");
    private static readonly Text WholeArchive = new("归档完好：“{0}”{1} 学年，第 {2} 至 {3} 行，{4} 条记录。", "The archive is whole: '{0}', school year from {1}, rows {2} to {3}, {4} events.");
    private static readonly Text NoKey = new("没有给出密钥：整份伪造的链头查不出来。请用 --key 指定主密钥或公钥（PEM）。", "No key was given, so that a head forged whole is not found: name the master key or the public one (PEM) with --key.");

    private readonly Argument<string> database = new Argument<string>("DATABASE").As("数据库文件，或审计归档文件。", "The database, or an archive of its audit chain.");
    private readonly Option<string> heads = new Option<string>("--heads") { HelpName = "FOLDER" }
        .As("公布的链头文件夹；默认是数据库旁的 heads/数据库名。", "The published heads; heads/NAME beside the database when silent.");
    private readonly Option<string> archives = new Option<string>("--archives") { HelpName = "FOLDER" }
        .As("审计归档文件夹；默认是数据库旁的 archives/数据库名。", "The archives of the audit chain; archives/NAME beside the database when silent.");
    private readonly Option<string[]> keys = new Option<string[]>("--key") { HelpName = "FILE", AllowMultipleArgumentsPerToken = false }
        .As("签名密钥：主密钥文件，或公钥（PEM）；换过主密钥的，新旧都给。", "What heads are signed with: the master key's file, or the public key (PEM); after a change of the master key, both.");

    private Command? command;

    public override Command Command => command ??= new Command("verify") { database, heads, archives, keys }
        .As("核对历史记录有无被改、被删、被调换、被截断；服务运行时也可以用。", "Checks that no event was changed, deleted, swapped or cut off; also beside a running server.");

    public override Task<int> RunAsync(ParseResult arguments, Terminal terminal, CancellationToken cancellation) => Task.FromResult(Run(arguments, terminal));

    private int Run(ParseResult arguments, Terminal terminal)
    {
        var path = arguments.GetRequiredValue(database);
        if (!File.Exists(path))
            return terminal.Misused(DatabaseCodes.NoDatabase.With(("path", path)));
        var folder = arguments.GetValue(heads);
        if (folder is not null && !Directory.Exists(folder))
            return terminal.Misused(DatabaseCodes.NoHeads.With(("path", folder)));
        var kept = arguments.GetValue(archives);
        if (kept is not null && !Directory.Exists(kept))
            return terminal.Misused(DatabaseCodes.NoArchives.With(("path", kept)));
        List<HeadKey> trusted = [];
        try
        {
            trusted.AddRange((arguments.GetValue(keys) ?? []).Select(HeadKey.Read));
            if (ChainArchive.IsText(path))
                return Tell(terminal, ChainArchive.Of(Path.GetFileName(path), File.ReadAllText(path)), trusted);
            return Tell(terminal, SqliteAudit.Verify(path, new HeadFolder(folder ?? HeadFolder.Beside(path)).All(), trusted, TrailArchives.In(kept ?? TrailArchives.Beside(path))));
        }
        catch (VaultException e)
        {
            return terminal.Misused(DatabaseCodes.VaultShut.With(("reason", FailureText.Of(e))));
        }
        catch (StoreException e)
        {
            return terminal.Fail(DatabaseCodes.NotReadable.With(("path", path), ("reason", FailureText.Of(e))));
        }
        finally
        {
            trusted.ForEach(k => k.Dispose());
        }
    }

    private static int Tell(Terminal terminal, ChainArchive archive, List<HeadKey> trusted)
    {
        var bad = archive.Check(trusted);
        if (terminal.Json)
        {
            terminal.Answer(bad is not null ? Answer(terminal, bad) : Value.Record(
                ("whole", true), ("place", archive.Place), ("year", archive.Year), ("from", archive.Before.Rows + 1), ("rows", archive.End.Rows), ("events", archive.Events), ("keyGiven", trusted.Count > 0)));
        }

        if (bad is not null)
        {
            terminal.Refuse(bad);
            return Terminal.Failed;
        }

        if (terminal.Json)
            return Terminal.Good;
        terminal.Out.WriteLine(string.Format(null, terminal.Say(WholeArchive), archive.Place, archive.Year, archive.Before.Rows + 1, archive.End.Rows, archive.Events));
        if (trusted.Count == 0)
            terminal.Out.WriteLine(terminal.Say(NoKey));
        return Terminal.Good;
    }

    private static int Tell(Terminal terminal, AuditVerdict verdict)
    {
        if (terminal.Json)
            terminal.Answer(Answer(terminal, verdict));
        if (verdict.Bad is { } bad)
        {
            terminal.Refuse(bad);
            return Terminal.Failed;
        }

        if (terminal.Json)
            return Terminal.Good;
        terminal.Out.WriteLine(string.Format(null, terminal.Say(Whole), verdict.Events, verdict.Sealed, verdict.BelowHead, verdict.Unsealed));
        foreach (var start in verdict.Starts)
            terminal.Out.WriteLine(string.Format(null, terminal.Say(Started), start.Place, start.Rows, start.Events));
        if (verdict.Archived > 0)
            terminal.Out.WriteLine(string.Format(null, terminal.Say(NoArchive), verdict.Archived));
        if (verdict.Heads == 0)
            terminal.Out.WriteLine(terminal.Say(NoHeads));
        else if (!verdict.KeyGiven)
            terminal.Out.WriteLine(terminal.Say(NoKey));
        return Terminal.Good;
    }

    private static RecordValue Answer(Terminal terminal, AuditVerdict verdict)
    {
        if (verdict.Bad is { } bad)
            return Answer(terminal, bad);
        return Value.Record(
            ("whole", true), ("events", verdict.Events), ("sealed", verdict.Sealed), ("belowHead", verdict.BelowHead), ("unsealed", verdict.Unsealed), ("heads", verdict.Heads),
            ("keyGiven", verdict.KeyGiven), ("archived", verdict.Archived), ("starts", Value.List(verdict.Starts.Select(s => Value.Record(("place", s.Place), ("rows", s.Rows), ("events", s.Events))))));
    }

    private static RecordValue Answer(Terminal terminal, Rejection bad)
    {
        var arguments = Value.Record([.. bad.Arguments.Select(a => (a.Key, Value.Of(a.Value)))]);
        return Value.Record(("whole", false), ("bad", Value.Record(("code", bad.Code.Id), ("message", bad.In(terminal.Language)), ("at", arguments))));
    }
}
