using FluentAssertions;

namespace StudentAid.Workflow.Server.Tests.Api;

public sealed class LastStopTests
{
    private const string Inside = "the clock of 13900001357 is broken";

    [Fact]
    public async Task What_nobody_expected_is_told_as_a_document_without_what_went_wrong_inside_and_stands_in_the_log()
    {
        var clock = new BrokenClock();
        await using var server = await RunningServer.StartInAsync(Directory.CreateTempSubdirectory("student-aid").FullName, clock);
        clock.IsBroken = true;
        var told = await server.GetAsync(server.Administrator, "/api/me");
        clock.IsBroken = false;

        (told.Status, told.Code, told.ContentType).Should().Be((500, "internal-error", "application/problem+json"));
        told.Text.Should().NotContain("clock").And.NotContain("Exception").And.NotContain(" at ");
        server.Log.Text.Should().Contain(Inside);
        (await server.GetAsync(server.Administrator, "/api/me")).Status.Should().Be(200, "the server goes on");
    }

    private sealed class BrokenClock() : ManualTimeProvider(new DateTimeOffset(2026, 9, 14, 2, 0, 0, TimeSpan.Zero))
    {
        public bool IsBroken { get; set; }

        public override DateTimeOffset GetUtcNow() => IsBroken ? throw new InvalidOperationException(Inside) : base.GetUtcNow();
    }
}
