using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Casework.Layers;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tests.Organisations;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Packs;

public sealed class PinBuilderTests
{
    private const string Overlay =
        """{ "kind": "overlay", "id": "quiet", "procedure": "outer", "article": "第一条", "from": "2020-01-01", "name": "改一处", "changes": [ { "do": "set", "activity": "say", "option": "text", "value": "changed" } ] }""";

    private static readonly DateOnly Day = new(2026, 9, 1);

    [Fact]
    public async Task A_pin_reads_the_texts_of_its_procedure_and_of_what_that_uses_and_no_other()
    {
        var host = await PublishedAsync();
        host.Reads.Clear();

        var built = (await BuildAsync(host))!;

        built.Refused.Should().BeNull();
        TextsRead(host).Should().Be(2, "the outer and the inner are read, and the five beside them are not");
        (await host.Get<IPinSource>().LoadAsync(built.Pin, built.Blobs, default))!.Types.Keys.Should().BeEquivalentTo("inner");
    }

    [Fact]
    public async Task What_is_built_once_is_held_until_something_of_the_line_is_published()
    {
        var host = await PublishedAsync();
        var first = (await BuildAsync(host))!;
        host.Reads.Clear();

        (await BuildAsync(host))!.Pin.Should().Be(first.Pin);
        (await BuildAsync(host, "/990000/other/"))!.Pin.Should().Be(first.Pin, "a unit without documents of its own shares what those above come to");
        TextsRead(host).Should().Be(0);

        await PublishAsync(host, SchoolHost.School, Overlay);
        host.Reads.Clear();
        var changed = (await BuildAsync(host))!;
        changed.Pin.Should().NotBe(first.Pin);
        TextsRead(host).Should().Be(3);
        (await BuildAsync(host, "/990000/other/"))!.Pin.Should().Be(first.Pin);
    }

    [Fact]
    public async Task A_pin_looks_at_the_shelves_of_its_line_alone()
    {
        var host = await PublishedAsync();
        host.Reads.Clear();

        await BuildAsync(host);

        host.Reads.With(nameof(IStoreReader.DocumentsAsync)).Select(a => ((DocumentFilter)a[1]!).Stream)
            .Should().Equal(UnitPath.Line(SchoolHost.School).Select(UnitState.IdOf));
    }

    [Fact]
    public async Task A_text_that_cannot_be_read_any_more_refuses_its_own_procedure_and_no_other()
    {
        var host = await PublishedAsync();
        await PublishAsync(host, SchoolHost.School, Overlay);
        var overlay = (await host.Get<DocumentShelf>().AllAsync()).Single(d => d.Kind == "overlay");
        Spoil(host, overlay.Source, Overlay.Replace("\"set\"", "\"sett\"", StringComparison.Ordinal));

        var refused = (await BuildAsync(host))!.Refused!;
        refused.In("zh-CN").Should().Contain("改一处").And.Contain("sett");
        refused.Code.Id.Should().Be(LayerUseCodes.DoesNotFit.Id);
        (await BuildAsync(host, procedure: "other-1"))!.Refused.Should().BeNull();
        (await BuildAsync(host, "/990000/other/"))!.Refused.Should().BeNull();
    }

    [Fact]
    public async Task A_definition_that_is_used_and_cannot_be_read_refuses_those_that_use_it()
    {
        var host = await PublishedAsync();
        Spoil(host, (await host.Get<DocumentShelf>().AllAsync()).Single(d => d.Id == "inner").Source, "no JSON");

        (await BuildAsync(host))!.Refused!.Code.Id.Should().Be(LayerUseCodes.Unreadable.Id);
        (await BuildAsync(host, procedure: "inner")).Should().BeNull();
        (await BuildAsync(host, procedure: "other-1"))!.Refused.Should().BeNull();
    }

    private static int TextsRead(SchoolHost host) => host.Reads.Of(nameof(IStepStore.BlobAsync));

    private static Task<BuiltPin?> BuildAsync(SchoolHost host, string unit = SchoolHost.School, string procedure = "outer") =>
        host.Get<PinBuilder>().BuildAsync(unit, procedure, Day, default);

    private static void Spoil(SchoolHost host, string hash, string text) => host.Reads.Instead = (member, arguments, answer) =>
        member == nameof(IStepStore.BlobAsync) && (string)arguments[0]! == hash
            ? new ValueTask<Blob?>(new Blob(hash, "application/json", Encoding.UTF8.GetBytes(text)))
            : answer;

    private static async Task<SchoolHost> PublishedAsync()
    {
        var host = await SchoolHost.EmptyAsync();
        await PublishAsync(host, "/",
        [
            """{ "definitionId": "inner", "name": "内部", "root": { "id": "say", "type": "Elsa.WriteLine", "text": "hi" }, "options": { "usableAsActivity": true } }""",
            """
            {
              "$schema": "workflow-definition.schema.json", "definitionId": "outer",
              "root": { "type": "Elsa.Flowchart", "activities": [
                { "id": "say", "type": "Elsa.WriteLine", "text": "hi" }, { "id": "use", "type": "inner" }, { "id": "done", "type": "Elsa.End" }
              ], "connections": [ "say -> use -> done" ] }
            }
            """,
            .. Enumerable.Range(1, 5).Select(n => $$"""{ "definitionId": "other-{{n}}", "root": { "id": "say", "type": "Elsa.WriteLine", "text": "hi" } }"""),
        ]);
        return host;
    }

    private static async Task PublishAsync(SchoolHost host, string unit, params string[] texts) =>
        (await host.SendAsync(new PublishDocuments(unit, [.. texts]) { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();
}
