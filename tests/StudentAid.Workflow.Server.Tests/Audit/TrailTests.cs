using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Server.Tests.Accounts;
using StudentAid.Workflow.Server.Tests.Cli;
using StudentAid.Workflow.Storage.Audit;

namespace StudentAid.Workflow.Server.Tests.Audit;

/// <summary>A school year of the audit chain that is over goes into a file by two people's hands, and out of the database when its terms of retention are over.</summary>
public sealed class TrailTests : IAsyncLifetime
{
    private const string Archives = "/api/audit/archives";

    private readonly AccountSchool accounts = new();

    private RunningServer Server => accounts.Server;

    public async Task InitializeAsync()
    {
        await accounts.InitializeAsync();
        var rules = await File.ReadAllTextAsync(Repository.PathOf("workflows/national/retention-rules.json"));
        await Server.DoAsync(Server.Administrator, "/api/packs", Value.Record(("unit", "/"), ("texts", Value.List(rules))).ToJson());
    }

    public Task DisposeAsync() => accounts.DisposeAsync();

    [Fact]
    public async Task A_year_that_is_over_is_archived_by_one_confirmed_by_another_and_leaves_when_its_terms_are_over()
    {
        (await ItemsAsync(Server.Administrator)).Should().BeEmpty("no year of which a head was published is over");
        await PublishAsync(new DateOnly(2026, 8, 31));
        using var first = await SignedInAsync("jia-admin");
        using var second = await SignedInAsync("yi-admin");
        var open = (await ItemsAsync(Server.Administrator)).Single(i => i["unit"].AsText() == School.Path);
        (open["year"].AsNumber(), open["status"].AsText(), open["until"].AsText()).Should().Be((2025m, "open", "2036-08-31"));
        open["acts"].Items.Select(a => a.AsText()).Should().Equal("archive");
        (await Server.PostAsync(accounts.School.Teacher, Archives, Input(2025))).Status.Should().Be(403);
        (await first.PostAsync(Archives, Input(2026))).Code.Should().Be("trail-year-not-over");
        (await first.PostAsync(Archives, Input(2024))).Code.Should().Be("trail-nothing-new");

        var trail = (await first.PostAsync(Archives, Input(2025))).Body["id"].AsText()!;
        var at = $"{Archives}/{trail}/2025";
        (await first.PostAsync($"{at}/remove", "{}")).Code.Should().Be("trail-not-approved");
        var own = await first.PostAsync($"{at}/approve", "{}");
        (own.Status, own.Code).Should().Be((403, "trail-own-archive"));
        (await Server.PostAsync(Server.Administrator, $"{at}/approve", "{}")).Code.Should().Be("trail-person-approves");
        (await ActsAsync(first)).Should().BeEmpty();
        (await ActsAsync(second)).Should().Equal("approve");
        var file = await Server.GetAsync(Server.Administrator, at);
        file.Text.Should().NotContain("周雨禾").And.NotContain("李向南");
        (await second.PostAsync($"{at}/approve", "{}")).Status.Should().Be(200);
        (await second.PostAsync($"{at}/approve", "{}")).Code.Should().Be("trail-not-waiting");
        (await second.PostAsync($"{at}/remove", "{}")).Code.Should().Be("trail-term-runs");
        (await VerifiedAsync())["starts"].Items.Should().BeEmpty();

        Server.Time.MoveTo(new DateTimeOffset(2036, 9, 1, 2, 0, 0, TimeSpan.Zero));
        using var later = await AgainAsync("yi-admin");
        (await ActsAsync(later)).Should().Equal("remove");
        (await later.PostAsync($"{at}/remove", "{}")).Code.Should().Be("trail-nothing-behind", "the chain's last row stays");
        await new AuditSealer(Server.Get<IChainShelf>()).SealAllAsync(Server.Time.GetUtcNow());
        (await later.PostAsync($"{at}/remove", "{}")).Status.Should().Be(200);

        (await ItemsAsync(Server.Administrator)).Should().Contain(i => i["status"].AsText() == "removed");
        (await Server.GetAsync(Server.Administrator, "/api/audit")).Body["items"].Items.Select(r => r["what"].AsText()).Should().Contain(["TrailArchived", "TrailApproved", "TrailRemoved"]);
        var with = await VerifiedAsync();
        (with["whole"].AsBool(), with["archived"].AsNumber(), with["starts"].Items.Single()["place"].AsText()).Should().Be((true, 0m, School.Path));
        await CheckFilesAsync(file.Text);
    }

    [Fact]
    public async Task What_a_program_archives_by_a_key_is_confirmed_by_another_than_who_gave_the_key_out()
    {
        await PublishAsync(new DateOnly(2026, 8, 31));
        using var first = await SignedInAsync("jia-admin");
        using var second = await SignedInAsync("yi-admin");
        using var program = await accounts.ProgramOfAsync(first, "administrator", School.Path);
        var trail = (await Server.DoAsync(program, Archives, Input(2025)))["id"].AsText()!;

        (await ActsAsync(first)).Should().BeEmpty();
        (await first.PostAsync($"{Archives}/{trail}/2025/approve", "{}")).Code.Should().Be("trail-own-archive");
        (await ActsAsync(second)).Should().Equal("approve");
        (await second.PostAsync($"{Archives}/{trail}/2025/approve", "{}")).Status.Should().Be(200);
    }

    [Fact]
    public async Task Who_is_alone_confirms_alone_which_is_told_and_a_file_that_is_lost_or_changed_is_not_confirmed()
    {
        await PublishAsync(new DateOnly(2026, 8, 31));
        using var only = await SignedInAsync("jia-admin");
        var trail = (await only.PostAsync(Archives, Input(2025))).Body["id"].AsText()!;
        var file = Directory.GetFiles(Folder, "*.json").Single();
        var text = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, text.Replace("\"year\":2025", "\"year\":2024", StringComparison.Ordinal));
        (await only.PostAsync($"{Archives}/{trail}/2025/approve", "{}")).Code.Should().Be("trail-file-lost");
        File.Delete(file);
        (await only.GetAsync($"{Archives}/{trail}/2025")).Status.Should().Be(404);
        (await only.PostAsync($"{Archives}/{trail}/2025/approve", "{}")).Code.Should().Be("trail-file-lost");

        await File.WriteAllTextAsync(file, text);
        (await only.PostAsync($"{Archives}/{trail}/2025/approve", "{}")).Status.Should().Be(200);
        (await ItemsAsync(Server.Administrator)).Single(i => i["unit"].AsText() == School.Path)["alone"].AsBool().Should().BeTrue();
    }

    private string Folder => TrailArchives.Beside(Path.Combine(Server.Folder, "test.db"));

    private static string Input(int year) => $$"""{ "unit": "{{School.Path}}", "year": {{year}} }""";

    /// <summary>The tool finds the archive whole, the database whole without it though it says so, and names what was changed in it.</summary>
    private async Task CheckFilesAsync(string text)
    {
        var (folder, key) = (Directory.CreateTempSubdirectory("archives-").FullName, Path.Combine(Server.Folder, RunningServer.KeyFile));
        var file = Path.Combine(folder, "copy.json");
        await File.WriteAllTextAsync(file, text);
        (await Called.With("verify", file, "--key", key, "--lang", "en")).Out.Should().StartWith("The archive is whole");
        var empty = Directory.CreateDirectory(Path.Combine(folder, "none")).FullName;
        var alone = await Called.With("verify", Path.Combine(Server.Folder, "test.db"), "--archives", empty, "--key", key, "--lang", "en");
        alone.ExitCode.Should().Be(0, alone.Error);
        alone.Out.Should().Contain("starts after row").And.Contain("that were not given");
        await File.WriteAllTextAsync(file, text.Replace("\"content\":\"", "\"content\":\"AAAA", StringComparison.Ordinal));
        var changed = await Called.With("verify", file, "--key", key, "--json");
        (changed.ExitCode, changed.Json["bad"]["code"].AsText()).Should().Be((1, "audit-archive-changed"));
        Directory.Delete(folder, recursive: true);
    }

    private async Task<Value> VerifiedAsync()
    {
        var verified = await Called.With("verify", Path.Combine(Server.Folder, "test.db"), "--key", Path.Combine(Server.Folder, RunningServer.KeyFile), "--json");
        verified.ExitCode.Should().Be(0, verified.Error);
        return verified.Json;
    }

    private async Task PublishAsync(DateOnly day)
    {
        var chains = Server.Get<IChainShelf>();
        await new AuditSealer(chains).SealAllAsync(Server.Time.GetUtcNow());
        Server.Get<HeadFolder>().Publish(chains, Server.Get<HeadKey>(), day, Server.Time.GetUtcNow()).Should().BeTrue();
    }

    private async Task<IReadOnlyList<Value>> ItemsAsync(HttpClient client) => (await Server.GetAsync(client, Archives)).Body["items"].Items;

    private static async Task<IEnumerable<string?>> ActsAsync(PageClient client) =>
        (await client.GetAsync(Archives)).Body["items"].Items.Single(i => i["unit"].AsText() == School.Path)["acts"].Items.Select(a => a.AsText());

    private async Task<PageClient> SignedInAsync(string login)
    {
        await accounts.StaffAsync(login, "administrator");
        return await AgainAsync(login);
    }

    private async Task<PageClient> AgainAsync(string login)
    {
        var page = accounts.Page();
        (await page.SignInAsync(login, AccountSchool.Good)).Status.Should().Be(204);
        return page;
    }
}
