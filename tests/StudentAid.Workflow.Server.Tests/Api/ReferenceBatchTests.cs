using FluentAssertions;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>A batch of an outside system's levels that should not have come, at a school of its own: it stays on the round's page.</summary>
public sealed class ReferenceBatchTests : IAsyncLifetime
{
    private readonly TechnicianServer school = new();

    private string Path => $"/api/rounds/{school.Round}/reference-levels";

    public Task InitializeAsync() => school.InitializeAsync();

    public Task DisposeAsync() => school.DisposeAsync();

    [Fact]
    public async Task A_wrong_batch_is_withdrawn_once_with_a_reason_and_says_nothing_of_anybody_any_more()
    {
        const string table = "姓名,困难等级\n学生丙,特别困难\n";
        const string batch = """{ "source": "national-aid-system", "batch": "wrong", "reason": "导错了文件" }""";
        (await school.SendAsync(school.Office, $"{Path}?source=national-aid-system&batch=wrong", table, "rb1")).Status.Should().Be(200);
        (await school.GetAsync(school.Office, Path)).Body["levels"].Items.Should().ContainSingle();
        (await school.Server.PostAsync(school.Teacher, $"{Path}/withdraw", batch)).Status.Should().Be(403);
        (await school.Server.PostAsync(school.Stranger, $"{Path}/withdraw", batch)).Status.Should().Be(404);
        (await school.Server.PostAsync(school.Office, $"{Path}/withdraw", batch)).Status.Should().Be(200);
        (await school.Server.PostAsync(school.Office, $"{Path}/withdraw", batch)).Code.Should().Be("reference-batch-withdrawn");

        var after = (await school.GetAsync(school.Office, Path)).Body;
        after["batches"].Items.Should().ContainSingle().Which["reason"].AsText().Should().Be("导错了文件");
        after["levels"].Items.Should().BeEmpty();
    }
}
