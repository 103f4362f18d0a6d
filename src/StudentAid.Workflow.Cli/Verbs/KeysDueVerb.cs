using System.CommandLine;
using System.Globalization;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Retention;
using StudentAid.Workflow.Cli.Databases;
using StudentAid.Workflow.Cli.Terminals;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Cli.Verbs;

/// <summary>Says whose terms are over; erasing needs a second person and is done over HTTP.</summary>
public sealed class KeysDueVerb(TimeProvider clock) : VaultVerb
{
    private static readonly Text Due = new("到期可删除：{0} 人。", "Due: {0} people.");
    private static readonly Text Held = new("暂不删除：{0}，{1} 人。", "Held back, {0}: {1} people.");

    private readonly Argument<string> unit = new Argument<string>("UNIT").As("单位路径，如 /530000/college/。", "The unit's path, such as /530000/college/.");
    private readonly Option<DateOnly?> day = new Option<DateOnly?>("--day") { HelpName = "YYYY-MM-DD" }.As("截至哪一天，默认今天。", "By which day, today where left out.");
    private readonly Option<string> year = new Option<string>("--school-year") { HelpName = "YEAR" }.As("只看这个学年的批次。", "Only rounds of this school year.");

    private Command? command;

    public override Command Command => command ??= new Command("due") { unit, day, year, Database.Data, Key.Option }
        .As("列出保存期限已满的人数，以及因什么暂不删除多少人（--json 逐人列出人员编号）；什么也不改，删除经接口由第二人复核。", "Says how many people's terms of retention are over, and how many are held back for what (--json lists each by id). It changes nothing; erasing goes over HTTP with a second person.");

    public override async Task<int> RunAsync(ParseResult arguments, Terminal terminal, CancellationToken cancellation)
    {
        var place = arguments.GetRequiredValue(unit);
        if (!UnitPath.IsPath(place))
            return terminal.Misused(DatabaseCodes.BadPlace.With(("option", new Text("单位路径", "UNIT")), ("value", place)));
        return await OpenedAsync(arguments, terminal, async (data, key) =>
        {
            // To look makes no database where there is none.
            if (!File.Exists(data))
                return terminal.Misused(DatabaseCodes.NoDatabase.With(("path", data)));
            await using var opened = WrittenDatabase.Open(data, [], clock, key);
            if (await opened.DueAsync(place, arguments.GetValue(day), arguments.GetValue(year) ?? "", cancellation) is not { } look)
                return terminal.Fail(RetentionCodes.NoRules.With(("unit", place)));
            Tell(terminal, look);
            return Terminal.Good;
        });
    }

    private static void Tell(Terminal terminal, RetentionLook look)
    {
        if (terminal.Json)
        {
            terminal.Answer(Value.Record(
                ("due", look.Due.Length), ("people", Value.List(look.Due.Select(d => Value.Of(d.Person.ToString())))),
                ("held", Value.List(look.Held.Select(h => Value.Record(("person", h.Person.ToString()), ("why", h.Why)))))));
            return;
        }

        terminal.Out.WriteLine(string.Format(CultureInfo.InvariantCulture, terminal.Say(Due), look.Due.Length));
        foreach (var held in look.HeldCounts)
            terminal.Out.WriteLine(string.Format(CultureInfo.InvariantCulture, terminal.Say(Held), terminal.Say(Why.Names[held.Why]), held.People));
    }
}
