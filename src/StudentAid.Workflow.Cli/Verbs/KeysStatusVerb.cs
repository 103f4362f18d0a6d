using System.CommandLine;
using System.Globalization;
using StudentAid.Workflow.Casework.Erasure;
using StudentAid.Workflow.Cli.Databases;
using StudentAid.Workflow.Cli.Terminals;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage;
using StudentAid.Workflow.Storage.Keys;
using StudentAid.Workflow.Storage.Sqlite;

namespace StudentAid.Workflow.Cli.Verbs;

/// <summary>Says by which master keys a database's schools' keys are wrapped, and what is to be done; it opens nothing and runs beside a server.</summary>
public sealed class KeysStatusVerb : Verb
{
    private static readonly Text Wraps = new("主密钥 {0}：{1} 个学校密钥。", "Master key {0}: {1} schools' keys.");
    private static readonly Text Lies = new("密钥文件里是 {0}，.next 文件里是 {1}。", "The key's file holds {0}, the file with .next at the end {1}.");
    private static readonly Text None = new("（没有）", "(none)");

    private static readonly Dictionary<string, Text> States = new(StringComparer.Ordinal)
    {
        [MasterKeyStanding.Held] = new("全部由密钥文件里的一把包裹。", "All are wrapped by the key of the key's file."),
        [MasterKeyStanding.UnderWay] = new("正在更换：两个文件都不要移动，等换完。", "A change is under way: leave both files where they are until it is done."),
        [MasterKeyStanding.Move] = new("已经换完：请把 .next 文件移到密钥文件的位置（覆盖）。以后只用新的这一把启动；旧备份仍需旧密钥。", "The change is done: move the file with .next at the end over the key's file. From then on start with the new one alone; older backups still need the former key."),
        [MasterKeyStanding.Lost] = new("有学校密钥由不在这两个文件里的主密钥包裹：请在服务停止之前把那一把放回，否则数据库再也打不开。", "Some keys are wrapped by a master key that stands in neither file: put it back before the server stops, or the database opens no more."),
    };

    private readonly DatabaseOptions database = new();
    private readonly KeyOption key = new();
    private Command? command;

    public override Group? Group => Group.Keys;

    public override Command Command => command ??= new Command("status") { database.Data, key.Option }
        .As("查看学校密钥由哪把主密钥包裹、更换到哪一步；服务运行时也可以用，什么也不改。", "Says by which master keys the schools' keys are wrapped, and how far a change is; it changes nothing and runs beside a server.");

    public override Task<int> RunAsync(ParseResult arguments, Terminal terminal, CancellationToken cancellation)
    {
        var (data, _) = database.Of(arguments);
        if (!File.Exists(data))
            return Task.FromResult(terminal.Misused(DatabaseCodes.NoDatabase.With(("path", data))));
        try
        {
            var file = key.FileOf(arguments);
            var (given, (next, unread)) = (key.Given(arguments)?.Current.Id ?? default, file.Next());
            return Task.FromResult(Tell(terminal, new MasterKeyStanding(SqliteKeys.Wrapped(data), given, given, next?.Id ?? default) { InFile = !given.IsNone, Unread = unread }));
        }
        catch (VaultException e)
        {
            return Task.FromResult(terminal.Fail(DatabaseCodes.VaultShut.With(("reason", FailureText.Of(e)))));
        }
        catch (StoreException e)
        {
            return Task.FromResult(terminal.Fail(DatabaseCodes.NotReadable.With(("path", data), ("reason", FailureText.Of(e)))));
        }
    }

    /// <summary>Without a key only who wraps what is told.</summary>
    private static int Tell(Terminal terminal, MasterKeyStanding standing)
    {
        var told = standing.InFile || standing.State == MasterKeyStanding.UnderWay;
        var exit = standing.State == MasterKeyStanding.Lost ? Terminal.Failed : Terminal.Good;
        if (terminal.Json)
        {
            var answer = Value.Record(("wrapped", Value.List(standing.Wrapped.Select(w => (Value)Value.Record(("masterKey", w.Key.ToString()), ("schools", w.Schools))))));
            terminal.Answer(told ? answer.With("state", standing.State).With("file", Shown(standing.File)).With("next", Shown(standing.Next)).With("unread", standing.Unread) : answer);
            return exit;
        }

        foreach (var wrapped in standing.Wrapped)
            terminal.Out.WriteLine(string.Format(CultureInfo.InvariantCulture, terminal.Say(Wraps), wrapped.Key, wrapped.Schools));
        if (standing.InFile)
            terminal.Out.WriteLine(string.Format(CultureInfo.InvariantCulture, terminal.Say(Lies), Name(standing.File), Name(standing.Next)));
        if (standing.Unread)
            terminal.Out.WriteLine(MasterKeyCodes.Unread.With().In(terminal.Language));
        if (told)
            terminal.Out.WriteLine(terminal.Say(States[standing.State]));
        return exit;

        string Name(Id id) => id.IsNone ? terminal.Say(None) : id.ToString();
    }

    private static Value Shown(Id id) => id.IsNone ? Value.Null : id.ToString();
}
