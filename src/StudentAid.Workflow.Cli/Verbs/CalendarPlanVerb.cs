using System.CommandLine;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Cli.Calendars;
using StudentAid.Workflow.Cli.Terminals;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Cli.Verbs;

/// <summary>The plan of a round, reckoned backwards from its deadline.</summary>
public sealed class CalendarPlanVerb : Verb
{
    private static readonly Text Deadline = new("截止：{0}（自 {1} 起 {2} 日）", "Deadline: {0} ({2} days from {1})");
    private static readonly Text Stage = new("{0}  最迟 {1} 开始，{2} 结束{3}", "{0}: begin by {1}, end by {2}{3}");
    private static readonly Text Provisional = new("（暂定）", " (provisional)");
    private static readonly Text DoesNotFit = new("这些环节排不进规定的日数：第一个环节要在开学之前开始。", "The stages do not fit: the first would have to begin before the term.");

    private static readonly string National = Path.Combine("workflows", "national", "round-plan.json");

    private readonly Argument<string> termStart = new Argument<string>("TERMSTART").As("开学日，如 2026-09-01。", "The first day of the term, such as 2026-09-01.");
    private readonly Option<string> plan = new Option<string>("--plan") { HelpName = "FILE" }
        .As("倒排计划文件（kind 为 round-plan），默认为 workflows/national/round-plan.json。", "The plan's document (kind round-plan), workflows/national/round-plan.json where left out.");

    private readonly Option<string[]> calendar = new Option<string[]>("--calendar") { HelpName = "FILE" }
        .As("日历文件，同 calendar add。", "A calendar, as for calendar add.");

    private Command? command;

    public override Group? Group => Group.Calendar;

    public override Command Command => command ??= new Command("plan") { termStart, plan, calendar }
        .As("从截止日倒排：每个环节最迟哪天开始。", "Reckons backwards from the deadline: by when each stage must begin.");

    public override Task<int> RunAsync(ParseResult arguments, Terminal terminal, CancellationToken cancellation)
    {
        var text = arguments.GetRequiredValue(termStart);
        if (CalendarFile.Day(text) is not { } start || start.Year is < 1950 or > 9000)
            return Task.FromResult(terminal.Misused(UsageCodes.BadDay.With(("name", "TERMSTART"), ("value", text))));
        if (CalendarFile.Value(arguments.GetValue(plan) ?? National, terminal) is not { } document
            || CalendarFile.Required(RoundPlanRules.Kind.Read(document), terminal) is not { } rules
            || CalendarFile.Calendar(arguments.GetValue(calendar), terminal) is not { } days)
        {
            return Task.FromResult(Terminal.Failed);
        }

        Write(rules.Plan(days, start), terminal);
        return Task.FromResult(Terminal.Good);
    }

    private static void Write(RoundPlan reckoned, Terminal terminal)
    {
        var clock = reckoned.Clock;
        if (terminal.Json)
        {
            terminal.Answer(Value.Record(
                ("termStart", DayText.Iso(clock.TermStart)), ("days", clock.Days), ("deadline", DayText.Iso(clock.Deadline)), ("fits", reckoned.Fits),
                ("stages", Value.List(reckoned.Stages.Select(s => Value.Record(
                    ("id", s.Stage.Id), ("title", s.Stage.Name.ToValue()), ("latestStart", DayText.Iso(s.LatestStart)), ("latestEnd", DayText.Iso(s.LatestEnd)),
                    ("provisional", s.Provisional)))))));
            return;
        }

        terminal.Out.WriteLine(string.Format(null, terminal.Say(Deadline), DayText.Iso(clock.Deadline), DayText.Iso(clock.TermStart), clock.Days));
        foreach (var stage in reckoned.Stages)
        {
            terminal.Out.WriteLine(string.Format(
                null, terminal.Say(Stage), terminal.Say(stage.Stage.Name), DayText.Iso(stage.LatestStart), DayText.Iso(stage.LatestEnd),
                stage.Provisional ? terminal.Say(Provisional) : ""));
        }

        if (!reckoned.Fits)
            terminal.Out.WriteLine(terminal.Say(DoesNotFit));
    }
}
