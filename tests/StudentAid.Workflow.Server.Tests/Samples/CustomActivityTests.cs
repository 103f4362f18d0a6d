using FluentAssertions;
using StudentAid.Workflow.Casework;
using StudentAid.Workflow.Casework.Activities;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Server.Tests.Cli;

namespace StudentAid.Workflow.Server.Tests.Samples;

/// <summary>The sample's assembly, loaded by its path as an administrator would.</summary>
public sealed class CustomActivityTests
{
    private const string Type = "Sample.DrawLots";

    private static readonly string Folder = Path.Combine(Repository.Root, "samples", "custom-activity");
    private static readonly string Sample = Path.Combine(Folder, "draw.json");
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
    private static readonly string Assembly = Path.Combine(Folder, "bin", Configuration, "net10.0", "Sample.Activities.dll");

    private static ActivityTypes BuiltIn => new([.. GeneralActivities.All, .. CaseworkActivities.All]);

    [Fact]
    public async Task It_runs_and_draws_what_its_expected_output_says()
    {
        var called = await Called.With("run", Sample, "--activities", Assembly);

        called.ExitCode.Should().Be(0, called.Error);
        called.Out.ReplaceLineEndings("\n").Should().Be(await File.ReadAllTextAsync(Path.Combine(Folder, "draw.expected.txt")));
        called.Status.Should().Be("Finished");
    }

    [Fact]
    public async Task The_order_of_the_lots_does_not_matter_and_the_seed_does()
    {
        using var scratch = new Scratch();
        var text = await File.ReadAllTextAsync(Sample);
        var turned = scratch.Write("turned.json", text.Replace("\"A-01\", \"A-02\"", "\"A-02\", \"A-01\"", StringComparison.Ordinal));
        var reseeded = scratch.Write("reseeded.json", text.Replace("2026-09-21 公布", "另一个种子", StringComparison.Ordinal));

        var drawn = (await Called.With("run", Sample, "--activities", Assembly)).Out;
        (await Called.With("run", turned, "--activities", Assembly)).Out.Should().Be(drawn);
        (await Called.With("run", reseeded, "--activities", Assembly)).Out.Should().NotBe(drawn);
    }

    [Fact]
    public async Task Fewer_lots_than_asked_for_is_an_outcome_of_its_own()
    {
        using var scratch = new Scratch();
        var few = scratch.Write("few.json", (await File.ReadAllTextAsync(Sample)).Replace("\"count\": 3", "\"count\": 9", StringComparison.Ordinal));

        var called = await Called.With("run", few, "--activities", Assembly, "--json");

        called.Json["outcomes"].Items.Select(o => o.AsText()).Should().Equal("TooFew");
    }

    [Fact]
    public async Task Without_its_assembly_the_run_has_an_incident_and_the_missing_file_is_named()
    {
        var called = await Called.With("run", Sample, "--activities", Path.Combine(Folder, "none.dll"), "--lang", "en");

        called.ExitCode.Should().Be(1);
        called.ErrorLines[0].Should().StartWith("activity-assembly-missing: Expected the activity assembly").And.Contain("none.dll");
        called.Error.Should().Contain("unknown-activity-type: ").And.Contain(Type);
        called.Status.Should().Be("Faulted");
    }

    [Fact]
    public async Task Lint_passes_it_and_names_a_wrong_option_with_the_nearest()
    {
        using var scratch = new Scratch();
        var text = await File.ReadAllTextAsync(Sample);
        var misspelt = scratch.Write("misspelt.json", text.Replace("\"count\": 3", "\"coumt\": 3", StringComparison.Ordinal));
        var repeated = scratch.Write("repeated.json", text.Replace("\"A-02\"", "\"A-01\"", StringComparison.Ordinal));

        (await Called.With("lint", Sample, "--activities", Assembly, "--strict")).Lines.Should().BeEmpty();
        (await Called.With("lint", Sample)).Out.Should().Contain("unknown-type").And.Contain(Type);
        (await Called.With("lint", misspelt, "--activities", Assembly, "--lang", "en")).Out.Should().Contain("'coumt'").And.Contain("Did you mean 'count'?");
        (await Called.With("lint", repeated, "--activities", Assembly)).Out.Should().Contain("lot-repeated error").And.Contain("A-01");
    }

    [Fact]
    public async Task The_schema_explains_it_like_a_built_in_one()
    {
        var schema = (await Called.With("schema", "--activities", Assembly)).Json["$defs"][Type];

        schema["title"].AsText().Should().Contain("抽签").And.Contain("Draw lots");
        schema["properties"]["count"]["description"].ToJson().Should().Contain("How many are drawn.");
        (await Called.With("schema")).Out.Should().NotContain(Type);
    }

    [Fact]
    public async Task Its_case_file_passes_with_the_assembly_and_names_the_missing_type_without()
    {
        var file = Path.Combine(Folder, "draw.case.json");

        (await Called.With("test", file, "--activities", Assembly)).ExitCode.Should().Be(0);
        var without = await Called.With("test", file);
        without.ExitCode.Should().Be(1);
        without.Out.Should().Contain("document-unfit").And.Contain("Sample.");
    }

    [Fact]
    public async Task A_diagram_is_drawn_with_it() =>
        (await Called.With("diagram", Sample, "--activities", Assembly)).Out.Should().Contain("抽签");

    [Fact]
    public void Every_option_is_titled_and_helped_in_both_languages() =>
        ActivityAssemblies.Load([Assembly], BuiltIn).Types.SelectMany(t => t.Description.Options).Should()
            .HaveCount(6).And.OnlyContain(o => o.Title.En != null && o.Help != null && o.Help.En != null);

    [Fact]
    public void What_cannot_be_loaded_is_named_and_the_rest_is_loaded()
    {
        using var scratch = new Scratch();
        var broken = scratch.Write("broken.dll", "this is no assembly");
        var empty = typeof(FactAttribute).Assembly.Location;

        var loaded = ActivityAssemblies.Load([broken, empty, "none.dll", Assembly, Assembly], BuiltIn);

        loaded.Types.Should().HaveCount(2);
        loaded.Warnings.Select(w => w.Code.Id).Should().Equal("activity-assembly-broken", "activity-assembly-empty", "activity-assembly-missing", "activity-type-taken", "activity-type-taken");
    }

    [Fact]
    public async Task A_server_starts_without_an_assembly_that_is_missing_and_knows_the_types_of_the_others()
    {
        await using var server = await RunningServer.StartAsync("--Activities:Assemblies:0=none.dll", $"--Activities:Assemblies:1={Assembly}");

        server.Get<ActivityAssemblies>().Warnings.Select(w => w.Code.Id).Should().Equal("activity-assembly-missing");
        server.Get<ActivityTypes>().Find(Type).Should().NotBeNull();
        var misspelt = (await File.ReadAllTextAsync(Sample)).Replace("\"seed\"", "\"sead\"", StringComparison.Ordinal);
        var analysed = await server.PostAsync(server.Administrator, "/api/definitions/analyse", $$"""{ "text": {{System.Text.Json.JsonSerializer.Serialize(misspelt)}} }""");
        analysed.Body["findings"].ToJson().Should().Contain("sead").And.Contain("Did you mean 'seed'?");
    }
}
