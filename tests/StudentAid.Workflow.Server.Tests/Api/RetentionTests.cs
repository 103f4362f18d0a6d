using FluentAssertions;
using MediatR;
using StudentAid.Workflow.Casework.Files;
using StudentAid.Workflow.Casework.Jobs;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Jobs;
using StudentAid.Workflow.Server.Tests.Accounts;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>What is kept no longer than the rules say goes by two people's hands, and what something rests on stays.</summary>
public sealed class RetentionTests : IAsyncLifetime
{
    private readonly AccountSchool accounts = new();

    private string signedIn = "";

    private RunningServer Server => accounts.Server;

    private School School => accounts.School;

    public async Task InitializeAsync()
    {
        await accounts.InitializeAsync();
        await PutAsync("/", await File.ReadAllTextAsync(Repository.PathOf("workflows/national/retention-rules.json")));
    }

    public Task DisposeAsync() => accounts.DisposeAsync();

    [Fact]
    public async Task What_is_due_is_proposed_by_one_approved_by_another_and_erased_by_a_job_while_counts_and_chains_stay()
    {
        await EndAsync();
        (await DueAsync("2037-08-31")).Should().Be((0, 3, "term-running"), "ten years after the end of the school year are not over");
        Server.Time.MoveTo(new DateTimeOffset(2037, 9, 10, 2, 0, 0, TimeSpan.Zero));
        var (first, second) = (await SignedInAsync("jia-admin"), await SignedInAsync("yi-admin"));
        using (first)
        using (second)
        {
            (await DueAsync("2037-09-01")).Should().Be((3, 0, ""));
            (await first.PostAsync("/api/retention", Input("2037-09-11"))).Code.Should().Be("retention-day-to-come");
            (await first.PostAsync("/api/retention?dryRun=true", Input("2037-09-01"))).Status.Should().Be(200);
            (await first.GetAsync("/api/retention")).Body["items"].Items.Should().BeEmpty();

            var proposal = (await first.PostAsync("/api/retention", Input("2037-09-01"))).Body["id"].AsText()!;
            (await ActsAsync(first, proposal)).Should().Equal("decline");
            (await ActsAsync(second, proposal)).Should().Equal("approve", "decline");
            var own = await first.PostAsync($"/api/retention/{proposal}/approve", "{}");
            (own.Status, own.Code).Should().Be((403, "retention-own-proposal"));
            (await Server.PostAsync(Server.Administrator, $"/api/retention/{proposal}/approve", "{}")).Code.Should().Be("retention-person-approves");
            await ReadmitAsync(School.People[2]);
            (await second.PostAsync($"/api/retention/{proposal}/approve", "{}")).Status.Should().Be(200);
            while (await Server.Get<JobWorker>().RunOnceAsync())
            {
            }

            var view = (await first.GetAsync($"/api/retention/{proposal}")).Body;
            (view["status"].AsText(), view["erased"].AsNumber(), view["refused"].AsNumber(), view["left"].AsNumber(), view["alone"].AsBool()).Should().Be(("approved", 2m, 1m, 0m, false));
            view["rounds"].Items.Single()["people"].AsNumber().Should().Be(3m);
            view["acts"].Items.Should().BeEmpty();
            new[] { view["proposedByName"].AsText(), view["approvedByName"].AsText() }.Should().NotContain(n => string.IsNullOrEmpty(n));
            var job = (await second.GetAsync($"/api/jobs/{view["job"].AsText()}")).Body;
            job["failures"].Items.Single()["sentence"].AsText().Should().Contain("仍在校");
            foreach (var student in (int[])[0, 1])
                (await Server.GetAsync(Server.Administrator, $"/api/cases/{School.Cases[student]}")).Text.Should().Contain("已删除").And.Contain("finished");
            (await Server.GetAsync(Server.Administrator, $"/api/cases/{School.Cases[2]}")).Text.Should().NotContain("已删除");
            (await Server.Get<IStoreReader>().VerifyAsync()).Should().BeNull();
            (await second.PostAsync($"/api/retention/{proposal}/approve", "{}")).Code.Should().Be("retention-not-proposed");
            var trail = (await first.GetAsync("/api/audit")).Body["items"].Items.Select(r => r["what"].AsText()).ToList();
            trail.Should().Contain(["RetentionProposed", "RetentionApproved", "PersonErased"]);
        }
    }

    [Fact]
    public async Task What_a_program_proposes_by_a_key_is_proposed_by_who_gave_the_key_out()
    {
        await EndAsync();
        Server.Time.MoveTo(new DateTimeOffset(2037, 9, 10, 2, 0, 0, TimeSpan.Zero));
        using var first = await SignedInAsync("jia-admin");
        using var second = await SignedInAsync("yi-admin");
        using var program = await accounts.ProgramOfAsync(first, "administrator", School.Path);
        var proposal = (await Server.DoAsync(program, "/api/retention", Input("2037-09-01")))["id"].AsText()!;

        (await ActsAsync(first, proposal)).Should().Equal("decline");
        (await first.PostAsync($"/api/retention/{proposal}/approve", "{}")).Code.Should().Be("retention-own-proposal");
        (await ActsAsync(second, proposal)).Should().Equal("approve", "decline");
        (await second.PostAsync($"/api/retention/{proposal}/approve", "{}")).Status.Should().Be(200);
    }

    [Fact]
    public async Task Who_is_alone_approves_alone_which_is_told_and_a_job_without_an_approval_erases_nobody()
    {
        await EndAsync();
        Server.Time.MoveTo(new DateTimeOffset(2040, 1, 10, 2, 0, 0, TimeSpan.Zero));
        using var only = await SignedInAsync("jia-admin");
        var forged = await Server.Get<IMediator>().Send(new StartJob(StartJob.Retention, "2040-01-01", Id.Of("nothing"), Value.Null, [new JobItem(School.People[0].ToString(), 0)])
        {
            Principal = Principal.System with { Id = Id.Parse(signedIn) }, Key = "forged",
        });
        await Server.Get<JobWorker>().RunOnceAsync();
        (await only.GetAsync($"/api/jobs/{forged.Stream}")).Body["failures"].Items.Single()["code"].AsText().Should().Be("retention-not-approved");

        var declined = (await only.PostAsync("/api/retention", Input("2040-01-01"))).Body["id"].AsText()!;
        (await only.PostAsync($"/api/retention/{declined}/decline", "{}")).Status.Should().Be(200);
        (await only.PostAsync($"/api/retention/{declined}/approve", "{}")).Code.Should().Be("retention-not-proposed");
        var proposal = (await only.PostAsync("/api/retention", Input("2040-01-02"))).Body["id"].AsText()!;
        (await ActsAsync(only, proposal)).Should().Equal("approve", "decline");
        (await only.PostAsync($"/api/retention/{proposal}/approve", "{}")).Status.Should().Be(200);
        (await only.GetAsync($"/api/retention/{proposal}")).Body["alone"].AsBool().Should().BeTrue();
    }

    [Fact]
    public async Task Who_is_alone_does_not_approve_his_own_proposal_where_a_layer_above_wants_a_second_person_and_somebody_above_does()
    {
        await EndAsync();
        Server.Time.MoveTo(new DateTimeOffset(2040, 1, 10, 2, 0, 0, TimeSpan.Zero));
        await PutAsync("/", """
            { "kind": "roles", "id": "roles", "article": "省资助中心规定", "from": "2018-01-01", "name": "岗位", "secondPerson": ["set-up"], "roles": [ { "id": "round-keeper", "name": "批次管理员" } ] }
            """);
        using var only = await SignedInAsync("jia-admin");
        var proposal = (await only.PostAsync("/api/retention", Input("2040-01-02"))).Body["id"].AsText()!;
        var own = await only.PostAsync($"/api/retention/{proposal}/approve", "{}");
        (own.Status, own.Code).Should().Be((403, "retention-own-proposal"));

        await accounts.StaffAsync("root-admin", "administrator", "/");
        using var above = accounts.Page();
        (await above.SignInAsync("root-admin", AccountSchool.Good)).Status.Should().Be(204);
        (await above.PostAsync($"/api/retention/{proposal}/approve", "{}")).Status.Should().Be(200);
        (await only.GetAsync($"/api/retention/{proposal}")).Body["alone"].AsBool().Should().BeFalse();
    }

    [Fact]
    public async Task What_is_still_open_or_came_later_holds_a_person_back_and_the_reason_is_told_by_its_code()
    {
        await LeaveAsync(0, 1);
        Server.Time.MoveTo(new DateTimeOffset(2037, 9, 10, 2, 0, 0, TimeSpan.Zero));
        (await HeldAsync("2037-09-01")).Should().Equal("open-case");
        await Server.DoAsync(Server.Administrator, $"/api/cases/{School.Cases[2]}/cancel", """{ "reason": "left-school" }""");
        (await HeldAsync("2037-09-01")).Should().Equal("at-school");
        var scan = new KeepFile(School.People[0], "", "application/pdf", "%PDF-1.7 a scan %%EOF"u8.ToArray(), "scan", null) { Principal = Principal.System, Key = "file" };
        (await Server.Get<IMediator>().Send(scan)).Rejected.Should().BeNull();
        (await HeldAsync("2037-09-01")).Should().BeEquivalentTo("at-school", "term-running");
        (await Server.GetAsync(School.Office, $"/api/retention/due?unit={School.Path}")).Status.Should().Be(403);
    }

    [Fact]
    public async Task A_proposal_that_is_sent_again_under_its_key_is_the_same_one_though_nothing_is_due_any_more()
    {
        await EndAsync();
        Server.Time.MoveTo(new DateTimeOffset(2037, 9, 10, 2, 0, 0, TimeSpan.Zero));
        const string Key = "Idempotency-Key: once";
        var proposed = await Server.DoAsync(Server.Administrator, "/api/retention", Input("2037-09-01"), Key);
        foreach (var person in School.People)
            await ReadmitAsync(person);

        (await Server.PostAsync(Server.Administrator, "/api/retention", Input("2037-09-01"))).Code.Should().Be("retention-nothing-due");
        (await Server.DoAsync(Server.Administrator, "/api/retention", Input("2037-09-01"), Key))["id"].AsText().Should().Be(proposed["id"].AsText());
    }

    [Fact]
    public async Task A_school_may_keep_longer_and_not_below_what_the_law_names()
    {
        await EndAsync();
        var refused = await Server.PostAsync(Server.Administrator, "/api/packs", Value.Record(("unit", School.Path), ("texts", Value.List(Own("access", 1)))).ToJson());
        (refused.Status, refused.Code).Should().Be((422, "retention-out-of-bounds"));
        Server.Time.MoveTo(new DateTimeOffset(2037, 9, 10, 2, 0, 0, TimeSpan.Zero));
        (await DueAsync("2037-09-01")).Due.Should().Be(3);
        await PutAsync(School.Path, Own("decided", 30));
        (await DueAsync("2037-09-01")).Should().Be((0, 3, "term-running"));
    }

    [Fact]
    public async Task A_level_that_its_scale_lets_last_beyond_the_term_holds_its_holder_back_until_it_ends()
    {
        await using var server = await RunningServer.StartAsync();
        var lasting = School.Scale.Replace("\"from\": \"2018-01-01\"", "\"from\": \"2019-01-01\", \"validFor\": { \"months\": 120 }", StringComparison.Ordinal);
        var rules = (await File.ReadAllTextAsync(Repository.PathOf("workflows/national/retention-rules.json"))).Replace("\"years\": 10", "\"years\": 5", StringComparison.Ordinal);
        var school = await School.OpenAsync(server, School.Definition, lasting, rules);
        await school.PublishAsync();
        server.Time.MoveTo(new DateTimeOffset(2026, 10, 20, 0, 0, 0, TimeSpan.Zero));
        await server.SettleAsync();
        foreach (var person in school.People)
            await server.DoAsync(school.Office, $"/api/people/{person}/status", $$"""{ "school": "{{School.Path}}", "status": "not-arrived" }""");
        await server.SettleAsync();
        async Task<IEnumerable<string?>> WhyAsync(string day) =>
            (await server.GetAsync(server.Administrator, $"/api/retention/due?unit={School.Path}&day={day}")).Body["reasons"].Items.Select(r => r["why"].AsText());

        (await WhyAsync("2033-09-01")).Should().Equal("valid-level");
        (await WhyAsync("2037-09-01")).Should().BeEmpty();
    }

    private static async Task<IEnumerable<string?>> ActsAsync(PageClient client, string proposal) =>
        (await client.GetAsync($"/api/retention/{proposal}")).Body["acts"].Items.Select(a => a.AsText());

    private static string Own(string of, int years) =>
        $$"""{ "kind": "retention-rules", "id": "retention-rules", "article": "本校档案保管期限表", "from": "2018-01-01", "name": "保存期限", "terms": [ { "of": "{{of}}", "years": {{years}} } ] }""";

    private static string Input(string day) => $$"""{ "unit": "{{School.Path}}", "day": "{{day}}" }""";

    private Task PutAsync(string unit, string text) => Server.DoAsync(Server.Administrator, "/api/packs", Value.Record(("unit", unit), ("texts", Value.List(text))).ToJson());

    /// <summary>The round of 2026 is decided and published, and all have left.</summary>
    private async Task EndAsync()
    {
        await School.PublishAsync();
        Server.Time.MoveTo(new DateTimeOffset(2026, 10, 20, 0, 0, 0, TimeSpan.Zero));
        await Server.SettleAsync();
        await LeaveAsync(0, 1, 2);
    }

    private async Task LeaveAsync(params int[] students)
    {
        foreach (var student in students)
            await Server.DoAsync(School.Office, $"/api/people/{School.People[student]}/status", $$"""{ "school": "{{School.Path}}", "status": "left" }""");
        await Server.SettleAsync();
    }

    private Task ReadmitAsync(Id person) => Server.DoAsync(School.Office, $"/api/people/{person}/status", $$"""{ "school": "{{School.Path}}", "status": "enrolled" }""");

    private async Task<PageClient> SignedInAsync(string login)
    {
        (signedIn, _) = await accounts.StaffAsync(login, "administrator");
        var page = accounts.Page();
        (await page.SignInAsync(login, AccountSchool.Good)).Status.Should().Be(204);
        return page;
    }

    private async Task<(int Due, int Held, string Why)> DueAsync(string day)
    {
        var look = (await Server.GetAsync(Server.Administrator, $"/api/retention/due?unit={School.Path}&day={day}")).Body;
        return ((int)look["due"].AsNumber()!, (int)look["held"].AsNumber()!, string.Join(',', look["reasons"].Items.Select(r => r["why"].AsText())));
    }

    private async Task<IEnumerable<string?>> HeldAsync(string day) =>
        (await Server.GetAsync(Server.Administrator, $"/api/retention/due?unit={School.Path}&day={day}")).Body["heldPeople"].Items.Select(h => h["why"].AsText());
}
