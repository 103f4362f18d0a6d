using System.CommandLine;
using StudentAid.Workflow.Cli.Terminals;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Storage.Keys;
using StudentAid.Workflow.Storage.Sqlite;

namespace StudentAid.Workflow.Cli.Verbs;

/// <summary>Wraps keys anew.</summary>
public sealed class KeysRotateVerb : VaultVerb
{
    private static readonly Text Tenants = new("已更换 {0} 所学校的密钥，重新包裹 {1} 个人员密钥。", "Gave {0} schools a new key and wrapped {1} subjects' keys by it.");
    private static readonly Text Master = new("主密钥已更换，重新包裹 {0} 个学校密钥。今后用 --key {1} 启动；旧备份仍需旧密钥。", "The master key is changed: {0} schools' keys are wrapped by it. Start with --key {1} from now on; older backups still need the former key.");

    private readonly Option<string> next = new Option<string>("--new-key") { HelpName = "FILE" }
        .As("新主密钥文件，没有就新建。", "The new master key's file, made where there is none.");

    private Command? command;

    public override Command Command => command ??= new Command("rotate") { Database.Data, Key.Option, next }
        .As("更换密钥：默认给每所学校换新密钥；--new-key 换主密钥。中断后可重新执行。", "Changes keys: each school gets a new one, or with --new-key the master key is another. May be cut off and run again.");

    public override Task<int> RunAsync(ParseResult arguments, Terminal terminal, CancellationToken cancellation) => OpenedAsync(arguments, terminal, async (data, key) =>
    {
        // Cut off, a change needs both keys to go on. A new file is made only where the database opens, so that no key lies about that wraps nothing.
        var file = arguments.GetValue(next);
        var to = file is { Length: > 0 } && File.Exists(file) ? MasterKey.Read(file) : null;
        var vault = new Vault(to is null ? key : new MasterKeys(key.Current, to));
        await using var store = SqliteStore.Open(data, null, vault);
        if (file is { Length: > 0 })
            Tell(terminal, await new KeyRotation(vault).MasterAsync(to ?? MasterKey.ReadOrCreate(file), cancellation), file);
        else
            Tell(terminal, await new KeyRotation(vault).TenantsAsync(cancellation));
        return Terminal.Good;
    });

    private static void Tell(Terminal terminal, int tenants, string file)
    {
        if (terminal.Json)
            terminal.Answer(Value.Record(("tenants", tenants), ("key", file)));
        else
            terminal.Out.WriteLine(string.Format(null, terminal.Say(Master), tenants, file));
    }

    private static void Tell(Terminal terminal, Rotated rotated)
    {
        if (terminal.Json)
            terminal.Answer(Value.Record(("tenants", rotated.Tenants), ("subjects", rotated.Subjects)));
        else
            terminal.Out.WriteLine(string.Format(null, terminal.Say(Tenants), rotated.Tenants, rotated.Subjects));
    }
}
