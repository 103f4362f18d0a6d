using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;

namespace StudentAid.Workflow.Engine.Activities.Timing;

public sealed record DelayOptions
{
    [Option("时长", "Time span", Required = true)]
    public TimeSpan TimeSpan { get; init; }
}

/// <summary>Waits a length of time.</summary>
public sealed class Delay() : ActivityType<DelayOptions>(TimerDescriptions.Of("Elsa.Delay", "延时", "Delay", "等一段时间。", "Waits a length of time.", trigger: false))
{
    protected override ActivityResult Enter(ActivityContext context, DelayOptions options) => TimerDescriptions.WaitUntil(context, context.Now + options.TimeSpan);
}

public sealed record TimerOptions
{
    [Option("间隔", "Interval", Required = true)]
    public TimeSpan Interval { get; init; }
}

/// <summary>Waits an interval; as a trigger it starts an instance every interval.</summary>
public sealed class Timer() : ActivityType<TimerOptions>(TimerDescriptions.Of("Elsa.Timer", "定时", "Timer", "每隔一段时间。", "Waits an interval, or starts an instance every interval.", trigger: true))
{
    protected override ActivityResult Enter(ActivityContext context, TimerOptions options) =>
        context.IsTriggerOfStart ? ActivityResult.Completed() : TimerDescriptions.WaitUntil(context, context.Now + options.Interval);
}

public sealed record StartAtOptions
{
    [Option("时刻", "Date and time", Required = true)]
    public DateTimeOffset DateTime { get; init; }
}

/// <summary>Waits until an instant; one that has passed is not waited for.</summary>
public sealed class StartAt() : ActivityType<StartAtOptions>(TimerDescriptions.Of("Elsa.StartAt", "定点", "Start at", "等到某一时刻。", "Waits until an instant.", trigger: true))
{
    protected override ActivityResult Enter(ActivityContext context, StartAtOptions options) =>
        context.IsTriggerOfStart || options.DateTime <= context.Now ? ActivityResult.Completed() : TimerDescriptions.WaitUntil(context, options.DateTime);
}

public sealed record CronOptions
{
    [Option("Cron 表达式", "Cron expression", Required = true)]
    public string CronExpression { get; init; } = "";
}

/// <summary>Waits until the next instant of a cron text (UTC).</summary>
public sealed class Cron() : ActivityType<CronOptions>(TimerDescriptions.Of("Elsa.Cron", "Cron 定时", "Cron", "按 Cron 表达式定时。", "Waits until the next instant of a cron text.", trigger: true))
{
    public override IEnumerable<Rejection> Check(ActivityNode node)
    {
        if (node.Input("cronExpression") is { Kind: InputKind.Literal } input && CronSchedule.Parse(input.Text) is null)
            yield return TimingCodes.BadCron.With(("text", input.Text));
    }

    protected override ActivityResult Enter(ActivityContext context, CronOptions options)
    {
        if (context.IsTriggerOfStart)
            return ActivityResult.Completed();
        return CronSchedule.Parse(options.CronExpression)?.Next(context.Now) is { } next
            ? TimerDescriptions.WaitUntil(context, next)
            : ActivityResult.Faulted(TimingCodes.BadCron.With(("text", options.CronExpression)));
    }
}

public static class TimingCodes
{
    public static readonly Code BadCron = Code.Input("bad-cron", "Cron 表达式应有五或六个字段且有下一次，但“{text}”不是。", "Expected a cron text of five or six fields that has a next instant, but '{text}' is none.");
}

internal static class TimerDescriptions
{
    public static ActivityDescription Of(string type, string zhCn, string en, string summaryZhCn, string summaryEn, bool trigger) => new()
    {
        Type = type, Title = new Text(zhCn, en), Summary = new Text(summaryZhCn, summaryEn), Category = Categories.Timing, IsTrigger = trigger, Waits = true,
    };

    public static ActivityResult WaitUntil(ActivityContext context, DateTimeOffset due)
    {
        context.Open(BookmarkKind.Deadline, due: due);
        return ActivityResult.Waits;
    }
}
