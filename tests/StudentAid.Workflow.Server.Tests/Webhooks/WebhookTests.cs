using FluentAssertions;
using StudentAid.Workflow.Casework.Webhooks;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Tests.Season;

namespace StudentAid.Workflow.Server.Tests.Webhooks;

/// <summary>A school with a receiver on the loopback that is told what happens.</summary>
public sealed class WebhookTests : HookedServer
{
    private School school = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        school = await School.OpenAsync(server);
    }

    [Fact]
    public async Task What_happens_at_the_school_is_told_once_signed_and_without_a_name()
    {
        var (hook, secret) = await RegisterAsync("case.finished", "roster.decided", "publicity.posted", "publicity.ended", "objection.filed", "objection.answered");
        var notice = await school.PublishAsync();
        await server.DoAsync(school.Office, "/api/objections", $$"""{ "publicity": "{{notice}}", "case": "{{school.Cases[0]}}", "channel": "paper", "objector": "赵不平", "text": "家里有三套房" }""");
        await server.DoAsync(school.Office, "/api/objections/1/answer", $$"""{ "publicity": "{{notice}}", "upheld": false, "text": "只有一套" }""");
        await server.SettleAsync();
        time.MoveTo((await server.Get<IStoreReader>().NextDeadlineAsync(Scope.All))!.Value);
        await server.SettleAsync();

        receiver.All.Select(r => r.Topic).Should().BeEquivalentTo(
            ["roster.decided", "publicity.posted", "objection.filed", "objection.answered", "publicity.ended", "roster.decided", "case.finished", "case.finished", "case.finished"]);
        receiver.All.Where(r => r.Topic == "case.finished").Select(r => r.Json["object"].AsText()).Should().BeEquivalentTo(school.Cases.Select(c => c.ToString()));
        receiver.All.Where(r => r.Json["object"].AsText()!.StartsWith(notice.ToString(), StringComparison.Ordinal)).Select(r => (int)r.Json["version"].AsNumber()!).Should().BeInAscendingOrder("one object's events come in their order");
        receiver.All.Single(r => r.Topic == "objection.filed").Json["object"].AsText().Should().Be($"{notice}-1");
        receiver.All.Should().OnlyHaveUniqueItems(r => r.Id).And.OnlyContain(r => r.Key == r.Id && r.IsSignedWith(secret) && !r.IsSignedWith("whsec_wrong"));
        foreach (var told in receiver.All)
        {
            told.Json.Should().BeOfType<RecordValue>().Which.Members.Select(m => m.Key).Should().BeEquivalentTo("id", "topic", "at", "unit", "object", "version");
            told.Json["unit"].AsText().Should().StartWith(School.Path);
            told.Body.Should().NotMatchRegex("\\p{IsCJKUnifiedIdeographs}");
        }

        var shown = await server.GetAsync(server.Administrator, $"/api/webhooks/{hook}/deliveries");
        shown.Body["items"].Items.Should().HaveCount(receiver.All.Count).And.OnlyContain(d => d["delivered"].AsBool() == true && d["attempts"].AsNumber() == 1 && d["lastAnswer"].AsText() == "204");
        shown.Text.Should().NotContain("whsec_");
    }

    [Theory]
    [InlineData(0, "failed")]
    [InlineData(503, "503")]
    [InlineData(302, "302")]
    public async Task What_a_receiver_could_not_take_waits_in_its_order_and_comes_with_the_same_id(int answers, string answer)
    {
        var (hook, _) = await RegisterAsync("task.closed");
        receiver.Answers = answers;
        await VerifyAsync(0);
        await server.SettleAsync();
        receiver.All.Should().ContainSingle();
        await VerifyAsync(1);
        await server.SettleAsync();
        receiver.All.Should().ContainSingle("it is given time");
        var failing = (await server.GetAsync(server.Administrator, $"/api/webhooks/{hook}")).Body;
        (failing["status"].AsText(), failing["lastAnswer"].AsText(), failing["waiting"].AsNumber()).Should().Be(("failing", answer, 2));

        time.MoveTo(time.GetUtcNow() + WebhookState.PauseAfter(1));
        await server.SettleAsync();
        receiver.All.Should().HaveCount(2, "only the oldest is tried").And.OnlyContain(r => r.Id == receiver.All[0].Id);
        receiver.Answers = 200;
        time.MoveTo(time.GetUtcNow() + WebhookState.PauseAfter(2));
        await server.SettleAsync();
        receiver.All.Should().HaveCount(4);
        receiver.All.Take(3).Select(r => r.Id).Distinct().Should().ContainSingle();
        receiver.All.Skip(2).Select(r => r.Json["object"].AsText()!.Split('-')[0]).Should().Equal(school.Cases[0].ToString(), school.Cases[1].ToString());
        var delivered = (await server.GetAsync(server.Administrator, $"/api/webhooks/{hook}/deliveries")).Body["items"].Items;
        delivered.Select(d => (d["delivered"].AsBool(), d["attempts"].AsNumber())).Should().Equal((true, 1), (true, 3));
    }

    [Fact]
    public async Task What_waits_outlives_the_server()
    {
        await RegisterAsync("task.closed");
        receiver.Answers = 500;
        await VerifyAsync(0);
        await server.SettleAsync();
        await server.StopAsync();
        receiver.Answers = 200;
        time.MoveTo(time.GetUtcNow().AddHours(1));
        server = await StartAsync(server.Folder);
        await server.SettleAsync();
        receiver.All.Should().HaveCount(2).And.OnlyContain(r => r.Id == receiver.All[0].Id);
    }

    [Fact]
    public async Task Another_schools_events_never_come_nor_do_those_of_a_practice_round_and_without_a_hook_nothing_is_queued()
    {
        await VerifyAsync(0);
        StoreImage.Of(server).Should().Contain("delivery 0");
        await server.DoAsync(server.Administrator, "/api/webhooks", $$"""{ "unit": "/other/", "name": "别校", "url": "{{receiver.Url}}", "topics": ["task.closed", "round.opened"] }""");
        await RegisterAsync("round.completed");
        await VerifyAsync(1);
        await RoundAsync(School.Path, practice: false);
        await RoundAsync("/other/", practice: true);
        await server.SettleAsync();
        receiver.All.Should().BeEmpty();
        StoreImage.Of(server).Should().Contain("delivery 0");

        await RoundAsync("/other/", practice: false);
        await server.SettleAsync();
        receiver.All.Should().ContainSingle().Which.Topic.Should().Be("round.opened");
    }

    [Fact]
    public async Task A_receiver_that_fails_for_three_days_is_switched_off_with_an_incident_until_somebody_retries_it()
    {
        var (hook, _) = await RegisterAsync("task.closed");
        receiver.Answers = 500;
        await VerifyAsync(0);
        await server.SettleAsync();
        time.MoveTo(time.GetUtcNow() + WebhookState.Patience);
        await server.SettleAsync();
        (await StatusAsync(hook)).Should().Be("switched-off");
        var incident = (await server.GetAsync(server.Administrator, "/api/incidents")).Body["items"].Items.Should().ContainSingle().Subject;
        (incident["kind"].AsText(), incident["stream"].AsText(), incident["name"].AsText(), incident["code"].AsText()).Should().Be(("webhook", hook, "学工系统", "webhook-switched-off"));
        await VerifyAsync(1);
        var tried = receiver.All.Count;
        time.MoveTo(time.GetUtcNow().AddDays(1));
        await server.SettleAsync();
        receiver.All.Should().HaveCount(tried);
        (await server.RefusedAsync(server.Administrator, $"/api/webhooks/{hook}/ping", "{}")).Code.Should().Be("webhook-off");

        receiver.Answers = 200;
        await server.DoAsync(server.Administrator, $"/api/webhooks/{hook}/retry", "{}");
        await server.SettleAsync();
        receiver.All.Should().HaveCount(tried + 1, "what waited comes; what happened while it was off is not kept for it").And.OnlyContain(r => r.Id == receiver.All[0].Id);
        (await StatusAsync(hook)).Should().Be("on");
        (await server.GetAsync(server.Administrator, "/api/incidents")).Body["items"].Items.Should().BeEmpty();
    }

    [Fact]
    public async Task A_receiver_that_says_it_is_gone_is_believed_and_one_that_is_deleted_is_told_nothing_more()
    {
        var (hook, _) = await RegisterAsync("task.closed");
        receiver.Answers = 410;
        await VerifyAsync(0);
        await server.SettleAsync();
        (await StatusAsync(hook)).Should().Be("switched-off");

        receiver.Answers = 200;
        await server.DoAsync(server.Administrator, $"/api/webhooks/{hook}/delete", "{}");
        await VerifyAsync(1);
        await server.SettleAsync();
        receiver.All.Should().ContainSingle();
        (await server.GetAsync(server.Administrator, $"/api/webhooks/{hook}")).Status.Should().Be(404);
        (await server.RefusedAsync(server.Administrator, $"/api/webhooks/{hook}/retry", "{}")).Status.Should().Be(404);
        (await server.GetAsync(server.Administrator, "/api/webhooks")).Body["items"].Items.Should().BeEmpty();
        StoreImage.Of(server).Should().Contain("delivery 0");
    }

    [Fact]
    public async Task For_a_day_after_a_rotation_both_secrets_sign_and_then_only_the_new_one()
    {
        var (hook, old) = await RegisterAsync("task.closed");
        var rotated = (await server.DoAsync(server.Administrator, $"/api/webhooks/{hook}/rotate", "{}"))["secret"].AsText()!;
        rotated.Should().StartWith("whsec_").And.NotBe(old);
        await server.DoAsync(server.Administrator, $"/api/webhooks/{hook}/ping", "{}");
        await server.SettleAsync();
        time.MoveTo(time.GetUtcNow() + Webhook.BothSign);
        await server.DoAsync(server.Administrator, $"/api/webhooks/{hook}/ping", "{}");
        await server.SettleAsync();
        receiver.All.Select(r => (r.Topic, r.IsSignedWith(rotated), r.IsSignedWith(old))).Should().Equal(("ping", true, true), ("ping", true, false));
    }

    [Fact]
    public async Task The_secret_is_shown_once_and_stands_nowhere_in_clear()
    {
        var input = Input("task.closed");
        var first = await server.DoAsync(server.Administrator, "/api/webhooks", input, "Idempotency-Key: once");
        var again = await server.DoAsync(server.Administrator, "/api/webhooks", input, "Idempotency-Key: once");
        (again["id"], again["secret"].AsText()).Should().Be((first["id"], ""));
        var secret = first["secret"].AsText()!;
        foreach (var path in new[] { "/api/webhooks", $"/api/webhooks/{first["id"].AsText()}", $"/api/webhooks/{first["id"].AsText()}/deliveries", "/api/audit" })
            (await server.GetAsync(server.Administrator, path)).Text.Should().NotContain(secret[6..]);
        var files = Directory.GetFiles(server.Folder, "test.db*").Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)).ToList();
        files.Select(Path.GetFileName).Should().Contain(["test.db", "test.db-wal"]);
        var search = new ByteSearch([secret[6..]]);
        foreach (var file in files)
            search.Find(ByteSearch.Bytes(file)).Should().BeNull("{0} tells it", file);
    }

    [Theory]
    [InlineData("http://example.org/hook", "\"task.closed\"", 422, "webhook-host-not-allowed")]
    [InlineData("ftp://127.0.0.1/hook", "\"task.closed\"", 422, "webhook-host-not-allowed")]
    [InlineData("http://me:secret@127.0.0.1/hook", "\"task.closed\"", 422, "webhook-url")]
    [InlineData("hook", "\"task.closed\"", 422, "webhook-url")]
    [InlineData("http://127.0.0.1/hook", "\"everything\"", 422, "webhook-topic-unknown")]
    [InlineData("http://127.0.0.1/hook", "", 422, "webhook-topic-unknown")]
    public async Task A_receiver_that_may_not_be_asked_or_a_topic_that_is_none_is_refused(string url, string topics, int status, string code)
    {
        var reply = await server.RefusedAsync(server.Administrator, "/api/webhooks", $$"""{ "unit": "{{School.Path}}", "name": "x", "url": "{{url}}", "topics": [{{topics}}] }""");
        (reply.Status, reply.Code).Should().Be((status, code), reply.Text);
    }

    [Fact]
    public async Task Only_who_sets_up_the_unit_registers_reads_or_changes_its_receivers()
    {
        var (hook, _) = await RegisterAsync("task.closed");
        (await server.RefusedAsync(school.Teacher, "/api/webhooks", Input("task.closed"))).Status.Should().Be(403);
        using var other = await school.ColleagueAsync("别校管理员", "administrator", "/other/");
        (await server.RefusedAsync(other, "/api/webhooks", Input("task.closed"))).Status.Should().Be(403);
        (await server.GetAsync(other, "/api/webhooks")).Body["items"].Items.Should().BeEmpty();
        (await server.GetAsync(other, $"/api/webhooks/{hook}")).Status.Should().Be(404);
        foreach (var verb in new[] { "ping", "retry", "rotate", "switch-off", "delete" })
            (await server.RefusedAsync(other, $"/api/webhooks/{hook}/{verb}", "{}")).Status.Should().Be(404, verb);
        await server.DoAsync(server.Administrator, $"/api/webhooks/{hook}/switch-off", "{}");
        (await StatusAsync(hook)).Should().Be("off");
    }

    [Fact]
    public async Task Who_sets_up_one_unit_and_only_teaches_at_another_reads_no_receivers_or_keys_of_that()
    {
        var (hook, _) = await RegisterAsync("task.closed");
        using var both = await BothAsync();
        var own = await server.DoAsync(both, "/api/webhooks", Input("task.closed").Replace(School.Path, "/other/", StringComparison.Ordinal));
        (await server.GetAsync(both, "/api/webhooks")).Body["items"].Items.Select(h => h["id"]).Should().Equal(own["id"]);
        foreach (var path in new[] { $"/api/webhooks/{hook}", $"/api/webhooks/{hook}/deliveries" })
            (await server.GetAsync(both, path)).Status.Should().Be(403, path);
        (await server.GetAsync(both, $"/api/webhooks/{own["id"].AsText()}/deliveries")).Status.Should().Be(200);

        (await server.GetAsync(both, "/api/api-keys")).Body["items"].Items.Select(k => k["name"].AsText()).Should().Equal("own");
    }

    [Fact]
    public async Task A_unit_has_no_more_receivers_than_twenty()
    {
        for (var n = 0; n < 20; n++)
            await RegisterAsync("task.closed");
        var refused = await server.RefusedAsync(server.Administrator, "/api/webhooks", Input("task.closed"));
        (refused.Status, refused.Code).Should().Be((409, "webhook-too-many"));
        await server.DoAsync(server.Administrator, "/api/webhooks", Input("task.closed").Replace(School.Path, "/other/", StringComparison.Ordinal));
    }

    /// <summary>Who sets up another school and teaches at this one; each school has a key of its own.</summary>
    private async Task<HttpClient> BothAsync()
    {
        var holder = (await server.DoAsync(server.Administrator, "/api/principals", $$"""
            { "unit": "/", "name": "两校", "kind": "machine", "grants": [ { "role": "administrator", "unit": "/other/" }, { "role": "class-teacher", "unit": "{{School.Path}}" } ] }
            """))["id"].AsText();
        await server.DoAsync(server.Administrator, "/api/api-keys", $$"""{ "unit": "{{School.Path}}", "holder": "{{holder}}", "name": "theirs" }""");
        return server.ClientOf((await server.DoAsync(server.Administrator, "/api/api-keys", $$"""{ "unit": "/other/", "holder": "{{holder}}", "name": "own" }"""))["key"].AsText());
    }

    private string Input(params string[] topics) =>
        $$"""{ "unit": "{{School.Path}}", "name": "学工系统", "url": "{{receiver.Url}}", "topics": [{{string.Join(", ", topics.Select(t => $"\"{t}\""))}}] }""";

    private async Task<(string Hook, string Secret)> RegisterAsync(params string[] topics)
    {
        var made = await server.DoAsync(server.Administrator, "/api/webhooks", Input(topics));
        return (made["id"].AsText()!, made["secret"].AsText()!);
    }

    private async Task VerifyAsync(int student)
    {
        var action = (await server.GetAsync(school.Teacher, $"/api/cases/{school.Cases[student]}/actions")).Body["items"].Items.Single();
        await server.DoAsync(school.Teacher, $"/api/tasks/{action["task"].AsText()}/record", school.Verification, $"If-Match: {action["etag"].AsText()}");
    }

    private Task RoundAsync(string unit, bool practice) => server.DoAsync(server.Administrator, "/api/rounds", $$"""
        { "school": "{{unit}}", "procedure": "small", "schoolYear": "2026", "name": "{{(practice ? "演练" : "补")}}", "termStart": "2026-09-01", "referenceDay": "2026-09-01", "tracks": ["enrolled"], "practice": {{(practice ? "true" : "false")}} }
        """);

    private async Task<string?> StatusAsync(string hook) => (await server.GetAsync(server.Administrator, $"/api/webhooks/{hook}")).Body["status"].AsText();
}
