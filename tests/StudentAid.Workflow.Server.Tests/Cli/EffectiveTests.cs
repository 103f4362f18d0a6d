using FluentAssertions;

namespace StudentAid.Workflow.Server.Tests.Cli;

public sealed class EffectiveTests
{
    private const string Procedure = "higher-education-determination";

    private static readonly string Workflows = Path.Combine(Repository.Root, "workflows");

    [Fact]
    public async Task A_unit_goes_by_what_its_layers_come_to()
    {
        var called = await Called.With("effective", "530000", Procedure, "--workflows", Workflows, "--day", "2025-09-01");

        called.ExitCode.Should().Be(0);
        called.Out.Should().Contain("class.Proposed -> class-publicity.Passed -> check").And.Contain("\"publicity.Upheld => department\"");
    }

    [Fact]
    public async Task Each_value_says_who_set_it_and_by_which_article()
    {
        var called = await Called.With("effective", "/530000/college/", Procedure, "--origin", "--workflows", Workflows, "--day", "2025-09-01");

        called.Lines.Should().Contain("class-publicity.days = 3  <- 530000 two-publicity-rounds (云南高校 2022 年认定工作通知)")
            .And.Contain("publicity.days = 5  <- 全国 higher-education-determination (河南省实施办法 第十七条(四))")
            .And.Contain("required publicity  <- 全国 required-steps (教财〔2018〕16号 第四条)");
    }

    [Fact]
    public async Task Before_a_layers_day_it_does_not_hold() =>
        (await Called.With("effective", "530000", Procedure, "--workflows", Workflows, "--day", "2021-09-01")).Out.Should().NotContain("class-publicity");

    [Fact]
    public async Task Layers_that_do_not_fit_fail_and_the_finding_has_its_place_in_lint()
    {
        using var folder = new Scratch();
        var national = Path.Combine(Workflows, "national", Procedure);
        folder.Write("definition.json", await File.ReadAllTextAsync(Path.Combine(national, "definition.json")));
        var file = folder.Write("overlay.json", $$"""
            { "kind": "overlay", "id": "short", "unit": "990000", "procedure": "{{Procedure}}", "article": "x 第一条", "from": "2020-01-01", "name": "短公示",
              "changes": [ { "do": "set", "activity": "publicity", "option": "days", "value": 3 },
                           { "do": "set", "activity": "publicty", "option": "days", "value": 6 } ] }
            """);

        var called = await Called.With("effective", "990000", Procedure, "--workflows", folder.Folder, "--lang", "en");
        called.ExitCode.Should().Be(1);
        called.Error.Should().Contain("layer-loosens").And.Contain("5 (河南省实施办法 第十七条(四))").And.Contain("to 3");
        var lint = await Called.With("lint", folder.Folder, "--lang", "en");
        lint.Lines.Should().Contain(l => l.StartsWith($"{file}:2:16 layer-loosens error", StringComparison.Ordinal))
            .And.Contain(l => l.StartsWith($"{file}:3:16 overlay-activity-unknown-near error", StringComparison.Ordinal) && l.Contains("'publicity'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_definition_that_uses_another_as_an_activity_takes_overlays_too()
    {
        using var folder = new Scratch();
        folder.Write("chain.json", await File.ReadAllTextAsync(Path.Combine(Workflows, "national", "committee-chain", "definition.json")));
        folder.Write("definition.json", """
            { "$schema": "workflow-definition.schema.json", "definitionId": "chained", "name": "逐级", "root": { "type": "Elsa.Flowchart", "activities": [
              { "id": "ask", "type": "Elsa.RunTask", "taskName": "ask" }, { "id": "chain", "type": "committee-chain" },
              { "id": "over", "type": "Elsa.Complete", "outcomes": ["Over"] }, { "id": "refused", "type": "Elsa.Complete", "outcomes": ["Refused"] } ],
              "connections": [ "ask -> chain.Approved -> over", "chain.NotDetermined -> refused", "chain.Returned => ask" ] } }
            """);
        folder.Write("overlay.json", """
            { "kind": "overlay", "id": "told", "unit": "990000", "procedure": "chained", "article": "x", "from": "2020-01-01", "name": "告知",
              "changes": [ { "do": "add", "after": "chain.Approved", "activity": { "id": "tell", "type": "Elsa.RunTask", "taskName": "tell" } } ] }
            """);

        var called = await Called.With("effective", "990000", "chained", "--workflows", folder.Folder);

        called.Error.Should().BeEmpty();
        called.Out.Should().Contain("chain.Approved -> tell -> over");
    }

    [Fact]
    public async Task A_procedure_that_nobody_has_is_named() =>
        (await Called.With("effective", "/", "nothing", "--workflows", Workflows)).Error.Should().StartWith("effective-definition-unknown");
}
