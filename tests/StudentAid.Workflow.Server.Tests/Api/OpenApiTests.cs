using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FluentAssertions;

namespace StudentAid.Workflow.Server.Tests.Api;

public sealed class OpenApiTests
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>With UPDATE=1 the checked-in document is written anew.</summary>
    [Fact]
    public async Task The_checked_in_description_is_what_the_server_answers()
    {
        await using var server = await RunningServer.StartAsync();
        using var nobody = server.ClientOf(null);
        var answered = JsonNode.Parse((await server.GetAsync(nobody, "/openapi/v1.json")).Text)!.ToJsonString(Written) + "\n";
        var file = Repository.PathOf("docs/openapi.json");
        if (Environment.GetEnvironmentVariable("UPDATE") == "1")
            await File.WriteAllTextAsync(file, answered);
        answered.Should().Be(await File.ReadAllTextAsync(file), "docs/openapi.json is rewritten with UPDATE=1");
        answered.Should().Contain("\"openapi\": \"3.1");
    }
}
