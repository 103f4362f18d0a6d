using System.Net.Http.Headers;
using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Api;

public sealed class DoorTests(OneServer one) : IClassFixture<OneServer>
{
    private readonly RunningServer server = one.Server;

    [Fact]
    public async Task Health_needs_no_principal_and_says_that_the_store_answers()
    {
        using var nobody = server.ClientOf(null);
        (await server.GetAsync(nobody, "/healthz")).Text.Should().Be("ok");
        (await server.GetAsync(nobody, "/readyz")).Text.Should().Be("ready");
    }

    [Fact]
    public async Task An_empty_database_gets_an_administrator_whose_key_only_the_owner_may_read()
    {
        var me = await server.GetAsync(server.Administrator, "/api/me");
        me.Body["grants"].Items[0]["role"].AsText().Should().Be("administrator");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(server.Folder, "administrator.key")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("sa_nonsense")]
    [InlineData("sa_00000000000000000000000000_0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Without_a_key_that_holds_nobody_is_let_in(string? key)
    {
        using var client = server.ClientOf(key);
        var reply = await server.GetAsync(client, "/api/tasks");
        reply.Status.Should().Be(401);
        reply.ContentType.Should().Be("application/problem+json");
        reply.Code.Should().Be("not-signed-in");
    }

    [Fact]
    public async Task A_refusal_is_written_in_the_readers_language_and_chinese_when_silent()
    {
        using var nobody = server.ClientOf(null);
        (await server.GetAsync(nobody, "/api/me", "en-GB, zh;q=0.5")).Body["detail"].AsText().Should().StartWith("Expected");
        (await server.GetAsync(nobody, "/api/me", "fr")).Body["detail"].AsText().Should().Contain("登录");
    }

    [Fact]
    public async Task Malformed_json_is_refused_with_its_place()
    {
        var reply = await server.RefusedAsync(server.Administrator, "/api/org-units", "{ \"unit\": \"/\",\n  \"units\": [ }");
        reply.Status.Should().Be(400);
        reply.Code.Should().Be("malformed-json");
        reply.Body["detail"].AsText().Should().Contain("第 2 行");
    }

    [Theory]
    [InlineData("{ \"unit\": \"/\", \"units\": [], \"colour\": 1 }", "unknown-member", "'colour' is none of unit, units")]
    [InlineData("{ \"unit\": \"/\", \"unitts\": [] }", "unknown-member-near", "did you mean 'units'?")]
    public async Task An_unknown_member_is_named_with_what_was_probably_meant(string json, string code, string says)
    {
        var reply = await server.RefusedAsync(server.Administrator, "/api/org-units", json, "Accept-Language: en");
        (reply.Status, reply.Code).Should().Be((400, code), reply.Text);
        reply.Body["detail"].AsText().Should().Contain(says);
    }

    [Theory]
    [InlineData("{ \"unit\": \"/\", \"unit\": \"/\", \"units\": [] }")]
    [InlineData("{ \"unit\": null, \"units\": [] }")]
    [InlineData("{ \"units\": [] }")]
    public async Task Repeated_null_and_missing_members_are_refused(string json) =>
        (await server.RefusedAsync(server.Administrator, "/api/org-units", json)).Code.Should().Be("malformed-json");

    [Fact]
    public async Task A_body_in_another_encoding_is_told_so()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/org-units") { Content = new ByteArrayContent([.. "{\"unit\":\""u8, 0xC4, 0xE3, 0xBA, 0xC3, .. "\"}"u8]) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Idempotency-Key", "gbk");
        var reply = await server.RefusedAsync(() => SentAsync(request));
        reply.Status.Should().Be(400);
        reply.Code.Should().Be("not-utf8");
    }

    [Theory]
    [InlineData("/api/cases/xyz", 404, "not-found")]
    [InlineData("/api/cases/zzzzzzzzzzzzzzzzzzzzzzzzzz", 404, "not-found")]
    [InlineData("/api/cases/00000000000000000000000000", 404, "not-found")]
    [InlineData("/api/calendar/preview?day=yesterday", 400, "parameter-malformed")]
    [InlineData("/api/definitions/text", 400, "parameter-missing")]
    public async Task A_parameter_that_cannot_be_read_is_refused_in_words(string path, int status, string code)
    {
        var reply = await server.GetAsync(server.Administrator, path);
        reply.Status.Should().Be(status);
        reply.Code.Should().Be(code);
        reply.Body["detail"].AsText().Should().NotContain("Failed").And.NotContain("Required");
    }

    [Fact]
    public async Task A_body_of_another_type_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/org-units") { Content = new StringContent("<a/>", Encoding.UTF8, "text/xml") };
        request.Headers.Add("Idempotency-Key", "k");
        var reply = await server.RefusedAsync(() => SentAsync(request));
        reply.Status.Should().Be(415);
        reply.Code.Should().Be("wrong-content-type");
    }

    [Fact]
    public async Task A_change_without_an_idempotency_key_is_refused()
    {
        using var content = new StringContent("{ \"unit\": \"/\", \"units\": [] }", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/org-units") { Content = content };
        var reply = await server.RefusedAsync(() => SentAsync(request));
        reply.Status.Should().Be(422);
        reply.Code.Should().Be("idempotency-key-missing");
    }

    [Fact]
    public async Task The_same_key_is_applied_once_and_refused_with_another_body()
    {
        const string One = """{ "unit": "/", "units": [ { "path": "/a/", "kind": "province", "name": "甲" } ] }""";
        var first = await server.PostAsync(server.Administrator, "/api/org-units", One, "Idempotency-Key: once");
        var again = await server.PostAsync(server.Administrator, "/api/org-units", One, "Idempotency-Key: once");
        var other = await server.RefusedAsync(server.Administrator, "/api/org-units", One.Replace("甲", "乙", StringComparison.Ordinal), "Idempotency-Key: once");
        again.Text.Should().Be(first.Text);
        other.Status.Should().Be(422);
        other.Code.Should().Be("key-reused");
    }

    [Fact]
    public async Task A_json_body_over_one_megabyte_and_an_upload_over_fifty_are_refused()
    {
        // The server answers before it has read everything: what waits for its word is not cut off in the middle.
        using var large = new HttpRequestMessage(HttpMethod.Post, "/api/org-units") { Content = new StringContent($$"""{ "unit": "{{new string('x', 1_100_000)}}", "units": [] }""", Encoding.UTF8, "application/json") };
        large.Headers.Add("Idempotency-Key", "large");
        large.Headers.ExpectContinue = true;
        var json = await server.RefusedAsync(() => SentAsync(large));
        json.Status.Should().Be(413);
        json.Code.Should().Be("too-large");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/people/import?school=/");
        request.Headers.ExpectContinue = true;
        request.Content = new ByteArrayContent(new byte[51 * 1024 * 1024]);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        (await server.RefusedAsync(() => SentAsync(request))).Status.Should().Be(413);
    }

    [Fact]
    public async Task A_task_without_if_match_is_refused_and_an_unknown_one_is_not_found()
    {
        var unknown = $"/api/tasks/{Id.Of("no", "such")}-1";
        (await server.RefusedAsync(server.Administrator, unknown + "/finish", "{}")).Status.Should().Be(428);
        (await server.RefusedAsync(server.Administrator, unknown + "/finish", "{}", "If-Match: \"1\"")).Status.Should().Be(404);
        (await server.GetAsync(server.Administrator, unknown)).Code.Should().Be("not-found");
        (await server.GetAsync(server.Administrator, "/api/tasks/nonsense")).Code.Should().Be("not-found");
    }

    [Fact]
    public async Task An_address_that_no_endpoint_has_answers_with_a_problem_document()
    {
        var reply = await server.GetAsync(server.Administrator, "/api/nothing");
        reply.Status.Should().Be(404);
        reply.Code.Should().Be("no-such-route");
    }

    private async Task<Reply> SentAsync(HttpRequestMessage request)
    {
        using var response = await server.Administrator.SendAsync(request);
        return await Reply.OfAsync(response);
    }
}
