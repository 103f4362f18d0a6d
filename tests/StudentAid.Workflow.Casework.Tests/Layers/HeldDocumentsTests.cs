using FluentAssertions;
using StudentAid.Workflow.Casework.Layers;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tests.Organisations;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Tests.Layers;

/// <summary>What the documents of a unit name and read is there, or they are not published.</summary>
public sealed class HeldDocumentsTests
{
    [Theory]
    [InlineData("""{ "do": "set", "activity": "class", "option": "sheet", "value": "nosheet" }""", "names-no-document")]
    [InlineData("""{ "do": "set", "activity": "archive", "option": "exports", "value": ["national-aid-system", "authority-reprot"] }""", "names-no-document-near")]
    [InlineData("""{ "do": "patch", "document": "score-table/score-table", "row": "items/debt/of", "value": "answers.circumstances.debtAmout" }""", "reads-no-fact-near")]
    [InlineData("""{ "do": "patch", "document": "score-table/score-table", "row": "thresholds/special/level", "value": "specail" }""", "names-no-level-near")]
    [InlineData("""{ "do": "patch", "document": "score-table/score-table", "row": "weightsSum", "value": 3 }""", "score-weights-sum")]
    [InlineData("""{ "do": "set", "activity": "archive", "option": "exports", "value": ["national-aid-system", "authority-report"] }""", "")]
    public async Task An_overlay_is_refused_by_what_it_makes_the_documents_name_or_read(string change, string code)
    {
        var host = await SchoolHost.ReadyAsync();

        ((await PublishAsync(host, SchoolHost.School, Overlay(change)))?.Code.Id ?? "").Should().Be(code);
    }

    [Fact]
    public async Task The_sentence_names_document_place_and_what_is_near()
    {
        var host = await SchoolHost.ReadyAsync();

        var refused = await PublishAsync(host, SchoolHost.School, Quota("specail"));

        refused!.In("zh-CN").Should().Contain("hints/0/quotas/0/level").And.Contain("specail").And.Contain("“special”");
        refused.In("en").Should().Contain("the nearest is 'special'.");
        (await PublishAsync(host, SchoolHost.School, Quota("special"))).Should().BeNull();
    }

    [Fact]
    public async Task A_scale_without_its_table_is_warned_of_and_both_together_hold()
    {
        var host = await SchoolHost.ReadyAsync();
        var scale = (await ShippedAsync(host, "scale", "hardship-levels")).Without("tightens").With("levels", Value.Parse("""[{ "id": "special", "name": "特别困难" }, { "id": "hardship", "name": "困难" }]""")).ToJson();
        var table = (await ShippedAsync(host, "score-table", "score-table")).With("thresholds", Value.Parse("""[{ "level": "special", "minimum": 60 }, { "level": "hardship", "minimum": 20 }]""")).With("direct", Value.Parse("[]")).ToJson();

        var warned = (await host.Get<LayerReport>().OfAsync(SchoolHost.School, [scale], default)).Rows.SelectMany(r => r.Warnings).First(w => w.Diagnostic.Code == NamedCodes.NoLevel);
        warned.Diagnostic.Arguments.Should().Contain("level", "relative").And.Contain("at", "/thresholds/1/level");
        (await PublishAsync(host, SchoolHost.School, scale, table)).Should().BeNull();

        (await host.SendAsync(host.Opening())).Rejected.Should().BeNull();
        var (rows, _) = await host.Get<LayerReport>().OfAsync(SchoolHost.School, [table], default);
        rows.Should().OnlyContain(r => r.Fits);
    }

    [Fact]
    public async Task A_unit_whose_document_names_what_a_higher_layer_takes_away_is_in_the_report()
    {
        var host = await SchoolHost.ReadyAsync();
        var sheet = """{ "kind": "review-sheet", "id": "province-sheet", "unit": "410000", "article": "样例", "from": "2020-01-01", "name": "评分表", "items": [{ "id": "need", "name": "困难", "maximum": 10 }] }""";
        (await PublishAsync(host, "/", sheet)).Should().BeNull();
        (await PublishAsync(host, SchoolHost.School, Overlay("""{ "do": "set", "activity": "class", "option": "sheet", "value": "province-sheet" }"""))).Should().BeNull();
        var stored = (await host.Get<DocumentShelf>().AllAsync()).Single(d => d.Id == "province-sheet");

        var (rows, _) = await host.Get<LayerReport>().WithoutAsync("/", stored.Key, default);
        rows.Should().ContainSingle(r => r.Unit == SchoolHost.School && r.Procedure == SchoolHost.Procedure).Which.Findings.Should().ContainSingle().Which.Diagnostic.Code.Should().Be(NamedCodes.NoDocument);
        (await host.SendAsync(new RetractDocument("/", stored.Key, "mistake") { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull("what breaks below keeps what it has");
    }

    [Fact]
    public async Task An_adjustment_that_keeps_the_levels_above_is_warned_of()
    {
        var host = await SchoolHost.ReadyAsync();
        var shipped = await ShippedAsync(host, "scale", "hardship-levels");
        var scale = shipped.With("levels", Value.List(shipped["levels"].Items.Add(Value.Parse("""{ "id": "slight", "name": "轻微困难" }""")))).ToJson();
        (await PublishAsync(host, SchoolHost.School, scale)).Should().BeNull();

        var effective = await new EffectiveDefinitions(host.Get<Engine.Activities.ActivityTypes>(), host.Get<DocumentShelf>().TextAsync)
            .FindHeldAsync(await host.Get<DocumentShelf>().AllAsync(), SchoolHost.School, "adjustment", DateOnly.MaxValue, default);

        effective!.Fits.Should().BeTrue();
        effective.Warnings.Should().Contain(w => w.Diagnostic.Code == NamedCodes.OtherScale);
    }

    [Theory]
    [InlineData("""{ "of": "applicant.studyMod", "equals": "part-time" }""", "reads-no-fact-near")]
    [InlineData("""{ "of": "applicant.status", "in": ["suspendet"] }""", "reads-no-choice-near")]
    [InlineData("""{ "of": "review.untrue" }""", "")]
    [InlineData("""{ "all": [{ "of": "answers.family.elderz", "minimum": 1 }, { "of": "held.level", "answered": false }] }""", "reads-no-fact-near")]
    [InlineData("""{ "of": "held.level", "in": ["specail"] }""", "reads-no-choice-near")]
    [InlineData("""{ "some": [{ "of": "applicant.studyMode", "equals": "part-time" }, { "of": "answers.family.members.health", "has": ["serious-illness"] }] }""", "")]
    public async Task Eligibility_reads_what_register_form_and_levels_have(string when, string code)
    {
        var host = await SchoolHost.ReadyAsync();
        var rules = $$"""{ "kind": "eligibility", "id": "eligibility", "procedure": "{{SchoolHost.Procedure}}", "article": "样例", "from": "2020-01-01", "name": "资格", "excluded": [{ "id": "ground", "name": "不受理", "article": "样例", "when": {{when}} }] }""";

        ((await PublishAsync(host, SchoolHost.School, rules))?.Code.Id ?? "").Should().Be(code);
    }

    [Fact]
    public async Task Levels_of_a_quota_the_people_of_an_export_and_the_categories_that_free_of_a_proof_are_held_against_what_is_there()
    {
        var host = await SchoolHost.ReadyAsync();
        var quota = Quota("special").Replace("\"level\": \"special\"", "\"levels\": [\"relative\", \"specail\"]", StringComparison.Ordinal);
        var export = $$"""
            { "kind": "export-profile", "id": "authority-report", "procedure": "{{SchoolHost.Procedure}}", "article": "样例", "from": "2020-01-01", "name": "上报", "purpose": "report", "sheet": "名单",
              "when": { "of": "case.levle", "equals": "special" }, "columns": [{ "title": "编号", "source": "case.number" }] }
            """;
        var form = (await ShippedAsync(host, "form", "determination-form")).With("proofs", Value.Parse("""[{ "id": "orphans", "name": "孤儿证", "unlessMatched": ["orphn"] }]""")).ToJson();

        (await PublishAsync(host, SchoolHost.School, quota))!.Code.Should().Be(NamedCodes.NoLevelNear);
        (await PublishAsync(host, SchoolHost.School, export))!.Code.Should().Be(NamedCodes.NoFactNear);
        (await PublishAsync(host, SchoolHost.School, form))!.Code.Should().Be(NamedCodes.NoChoiceNear);
    }

    private static async Task<RecordValue> ShippedAsync(SchoolHost host, string kind, string id)
    {
        var shelf = host.Get<DocumentShelf>();
        return (RecordValue)await shelf.ContentAsync((await shelf.AllAsync()).Single(d => d.Kind == kind && d.Id == id && d is { Unit: "", Procedure: SchoolHost.Procedure }), default);
    }

    private static string Quota(string level) => $$"""
        { "kind": "body", "id": "leading-group", "procedure": "{{SchoolHost.Procedure}}", "article": "样例", "from": "2020-01-01", "name": "领导小组", "scopes": ["school"],
          "categories": [{ "id": "aid-office", "name": "资助中心", "minimum": 1 }], "chairOf": ["aid-office"], "quorum": { "present": { "minimum": "2/3" }, "agree": { "exclusiveMinimum": "1/2" } },
          "hints": [{ "id": "quota", "quotas": [{ "level": "{{level}}", "places": 1 }] }] }
        """;

    private static async Task<Engine.Analysis.Rejection?> PublishAsync(SchoolHost host, string unit, params string[] texts) =>
        (await host.SendAsync(new PublishDocuments(unit, [.. texts]) { Principal = Principal.System, Key = "" })).Rejected;

    private static string Overlay(string change) =>
        $$"""{ "kind": "overlay", "id": "one-axis", "procedure": "{{SchoolHost.Procedure}}", "article": "样例", "from": "2020-01-01", "name": "只改一项", "changes": [ {{change}} ] }""";
}
