using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Live;

namespace StudentAid.Workflow.Server.Tests.Screens;

/// <summary>What changes by itself on an open page, and what concerns somebody.</summary>
public sealed class LiveTests
{
    [Fact]
    public async Task An_open_page_is_told_of_its_own_and_goes_on_where_it_was()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        using var teacher = await ListenAsync(school.Teacher, null);
        using var stranger = await ListenAsync(school.Stranger, null);
        (await teacher.NextAsync()).Topic.Should().Be("hello");
        var began = await stranger.NextAsync();
        await server.DoAsync(school.Office, $"/api/cases/{school.Cases[0]}/suspend", """{ "reason": "x" }""");
        var told = await teacher.NextAsync();
        told.Topic.Should().Be("cases");
        Value.Parse(told.Data)["id"].AsText().Should().Be(school.Cases[0].ToString());
        told.Data.Should().NotContain("周");
        await server.DoAsync(school.Office, $"/api/cases/{school.Cases[1]}/suspend", """{ "reason": "x" }""");

        using var again = await ListenAsync(school.Teacher, told.Id);
        (await again.NextAsync()).Topic.Should().Be("hello");
        Value.Parse((await again.NextAsync()).Data)["id"].AsText().Should().Be(school.Cases[1].ToString());
        using var lost = await ListenAsync(school.Teacher, "0-17");
        (await lost.NextAsync()).Topic.Should().Be("reset");

        // The stranger has been told nothing of another school: what he hears first is his own.
        began.Topic.Should().Be("hello");
        (await stranger.HasMoreAsync()).Should().BeFalse();
    }

    [Theory]
    [InlineData("instance", "cases")]
    [InlineData("unit", "units")]
    [InlineData("invitation", "chase")]
    [InlineData("late-match", "late-matches")]
    [InlineData("standing", "adjustments")]
    [InlineData("revocation", "revocations")]
    [InlineData("complaint", null)]
    [InlineData("access", null)]
    public void What_stands_on_pages_that_many_have_open_is_told_and_what_few_may_know_of_is_not(string kind, string? topic) => Topics.Of(kind).Should().Be(topic);

    [Fact]
    public void A_reader_who_is_too_far_behind_is_told_so_and_no_other_loses_anything()
    {
        var feed = new LiveFeed(TimeProvider.System);
        for (var n = 1; n <= 5_000; n++)
            feed.Tell("cases", Id.Of("case", n.ToString(System.Globalization.CultureInfo.InvariantCulture)), n, "/a/");
        feed.Since(5_000 - 4_096 - 1, Principal.System).Events.Should().BeNull();
        feed.After(feed.IdOf(5_000 - 4_096 - 1)).Should().BeNull();
        feed.Since(5_000 - 4_096, Principal.System).Events!.Value.Select(e => e.Version).Should().Equal(Enumerable.Range(905, 4_096).Select(n => (long)n));
        feed.Since(4_999, Principal.System).Events!.Value.Select(e => e.Version).Should().Equal(5_000);
        feed.Since(5_000, Principal.System).Events!.Value.Should().BeEmpty();
    }

    [Fact]
    public async Task Nobody_listens_without_signing_in()
    {
        await using var server = await RunningServer.StartAsync();
        using var nobody = server.ClientOf(null);
        (await server.GetAsync(nobody, "/api/events")).Status.Should().Be(401);
        using var socket = new HttpRequestMessage(HttpMethod.Get, "/api/me") { Headers = { { "Connection", "Upgrade" }, { "Upgrade", "websocket" }, { "Sec-WebSocket-Version", "13" }, { "Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==" } } };
        using var answer = await server.Administrator.SendAsync(socket);
        answer.StatusCode.Should().Be(System.Net.HttpStatusCode.OK, "nothing here switches to a socket");
        (await server.PostAsync(server.Administrator, "/api/demo/clock", """{ "to": "hour" }""")).Code.Should().Be("not-a-demo");
    }

    [Fact]
    public async Task Notifications_come_out_of_what_stands_and_stay_read_once_they_are()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        var first = (await server.GetAsync(school.Teacher, "/api/notifications")).Body;
        first["unread"].AsNumber().Should().Be(3);
        first["items"].Items.Should().OnlyContain(n => n["kind"].AsText() == "task");
        var id = first["items"].Items[0]["id"].AsText();
        await server.DoAsync(school.Teacher, "/api/notifications/read", $$"""{ "ids": ["{{id}}"] }""");
        var second = (await server.GetAsync(school.Teacher, "/api/notifications?unread=true")).Body;
        second["items"].Items.Select(n => n["id"].AsText()).Should().HaveCount(2).And.NotContain(id);
        await server.DoAsync(school.Teacher, "/api/notifications/read", """{ "upTo": "2026-09-14T03:00:00.000Z" }""");
        (await server.GetAsync(school.Teacher, "/api/notifications")).Body["unread"].AsNumber().Should().Be(0);
        (await server.GetAsync(school.Stranger, "/api/notifications")).Body["items"].Items.Should().BeEmpty();
    }

    [Fact]
    public async Task The_latest_job_is_told_of_after_however_many()
    {
        await using var server = await RunningServer.StartAsync();
        var last = "";
        for (var n = 0; n <= 100; n++)
        {
            last = (await server.PostAsync(
                server.Administrator, "/api/jobs", """{ "work": "tasks", "verb": "record", "tasks": [ { "id": "00000000000000000000000001-1", "etag": "1" } ] }""")).Body["id"].AsText();
        }

        await server.SettleAsync();
        (await server.GetAsync(server.Administrator, "/api/notifications")).Body["items"].Items.Should().Contain(n => n["link"].AsText() == $"/api/jobs/{last}");
    }

    private static async Task<Listener> ListenAsync(HttpClient client, string? last)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/events");
        if (last is not null)
            request.Headers.Add("Last-Event-ID", last);
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        return new Listener(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    private sealed record Told(string Topic, string Id, string Data);

    private sealed class Listener(HttpResponseMessage response, StreamReader reader) : IDisposable
    {
        public async Task<Told> NextAsync()
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            var (topic, id, data) = ("", "", "");
            while (await reader.ReadLineAsync(limit.Token) is { } line)
            {
                if (line.StartsWith("event: ", StringComparison.Ordinal))
                    topic = line[7..];
                else if (line.StartsWith("id: ", StringComparison.Ordinal))
                    id = line[4..];
                else if (line.StartsWith("data: ", StringComparison.Ordinal))
                    data = line[6..];
                else if (line.Length == 0 && topic.Length > 0)
                    return new Told(topic, id, data);
            }

            throw new InvalidOperationException("The stream has ended.");
        }

        /// <summary>Whether something comes within a moment.</summary>
        public async Task<bool> HasMoreAsync()
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
            try
            {
                return await reader.ReadLineAsync(limit.Token) is not null;
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }

        public void Dispose()
        {
            reader.Dispose();
            response.Dispose();
        }
    }
}
