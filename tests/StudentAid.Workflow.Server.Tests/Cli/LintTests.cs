using FluentAssertions;

namespace StudentAid.Workflow.Server.Tests.Cli;

public sealed class LintTests
{
    private static readonly string Workflows = Path.Combine(Repository.Root, "workflows");

    [Fact]
    public async Task What_we_ship_has_no_error()
    {
        var called = await Called.With("lint", Workflows, "--json");

        called.Json["findings"].Items.Where(f => f["severity"].AsText() == "error").Should().BeEmpty();
        called.ExitCode.Should().Be(0);
        called.Json["files"].AsNumber().Should().BeGreaterThan(30);
    }

    [Fact]
    public async Task The_gaps_of_a_real_college_rule_are_found_each_at_its_bands_and_the_repaired_rule_has_none()
    {
        var original = Path.Combine(Repository.Root, "tests", "StudentAid.Workflow.Casework.Tests", "Scoring", "tables");
        var repaired = Path.Combine(Workflows, "provinces", "college-2019");

        var called = await Called.With("lint", Path.Combine(original, "t4.json"), Path.Combine(original, "t4-scale.json"), "--json");
        var good = await Called.With("lint", repaired, "--strict", "--json");

        var findings = called.Json["findings"].Items;
        findings.Where(f => f["severity"].AsText() == "error").Select(f => (f["line"].AsNumber(), f["message"].AsText())).Should().Equal(
            (20, "指标“income”的分段有空缺：10000 不属于任何一段，无法得分。"), (20, "指标“income”的分段有空缺：30000 不属于任何一段，无法得分。"),
            (21, "指标“per-capita”的分段有空缺：500 不属于任何一段，无法得分。"), (21, "指标“per-capita”的分段有空缺：1000 不属于任何一段，无法得分。"),
            (21, "指标“per-capita”的分段有空缺：1500 不属于任何一段，无法得分。"));
        findings.Select(f => f["code"].AsText()).Should().Contain("score-item-never-scores", "the poor-county flag is always 0");
        called.ExitCode.Should().Be(1);
        good.ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task The_twenty_lines_are_twenty_and_without_a_finding()
    {
        var sample = Path.Combine(Repository.Root, "samples", "twenty-lines.json");

        var called = await Called.With("lint", "--strict", sample);

        (await File.ReadAllLinesAsync(sample)).Should().HaveCount(20);
        called.Out.Should().BeEmpty();
        called.ErrorLines.Should().Equal("检查了 1 个文件：错误 0，警告 0，提示 0。");
        called.ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task A_role_that_no_list_knows_is_found_in_an_activity_a_body_and_a_grant()
    {
        using var folder = new Scratch();
        var flow = folder.Write("flow.json", """
            { "$schema": "workflow-definition.schema.json", "definitionId": "flow", "root": { "type": "Elsa.Flowchart", "activities": [
              { "id": "verify", "type": "StudentAid.Verification", "role": "registrar" } ] } }
            """);
        var bodies = Path.Combine(Workflows, "national", "higher-education-determination", "leading-group.json");
        var body = folder.Write("body.json", (await File.ReadAllTextAsync(bodies)).Replace("group-secretary", "registrar", StringComparison.Ordinal));
        var school = folder.Write("one.school.json", """
            { "school": "/one/", "units": [ { "path": "/one/", "kind": "school", "name": "一校" } ],
              "posts": [ { "name": "学生处", "grants": [ { "role": "registrar", "unit": "/one/" } ] } ] }
            """);
        var list = folder.Write("roles.json", """
            { "kind": "roles", "id": "roles", "article": "t", "from": "2020-01-01", "name": "岗位", "roles": [ { "id": "registrar", "name": "学生处" } ] }
            """);

        var alone = await Called.With("lint", flow, body, school, "--json");
        var known = await Called.With("lint", flow, body, school, list, "--json");

        alone.Json["findings"].Items.Where(f => f["code"].AsText() == "role-unknown").Select(f => Path.GetFileName(f["file"].AsText())).Distinct()
            .Should().BeEquivalentTo("flow.json", "body.json", "one.school.json");
        known.Json["findings"].Items.Should().NotContain(f => f["code"].AsText() == "role-unknown");
    }

    [Fact]
    public async Task Numbers_that_would_bind_a_determination_are_warned_of_and_those_of_an_award_are_not()
    {
        using var folder = new Scratch();
        var national = Path.Combine(Workflows, "national", "higher-education-determination", "definition.json");
        var aid = Path.Combine(Workflows, "national", "technician-scholarship", "aid.json");
        var hard = folder.Write("aid.json", (await File.ReadAllTextAsync(aid)).Replace("technician-scholarship", "higher-education-determination", StringComparison.Ordinal));
        var ranked = folder.Write("ranked.json", """
            { "kind": "overlay", "id": "by-rank", "unit": "650000", "procedure": "higher-education-determination", "article": "t", "from": "2025-01-01", "name": "按名次", "changes": [
              { "do": "set", "activity": "class", "option": "ranking", "value": true },
              { "do": "add", "after": "class.Proposed", "by": "True", "activity": { "id": "first-ten", "type": "Elsa.FlowDecision", "condition": "= variables.rank <= 10" } },
              { "do": "connect", "connection": "first-ten.False -> refused" } ] }
            """);

        var called = await Called.With("lint", national, hard, ranked, "--json");
        var award = await Called.With("lint", Path.Combine(Workflows, "national", "technician-scholarship"), "--json");

        var warned = called.Json["findings"].Items.Where(f => f["code"].AsText()!.StartsWith("quota-", StringComparison.Ordinal)).ToList();
        warned.Select(f => (Path.GetFileName(f["file"].AsText()), f["code"].AsText(), f["severity"].AsText())).Should().BeEquivalentTo(
            new[] { ("aid.json", "quota-binds-determination", "warning"), ("ranked.json", "quota-by-rank", "warning") });
        warned.Should().OnlyContain(f => f["line"].AsNumber() > 1);
        award.Json["findings"].Items.Should().NotContain(f => f["code"].AsText()!.StartsWith("quota-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_of_roles_that_takes_a_required_duty_away_is_an_error()
    {
        using var folder = new Scratch();
        var list = folder.Write("roles.json", """
            { "kind": "roles", "id": "roles", "article": "t", "from": "2020-01-01", "name": "岗位", "unit": "410402",
              "roles": [ { "id": "administrator", "name": "管理员", "duties": [] } ] }
            """);

        var called = await Called.With("lint", list, "--lang", "en");

        called.ExitCode.Should().Be(1);
        called.Out.Should().Contain("role-duty-required");
    }

    [Fact]
    public async Task A_finding_has_file_line_column_code_severity_and_sentence()
    {
        using var folder = new Scratch();
        var file = folder.Write("plan.json", """
            { "kind": "round-plan", "id": "plan", "article": "第十五条", "from": "2020-01-01", "name": "计划", "days": 60,
              "stages": [
                { "id": "apply", "name": "申请", "days": 5, "unit": "weeks" }
              ] }
            """);

        var called = await Called.With("lint", folder.Folder, "--lang", "en");

        called.Lines.Should().Equal($"{file}:3:55 pack-unknown-word error Expected to find one of working-days, days at /stages/0/unit, but it says 'weeks'.");
        called.ExitCode.Should().Be(1);
    }

    [Fact]
    public async Task A_misspelt_end_of_a_connection_is_told_once()
    {
        using var folder = new Scratch();
        var file = folder.Write("flow.json", """
            { "$schema": "workflow-definition.schema.json", "definitionId": "small-flow", "name": "x", "root": { "type": "Elsa.Flowchart",
              "activities": [ { "id": "greeting", "type": "Elsa.WriteLine", "text": "a" }, { "id": "farewell", "type": "Elsa.WriteLine", "text": "b" }, { "id": "ending", "type": "Elsa.End" } ],
              "connections": [ "greeting -> farewel -> ending" ] } }
            """);

        var called = await Called.With("lint", file, "--lang", "en");

        called.Lines.Should().NotBeEmpty().And.OnlyContain(l => l.Contains("dangling-connection-near", StringComparison.Ordinal));
        called.Error.Should().Contain("Files checked: 1.");
    }

    [Theory]
    [InlineData("x.case.json", """{ "title": "x", "school": "s", "steps": [ { "dou": "a.b" } ] }""", ":1:43 pack-unknown-member-near error")]
    [InlineData("x.school.json", """{ "school": "/s", "units": [ { "path": "/s", "kind": 1, "name": "x" } ] }""", ":1:54 pack-wrong-type error")]
    [InlineData("x.school.json", """{ "school": "/s/", "units": [ { "path": "/s/", "kind": "school", "name": "x" } ] }""", ":1:31 school-without-telephone warning")]
    public async Task Case_files_and_school_documents_are_looked_at_too(string name, string text, string line)
    {
        using var folder = new Scratch();

        (await Called.With("lint", folder.Write(name, text))).Lines.Should().ContainSingle().Which.Should().Contain(line);
    }

    [Fact]
    public async Task A_kind_that_is_not_known_gets_a_did_you_mean()
    {
        using var folder = new Scratch();
        folder.Write("a/calendar.json", """{ "kind": "calender" }""");

        (await Called.With("lint", folder.Folder)).Lines.Should().ContainSingle().Which.Should().Contain(":1:11 pack-unknown-kind-near error ").And.Contain("calendar");
    }

    [Fact]
    public async Task A_score_table_is_proven_with_the_scale_beside_it()
    {
        using var folder = new Scratch();
        var national = Path.Combine(Workflows, "national", "higher-education-determination");
        var table = await File.ReadAllTextAsync(Path.Combine(national, "score-table.json"));
        var alone = folder.Write("alone/score-table.json", table);
        folder.Write("both/score-table.json", table);
        folder.Write("both/scale.json", await File.ReadAllTextAsync(Path.Combine(national, "scale.json")));

        (await Called.With("lint", alone)).Lines.Should().ContainSingle().Which.Should().Contain("scale-not-beside-table info");
        (await Called.With("lint", Path.Combine(folder.Folder, "both"))).Out.Should().NotContain("scale-not-beside-table");
    }

    [Fact]
    public async Task Strict_counts_a_warning_and_unknown_files_are_named()
    {
        using var folder = new Scratch();
        folder.Write("what.json", """{ "hello": 1 }""");

        (await Called.With("lint", folder.Folder)).ExitCode.Should().Be(0);
        var strict = await Called.With("lint", folder.Folder, "--strict");
        strict.ExitCode.Should().Be(1);
        strict.Lines.Should().ContainSingle().Which.Should().Contain("unknown-document warning").And.Contain("what.json");
    }

    [Fact]
    public async Task A_definition_may_use_another_of_the_same_call()
    {
        var parent = Path.Combine(Called.Documents, "definition-by-name.json");

        (await Called.With("lint", parent)).Out.Should().Contain("unknown-type");
        (await Called.With("lint", parent, Path.Combine(Called.Documents, "child-greeting.json"))).Out.Should().NotContain("unknown-type");
    }

    [Fact]
    public async Task A_folder_without_documents_and_a_file_that_is_not_there_are_errors()
    {
        using var folder = new Scratch();

        (await Called.With("lint", folder.Folder)).Lines.Should().ContainSingle().Which.Should().Contain("nothing-to-lint error");
        (await Called.With("lint", Path.Combine(folder.Folder, "none.json"))).Lines.Should().ContainSingle().Which.Should().Contain("file-not-found error");
    }
}
