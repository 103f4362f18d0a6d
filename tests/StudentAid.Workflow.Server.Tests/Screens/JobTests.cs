using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Server.Api.Jobs;

namespace StudentAid.Workflow.Server.Tests.Screens;

public sealed class JobTests
{
    [Fact]
    public async Task A_batch_does_what_it_can_names_who_failed_and_is_done_again_for_those()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        var tasks = (await server.GetAsync(school.Teacher, "/api/tasks")).Body["items"].Items;
        var shown = string.Join(',', tasks.Select((t, i) => $$"""{ "id": "{{t["id"].AsText()}}", "etag": "{{(i == 0 ? "99" : t["etag"].AsText()!.Trim('"'))}}" }"""));
        var begun = await server.PostAsync(school.Teacher, "/api/jobs", $$"""{ "work": "tasks", "verb": "record", "input": {{school.Verification}}, "tasks": [{{shown}}] }""", "Idempotency-Key: job-1");
        begun.Status.Should().Be(202, begun.Text);
        var job = begun.Body["id"].AsText();
        (await server.GetAsync(school.Teacher, $"/api/jobs/{job}")).Body["status"].AsText().Should().Be("open");
        (await server.GetAsync(school.Teacher, $"/api/jobs/{job}/result")).Code.Should().Be("job-no-file");
        (await server.GetAsync(school.Office, $"/api/jobs/{job}")).Status.Should().Be(404);
        await server.SettleAsync();
        var ended = (await server.GetAsync(school.Teacher, $"/api/jobs/{job}")).Body;
        (ended["status"].AsText(), ended["total"].AsNumber(), ended["done"].AsNumber(), ended["failed"].AsNumber()).Should().Be(("finished", 3m, 2m, 1m));
        var failure = ended["failures"].Items.Single();
        failure["name"].AsText().Should().NotBeNullOrEmpty();
        failure["code"].AsText().Should().Be("changed-since-shown");
        failure["sentence"].AsText().Should().NotBeNullOrEmpty();
        await server.DoAsync(school.Teacher, $"/api/jobs/{job}/retry", "{}");
        await server.SettleAsync();
        (await server.GetAsync(school.Teacher, $"/api/jobs/{job}")).Body["done"].AsNumber().Should().Be(3);
        (await server.PostAsync(school.Teacher, $"/api/jobs/{job}/retry", "{}")).Code.Should().Be("job-nothing-failed");
        (await server.GetAsync(school.Teacher, $"/api/jobs/{job}/result")).Text.Should().Contain("李向南").And.Contain("已办");
        var again = await server.PostAsync(
            school.Teacher, "/api/jobs", $$"""{ "work": "tasks", "verb": "record", "input": {{school.Verification}}, "tasks": [{{shown}}] }""", "Idempotency-Key: job-1");
        again.Body["id"].AsText().Should().Be(job);
        (await server.GetAsync(school.Teacher, "/api/jobs")).Body["items"].Items.Should().ContainSingle();
    }

    [Fact]
    public async Task A_job_at_all_tasks_that_is_sent_again_is_the_same_job_though_its_tasks_are_done()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        var all = $$"""{ "work": "tasks", "verb": "record", "input": {{school.Verification}}, "all": { "activity": "verify" } }""";
        var begun = await server.PostAsync(school.Teacher, "/api/jobs", all, "Idempotency-Key: all-1");
        begun.Status.Should().Be(202, begun.Text);
        await server.SettleAsync();
        var again = await server.PostAsync(school.Teacher, "/api/jobs", all, "Idempotency-Key: all-1");
        (again.Status, again.Body["id"].AsText()).Should().Be((202, begun.Body["id"].AsText()), again.Text);
    }

    [Fact]
    public async Task A_job_is_taken_up_after_a_restart_and_a_cancelled_one_is_not()
    {
        var time = new ManualTimeProvider(new DateTimeOffset(2026, 9, 14, 2, 0, 0, TimeSpan.Zero));
        var folder = Directory.CreateTempSubdirectory("student-aid").FullName;
        var server = await RunningServer.StartInAsync(folder, time);
        var school = await School.OpenAsync(server);
        var key = school.Teacher.DefaultRequestHeaders.Authorization!.Parameter;
        var all = $$"""{ "work": "tasks", "verb": "record", "input": {{school.Verification}}, "all": { "activity": "verify" } }""";
        var stopped = (await server.PostAsync(school.Teacher, "/api/jobs", all)).Body["id"].AsText();
        await server.DoAsync(school.Teacher, $"/api/jobs/{stopped}/cancel", "{}");
        (await server.PostAsync(school.Teacher, $"/api/jobs/{stopped}/cancel", "{}")).Code.Should().Be("job-not-running");
        var job = (await server.PostAsync(school.Teacher, "/api/jobs", all)).Body["id"].AsText();
        await server.StopAsync();
        await using var again = await RunningServer.StartInAsync(folder, time);
        await again.SettleAsync();
        using var teacher = again.ClientOf(key);
        (await again.GetAsync(teacher, $"/api/jobs/{job}")).Body["done"].AsNumber().Should().Be(3);
        (await again.GetAsync(teacher, $"/api/jobs/{stopped}")).Body["done"].AsNumber().Should().Be(0);
        (await again.Get<JobWorker>().RunOnceAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task An_archive_is_built_as_a_job_and_its_file_is_the_owner_s()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        (await server.PostAsync(school.Teacher, "/api/jobs", $$"""{ "work": "archive", "round": "{{school.Round}}" }""")).Status.Should().Be(404);
        var job = (await server.PostAsync(school.Office, "/api/jobs", $$"""{ "work": "archive", "round": "{{school.Round}}" }""")).Body["id"].AsText();
        await server.SettleAsync();
        (await server.GetAsync(school.Office, $"/api/jobs/{job}")).Body["result"].AsText().Should().Be($"/api/jobs/{job}/result");
        var file = await server.GetAsync(school.Office, $"/api/jobs/{job}/result");
        (file.Status, file.ContentType).Should().Be((200, "application/zip"));
        (await server.GetAsync(school.Stranger, $"/api/jobs/{job}/result")).Status.Should().Be(404);
    }

    [Fact]
    public async Task A_job_on_somebody_else_s_task_tells_neither_name_nor_number()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        var task = (await server.GetAsync(school.Teacher, "/api/tasks")).Body["items"].Items[0]["id"].AsText();
        var begun = await server.PostAsync(school.Stranger, "/api/jobs", $$"""{ "work": "tasks", "verb": "record", "input": {}, "tasks": [{ "id": "{{task}}", "etag": "1" }] }""");
        var job = begun.Body["id"].AsText();
        await server.SettleAsync();
        var failure = (await server.GetAsync(school.Stranger, $"/api/jobs/{job}")).Body["failures"].Items.Single();
        failure["name"].AsText().Should().BeEmpty();
        (await server.GetAsync(school.Stranger, $"/api/jobs/{job}/result")).Text.Should().Contain("\n\"\",\"\",");
    }

    [Fact]
    public async Task More_rows_than_a_job_takes_are_counted_before_they_are_looked_up()
    {
        await using var server = await RunningServer.StartAsync();
        var rows = string.Join(',', Enumerable.Repeat("""{ "case": "00000000000000000000000001", "shownAt": 0 }""", 5_001));
        var reply = await server.PostAsync(server.Administrator, "/api/jobs", $$"""{ "work": "rows", "verb": "agree", "rows": [{{rows}}] }""");
        (reply.Status, reply.Code).Should().Be((422, "job-items"), "and not the answer to a list that nobody knows");
    }

    [Theory]
    [InlineData("""{ "work": "tasks", "verb": "record", "tasks": [] }""", "job-items")]
    [InlineData("""{ "work": "tasks", "verb": "record", "tasks": [ { "id": "x", "etag": "1" } ] }""", "job-item")]
    [InlineData("""{ "work": "import", "input": { "unit": "/other/" }, "tasks": [ { "id": "00000000000000000000000001-1", "etag": "1" } ] }""", "job-work")]
    [InlineData("""{ "work": "retention", "tasks": [ { "id": "00000000000000000000000001-1", "etag": "1" } ] }""", "job-work")]
    [InlineData("""{ "work": "dance", "tasks": [ { "id": "00000000000000000000000001-1", "etag": "1" } ] }""", "job-work")]
    public async Task What_is_no_job_is_refused(string input, string code)
    {
        await using var server = await RunningServer.StartAsync();
        var reply = await server.PostAsync(server.Administrator, "/api/jobs", input);
        (reply.Status, reply.Code).Should().Be((422, code));
    }
}
