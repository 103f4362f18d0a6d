using FluentAssertions;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Hosting;

namespace StudentAid.Workflow.Server.Tests.Hosting;

/// <summary>The worker that closes lists by itself, on a running server.</summary>
public sealed class FreezeWorkerTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 9, 14, 2, 0, 0, TimeSpan.Zero);
    private readonly ManualTimeProvider time = new(Start);
    private RunningServer server = null!;

    public async Task InitializeAsync() => server = await RunningServer.StartInAsync(Directory.CreateTempSubdirectory("student-aid").FullName, time);

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task A_list_that_is_ready_is_closed_once_and_a_look_a_moment_later_costs_nothing()
    {
        var school = await OpenAsync("\"freeze\": \"ready\"");
        (await LookAsync()).Should().BeFalse("nobody has arrived yet");
        await school.VerifyAllAsync();
        time.MoveTo(time.GetUtcNow().AddSeconds(1));
        (await server.Get<FreezeWorker>().RunOnceAsync()).Should().BeFalse("it looked a second ago");
        (await LookAsync()).Should().BeTrue();
        (await ListsAsync(school)).Should().ContainSingle().Which.Status.Should().Be("frozen");
        (await LookAsync()).Should().BeFalse();
        (await ListsAsync(school)).Should().ContainSingle();
    }

    [Fact]
    public async Task A_list_past_its_deadline_is_closed_once_with_who_has_come()
    {
        var school = await OpenAsync("\"freeze\": \"deadline\", \"freezeDay\": 20");
        await school.VerifyAllAsync();
        (await LookAsync()).Should().BeFalse("the twentieth day is not over");
        time.MoveTo(new DateTimeOffset(2026, 9, 20, 16, 0, 0, TimeSpan.Zero));
        (await LookAsync()).Should().BeTrue();
        (await LookAsync()).Should().BeFalse();
        (await ListsAsync(school)).Should().ContainSingle();
    }

    [Fact]
    public async Task A_list_that_waits_for_a_hand_is_left_to_it()
    {
        var school = await OpenAsync("\"note\": \"手工生成\"");
        await school.VerifyAllAsync();
        time.MoveTo(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero));
        (await LookAsync()).Should().BeFalse();
        (await ListsAsync(school)).Should().BeEmpty();
    }

    private async Task<School> OpenAsync(string how)
    {
        var school = await School.OpenAsync(server, School.Definition.Replace("\"act\": \"approve\",", $"\"act\": \"approve\", {how},", StringComparison.Ordinal));
        await server.DoAsync(school.Office, $"/api/rounds/{school.Round}/window", """{ "track": "enrolled", "opens": "2026-09-01T00:00:00Z", "closes": "2026-09-10T00:00:00Z" }""");
        return school;
    }

    /// <summary>Once it may look again.</summary>
    private async Task<bool> LookAsync()
    {
        time.MoveTo(time.GetUtcNow().AddSeconds(6));
        return await server.Get<FreezeWorker>().RunOnceAsync();
    }

    private async Task<IReadOnlyList<StreamRow>> ListsAsync(School school) =>
        (await server.Get<IStoreReader>().StreamsAsync(Scope.All, new StreamFilter { Group = school.Round, Kind = RosterState.Kind, Practice = true }, PageRequest.Everything)).Items;
}
