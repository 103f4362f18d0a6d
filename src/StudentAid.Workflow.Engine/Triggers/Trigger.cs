using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Activities.Timing;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Triggers;

/// <summary>What makes an instance begin.</summary>
public enum TriggerKind
{
    /// <summary>Every interval, counted from when the trigger was set.</summary>
    Timer,

    /// <summary>At the instants of a cron text (UTC).</summary>
    Cron,

    /// <summary>Once, at an instant.</summary>
    StartAt,

    /// <summary>At a signal by name.</summary>
    Signal,

    /// <summary>At an HTTP request.</summary>
    Http,
}

/// <summary>
/// A trigger as the definition draws it: the activity that instances begin at, and its duration, cron text, instant, signal or path as
/// <paramref name="Text"/>. <paramref name="Methods"/> are an HTTP trigger's, in capitals.
/// </summary>
public sealed record Trigger(string Activity, TriggerKind Kind, string Text, ImmutableArray<string> Methods)
{
    private static readonly TimeSpan[] Windows = [TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), TimeSpan.FromDays(1), TimeSpan.FromDays(32), TimeSpan.FromDays(367)];

    /// <summary>True where the clock fires it.</summary>
    public bool IsTimed => Kind is TriggerKind.Timer or TriggerKind.Cron or TriggerKind.StartAt;

    /// <summary>The first due instant after another of a trigger that was set at <paramref name="since"/>; null where there is none.</summary>
    public DateTimeOffset? Next(DateTimeOffset since, DateTimeOffset after) => Kind switch
    {
        TriggerKind.Timer => since + (Interval * (Periods(since, after) + 1)),
        TriggerKind.Cron => CronSchedule.Parse(Text)?.Next(after),
        TriggerKind.StartAt => OptionValues.ToInstant(Text) is { } at && at > after ? at : null,
        _ => null,
    };

    /// <summary>
    /// For which instant it fires now: the last one that is not after <paramref name="now"/>. Of those that were missed before it (a machine was off)
    /// none is made up for.
    /// </summary>
    public DateTimeOffset LastDue(DateTimeOffset since, DateTimeOffset due, DateTimeOffset now) => Kind switch
    {
        TriggerKind.Timer => since + (Interval * Periods(since, now)),
        TriggerKind.Cron when CronSchedule.Parse(Text) is { } schedule => LastOf(schedule, due, now),
        _ => due,
    };

    private TimeSpan Interval => OptionValues.ToDuration(Text) ?? TimeSpan.FromDays(1);

    private long Periods(DateTimeOffset since, DateTimeOffset at) => at <= since ? 0 : (at - since).Ticks / Interval.Ticks;

    /// <summary>Looks back from now in growing windows, so that a cron of every second costs no more after a year than after a minute.</summary>
    private static DateTimeOffset LastOf(CronSchedule schedule, DateTimeOffset due, DateTimeOffset now)
    {
        foreach (var window in Windows)
        {
            var from = now - window > due ? now - window : due;
            var last = schedule.Next(from.AddSeconds(-1));
            if (last is null || last > now)
                continue;
            while (schedule.Next(last.Value) is { } later && later <= now)
                last = later;
            return last.Value;
        }

        return due;
    }

    public Value ToValue() => Value.Record(
        ("activity", Activity), ("kind", Kind.ToString()), ("text", Text), ("methods", Methods.IsEmpty ? Value.Null : Value.List(Methods.Select(Value.Of))));

    public static Trigger From(Value value) => new(
        value["activity"].AsText() ?? "", Enum.Parse<TriggerKind>(value["kind"].AsText() ?? nameof(TriggerKind.Signal)), value["text"].AsText() ?? "",
        [.. value["methods"].Items.Select(m => m.AsText() ?? "")]);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind} {Text} at {Activity}");
}
