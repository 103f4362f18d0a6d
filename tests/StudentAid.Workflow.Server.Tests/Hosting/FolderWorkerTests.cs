using FluentAssertions;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Server.Hosting;
using StudentAid.Workflow.Server.Tests.Accounts;

namespace StudentAid.Workflow.Server.Tests.Hosting;

public sealed class FolderWorkerTests : IDisposable
{
    private const string One = """{ "definitionId": "one", "root": { "id": "say", "type": "Elsa.WriteLine", "text": "first" } }""";

    private readonly string folder = Directory.CreateTempSubdirectory("student-aid-workflows").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_changes_in_the_folder_is_published_into_the_running_server()
    {
        Write("one.json", One);
        await using var server = await RunningServer.StartAsync("--workflows", folder);
        (await LookAsync(server)).Should().BeTrue();
        (await LookAsync(server)).Should().BeFalse("nothing has changed");
        Write("one.json", One.Replace("first", "second", StringComparison.Ordinal));
        (await LookAsync(server)).Should().BeTrue();
        Write("one.json", One);
        (await LookAsync(server)).Should().BeTrue("a former text is published again");
        (await VersionsAsync(server)).Should().Equal("one/1/published", "one/2/published", "one/3/published");
    }

    [Fact]
    public async Task A_file_that_is_unfit_holds_the_whole_folder_back_until_it_is_mended()
    {
        Write("one.json", One);
        Write("two.json", One.Replace("\"one\"", "\"two\"", StringComparison.Ordinal)[..^3]);
        await using var server = await RunningServer.StartAsync("--workflows", folder);
        (await LookAsync(server)).Should().BeFalse();
        (await VersionsAsync(server)).Should().BeEmpty();
        Write("two.json", One.Replace("\"one\"", "\"two\"", StringComparison.Ordinal));
        (await LookAsync(server)).Should().BeTrue();
        (await VersionsAsync(server)).Should().Equal("one/1/published", "two/1/published");
    }

    [Fact]
    public async Task The_national_rules_are_published_from_their_folder_and_a_folder_that_is_missing_stops_nothing()
    {
        await using var server = await RunningServer.StartAsync("--workflows", Path.Combine(AppContext.BaseDirectory, "workflows"));
        (await LookAsync(server)).Should().BeTrue();
        (await VersionsAsync(server)).Should().Contain("higher-education-determination/1/published").And.Contain("k12-determination/1/published");
        await using var without = await RunningServer.StartAsync("--workflows", Path.Combine(folder, "none"));
        (await LookAsync(without)).Should().BeFalse();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_saved_waits_for_a_second_person_unless_the_settings_say_otherwise(bool publish)
    {
        Write("one.json", One);
        await using var server = await RunningServer.StartAsync(publish ? ["--workflows", folder, "--workflows-publish"] : ["--workflows", folder]);
        using var person = await SecondPersonAsync(server);

        (await LookAsync(server)).Should().BeTrue();
        (await VersionsAsync(server)).Should().Equal(publish ? "one/1/published" : "one/1/proposed");
        if (publish)
            return;
        Write("two.json", One.Replace("\"one\"", "\"two\"", StringComparison.Ordinal));
        (await LookAsync(server)).Should().BeTrue();
        var proposed = (await person.GetAsync("/api/definitions")).Body["items"].Items;
        (await person.PostAsync("/api/definitions/decline", $$"""{ "unit": "/", "key": "{{proposed[1]["key"].AsText()}}" }""")).Status.Should().Be(200);
        (await person.PostAsync("/api/definitions/approve", $$"""{ "unit": "/", "documents": [ { "key": "{{proposed[0]["key"].AsText()}}", "pin": "{{proposed[0]["pin"].AsText()}}" } ] }""")).Status.Should().Be(200);
        (await VersionsAsync(server)).Should().Equal("one/1/published", "two/1/draft");
        Write("note.case.json", "{}");
        Write("one.json", One + " ");
        await LookAsync(server);
        (await VersionsAsync(server)).Should().Equal("one/1/published", "one/2/proposed", "two/1/draft");
        server.Log.Text.Split('\n').Where(l => l.Contains("was turned down", StringComparison.Ordinal)).Should().ContainSingle("it is said once").Which.Should().Contain("two.json");

        var three = One.Replace("\"one\"", "\"three\"", StringComparison.Ordinal);
        (await person.PostAsync("/api/definitions/draft", Value.Record(("unit", "/"), ("text", three)).ToJson())).Status.Should().Be(200);
        Write("three.json", three);
        (await LookAsync(server)).Should().BeTrue();
        (await VersionsAsync(server)).Should().Equal(["one/1/published", "one/2/proposed", "three/1/proposed", "two/1/draft"], "what somebody merely saved was turned down by nobody");
    }

    [Fact]
    public async Task What_was_published_is_not_said_to_wait_because_an_earlier_proposal_still_does()
    {
        var time = new ManualTimeProvider(new DateTimeOffset(2026, 9, 14, 2, 0, 0, TimeSpan.Zero));
        var data = Directory.CreateTempSubdirectory("student-aid").FullName;
        Write("one.json", One);
        var first = await RunningServer.StartInAsync(data, time, "--workflows", folder);
        (await SecondPersonAsync(first)).Dispose();
        (await LookAsync(first)).Should().BeTrue();
        first.Log.Text.Should().Contain("waits for a second person").And.NotContain("Published what changed");
        await first.StopAsync();

        File.Delete(Path.Combine(folder, "one.json"));
        Write("two.json", One.Replace("\"one\"", "\"two\"", StringComparison.Ordinal));
        await using var again = await RunningServer.StartInAsync(data, time, "--workflows", folder, "--workflows-publish");
        (await LookAsync(again)).Should().BeTrue();

        (await VersionsAsync(again)).Should().Equal("one/1/proposed", "two/1/published");
        again.Log.Text.Should().Contain("Published what changed").And.NotContain("waits for a second person");
    }

    /// <summary>Somebody who could approve what another proposes.</summary>
    private static async Task<PageClient> SecondPersonAsync(RunningServer server)
    {
        var principal = await server.DoAsync(server.Administrator, "/api/principals", """{ "unit": "/", "name": "赵老师", "kind": "person", "grants": [ { "role": "administrator", "unit": "/" } ] }""");
        var issued = await server.DoAsync(server.Administrator, $"/api/accounts/{principal["id"].AsText()}/issue", """{ "login": "root-admin" }""");
        var person = new PageClient(server.Url);
        (await person.PostAsync("/api/session/activate", $$"""{ "login": "root-admin", "code": "{{issued["secret"].AsText()}}", "password": "{{AccountSchool.Good}}" }""")).Status.Should().Be(204);
        (await person.SignInAsync("root-admin", AccountSchool.Good)).Status.Should().Be(204);
        return person;
    }

    private static async Task<bool> LookAsync(RunningServer server)
    {
        server.Time.MoveTo(server.Time.GetUtcNow().AddSeconds(2));
        return await server.Get<FolderWorker>().RunOnceAsync();
    }

    private static async Task<IEnumerable<string>> VersionsAsync(RunningServer server) =>
        (await server.GetAsync(server.Administrator, "/api/definitions")).Body["items"].Items.Select(d => $"{d["id"].AsText()}/{d["version"].AsNumber()}/{d["state"].AsText()}");

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
}
