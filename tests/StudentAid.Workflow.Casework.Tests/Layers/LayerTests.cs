using FluentAssertions;
using StudentAid.Workflow.Casework.Layers;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tests.Organisations;
using StudentAid.Workflow.Engine.Layers;

namespace StudentAid.Workflow.Casework.Tests.Layers;

public sealed class LayerTests
{
    private static readonly DateOnly Day = new(2026, 9, 1);

    [Fact]
    public async Task A_school_may_lengthen_the_publicity_and_not_shorten_it()
    {
        var host = await SchoolHost.ReadyAsync();

        var refused = (await PublishAsync(host, SchoolHost.School, Days(3))).Rejected!;
        refused.Code.Should().Be(LayerCodes.Loosened);
        refused.Arguments.Should().Contain("above", "5").And.Contain("below", "3").And.Contain("article", "河南省实施办法 第十七条(四)");
        (await PublishAsync(host, SchoolHost.School, Days(7))).Rejected.Should().BeNull();

        (await host.SendAsync(host.Opening())).Rejected.Should().BeNull();
        var pin = (await host.Get<PinBuilder>().BuildAsync(SchoolHost.School, SchoolHost.Procedure, Day, default))!;
        var loaded = (await host.Get<IPinSource>().LoadAsync(pin.Pin, default))!;
        loaded.Definition.Definition.Root.Children.Single(c => c.Node.Id == "publicity").Node.Input("days")!.Value.AsNumber().Should().Be(7);
    }

    [Fact]
    public async Task Where_no_layer_changes_anything_the_authors_text_is_pinned()
    {
        var host = await SchoolHost.ReadyAsync();
        var stored = (await host.Get<DocumentShelf>().AllAsync()).Single(d => d.Kind == "definition" && d.Id == SchoolHost.Procedure);

        var pin = (await host.Get<PinBuilder>().BuildAsync("/990000/other/", SchoolHost.Procedure, Day, default))!;

        pin.Blobs.Should().HaveCount(2, "the manifest and the roles are made, and nothing else");
        System.Text.Encoding.UTF8.GetString(pin.Blobs[0].Content.Span).Should().Contain(stored.Pin);
    }

    [Fact]
    public async Task A_unit_that_breaks_is_named_keeps_its_round_and_opens_no_new_one()
    {
        var host = await SchoolHost.OpenAsync();
        (await PublishAsync(host, SchoolHost.School, Days(7))).Rejected.Should().BeNull();
        var stricter = Days(8, "\"unit\": \"410000\", ");

        var (rows, _) = await host.Get<LayerReport>().OfAsync("/", [stricter], default);
        rows.Should().Contain(r => r.Unit == SchoolHost.Province && r.Fits);
        rows.Should().Contain(r => r.Unit == SchoolHost.School && !r.Fits && r.Units == 4 && r.Findings[0].Origin.Unit == "demo");
        (await PublishAsync(host, "/", stricter)).Rejected.Should().BeNull();

        var refused = (await host.SendAsync(host.Opening(name: "补充"))).Rejected!;
        refused.Code.Id.Should().Be(LayerUseCodes.DoesNotFit.Id);
        refused.In("zh-CN").Should().Contain("七日公示").And.Contain("8").And.Contain("7");
        (await host.BeginAsync(await host.PersonAsync("周雨禾"))).Rejected.Should().BeNull("the running round stands on its pin");
    }

    [Fact]
    public async Task Retracting_a_layer_is_recomputed_below_and_says_who_breaks_and_who_fits_again()
    {
        var host = await SchoolHost.ReadyAsync();
        var round = """{ "do": "add", "after": "publicity.Passed", "by": "Passed", "activity": { "id": "again", "type": "StudentAid.Publicity", "scope": "school", "days": 5 } }, { "do": "connect", "connection": "again.Upheld => office" }""";
        (await PublishAsync(host, "/", Overlay(round, "\"unit\": \"410000\", "))).Rejected.Should().BeNull();
        (await PublishAsync(host, SchoolHost.School, Overlay("""{ "do": "set", "activity": "again", "option": "days", "value": 7 }"""))).Rejected.Should().BeNull();
        var province = (await host.Get<DocumentShelf>().AllAsync()).Single(d => d is { Id: "longer", Unit: "410000" });

        var (rows, refused) = await host.Get<LayerReport>().WithoutAsync("/", province.Key, default);
        refused.Should().BeNull();
        rows.Should().Contain(r => r.Unit == SchoolHost.Province && r.Fits);
        rows.Should().ContainSingle(r => r.Unit == SchoolHost.School && r.Units == 4).Which.Findings.Should().ContainSingle()
            .Which.Diagnostic.Code.Should().Be(LayerCodes.NoActivity);
        var retract = new RetractDocument("/", province.Key, "mistake") { Principal = Principal.System, Key = "" };
        (await host.SendAsync(retract with { DryRun = true })).Rejected.Should().BeNull("what breaks below keeps what it has");
        (await host.SendAsync(host.Opening())).Rejected.Should().BeNull("a dry run writes nothing");
        (await host.SendAsync(retract)).Rejected.Should().BeNull();

        (await host.SendAsync(host.Opening(name: "补充"))).Rejected!.Code.Id.Should().Be(LayerUseCodes.DoesNotFit.Id);
        var own = (await host.Get<DocumentShelf>().AllAsync()).Single(d => d is { Id: "longer", Layer: SchoolHost.School });
        (await host.Get<LayerReport>().WithoutAsync(SchoolHost.School, own.Key, default)).Rows.Should().OnlyContain(r => r.Fits);
    }

    [Fact]
    public async Task A_layer_on_which_another_document_of_its_unit_rests_is_not_retracted_and_what_nobody_has_cannot_be()
    {
        var host = await SchoolHost.ReadyAsync();
        (await PublishAsync(host, SchoolHost.School, Overlay("""{ "do": "add", "after": "publicity.Passed", "by": "Passed", "activity": { "id": "again", "type": "StudentAid.Publicity", "scope": "school", "days": 5 } }, { "do": "connect", "connection": "again.Upheld => office" }"""))).Rejected.Should().BeNull();
        (await PublishAsync(host, SchoolHost.School, Overlay("""{ "do": "set", "activity": "again", "option": "days", "value": 7 }""").Replace("\"longer\"", "\"longest\"", StringComparison.Ordinal))).Rejected.Should().BeNull();
        Task<Answer> Retract(string id) => host.SendAsync(new RetractDocument(SchoolHost.School, $"{SchoolHost.Procedure}/overlay/{id}/0001", "mistake") { Principal = Principal.System, Key = "" });

        (await Retract("longer")).Rejected!.Code.Should().Be(LayerCodes.NoActivity);
        (await Retract("shortest")).Rejected!.Code.Should().Be(ShelfCodes.NoSuchDocument);
        (await Retract("longest")).Rejected.Should().BeNull();
        (await Retract("longer")).Rejected.Should().BeNull();
    }

    [Fact]
    public async Task A_required_step_cannot_be_left_out_by_a_lower_layer()
    {
        var host = await SchoolHost.ReadyAsync();

        var refused = (await PublishAsync(host, SchoolHost.School, Overlay("""
            { "do": "disconnect", "connection": "leaders.Returned => office" }, { "do": "disconnect", "connection": "publicity.Upheld => office" },
            { "do": "remove", "activity": "office", "by": "Endorsed" }
            """))).Rejected!;

        refused.Code.Should().Be(LayerCodes.RequiredGone);
        refused.Arguments["article"].Should().Be("河南省实施办法 第十七条");
    }

    [Fact]
    public async Task A_school_cannot_say_what_does_not_approve()
    {
        var host = await SchoolHost.ReadyAsync();

        (await PublishAsync(host, SchoolHost.School, Overlay("""{ "do": "not-approving", "outcome": "Determined" }"""))).Rejected!.Code.Should().Be(LayerCodes.TopmostOnly);
    }

    [Fact]
    public async Task A_school_may_change_a_row_of_the_table_and_a_round_pins_what_it_comes_to()
    {
        var host = await SchoolHost.ReadyAsync();
        var builder = host.Get<PinBuilder>();
        var before = (await builder.BuildAsync(SchoolHost.School, SchoolHost.Procedure, Day, default))!;
        var table = before.Documents.Single(d => d.Kind == "score-table");
        Task<BuiltPin?> Elsewhere() => builder.BuildAsync("/990000/other/", SchoolHost.Procedure, Day, default);
        var elsewhere = (await Elsewhere())!.Pin;
        string Row(int points) => Overlay($$"""{ "do": "patch", "document": "score-table/{{table.Id}}", "row": "items/debt/bands/#2/points", "value": {{points}} }""");

        (await PublishAsync(host, SchoolHost.School, Row(20))).Rejected.Should().BeNull();

        var pin = (await builder.BuildAsync(SchoolHost.School, SchoolHost.Procedure, Day, default))!;
        pin.Pin.Should().NotBe(before.Pin);
        (await Elsewhere())!.Pin.Should().Be(elsewhere, "nobody else's table changes");
        (await host.SendAsync(host.Opening())).Rejected.Should().BeNull();
        var loaded = (await host.Get<IPinSource>().LoadAsync(pin.Pin, default))!;
        var items = loaded.Documents[$"score-table/{table.Id}"]["items"].Items;
        items.Single(i => i["id"].AsText() == "debt")["bands"].Items.Select(b => b["points"].AsNumber()).Should().Equal(0, 4, 20);
        items.Length.Should().Be((await host.Get<DocumentShelf>().ContentAsync(table, default))["items"].Items.Length);
        (await host.Get<DocumentShelf>().ContentAsync(pin.Documents.Single(d => d.Kind == "score-table"), default))["items"].Items.Should().HaveCount(items.Length, "what is pinned can be read");
    }

    [Fact]
    public async Task A_row_that_no_table_can_have_is_refused_and_one_that_is_not_there_named()
    {
        var host = await SchoolHost.ReadyAsync();
        async Task<string> Refused(string change) => (await PublishAsync(host, SchoolHost.School, Overlay(change))).Rejected?.Code.Id ?? "";

        (await Refused("""{ "do": "patch", "document": "score-table/score-table", "row": "items/dept", "value": { "id": "dept" } }""")).Should().StartWith("pack-");
        (await Refused("""{ "do": "patch", "document": "score-table/score-table", "row": "items/dept/points", "value": 3 }""")).Should().Be("overlay-row-unknown");
        (await Refused("""{ "do": "patch", "document": "body/class-review-group", "row": "size/minimum", "value": 7 }""")).Should().StartWith("overlay-document-unknown");
    }

    [Fact]
    public async Task A_province_that_fixes_points_is_followed_by_the_tables_below()
    {
        var host = await SchoolHost.ReadyAsync();
        var shelf = host.Get<DocumentShelf>();
        var table = (await shelf.AllAsync()).Single(d => d is { Kind: "score-table", Unit: "", Procedure: SchoolHost.Procedure });
        var content = (Engine.Expressions.RecordValue)await shelf.ContentAsync(table, default);
        var fixedTable = content.With("unit", "410000").With("from", "2026-06-01").With("tightens", Engine.Expressions.Value.Parse("""{ "items/*/bands/*/points": "fixed" }"""));
        (await PublishAsync(host, "/", fixedTable.ToJson())).Rejected.Should().BeNull();

        (await PublishAsync(host, SchoolHost.School, Overlay("""{ "do": "patch", "document": "score-table/score-table", "row": "items/debt/bands/#2/points", "value": 20 }"""))).Rejected!.Code.Should().Be(LayerCodes.TableLoosened);
        (await PublishAsync(host, SchoolHost.School, Overlay("""{ "do": "patch", "document": "score-table/score-table", "row": "cap", "value": 90 }"""))).Rejected.Should().BeNull();
        var own = content.ToJson().Replace("\"points\":24", "\"points\":25", StringComparison.Ordinal);
        (await PublishAsync(host, SchoolHost.School, own)).Rejected!.Code.Should().Be(LayerCodes.TableLoosened);
    }

    [Theory]
    [InlineData("410402", "/410000/410400/410402/")]
    [InlineData("410400", "/410000/410400/")]
    [InlineData("410000", "/410000/")]
    [InlineData("demo", "/demo/")]
    public void A_code_implies_its_place(string code, string place) => UnitCode.Path(code).Should().Be(place);

    private static Task<Answer> PublishAsync(SchoolHost host, string unit, string text) => host.SendAsync(new PublishDocuments(unit, [text]) { Principal = Principal.System, Key = "" });

    private static string Days(int days, string unit = "") => Overlay($$"""{ "do": "set", "activity": "publicity", "option": "days", "value": {{days}} }""", unit);

    private static string Overlay(string changes, string unit = "") =>
        $$"""{ "kind": "overlay", "id": "longer", {{unit}}"procedure": "{{SchoolHost.Procedure}}", "article": "本校章程 第二条", "from": "2020-01-01", "name": "七日公示", "changes": [ {{changes}} ] }""";
}
