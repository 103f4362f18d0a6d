using System.Net;
using FluentAssertions;
using Microsoft.Data.Sqlite;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Server.Hosting;
using StudentAid.Workflow.Server.Tests.Accounts;
using StudentAid.Workflow.Server.Tests.Cli;
using StudentAid.Workflow.Storage.Audit;
using static StudentAid.Workflow.Server.Tests.Accounts.AccountSchool;

namespace StudentAid.Workflow.Server.Tests.Audit;

/// <summary>The trail over HTTP, the heads that a running server publishes, and the tool that checks a database against them.</summary>
public sealed class AuditTrailTests : IAsyncLifetime
{
    private readonly AccountSchool school = new();

    public Task InitializeAsync() => school.InitializeAsync();

    public Task DisposeAsync() => school.DisposeAsync();

    [Fact]
    public async Task Sign_ins_lock_outs_shown_facts_and_keys_stand_in_the_trail_with_who_when_and_what_for()
    {
        var (id, login) = await school.StaffAsync("office-1");
        using var page = school.Page();
        (await page.SignInAsync(login, Good)).Status.Should().Be(204);
        for (var n = 0; n < 5; n++)
            await page.SignInAsync(login, "wrong wrong wrong");
        var @case = school.School.Cases[0];
        await school.Server.DoAsync(school.School.Teacher, $"/api/cases/{@case}/reveal", """{ "fields": ["person.name"], "purpose": "电话核对家庭情况" }""");

        var trail = (await school.Server.GetAsync(school.Server.Administrator, "/api/audit?size=200")).Body["items"].Items;

        var own = trail.Where(r => r["about"].AsText() == id).Select(r => r["what"].AsText()).ToList();
        own[0].Should().Be("Locked");
        own.Should().Contain(["SignInRefused", "SignedIn", "AccessIssued"]);
        own.Count(w => w == "SignInRefused").Should().Be(5);
        trail.Single(r => r["what"].AsText() == "Revealed").Should().Match<Value>(r => r["fields"].Items[0].AsText() == "person.name" && r["purpose"].IsNull && r["unit"].AsText() != null);
        trail.Should().Contain(r => r["what"].AsText() == "ApiKeyPut");
        trail.Single(r => r["what"].AsText() == "SignedIn")["purpose"].AsText().Should().Be("password");
        trail.Single(r => r["what"].AsText() == "SignedIn")["actorName"].AsText().Should().Be("赵老师");
        trail.Where(r => r["what"].AsText() is "SignInRefused" or "Locked").Should().OnlyContain(r => r["actorName"].IsNull && r["aboutName"].AsText() == "赵老师", "nobody knows who stood before the door");
        trail.First(r => r["what"].AsText() == "AccessIssued" && r["about"].AsText() == id)["actorName"].AsText().Should().NotBe("赵老师").And.NotBeNull();
        trail.Single(r => r["what"].AsText() == "Revealed")["aboutName"].IsNull.Should().BeTrue("families are not named in it");
        Value.List(trail).ToJson().Should().NotContain("电话").And.NotContain("李向南");
    }

    [Fact]
    public async Task What_somebody_types_forges_no_row_of_the_trail_and_no_line_of_the_log()
    {
        const string Forged = """x"],["PersonErased","y""";
        await school.Server.DoAsync(
            school.School.Teacher, $"/api/cases/{school.School.Cases[0]}/reveal", Value.Record(("fields", Value.List("person.name")), ("purpose", $"{Forged}\n[\"PersonErased\"]")).ToJson());
        using var page = school.Page();
        (await page.SignInAsync("nobody\nforged: PersonErased", Good)).Status.Should().NotBe(204);

        var trail = (await school.Server.GetAsync(school.Server.Administrator, "/api/audit?size=200")).Body["items"].Items;

        trail.Count(r => r["what"].AsText() == "Revealed").Should().Be(1);
        trail.Should().NotContain(r => r["what"].AsText() == "PersonErased");
        Value.List(trail).ToJson().Should().NotContain("PersonErased");
        school.Server.Log.Text.Should().NotContain("PersonErased", "nothing that somebody types is logged");
        (await school.Server.Get<Engine.Streams.IStoreReader>().VerifyAsync()).Should().BeNull();
    }

    [Fact]
    public async Task The_trail_goes_on_page_by_page_and_whoever_does_not_operate_is_refused()
    {
        List<string> seen = [];
        for (string? cursor = "", query = "size=3"; cursor is not null; query = $"size=3&cursor={cursor}")
        {
            var page = (await school.Server.GetAsync(school.Server.Administrator, $"/api/audit?{query}")).Body;
            seen.AddRange(page["items"].Items.Select(r => $"{r["stream"].AsText()}/{r["seq"].AsNumber()}/{r["what"].AsText()}"));
            cursor = page["next"].AsText();
        }

        seen.Should().HaveCountGreaterThan(6).And.OnlyHaveUniqueItems();
        (await school.Server.GetAsync(school.School.Teacher, "/api/audit")).Status.Should().NotBe(200);
    }

    [Fact]
    public async Task Each_day_has_a_head_and_the_tool_finds_what_was_changed_below_it()
    {
        var worker = school.Server.Get<SealWorker>();
        await worker.RunOnceAsync();
        school.Server.Time.MoveTo(school.Server.Time.GetUtcNow().AddDays(1));
        await worker.RunOnceAsync();
        await worker.RunOnceAsync();
        var heads = (await school.Server.GetAsync(school.School.Office, "/api/audit/heads")).Body["items"].Items;
        heads.Select(h => h["day"].AsText()).Should().Equal("2026-09-15", "2026-09-14");
        heads.Should().OnlyContain(h => h["events"].AsNumber() > 0);
        var folder = Directory.CreateTempSubdirectory("heads-").FullName;
        foreach (var head in heads)
            await File.WriteAllBytesAsync(Path.Combine(folder, head["day"].AsText() + ".json"), await school.Server.BytesAsync(school.School.Office, $"/api/audit/heads/{head["day"].AsText()}"));
        var (copy, key) = (Path.Combine(folder, "copy.db"), Path.Combine(school.Server.Folder, RunningServer.KeyFile));
        await school.Server.Get<Storage.Sqlite.SqliteStore>().BackupAsync(copy);

        var whole = await Called.With("verify", copy, "--heads", folder, "--key", key, "--json");
        whole.ExitCode.Should().Be(0, whole.Error);
        (whole.Json["unsealed"].AsNumber(), whole.Json["heads"].AsNumber()).Should().Be((0m, 2m));
        whole.Json["belowHead"].Should().Be(whole.Json["events"]);
        (await Called.With("verify", Path.Combine(school.Server.Folder, "test.db"), "--key", key)).ExitCode.Should().Be(0, "beside the running server, with the heads beside it");

        Edit(copy, "update event set at = at + 1 where position = 5");
        var changed = await Called.With("verify", copy, "--heads", folder, "--key", key, "--lang", "en");
        (changed.ExitCode, changed.Error.Split(':')[0]).Should().Be((1, "audit-event-changed"));
        Edit(copy, "update event set at = at - 1 where position = 5");
        Edit(copy, "delete from chain where n = (select max(n) from chain)");
        (await Called.With("verify", copy, "--heads", folder, "--key", key)).Error.Should().StartWith("audit-truncated");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Heads_are_for_who_operates_listed_day_by_day_and_page_by_page()
    {
        var worker = school.Server.Get<SealWorker>();
        for (var day = 0; day < 3; day++)
        {
            await worker.RunOnceAsync();
            school.Server.Time.MoveTo(school.Server.Time.GetUtcNow().AddDays(1));
        }

        using var family = await school.School.FamilyAsync(0);
        foreach (var path in (string[])["/api/audit/heads", "/api/audit/heads/2026-09-14"])
        {
            (await school.Server.GetAsync(family, path)).Status.Should().Be(403);
            (await school.Server.GetAsync(school.School.Teacher, path)).Status.Should().Be(403);
        }

        var first = await school.Server.GetAsync(school.School.Office, "/api/audit/heads?size=2");
        first.Text.Should().NotContain("signature");
        first.Body["items"].Items.Select(h => h["day"].AsText()).Should().Equal("2026-09-16", "2026-09-15");
        var second = (await school.Server.GetAsync(school.School.Office, $"/api/audit/heads?size=2&cursor={first.Body["next"].AsText()}")).Body;
        second["items"].Items.Select(h => h["day"].AsText()).Should().Equal("2026-09-14");
        second["next"].IsNull.Should().BeTrue();
        foreach (var shown in first.Body["items"].Items)
        {
            var published = (await school.Server.GetAsync(school.School.Office, $"/api/audit/heads/{shown["day"].AsText()}")).Body["heads"].Items.Single(h => h["place"].AsText() == "/college/");
            var chain = shown["chains"].Items.Single(c => c["unit"].AsText() == "/college/");
            (chain["hash"], chain["rows"], chain["events"]).Should().Be((published["hash"], published["rows"], published["events"]));
        }

        (await school.Server.GetAsync(school.School.Office, "/api/audit/heads/2020-01-01")).Status.Should().Be(404);
    }

    [Fact]
    public async Task The_staff_of_a_unit_reads_its_heads_on_a_page_without_script_and_nobody_else_does()
    {
        await school.Server.Get<SealWorker>().RunOnceAsync();
        var folder = school.Server.Get<HeadFolder>();
        var file = folder.Of(folder.Days().Single())!;
        var own = file.Head!.Heads.Single(h => h.Place == "/college/");
        using var shown = await school.School.Teacher.GetAsync(new Uri("/ui/heads", UriKind.Relative));
        var page = WebUtility.HtmlDecode(await shown.Content.ReadAsStringAsync());
        page.Should().Contain(own.Hash).And.Contain(file.Text["signature"].AsText()).And.Contain(file.Text["publicKey"].AsText()).And.Contain("2026-09-14").And.NotContain("<script");
        shown.Headers.CacheControl!.NoStore.Should().BeTrue();
        (await school.Server.GetAsync(school.School.Stranger, "/ui/heads")).Text.Should().NotContain(own.Hash);
        using var family = await school.School.FamilyAsync(0);
        (await school.Server.GetAsync(family, "/ui/heads")).Status.Should().Be(404);
        using var nobody = school.Server.ClientOf(null);
        (await school.Server.GetAsync(nobody, "/ui/heads")).Status.Should().Be(302);
    }

    [Fact]
    public async Task A_wrong_call_is_told_what_was_wrong()
    {
        (await Called.With("verify", "nowhere.db")).ExitCode.Should().Be(2);
        using var scratch = new Scratch();
        var text = scratch.Write("text.db", "no database at all, only some words in a file");
        (await Called.With("verify", text)).Error.Should().StartWith("database-not-readable");
        (await Called.With("verify", text, "--heads", Path.Combine(scratch.Folder, "none"))).ExitCode.Should().Be(2);
        (await Called.With("verify", text, "--key", text)).Error.Should().StartWith("vault-shut");
    }

    [Fact]
    public void Heads_lie_in_a_folder_named_as_the_database() =>
        HeadFolder.Beside(Path.Combine("data", "demo.db")).Should().EndWith(Path.Combine("data", "heads", "demo"));

    private static void Edit(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
