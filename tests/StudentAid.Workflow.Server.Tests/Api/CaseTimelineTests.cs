using FluentAssertions;
using Microsoft.Data.Sqlite;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api;
using StudentAid.Workflow.Server.Api.Cases;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>A case's history tells who decided its lists, whatever the lists' size.</summary>
public sealed class CaseTimelineTests : IAsyncLifetime
{
    private RunningServer server = null!;
    private School school = null!;

    public async Task InitializeAsync()
    {
        server = await RunningServer.StartAsync();
        school = await School.OpenAsync(server);
        await school.PublishAsync();
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Who_decided_a_list_is_told_without_reading_the_list()
    {
        var (steps, calls) = await TimelineAsync();

        var decision = steps.Select(s => s.Decision).OfType<DecisionView>().Single();
        (decision.Unit.ZhCn, decision.By).Should().Be(("示例学院", "资助中心"));
        calls.Should().Equal(("EventsAsync", school.Cases[0]));
    }

    [Fact]
    public async Task Of_a_list_that_was_decided_before_its_decisions_were_kept_beside_it_the_same_is_told()
    {
        var (kept, _) = await TimelineAsync();
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(server.Folder, "test.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "delete from document where kind = 'list-decision'";
            command.ExecuteNonQuery().Should().Be(1);
        }

        var (earlier, calls) = await TimelineAsync();

        calls.Should().HaveCountGreaterThan(1);
        earlier.Select(s => s.Decision).Should().BeEquivalentTo(kept.Select(s => s.Decision));
    }

    private async Task<(IReadOnlyList<StepView> Steps, IReadOnlyList<(string Name, object? About)> Calls)> TimelineAsync()
    {
        var (store, watch) = Watched.Over(server.Get<IStepStore>());
        var @case = (await server.Get<IStepStore>().LoadAsync(school.Cases[0]))!;
        var office = new Principal(Id.Of("reader"), "资助员", [new Grant("aid-office", School.Path)]);
        var timeline = new CaseTimeline(store, server.Get<IStoreReader>(), server.Get<StepRunner>(), server.Get<Directory>(), server.Get<StepWords>(), server.Get<PinCache>());
        return (await timeline.OfAsync(@case, (await server.Get<StepRunner>().StateAsync<InstanceState>(@case, default))!, new Caller(office, "", false, null, Languages.Chinese)), watch.Calls);
    }
}
