using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Cli;

/// <summary><c>studentaid keys due</c>: whose terms are over, of a database that no server has open.</summary>
public sealed class KeysDueTests
{
    [Fact]
    public async Task Who_is_due_and_who_is_held_back_why_is_told_by_day_and_school_year_and_nothing_is_changed()
    {
        using var scratch = new Scratch();
        var (data, key) = (Path.Combine(scratch.Folder, "test.db"), Path.Combine(scratch.Folder, RunningServer.KeyFile));
        var people = await PlayAsync(scratch.Folder);
        var before = await File.ReadAllBytesAsync(data);
        string[] ask = ["keys", "due", School.Path, "--data", data, "--key", key];

        var due = await Called.With([.. ask, "--day", "2037-09-01", "--json"]);
        due.ExitCode.Should().Be(0, due.Error);
        due.Json["due"].AsNumber().Should().Be(2m);
        due.Json["people"].Items.Select(p => p.AsText()).Should().BeEquivalentTo(people[0].ToString(), people[1].ToString());
        var held = due.Json["held"].Items.Should().ContainSingle().Subject;
        (held["person"].AsText(), held["why"].AsText()).Should().Be((people[2].ToString(), "at-school"));

        var told = await Called.With([.. ask, "--day", "2037-09-01"]);
        told.Lines.Should().Equal("到期可删除：2 人。", "暂不删除：仍在校或休学，1 人。");
        (await Called.With([.. ask, "--day", "2037-09-01", "--lang", "en"])).Lines.Should().Equal("Due: 2 people.", "Held back, still at school, or suspended: 1 people.");
        (await Called.With([.. ask, "--day", "2037-08-31", "--json"])).Json["due"].AsNumber().Should().Be(0m, "ten years are not over");
        (await Called.With([.. ask, "--day", "2037-09-01", "--school-year", "2020", "--json"])).Json["due"].AsNumber().Should().Be(0m, "no round of that year");
        (await Called.With([.. ask, "--json"])).Json["due"].AsNumber().Should().Be(0m, "today");
        (await File.ReadAllBytesAsync(data)).Should().Equal(before);
    }

    [Fact]
    public async Task A_place_without_rules_one_that_is_none_and_a_database_without_its_key_are_refused()
    {
        using var scratch = new Scratch();
        var (data, key) = (Path.Combine(scratch.Folder, "test.db"), Path.Combine(scratch.Folder, RunningServer.KeyFile));
        var server = await RunningServer.StartInAsync(scratch.Folder, new ManualTimeProvider(new DateTimeOffset(2026, 9, 14, 2, 0, 0, TimeSpan.Zero)));
        await server.StopAsync();

        (await Called.With("keys", "due", School.Path, "--data", data, "--key", key)).Error.Should().StartWith("retention-no-rules");
        (await Called.With("keys", "due", "college", "--data", data, "--key", key)).Error.Should().StartWith("bad-unit-place");
        (await Called.With("keys", "due", School.Path, "--data", data)).Error.Should().StartWith("vault-shut");
        var unknown = await Called.With("keys", "due", School.Path, "--data", Path.Combine(scratch.Folder, "none.db"), "--key", key);
        unknown.Error.Should().StartWith("database-missing");
        (await Called.With("keys", "due", "college", "--lang", "zh-CN")).Error.Should().Contain("“单位路径”应写作").And.NotContain("UNIT");
        (await Called.With("keys", "due", School.Path, "--data", Path.Combine(scratch.Folder, "none.db"), "--key", key, "--lang", "zh-CN")).Error.Should().Contain("none.db”这个文件。").And.NotContain("no such file");
        (unknown.ExitCode, File.Exists(Path.Combine(scratch.Folder, "none.db"))).Should().Be((2, false));
        (await Called.With("keys", "due", School.Path, "--day", "soon", "--data", data, "--key", key)).ExitCode.Should().Be(2);
    }

    /// <summary>A round that is decided and published; two of its three students have left.</summary>
    private static async Task<IReadOnlyList<Id>> PlayAsync(string folder)
    {
        var server = await RunningServer.StartInAsync(folder, new ManualTimeProvider(new DateTimeOffset(2026, 9, 14, 2, 0, 0, TimeSpan.Zero)));
        var school = await School.OpenAsync(server);
        var rules = await File.ReadAllTextAsync(Repository.PathOf("workflows/national/retention-rules.json"));
        await server.DoAsync(server.Administrator, "/api/packs", Value.Record(("unit", "/"), ("texts", Value.List(rules))).ToJson());
        await school.PublishAsync();
        server.Time.MoveTo(new DateTimeOffset(2026, 10, 20, 0, 0, 0, TimeSpan.Zero));
        await server.SettleAsync();
        foreach (var student in (int[])[0, 1])
            await server.DoAsync(school.Office, $"/api/people/{school.People[student]}/status", $$"""{ "school": "{{School.Path}}", "status": "left" }""");
        await server.SettleAsync();
        await server.StopAsync();
        return school.People;
    }
}
