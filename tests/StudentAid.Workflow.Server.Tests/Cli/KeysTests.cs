using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Sqlite;

namespace StudentAid.Workflow.Server.Tests.Cli;

public sealed class KeysTests
{
    private const string Basis = "个人信息保护法 第四十七条";

    [Fact]
    public async Task A_key_is_made_once_and_never_overwritten()
    {
        using var scratch = new Scratch();
        var file = Path.Combine(scratch.Folder, "a.key");

        (await Called.With("keys", "create", file)).ExitCode.Should().Be(0);
        var text = await File.ReadAllTextAsync(file);
        (await Called.With("keys", "create", file)).Error.Should().StartWith("key-file-taken");

        (await File.ReadAllTextAsync(file)).Should().Be(text);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_school_s_database_is_rotated_and_a_person_erased_by_commands_and_every_one_wants_the_right_key()
    {
        var (folder, person) = (System.IO.Directory.CreateTempSubdirectory("keys").FullName, "");
        var (data, key, next) = (Path.Combine(folder, "test.db"), Path.Combine(folder, RunningServer.KeyFile), Path.Combine(folder, "next.key"));
        var time = new ManualTimeProvider(new DateTimeOffset(2026, 9, 14, 2, 0, 0, TimeSpan.Zero));
        var server = await RunningServer.StartInAsync(folder, time);
        var school = await School.OpenAsync(server);
        person = school.People[0].ToString();
        await server.StopAsync();

        (await Called.With("keys", "rotate", "--data", data)).Error.Should().StartWith("vault-shut");
        var schools = await Called.With("keys", "rotate", "--data", data, "--key", key, "--json");
        schools.ExitCode.Should().Be(0, schools.Error);
        schools.Json["subjects"].AsNumber().Should().BeGreaterThan(3);
        var master = await Called.With("keys", "rotate", "--data", data, "--key", key, "--new-key", next, "--json");
        master.ExitCode.Should().Be(0, master.Error);
        (await Called.With("keys", "rotate", "--data", data, "--key", key, "--lang", "en")).Error.Should().StartWith("vault-shut");

        string[] erase = ["keys", "erase", person, "--reason", "request", "--basis", Basis, "--data", data, "--key", next, "--json"];
        var look = await Called.With(erase);
        (look.Json["erased"].AsBool(), look.Json["cases"].AsNumber(), look.Json["openCases"].AsNumber()).Should().Be((false, 1m, 1m), look.Error);
        (await Called.With([.. erase, "--confirm"])).Error.Should().StartWith("erasure-open-cases");
        (await Called.With("keys", "erase", "who", "--reason", "request", "--basis", Basis)).Error.Should().StartWith("bad-person-id");
        (await Called.With("keys", "seal", "--data", data, "--key", next, "--json")).Json["documents"].AsNumber().Should().Be(0);
        (await Called.With("import", Path.Combine(Repository.Root, "workflows", "calendars"), "--data", data)).Error.Should().StartWith("database-not-writable");
        (await Called.With("import", Path.Combine(Repository.Root, "workflows", "calendars"), "--data", data, "--key", next)).ExitCode.Should().Be(0);
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Nobody_is_erased_where_content_stands_in_clear_and_after_it_is_sealed_he_is()
    {
        using var scratch = new Scratch();
        var (data, key, person) = (Path.Combine(scratch.Folder, "test.db"), Path.Combine(scratch.Folder, "test.key"), Id.Of("person", "高若彤"));
        await using (var store = SqliteStore.Open(data))
        {
            var put = new DocumentPut(UnitFacts.Person, person.ToString(), Value.Record(("status", "enrolled"), ("sealed", Value.Record(("name", "高若彤")))), "/college/");
            var step = new Step
            {
                Stream = UnitState.IdOf("/college/"), Kind = "unit", Expected = 0, OrgPath = "/college/", Status = "", Operation = Id.Of("written"), BodyHash = 0, Actor = default,
                Now = DateTimeOffset.UnixEpoch, Data = System.Text.Encoding.UTF8.GetBytes("[]"), Rows = [put],
            };
            (await store.ApplyAsync([step])).Should().AllBeOfType<StepResult.Applied>();
        }

        (await Called.With("keys", "create", key)).ExitCode.Should().Be(0);
        string[] erase = ["keys", "erase", person.ToString(), "--reason", "request", "--basis", Basis, "--data", data, "--key", key, "--confirm"];
        var refused = await Called.With(erase);
        refused.Error.Should().StartWith("erasure-not-sealed").And.Contain("keys seal");
        (await Called.With("keys", "seal", "--data", data, "--key", key)).ExitCode.Should().Be(0);
        var erased = await Called.With(erase);
        erased.ExitCode.Should().Be(0, erased.Error);
    }
}
