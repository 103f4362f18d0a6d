using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tests.Organisations;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Packs;

public class ShelfTests
{
    private static readonly DateOnly Day = new(2026, 9, 1);

    [Fact]
    public async Task What_is_published_already_is_not_published_again()
    {
        var host = await SchoolHost.ReadyAsync();
        var texts = DocumentFolder.Read(Path.Combine(AppContext.BaseDirectory, "workflows"));

        (await host.SendAsync(new PublishDocuments("/", texts) { Principal = Principal.System, Key = "" })).Rejected!.Code.Should().Be(ShelfCodes.NothingNew);
    }

    [Fact]
    public async Task A_school_pins_the_nearest_layers_documents()
    {
        var host = await SchoolHost.ReadyAsync();
        var builder = host.Get<PinBuilder>();

        var henan = (await builder.BuildAsync(SchoolHost.School, SchoolHost.Procedure, Day, default))!;
        var elsewhere = (await builder.BuildAsync("/990000/other/", SchoolHost.Procedure, Day, default))!;

        henan.Documents.Single(d => d.Kind == "scale").Unit.Should().Be("410000");
        elsewhere.Documents.Single(d => d.Kind == "scale").Unit.Should().BeEmpty();
        henan.Pin.Should().NotBe(elsewhere.Pin).And.MatchRegex("^pin/higher-education-determination@[0-9a-f]{64}$");
        henan.Documents.Should().NotContain(d => d.Kind == "calendar").And.OnlyContain(d => d.Procedure == "" || d.Procedure == SchoolHost.Procedure);
        (await builder.BuildAsync(SchoolHost.School, "no-such-procedure", Day, default)).Should().BeNull();
    }

    [Fact]
    public async Task A_schools_own_document_wins_and_is_published_from_a_draft_once()
    {
        var host = await SchoolHost.ReadyAsync();
        var own = Repository.Json("workflows/national/matching-rules.json").ToJson().Replace("365", "90", StringComparison.Ordinal);
        const string key = "-/matching-rules/matching-rules/0001";

        await host.SendAsync(new DraftDocument(SchoolHost.School, own) { Principal = Principal.System, Key = "" });
        (await LayerAsync(host)).Should().Be("/");
        (await host.SendAsync(new PublishDocument(SchoolHost.School, key) { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();
        (await LayerAsync(host)).Should().Be(SchoolHost.School);
        (await host.SendAsync(new PublishDocument(SchoolHost.School, key) { Principal = Principal.System, Key = "" })).Rejected!.Code.Should().Be(ShelfCodes.NotADraft);
        (await host.SendAsync(new RetractDocument(SchoolHost.School, key, "wrong") { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();
        (await LayerAsync(host)).Should().Be("/");
    }

    [Fact]
    public async Task A_definition_that_cannot_run_is_kept_as_a_draft_and_refused_at_publish_by_name()
    {
        var host = await SchoolHost.EmptyAsync();
        const string elsa = """{ "definitionId": "mail", "root": { "id": "send", "type": "Elsa.SendEmail" } }""";

        var published = await host.SendAsync(new PublishDocuments("/", [elsa]) { Principal = Principal.System, Key = "" });
        published.Rejected!.Code.Should().Be(ShelfCodes.Unfit);
        published.Rejected.In("zh-CN").Should().Contain("“mail”").And.Contain("Elsa.SendEmail").And.Contain("第 1 行").And.NotContain("Expected");
        published.Rejected.In("en").Should().Contain("Elsa.SendEmail").And.NotMatchRegex("[\\u4e00-\\u9fff]");
        (await host.SendAsync(new DraftDocument("/", elsa) { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();
        (await host.SendAsync(new PublishDocument("/", "-/definition/mail/0001") { Principal = Principal.System, Key = "" })).Rejected!.Code.Should().Be(ShelfCodes.Unfit);
    }

    [Fact]
    public async Task A_definition_may_use_another_of_the_same_call_or_one_published_above()
    {
        var host = await SchoolHost.EmptyAsync();
        const string inner = """{ "definitionId": "inner", "name": "Inner", "root": { "id": "say", "type": "Elsa.WriteLine", "text": "hi" }, "options": { "usableAsActivity": true } }""";
        const string outer = """{ "$schema": "workflow-definition.schema.json", "definitionId": "outer", "root": { "id": "use", "type": "inner" } }""";

        (await host.SendAsync(new PublishDocuments("/", [outer]) { Principal = Principal.System, Key = "" })).Rejected!.Code.Should().Be(ShelfCodes.Unfit);
        (await host.SendAsync(new PublishDocuments("/", [inner]) { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();
        (await host.SendAsync(new PublishDocuments("/410000/a/", [outer]) { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();
    }

    [Fact]
    public async Task Going_back_to_a_former_text_is_a_new_version()
    {
        var host = await SchoolHost.EmptyAsync();
        var text = Repository.Json("workflows/national/matching-rules.json").ToJson();
        string[] texts = [text, text.Replace("365", "90", StringComparison.Ordinal), text];

        foreach (var next in texts)
            (await host.SendAsync(new PublishDocuments("/", [next]) { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();
        var holding = DocumentShelf.Holding(await host.Get<DocumentShelf>().AllAsync(), "/410000/a/", "any", Day).Single();
        holding.Version.Should().Be(3);
        (await host.Get<DocumentShelf>().TextAsync(holding, default)).Should().Be(text);
    }

    [Fact]
    public async Task A_faulty_document_or_definition_is_not_kept()
    {
        var host = await SchoolHost.EmptyAsync();

        (await host.SendAsync(new DraftDocument("/", "{ \"kind\": \"scale\" }") { Principal = Principal.System, Key = "" })).Succeeded.Should().BeFalse();
        (await host.SendAsync(new DraftDocument("/", "{ nonsense") { Principal = Principal.System, Key = "" })).Rejected!.Code.Should().Be(DefinitionCodes.NotJson);
        (await host.Get<DocumentShelf>().AllAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_pin_loads_everything_that_it_names()
    {
        var host = await SchoolHost.OpenAsync();
        var built = (await host.Get<PinBuilder>().BuildAsync(SchoolHost.School, SchoolHost.Procedure, Day, default))!;

        var set = (await host.Get<IPinSource>().LoadAsync(built.Pin, default))!;

        set.Definition.Definition.DefinitionId.Should().Be(SchoolHost.Procedure);
        set.Documents.Keys.Should().BeEquivalentTo(built.Documents.Select(d => $"{d.Kind}/{d.Id}").Append("roles/roles"));
        (await host.Get<IPinSource>().LoadAsync("pin/x@0000", default)).Should().BeNull();
    }

    [Fact]
    public async Task A_calendar_that_is_retracted_late_leaves_the_later_one_in_force()
    {
        var host = await SchoolHost.EmptyAsync();
        foreach (var day in (string[])["01", "02", "03"])
        {
            await host.SendAsync(new PublishDocuments(SchoolHost.School, [$$"""
                { "kind": "calendar", "id": "sports", "name": "运动会", "article": "t", "zone": "Asia/Shanghai", "from": "2026-09-01", "off": ["2026-09-{{day}}"] }
                """]) { Principal = Principal.System, Key = "" });
        }

        (await OffAsync(host)).Should().Be("2026-09-03");
        await RetractAsync(host, 2);
        (await OffAsync(host)).Should().Be("2026-09-03");
        await RetractAsync(host, 3);
        (await OffAsync(host)).Should().Be("2026-09-01", "the highest of those that are left holds");
        await RetractAsync(host, 1);
        (await OffAsync(host)).Should().BeNull();
    }

    [Fact]
    public async Task A_definition_does_not_run_another_version_of_one_it_uses_than_it_names()
    {
        var host = await SchoolHost.EmptyAsync();
        Task<Answer> Publish(params string[] texts) => host.SendAsync(new PublishDocuments("/", [.. texts]) { Principal = Principal.System, Key = "" });

        (await Publish(Inner(2), Outer("inner-1", 1))).Rejected!.In("zh-CN").Should().Contain("“inner”").And.Contain("inner-1");
        (await Publish(Inner(2), Outer("of-another-export", 2))).Rejected.Should().BeNull("the version's number says it too");
        (await Publish(Inner(3))).Rejected!.In("en").Should().Contain("'inner'").And.Contain("of-another-export");
        (await Publish(Inner(3), Outer("inner-3", 3))).Rejected.Should().BeNull();
        (await Publish("""{ "definitionId": "any", "root": { "id": "use", "type": "Inner", "workflowDefinitionId": "inner" } }""")).Rejected.Should().BeNull("it names none");
    }

    private static string Inner(int version) => $$"""
        { "id": "inner-{{version}}", "definitionId": "inner", "name": "Inner", "version": {{version}}, "isPublished": true, "options": { "usableAsActivity": true },
          "root": { "id": "say", "type": "Elsa.WriteLine", "text": "{{version}}" } }
        """;

    private static string Outer(string id, int version) => $$"""
        { "definitionId": "outer", "root": { "id": "use", "type": "Inner", "workflowDefinitionId": "inner", "workflowDefinitionVersionId": "{{id}}", "version": {{version}} } }
        """;

    private static async Task RetractAsync(SchoolHost host, int version) => (await host.SendAsync(
        new RetractDocument(SchoolHost.School, $"-/calendar/sports/000{version}", "mistake") { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();

    private static async Task<string?> OffAsync(SchoolHost host) =>
        (await host.Get<IStoreReader>().DocumentAsync(Scope.All, UnitState.IdOf(SchoolHost.School), "calendar", "sports"))?.Content["off"].Items[0].AsText();

    private static async Task<string> LayerAsync(SchoolHost host) =>
        (await host.Get<PinBuilder>().BuildAsync(SchoolHost.School, SchoolHost.Procedure, Day, default))!.Documents.Single(d => d.Kind == "matching-rules").Layer;
}
