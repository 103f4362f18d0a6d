using System.CommandLine;
using System.Globalization;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Cli.Calendars;
using StudentAid.Workflow.Cli.Terminals;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Cli.Verbs;

/// <summary>The last day of a period of working days.</summary>
public sealed class CalendarAddVerb : Verb
{
    /// <summary>Working days that are counted at most: about forty years.</summary>
    private const int Most = 10_000;

    private static readonly Text Provisional = new("暂定：其间有的年份放假安排尚未公布，按周一至周五计算。", "Provisional: a year on the way has no published days off and was counted Monday to Friday.");

    private readonly Argument<string> date = new Argument<string>("DATE").As("起始日，如 2026-09-21。", "The day to start from, such as 2026-09-21.");
    private readonly Argument<string> count = new Argument<string>("N").As("工作日数。", "How many working days.");
    private readonly Option<bool> countStart = new Option<bool>("--count-start").As("起始日计入（默认不计入）。", "Counts the start (not counted when silent).");
    private readonly Option<string[]> calendar = new Option<string[]>("--calendar") { HelpName = "FILE" }
        .As("日历文件；第二个起叠加在前面之上，如学校的假期。默认全国工作日历。", "A calendar; further ones lie over it, such as a school's vacations. The national one when silent.");

    private Command? command;

    public override Group? Group => Group.Calendar;

    public override Command Command => command ??= new Command("add") { date, count, countStart, calendar }
        .As("从某日起数 N 个工作日，是哪一天。", "Which day is N working days after a day.");

    public override Task<int> RunAsync(ParseResult arguments, Terminal terminal, CancellationToken cancellation)
    {
        var (day, number) = (arguments.GetRequiredValue(date), arguments.GetRequiredValue(count));
        if (CalendarFile.Day(day) is not { } start)
            return Task.FromResult(terminal.Misused(UsageCodes.BadDay.With(("name", "DATE"), ("value", day))));
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) || n > Most || start.Year + 50 > 9999)
            return Task.FromResult(terminal.Misused(UsageCodes.BadCount.With(("name", "N"), ("most", Most), ("value", number))));
        if (CalendarFile.Calendar(arguments.GetValue(calendar), terminal) is not { } days)
            return Task.FromResult(Terminal.Failed);
        Write(days, start, n, arguments.GetValue(countStart), terminal);
        return Task.FromResult(Terminal.Good);
    }

    private static void Write(WorkingDayCalendar days, DateOnly start, int n, bool countStart, Terminal terminal)
    {
        var end = days.AddWorkingDays(start, n, countStart);
        var exceptions = days.ExceptionsBetween(start, end.Day);
        if (terminal.Json)
        {
            terminal.Answer(Value.Record(
                ("start", DayText.Iso(start)), ("workingDays", n), ("countStart", countStart), ("day", DayText.Iso(end.Day)), ("provisional", end.Provisional),
                ("calendar", days.Id), ("exceptions", Value.List(exceptions.Select(ToValue)))));
            return;
        }

        terminal.Out.WriteLine(DayText.WithWeekday(end.Day, terminal));
        if (end.Provisional)
            terminal.Out.WriteLine(terminal.Say(Provisional));
        foreach (var line in DayText.Lines(exceptions, terminal))
            terminal.Out.WriteLine(line);
    }

    private static RecordValue ToValue(CalendarException exception) => exception.Name is { } name
        ? Value.Record(("day", DayText.Iso(exception.Day)), ("workingDay", exception.IsWorkingDay), ("name", name))
        : Value.Record(("day", DayText.Iso(exception.Day)), ("workingDay", exception.IsWorkingDay));
}
