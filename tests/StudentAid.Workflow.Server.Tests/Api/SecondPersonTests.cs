using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Server.Tests.Accounts;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>No rule changes by one person's hand where the school has two.</summary>
public sealed class SecondPersonTests : IAsyncLifetime
{
    private readonly AccountSchool school = new();

    public Task InitializeAsync() => school.InitializeAsync();

    public Task DisposeAsync() => school.DisposeAsync();

    [Fact]
    public async Task What_one_administrator_publishes_over_HTTP_another_approves_and_the_trail_tells_both()
    {
        var (jia, _) = await school.StaffAsync("jia-admin", "administrator");
        using var first = school.Page();
        (await first.SignInAsync("jia-admin", AccountSchool.Good)).Status.Should().Be(204);
        (await first.PostAsync("/api/packs", Publish(School.Scale))).Status.Should().Be(200);
        (await VersionAsync(first)).State.Should().Be("published", "she is alone");
        (await TrailAsync(first)).Should().Contain("PublishedAlone");

        var (yi, _) = await school.StaffAsync("yi-admin", "administrator");
        using var second = school.Page();
        (await second.SignInAsync("yi-admin", AccountSchool.Good)).Status.Should().Be(204);
        var changed = School.Scale.Replace("特别困难", "特困", StringComparison.Ordinal);
        var trial = await first.PostAsync("/api/packs?dryRun=true", Publish(changed));
        trial.Body["wouldWrite"]["events"].Items[0].Items[0].AsText().Should().Be("DocumentProposed");
        (await first.PostAsync("/api/packs", Publish(changed))).Status.Should().Be(200);
        var proposed = await VersionAsync(second);
        (proposed.State, proposed.By).Should().Be(("proposed", jia));
        (await WaitingAsync(second)).Should().Be(("有 1 项规则待您复核", "/api/packs"));
        (await WaitingAsync(first)).Sentence.Should().BeNull("nobody approves his own");

        var approval = $$"""{ "unit": "{{School.Path}}", "documents": [ { "key": "{{proposed.Key}}", "pin": "{{proposed.Pin}}" } ] }""";
        var own = await first.PostAsync("/api/packs/approve", approval);
        (own.Status, own.Code).Should().Be((403, "document-own-proposal"));
        var machine = await school.Server.PostAsync(school.Server.Administrator, "/api/packs/approve", approval);
        (machine.Status, machine.Code).Should().Be((403, "document-person-approves"));
        (await second.PostAsync("/api/packs/approve", approval)).Status.Should().Be(200);
        var published = await VersionAsync(first);
        (published.State, published.By, published.ApprovedBy).Should().Be(("published", jia, yi));
        (await TrailAsync(second)).Should().Contain("DocumentProposed").And.Contain("DocumentApproved");
        (await second.GetAsync("/api/audit")).Body["items"].Items.First(r => r["what"].AsText() == "DocumentApproved")["fields"].Items.Single().AsText().Should().Be(proposed.Key);
    }

    [Fact]
    public async Task What_one_administrator_retracts_holds_until_another_approves_it()
    {
        await school.StaffAsync("jia-admin", "administrator");
        using var first = school.Page();
        (await first.SignInAsync("jia-admin", AccountSchool.Good)).Status.Should().Be(204);
        (await first.PostAsync("/api/packs", Publish(School.Scale))).Status.Should().Be(200);
        var alone = await VersionAsync(first);
        (await first.PostAsync("/api/packs/retract", Retract(alone.Key))).Status.Should().Be(200);
        (await VersionAsync(first)).State.Should().Be("retracted", "she is alone");
        (await TrailAsync(first)).Should().Contain("RetractedAlone");
        (await first.PostAsync("/api/packs", Publish(School.Scale))).Status.Should().Be(200);

        await school.StaffAsync("yi-admin", "administrator");
        using var second = school.Page();
        (await second.SignInAsync("yi-admin", AccountSchool.Good)).Status.Should().Be(204);
        var version = await VersionAsync(first);
        var approval = $$"""{ "unit": "{{School.Path}}", "documents": [ { "key": "{{version.Key}}", "pin": "{{version.Pin}}" } ] }""";
        (await second.PostAsync("/api/packs/approve", approval)).Code.Should().Be("document-not-proposed");
        (await first.PostAsync("/api/packs/retract", Retract(version.Key))).Status.Should().Be(200);
        (await VersionAsync(first)).State.Should().Be("published", "it waits for a second person");
        (await second.PostAsync("/api/packs/retract", Retract(version.Key))).Code.Should().Be("document-retraction-waits");
        (await first.PostAsync("/api/packs/approve", approval)).Code.Should().Be("document-own-proposal");
        (await school.Server.PostAsync(school.Server.Administrator, "/api/packs/approve", approval)).Code.Should().Be("document-person-approves");
        (await WaitingAsync(second)).Should().Be(("有 1 项规则撤回待您复核", "/api/packs"));
        (await WaitingAsync(first)).Sentence.Should().BeNull("nobody approves his own");

        (await second.PostAsync("/api/packs/decline", Retract(version.Key))).Status.Should().Be(200);
        (await second.PostAsync("/api/packs/approve", approval)).Code.Should().Be("document-not-proposed");
        (await first.PostAsync("/api/packs/retract", Retract(version.Key))).Status.Should().Be(200);
        (await second.PostAsync("/api/packs/approve", approval)).Status.Should().Be(200);
        (await VersionAsync(first)).State.Should().Be("retracted");
        (await WaitingAsync(second)).Sentence.Should().BeNull("nothing waits any more");
        (await TrailAsync(second)).Should().Contain(["RetractionProposed", "RetractionApproved", "RetractionDeclined"]);
    }

    [Fact]
    public async Task With_a_program_s_key_of_her_own_giving_one_administrator_is_not_two()
    {
        var (jia, _) = await school.StaffAsync("jia-admin", "administrator");
        await school.StaffAsync("yi-admin", "administrator");
        using var first = school.Page();
        using var second = school.Page();
        (await first.SignInAsync("jia-admin", AccountSchool.Good)).Status.Should().Be(204);
        (await second.SignInAsync("yi-admin", AccountSchool.Good)).Status.Should().Be(204);
        using var program = await school.ProgramOfAsync(first, "administrator", School.Path);
        using var further = await school.Server.MachineAsAsync(program, School.Path, "administrator");

        foreach (var client in (HttpClient[])[program, further])
        {
            await school.Server.DoAsync(client, "/api/packs", Publish(School.Scale.Replace("特别困难", client == program ? "特困" : "极困", StringComparison.Ordinal)));
            var proposed = await VersionAsync(first);
            (proposed.State, proposed.By).Should().Be(("proposed", jia), "who gave out the key answers for what is proposed with it");
            (await WaitingAsync(first)).Sentence.Should().BeNull();
            var approval = $$"""{ "unit": "{{School.Path}}", "documents": [ { "key": "{{proposed.Key}}", "pin": "{{proposed.Pin}}" } ] }""";
            (await first.PostAsync("/api/packs/approve", approval)).Code.Should().Be("document-own-proposal");
            (await second.PostAsync("/api/packs/approve", approval)).Status.Should().Be(200);
        }

        await school.Server.DoAsync(program, "/api/packs/retract", Retract((await VersionAsync(first)).Key));
        var leaving = await VersionAsync(first);
        (await first.PostAsync("/api/packs/approve", $$"""{ "unit": "{{School.Path}}", "documents": [ { "key": "{{leaving.Key}}", "pin": "{{leaving.Pin}}" } ] }""")).Code.Should().Be("document-own-proposal");
    }

    [Fact]
    public async Task A_key_is_given_for_a_program_or_for_oneself_and_not_for_another_person_whatever_key_gives_it()
    {
        var (own, _) = await school.StaffAsync("root-admin", "administrator", "/");
        var (other, _) = await school.StaffAsync("yi-admin", "administrator");
        using var page = school.Page();
        (await page.SignInAsync("root-admin", AccountSchool.Good)).Status.Should().Be(204);
        using var program = await school.ProgramOfAsync(page, "administrator", "/");
        static string Key(string holder) => $$"""{ "unit": "/", "holder": "{{holder}}", "name": "hers" }""";

        var refused = await page.PostAsync("/api/api-keys", Key(other));
        (refused.Status, refused.Code).Should().Be((403, "key-of-another"));
        refused.Body["detail"].AsText().Should().Contain("赵老师");
        (await school.Server.PostAsync(program, "/api/api-keys", Key(other))).Code.Should().Be("key-of-another");
        (await page.PostAsync("/api/api-keys", Key(own))).Status.Should().Be(200);
        (await school.Server.PostAsync(program, "/api/api-keys", Key(own))).Status.Should().Be(200, "it is hers, by her own program");
    }

    /// <summary>What the first page says of rules that wait for its reader, and where it leads.</summary>
    private static async Task<(string? Sentence, string? Link)> WaitingAsync(PageClient page)
    {
        var item = (await page.GetAsync("/api/home")).Body["today"].Items.SingleOrDefault(i => i["kind"].AsText() == "rules") ?? Value.Null;
        return (item["sentence"].AsText(), item["link"].AsText());
    }

    private static string Retract(string key) => $$"""{ "unit": "{{School.Path}}", "key": "{{key}}", "reason": "mistake" }""";

    private static string Publish(string text) => Value.Record(("unit", School.Path), ("texts", Value.List(text)), ("reason", "试一试")).ToJson();

    private static async Task<(string Key, string Pin, string State, string? By, string? ApprovedBy)> VersionAsync(PageClient page)
    {
        var listed = (await page.GetAsync("/api/packs?kind=scale")).Body["items"].Items.Where(d => d["layer"].AsText() == School.Path).MaxBy(d => d["version"].AsNumber())!;
        return (listed["key"].AsText()!, listed["pin"].AsText()!, listed["state"].AsText()!, listed["by"].AsText(), listed["approvedBy"].AsText());
    }

    private static async Task<IEnumerable<string>> TrailAsync(PageClient page) => (await page.GetAsync("/api/audit")).Body["items"].Items.Select(r => r["what"].AsText()!);
}
