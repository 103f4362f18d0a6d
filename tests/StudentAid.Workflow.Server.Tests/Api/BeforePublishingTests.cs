using System.Text.Json;
using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Server.Api;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>What somebody who writes rules is told before he publishes: findings with their corrections, cases that are run, warnings.</summary>
public sealed class BeforePublishingTests : IAsyncLifetime
{
    private const string Case = "national/higher-education-determination/straight-way";

    private RunningServer server = null!;

    public async Task InitializeAsync() => server = await RunningServer.StartAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task A_misspelt_end_of_a_connection_comes_with_the_word_that_puts_it_right()
    {
        const string Text = """
            { "$schema": "workflow-definition.schema.json", "definitionId": "small", "name": "小流程", "article": "办法 第一条", "root": { "type": "Elsa.Flowchart", "activities": [
              { "id": "ask", "type": "Elsa.RunTask", "taskName": "ask" }, { "id": "over", "type": "Elsa.Complete", "outcomes": ["Over"] } ],
              "connections": [ "ask -> ovr" ] } }
            """;
        var finding = (await AnalyseAsync("/api/definitions/analyse", new { text = Text })).Single(f => f["code"].AsText() == "dangling-connection-near");
        Fixed(Text, finding["fix"]).Should().Be(Text.Replace("ovr", "over", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_misspelt_member_of_a_table_is_put_right_where_it_stands_and_not_in_another_row()
    {
        var table = await File.ReadAllTextAsync(Repository.PathOf("workflows/national/higher-education-determination/score-table.json"));
        var at = table.LastIndexOf("\"level\"", StringComparison.Ordinal);
        var wrong = table.Remove(at, "\"level\"".Length).Insert(at, "\"levl\"");
        var findings = await AnalyseAsync("/api/packs/analyse", new { unit = "/", text = wrong });
        Fixed(wrong, findings.Single(f => f["code"].AsText() == "pack-unknown-member-near")["fix"]).Should().Be(table);
        (await AnalyseAsync("/api/packs/analyse", new { unit = "/", text = table })).Should().NotContain(f => f["code"].AsText() == "pack-unknown-member-near");
    }

    [Fact]
    public void A_word_that_stands_twice_at_its_place_is_not_guessed_at()
    {
        var code = LintFinding(("name", "uphelt"), ("nearest", "upheld"));
        FixView.Of(code with { Position = new Position(0, 16, 1, 1) }, "uphelt || uphelt").Should().BeNull();
        FixView.Of(code with { Position = new Position(0, 9, 1, 1) }, "= uphelt2").Should().BeNull("it is part of a longer word");
        FixView.Of(code with { Position = new Position(0, 8, 1, 1) }, "= uphelt").Should().Be(new FixView(2, 6, "upheld"));
        FixView.Of(code with { Position = new Position(4, 40, 1, 1) }, "= uphelt").Should().BeNull("the text is another by now");
    }

    [Fact]
    public async Task A_case_file_passes_with_the_rules_as_they_are_and_says_the_step_at_which_they_break_it()
    {
        var definition = await File.ReadAllTextAsync(Repository.PathOf("workflows/national/higher-education-determination/definition.json"));
        var files = (await server.GetAsync(server.Administrator, "/api/case-files?procedure=higher-education-determination&unit=/")).Body["items"].Items;
        files.Should().Contain(f => f["file"].AsText() == Case).And.OnlyContain(f => f["file"].AsText()!.StartsWith("national/", StringComparison.Ordinal));

        var good = await RunAsync(definition);
        good["passed"].AsBool().Should().BeTrue(good.ToJson());
        var bad = await RunAsync(definition.Replace("class.Proposed ->", "class.Proposed -> papers.Reviewed ->", StringComparison.Ordinal).Replace(
            "\"class.Returned => apply\"", "\"class.Returned => apply\", \"papers.Returned => class\"", StringComparison.Ordinal).Replace(
            "\"activities\": [", """
            "activities": [
                  { "id": "papers", "type": "StudentAid.Approval", "title": "班主任复看材料", "role": "class-teacher", "scope": "class", "act": "review" },
            """, StringComparison.Ordinal));
        bad["passed"].AsBool().Should().BeFalse();
        bad["step"].AsNumber().Should().BeGreaterThan(0);
        bad["findings"].Items.Should().ContainSingle().Which["sentence"]["zh-CN"].AsText().Should().Contain("papers").And.EndWith("。");
        (await server.GetAsync(server.Administrator, "/api/definitions")).Body["items"].Items.Should().BeEmpty("nothing of it is kept");
    }

    [Fact]
    public async Task Only_a_case_file_that_is_listed_is_run()
    {
        (await server.PostAsync(server.Administrator, "/api/case-files/run", """{ "unit": "/", "file": "../../appsettings", "texts": [] }""")).Status.Should().Be(404);
        (await server.GetAsync(server.Administrator, "/api/case-files?procedure=none&unit=/")).Body["items"].Items.Should().BeEmpty();
    }

    private static Diagnostic LintFinding(params ReadOnlySpan<(string Name, object? Value)> arguments) =>
        new(LintCodes.UnknownReadNear, Severity.Error, LintCodes.UnknownReadNear.With(arguments).Arguments);

    private async Task<Value> RunAsync(string text) =>
        (await server.PostAsync(server.Administrator, "/api/case-files/run", JsonSerializer.Serialize(new { unit = "/", file = Case, texts = (string[])[text] }))).Body;

    private async Task<IReadOnlyList<Value>> AnalyseAsync(string path, object input) =>
        (await server.PostAsync(server.Administrator, path, JsonSerializer.Serialize(input))).Body["findings"].Items;

    private static string Fixed(string text, Value fix)
    {
        var (offset, length) = ((int)fix["offset"].AsNumber()!, (int)fix["length"].AsNumber()!);
        return text.Remove(offset, length).Insert(offset, fix["text"].AsText()!);
    }
}
