using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using StudentAid.Workflow.Engine.Triggers;

namespace StudentAid.Workflow.Engine.Tests.Triggers;

public sealed class TriggerTests
{
    private static readonly DateTimeOffset Since = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_last_due_instant_is_the_latest_that_has_come_and_the_next_lies_after_it() => Check.QuickThrowOnFailure(Prop.ForAll<PositiveInt, byte, bool>((seconds, cron, timed) =>
    {
        var trigger = timed
            ? new Trigger("a", TriggerKind.Timer, $"PT{(cron % 100) + 1}M", [])
            : new Trigger("a", TriggerKind.Cron, $"{cron % 60} {cron % 24} * * *", []);
        var first = trigger.Next(Since, Since)!.Value;
        var now = first.AddSeconds(seconds.Get * 97L % 40_000_000);
        var last = trigger.LastDue(Since, first, now);
        return last >= first && last <= now && trigger.Next(Since, last) > now && trigger.Next(Since, now) > now;
    }));

    [Theory]
    [InlineData("orders/{id}", "/Orders/7", "{\"id\":\"7\"}")]
    [InlineData("orders", "/orders/", "{}")]
    [InlineData("orders/{id}", "/orders", null)]
    [InlineData("orders/{id}", "/orders/7/lines", null)]
    [InlineData("a/{x}/b/{y}", "/a/1/b/2", "{\"x\":\"1\",\"y\":\"2\"}")]
    public void A_path_gives_its_parameters_or_is_another_one(string template, string path, string? parameters) =>
        (RoutePath.Match(template, path)?.ToJson()).Should().Be(parameters);

    [Theory]
    [InlineData("orders/{id}", "orders/new", true)]
    [InlineData("orders/{id}", "orders", false)]
    [InlineData("a/{x}", "b/{x}", false)]
    public void Two_paths_overlap_where_one_request_could_mean_both(string one, string other, bool overlap) => RoutePath.Overlap(one, other).Should().Be(overlap);
}
