using System.CommandLine;
using StudentAid.Workflow.Cli.Terminals;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Storage.Keys;
using StudentAid.Workflow.Storage.Sqlite;

namespace StudentAid.Workflow.Cli.Verbs;

/// <summary>Seals what stands in clear.</summary>
public sealed class KeysSealVerb : VaultVerb
{
    private static readonly Text Done = new("已加密：{0} 条记录链，{1} 份文档，{2} 条消息，{3} 个文件。", "Sealed: {0} streams, {1} documents, {2} messages, {3} files.");

    private Command? command;

    public override Command Command => command ??= new Command("seal") { Database.Data, Key.Option }
        .As("给旧版本以明文写入的数据库加密（先停服务、先备份）。", "Seals a database that an earlier program wrote in clear (stop the server and keep a copy first).");

    public override Task<int> RunAsync(ParseResult arguments, Terminal terminal, CancellationToken cancellation) => OpenedAsync(arguments, terminal, (data, key) =>
    {
        var done = Reseal.Run(data, new Vault(key));
        if (terminal.Json)
            terminal.Answer(Value.Record(("streams", done.Streams), ("documents", done.Documents), ("messages", done.Messages), ("files", done.Files)));
        else
            terminal.Out.WriteLine(string.Format(null, terminal.Say(Done), done.Streams, done.Documents, done.Messages, done.Files));
        return Task.FromResult(Terminal.Good);
    });
}
