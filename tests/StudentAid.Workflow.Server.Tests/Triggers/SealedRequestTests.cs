using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Tests.Season;

namespace StudentAid.Workflow.Server.Tests.Triggers;

/// <summary>A request is anybody's words: what it holds stands in clear nowhere, and definitions read it all the same.</summary>
public sealed class SealedRequestTests
{
    private const string Name = "金丝雀同学";
    private const string Number = "410101200602310017";
    private const string Phone = "13900007531";

    private static readonly string Deciding = Flows.Definition(
        "deciding",
        """
        { "id": "start", "canStartWorkflow": true, "type": "Elsa.HttpEndpoint", "path": "asks/{who}", "supportedMethods": ["POST"], "parsedContent": { "to": "asked" } },
        { "id": "keep", "type": "Elsa.SetVariable", "variable": "called", "value": "= `${input.request.content.name}!`" },
        { "id": "again", "type": "Elsa.HttpEndpoint", "path": "tells", "supportedMethods": ["POST"] },
        { "id": "which", "type": "Elsa.FlowDecision", "condition": "= input.request.content.income < 500 && variables.asked.name === input.request.content.name && getOutputFrom('again', 'parsedContent').sure" },
        { "id": "poor", "type": "Elsa.WriteHttpResponse", "content": "= `${variables.called} ${input.request.route.who} ${input.request.query.phone}`" },
        { "id": "other", "type": "Elsa.WriteHttpResponse", "content": "other" }
        """,
        "\"start -> keep -> again -> which\", \"which.True -> poor -> ended\", \"which.False -> other -> ended\"")
        .Replace("\"outcomes\": [\"Ended\"],", "\"outcomes\": [\"Ended\"], \"variables\": [ { \"name\": \"asked\", \"type\": \"Object\" }, { \"name\": \"called\", \"type\": \"String\" } ],", StringComparison.Ordinal);

    [Theory]
    [InlineData(400, $"{Name}! {Number} {Phone}")]
    [InlineData(600, "other")]
    public async Task An_expression_decides_on_what_was_posted_in_an_earlier_step_and_no_clear_byte_of_it_is_kept(int income, string answer)
    {
        await using var flows = await Flows.OpenAsync();
        await flows.PublishedAsync(Deciding);
        var begun = await flows.Server.PostAsync(flows.Own, $"/workflows/asks/{Number}?phone={Phone}", $$"""{ "name": "{{Name}}", "income": {{income}} }""");
        begun.Status.Should().Be(202, begun.Text);
        var instance = Id.TryParse(begun.Body["instances"].Items.Single().AsText())!.Value;
        await NothingInClearAsync(flows, instance);
        var told = await flows.Server.PostAsync(flows.Own, "/workflows/tells", $$"""{ "sure": true, "why": "{{Name}}" }""");
        (told.Status, told.Text).Should().Be((200, answer));
        await NothingInClearAsync(flows, instance);
    }

    [Fact]
    public async Task What_only_looks_like_a_reference_to_sealed_content_is_read_as_it_was_posted()
    {
        await using var flows = await Flows.OpenAsync();
        await flows.PublishedAsync(Flows.Definition(
            "echo",
            """
            { "id": "start", "canStartWorkflow": true, "type": "Elsa.HttpEndpoint", "path": "echo", "supportedMethods": ["POST"] },
            { "id": "answer", "type": "Elsa.WriteHttpResponse", "contentType": "application/json", "content": "= input.request.content" }
            """,
            "\"start -> answer -> ended\""));
        const string forged = """{"$sealed":"00000000000000000000000000/1/0"}""";
        (await flows.Server.PostAsync(flows.Own, "/workflows/echo", forged)).Text.Should().Be(forged);
    }

    private static async Task NothingInClearAsync(Flows flows, Id instance)
    {
        var search = new ByteSearch([Name, Number, Phone]);
        var events = await flows.Server.Get<IStepStore>().EventsAsync(instance);
        events.Should().NotBeEmpty();
        events.Where(e => search.Find(e.Data.Span) is not null).Should().BeEmpty();
        search.Find(((await flows.Server.Get<IStepStore>().LoadAsync(instance))!).Snapshot.Span).Should().BeNull();
        var files = Directory.GetFiles(flows.Server.Folder, "test.db*").Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)).ToList();
        files.Should().NotBeEmpty();
        files.Where(f => search.Find(Read(f)) is not null).Should().BeEmpty();
        search.Find(Encoding.UTF8.GetBytes($"x{Name}y")).Should().Be(Name);
    }

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var content = new byte[file.Length];
        file.ReadExactly(content);
        return content;
    }
}
