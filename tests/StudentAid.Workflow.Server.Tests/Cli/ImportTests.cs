using FluentAssertions;
using StudentAid.Workflow.Storage.Sqlite;

namespace StudentAid.Workflow.Server.Tests.Cli;

public sealed class ImportTests
{
    private static readonly string National = Path.Combine(Repository.Root, "workflows", "national");
    private static readonly string Calendars = Path.Combine(Repository.Root, "workflows", "calendars");
    private static readonly string ElsaDocument = Path.Combine(Called.Documents, "delay-fast-forward.json");

    [Fact]
    public async Task What_is_exported_is_what_was_imported_byte_for_byte_and_imported_again_changes_nothing()
    {
        using var scratch = new Scratch();
        var (data, copy) = (Path.Combine(scratch.Folder, "a.db"), Path.Combine(scratch.Folder, "copy"));

        var first = await Called.With("import", National, Calendars, ElsaDocument, "--publish", "--data", data, "--json");
        first.ExitCode.Should().Be(0, first.Error);
        var count = first.Json["new"].AsNumber();
        count.Should().BeGreaterThan(30);
        (await Called.With("export", copy, "--data", data)).ExitCode.Should().Be(0);
        var written = Directory.EnumerateFiles(copy, "*.json", SearchOption.AllDirectories).ToList();
        written.Should().HaveCount((int)count!.Value);
        Texts(written).Should().BeEquivalentTo(Texts(first.Json["files"].Items.Select(f => f["file"].AsText()!)));

        var again = await Called.With("import", copy, "--publish", "--data", data, "--json");
        (again.Json["new"].AsNumber(), again.Json["changed"].AsNumber(), again.Json["unchanged"].AsNumber()).Should().Be((0m, 0m, count));
        var elsewhere = await Called.With("import", copy, "--publish", "--data", Path.Combine(scratch.Folder, "b.db"), "--json");
        elsewhere.Json["new"].AsNumber().Should().Be(count);
    }

    [Fact]
    public async Task Drafts_are_kept_and_nothing_is_published_until_it_is_asked_for()
    {
        using var scratch = new Scratch();
        var data = Path.Combine(scratch.Folder, "a.db");

        (await Called.With("import", Calendars, "--data", data, "--lang", "en")).Error.Should().Contain("Kept as drafts: 1 new");
        (await Called.With("import", Calendars, "--data", data, "--lang", "en")).Error.Should().Contain("0 new, 0 changed, 1 unchanged");
        (await Called.With("export", scratch.Folder, "--data", data, "--json")).Json["files"].Items.Should().BeEmpty();
        (await Called.With("import", Calendars, "--publish", "--data", data)).ExitCode.Should().Be(0);
        (await Called.With("export", scratch.Folder, "--data", data, "--json")).Json["files"].Items.Should().ContainSingle();
    }

    [Fact]
    public async Task One_file_with_an_error_keeps_all_out()
    {
        using var scratch = new Scratch();
        var data = Path.Combine(scratch.Folder, "a.db");
        var elsa2 = scratch.Write("rules/elsa2.json", """{ "activities": [ { "activityId": "a", "type": "WriteLine" } ], "connections": [ { "sourceActivityId": "a", "destinationActivityId": "a", "outcome": "Done" } ] }""");

        var called = await Called.With("import", Calendars, elsa2, "--publish", "--data", data, "--lang", "en");

        called.ExitCode.Should().Be(1);
        called.Out.Should().Contain("elsa-2-document error Expected an Elsa 3 definition");
        File.Exists(data).Should().BeFalse();
    }

    [Fact]
    public async Task Beside_a_running_writer_an_import_refuses_and_names_the_api_and_an_export_reads()
    {
        using var scratch = new Scratch();
        var data = Path.Combine(scratch.Folder, "a.db");
        (await Called.With("import", Calendars, "--publish", "--data", data)).ExitCode.Should().Be(0);

        await using var held = SqliteStore.Open(data);
        var refused = await Called.With("import", Calendars, "--publish", "--data", data, "--lang", "en");
        refused.ExitCode.Should().Be(1);
        refused.Error.Should().StartWith("database-not-writable: ").And.Contain("/api/definitions");
        (await Called.With("export", scratch.Folder, "--data", data, "--json")).Json["files"].Items.Should().ContainSingle();
        (await Called.With("export", scratch.Folder, "--data", Path.Combine(scratch.Folder, "none.db"))).Error.Should().StartWith("database-missing: ");
    }

    [Fact]
    public async Task A_definition_is_exported_in_the_spelling_that_is_asked_for()
    {
        using var scratch = new Scratch();
        var data = Path.Combine(scratch.Folder, "a.db");
        await Called.With("import", Path.Combine(Repository.Root, "samples", "twenty-lines.json"), "--publish", "--data", data);

        var elsa = (await Called.With("export", Path.Combine(scratch.Folder, "long"), "--elsa", "--data", data, "--json")).Json["files"].Items.Single()["file"].AsText()!;
        (await File.ReadAllTextAsync(elsa)).Should().Contain("\"source\": {").And.Contain("elsaworkflows.io");
        var run = await Called.With("run", elsa, "--signal", "评议通过", "--fast-forward");
        run.Lines.Should().Equal("申请已提交", "名单已公示", "已建档");
    }

    private static IEnumerable<string> Texts(IEnumerable<string> files) => files.Select(f => Convert.ToBase64String(File.ReadAllBytes(f)));
}
