using FluentAssertions;
using StudentAid.Workflow.Server.Hosting;

namespace StudentAid.Workflow.Server.Tests.Hosting;

public sealed class WorkerTests
{
    [Fact]
    public async Task After_a_stop_the_next_start_takes_up_what_was_decided_and_not_released()
    {
        var first = await RunningServer.StartAsync();
        var school = await School.OpenAsync(first);
        await school.VerifyAllAsync();
        var list = await school.FreezeAsync("office");
        var verdicts = string.Join(',', school.Cases.Select(c => $$"""{ "case": "{{c}}", "verdict": "agree", "level": "low" }"""));
        await first.DoAsync(school.Office, $"/api/rosters/{list}/decide", $$"""{ "entries": [{{verdicts}}] }""", "If-Match: \"1\"");
        var key = school.Office.DefaultRequestHeaders.Authorization!.Parameter;
        await first.StopAsync();

        await using var second = await RunningServer.StartInAsync(first.Folder, first.Time);
        using var office = second.ClientOf(key);
        (await second.GetAsync(office, $"/api/rosters/{list}")).Body["status"].AsText().Should().Be("decided");
        await second.SettleAsync();
        (await second.GetAsync(office, $"/api/rosters/{list}")).Body["status"].AsText().Should().Be("released");
        foreach (var @case in school.Cases)
            (await second.GetAsync(office, $"/api/cases/{@case}")).Body["waits"].Items[0]["activity"].AsText().Should().Be("publicity");
    }

    [Fact]
    public async Task A_deadline_fires_once_it_is_due_and_not_before()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        var notice = await school.PublishAsync();
        var due = DateTimeOffset.Parse((await server.GetAsync(school.Office, $"/api/publicities/{notice}")).Body["period"]["due"].AsText()!, System.Globalization.CultureInfo.InvariantCulture);
        server.Time.MoveTo(due.AddMilliseconds(-1));
        (await server.Get<DeadlineWorker>().RunOnceAsync()).Should().BeFalse();
        server.Time.MoveTo(due);
        (await server.Get<DeadlineWorker>().RunOnceAsync()).Should().BeTrue();
        (await server.Get<DeadlineWorker>().RunOnceAsync()).Should().BeFalse("it has had its effect");
        (await server.GetAsync(school.Office, $"/api/publicities/{notice}")).Body["period"]["over"].AsBool().Should().BeTrue();
    }

    [Fact]
    public void The_demonstrations_clock_goes_on_where_it_stood_and_never_back()
    {
        var file = Path.GetTempFileName();
        File.Delete(file);
        try
        {
            var real = new ManualTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
            var clock = new DemoClock(real, DemoClock.Start, file);
            clock.Advance(TimeSpan.FromHours(1));
            new DemoClock(real, DemoClock.Start, file).GetUtcNow().Should().Be(DemoClock.Start.AddHours(1));
            clock.Invoking(c => c.MoveTo(DemoClock.Start)).Should().Throw<ArgumentOutOfRangeException>();
        }
        finally
        {
            File.Delete(file);
        }
    }
}
