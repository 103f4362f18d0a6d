using System.CommandLine;
using StudentAid.Workflow.Cli.Databases;
using StudentAid.Workflow.Cli.Terminals;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Storage.Keys;

namespace StudentAid.Workflow.Cli.Verbs;

/// <summary>Makes a master key.</summary>
public sealed class KeysCreateVerb : Verb
{
    private static readonly Text Made = new("主密钥已写入 {0}。请另存一份，不要与数据库放在一起：没有它，数据库和备份都打不开。", "The master key is in {0}. Keep a copy apart from the database: without it neither the database nor a backup opens.");

    private readonly Argument<string> file = new Argument<string>("FILE").As("新文件。", "The new file.");
    private Command? command;

    public override Group? Group => Group.Keys;

    public override Command Command => command ??= new Command("create") { file }
        .As("新建主密钥文件（只有本用户可读）。", "Makes a master key in a new file that only its owner may read.");

    public override Task<int> RunAsync(ParseResult arguments, Terminal terminal, CancellationToken cancellation)
    {
        var path = arguments.GetRequiredValue(file);
        if (File.Exists(path))
            return Task.FromResult(terminal.Fail(DatabaseCodes.KeyTaken.With(("path", path))));
        var made = MasterKey.ReadOrCreate(path);
        if (terminal.Json)
            terminal.Answer(Value.Record(("file", path), ("id", made.Id.ToString())));
        else
            terminal.Out.WriteLine(string.Format(null, terminal.Say(Made), path));
        return Task.FromResult(Terminal.Good);
    }
}
