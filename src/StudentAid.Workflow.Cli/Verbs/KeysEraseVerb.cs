using System.CommandLine;
using StudentAid.Workflow.Cli.Databases;
using StudentAid.Workflow.Cli.Terminals;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Casework.Erasure;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Cli.Verbs;

/// <summary>Destroys a person's key.</summary>
public sealed class KeysEraseVerb(TimeProvider clock) : VaultVerb
{
    private static readonly Text Goes = new("会删除：{0} 件申请的内容、{1} 个文件、{2} 个账号的姓名。", "Goes: the content of {0} cases and {1} files, and the names of {2} accounts.");
    private static readonly Text Stays = new("会留下：办理经过、等级和哈希链；{0} 份名单的会议记录（属于评议机构，可能写有其姓名）；来源名单：{1}。", "Stays: positions, levels and the chains; the minutes of {0} lists, which are the bodies' and may name the person; providers' lists: {1}.");
    private static readonly Text Done = new("已删除，不可恢复。更早的备份恢复后要再删除一次。", "Erased for good. After an older backup is restored it must be erased again.");

    private readonly Argument<string> person = new Argument<string>("PERSON").As("人员编号。", "The person's id.");
    private readonly Option<string> reason = new Option<string>("--reason") { HelpName = "CODE", Required = true }.As("原因代码，如 request、retention-ended。", "The reason as a code, such as request, retention-ended.");
    private readonly Option<string> basis = new Option<string>("--basis") { HelpName = "ARTICLE", Required = true }.As("法律依据。", "The legal basis.");
    private readonly Option<bool> confirm = new Option<bool>("--confirm").As("确认删除。", "Does it.");

    private Command? command;

    public override Command Command => command ??= new Command("erase") { person, reason, basis, confirm, Database.Data, Key.Option }
        .As("依法删除一个人的个人信息：销毁其密钥，不可恢复。不带 --confirm 时只说明会删除什么、留下什么。", "Erases a person's facts by destroying their key, for good. Without --confirm it only says what goes and what stays.");

    public override async Task<int> RunAsync(ParseResult arguments, Terminal terminal, CancellationToken cancellation)
    {
        var text = arguments.GetRequiredValue(person);
        if (Id.TryParse(text) is not { } id)
            return terminal.Misused(DatabaseCodes.BadPerson.With(("value", text)));
        return await OpenedAsync(arguments, terminal, async (data, key) =>
        {
            await using var opened = WrittenDatabase.Open(data, [], clock, key);
            if (await opened.LookAsync(id) is not { } look)
                return terminal.Fail(Casework.Steps.StepCodes.NotFound.With());
            var wanted = arguments.GetValue(confirm);
            if (wanted && (await opened.EraseAsync(id, arguments.GetRequiredValue(reason), arguments.GetRequiredValue(basis))).Rejected is { } refused)
                return terminal.Fail(refused);
            Tell(terminal, look, wanted);
            return Terminal.Good;
        });
    }

    private static void Tell(Terminal terminal, ErasureLook look, bool done)
    {
        if (terminal.Json)
        {
            terminal.Answer(Value.Record(
                ("erased", done), ("cases", look.Cases), ("openCases", look.OpenCases), ("files", look.Files), ("accounts", look.Accounts.Length), ("lists", look.Lists),
                ("providerLists", Value.List(look.ProviderLists.Select(Value.Of)))));
            return;
        }

        terminal.Out.WriteLine(string.Format(null, terminal.Say(Goes), look.Cases, look.Files, look.Accounts.Length));
        terminal.Out.WriteLine(string.Format(null, terminal.Say(Stays), look.Lists, look.ProviderLists.IsEmpty ? "-" : string.Join(", ", look.ProviderLists)));
        if (done)
            terminal.Out.WriteLine(terminal.Say(Done));
    }
}
