using FluentAssertions;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Engine.Streams;
using static StudentAid.Workflow.Server.Tests.Accounts.AccountSchool;

namespace StudentAid.Workflow.Server.Tests.Accounts;

public sealed class PasswordSignInTests(AccountSchool school) : IClassFixture<AccountSchool>
{
    [Fact]
    public async Task A_code_sets_a_password_once_and_the_password_signs_in()
    {
        var (_, code) = await school.CodeAsync("office-1");
        using var page = school.Page();
        var activation = $$"""{ "login": "Office-1 ", "code": "{{code.ToLowerInvariant()}}", "password": "{{Good}}" }""";
        (await page.PostAsync("/api/session/activate", activation)).Status.Should().Be(204);
        (await page.PostAsync("/api/session/activate", activation)).Code.Should().Be("activation-wrong");
        (await page.SignInAsync("office-1", Good)).Status.Should().Be(204);
        (await page.GetAsync("/api/me")).Body["grants"].Items[0]["role"].AsText().Should().Be("aid-office");
        (await page.PostAsync("/api/session/leave")).Status.Should().Be(204);
        (await page.GetAsync("/api/me")).Status.Should().Be(401);
    }

    [Fact]
    public async Task The_fifth_wrong_try_begins_a_pause_in_which_the_right_password_does_not_help_either()
    {
        var (_, login) = await school.StaffAsync("office-2");
        using var page = school.Page();
        for (var n = 0; n < 5; n++)
            (await page.SignInAsync(login, "wrong wrong wrong")).Code.Should().Be("sign-in-wrong");
        var locked = await page.SignInAsync(login, Good);
        (locked.Status, locked.Code).Should().Be((401, "sign-in-locked"));
        locked.Body["detail"].AsText().Should().MatchRegex("应等到 [0-9]{2}:[0-9]{2} 后再试").And.Contain("班主任");
        school.Server.Time.MoveTo(school.Server.Time.GetUtcNow().AddMinutes(1));
        (await page.SignInAsync(login, Good)).Status.Should().Be(204);
        (await page.SignInAsync(login, "wrong wrong wrong")).Code.Should().Be("sign-in-wrong", "the row begins anew");
    }

    [Fact]
    public async Task A_hundred_tries_at_once_are_five()
    {
        var (_, login) = await school.StaffAsync("office-3");
        using var page = school.Page();
        var replies = await Task.WhenAll(Enumerable.Range(0, 100).Select(n => page.SignInAsync(login, $"guess number {n}")));
        replies.Count(r => r.Code == "sign-in-wrong").Should().Be(5);
        replies.Count(r => r.Code == "sign-in-locked").Should().Be(95);
    }

    [Fact]
    public async Task A_login_id_that_nobody_has_answers_costs_and_waits_like_one_that_somebody_has()
    {
        var (_, login) = await school.StaffAsync("office-4");
        var hashing = school.Server.Get<PasswordHashing>();
        using var page = school.Page();
        List<(int Status, string Text, long Work)> Known = [], Unknown = [];
        foreach (var (list, id) in new[] { (Known, login), (Unknown, "office-none") })
        {
            for (var n = 0; n < 7; n++)
            {
                var before = hashing.Work;
                var reply = await page.SignInAsync(id, "wrong wrong wrong");
                list.Add((reply.Status, reply.Text, hashing.Work - before));
            }
        }

        Unknown.Should().Equal(Known);
        Known.Select(k => k.Work).Should().Equal(1_000, 1_000, 1_000, 1_000, 1_000, 0, 0);
    }

    [Fact]
    public async Task Codes_cannot_be_guessed_and_nobody_is_told_which_login_ids_wait_for_one()
    {
        var (_, code) = await school.CodeAsync("office-5");
        var hashing = school.Server.Get<PasswordHashing>();
        using var page = school.Page();
        List<(string? Code, long Work)> waiting = [], nobody = [];
        foreach (var (list, id) in new[] { (waiting, "office-5"), (nobody, "office-none-5") })
        {
            for (var n = 0; n < 6; n++)
            {
                var before = hashing.Work;
                list.Add(((await page.PostAsync("/api/session/activate", $$"""{ "login": "{{id}}", "code": "AAAA AAA{{n + 2}}", "password": "{{Good}}" }""")).Code, hashing.Work - before));
            }
        }

        nobody.Should().Equal(waiting);
        (await page.PostAsync("/api/session/activate", $$"""{ "login": "office-5", "code": "{{code}}", "password": "{{Good}}" }""")).Code.Should().Be("sign-in-locked");
    }

    [Fact]
    public async Task A_weak_password_does_not_use_up_the_code()
    {
        var (_, code) = await school.CodeAsync("office-6");
        using var page = school.Page();
        foreach (var (password, why) in new[] { ("short", "password-short"), ("woaini1314520", "password-common"), ("示例学院在山的那边", "password-short"), ("示例学院在山的那边呢呢", "password-personal"), ("my office-6 is nice", "password-personal") })
            (await page.PostAsync("/api/session/activate", $$"""{ "login": "office-6", "code": "{{code}}", "password": "{{password}}" }""")).Code.Should().Be(why);
        (await page.PostAsync("/api/session/activate", $$"""{ "login": "office-6", "code": "{{code}}", "password": "{{Good}}" }""")).Status.Should().Be(204);
    }

    [Fact]
    public async Task An_issued_password_lets_in_to_nothing_but_its_change()
    {
        var (id, login) = await school.StaffAsync("office-7");
        var issued = (await school.Server.DoAsync(school.Server.Administrator, $"/api/accounts/{id}/issue", """{ "what": "password" }"""))["secret"].AsText()!;
        using var page = school.Page();
        (await page.SignInAsync(login, Good)).Code.Should().Be("sign-in-wrong");
        (await page.SignInAsync(login, issued)).Status.Should().Be(204);
        (await page.GetAsync("/api/session")).Body["limit"].AsText().Should().Be("change-password");
        (await page.GetAsync("/api/me")).Code.Should().Be("change-password-first");
        (await page.PostAsync("/api/cases/search", """{ "text": "" }""")).Code.Should().Be("change-password-first");
        var cookie = page.Cookie;
        (await page.PostAsync("/api/account/password", $$"""{ "old": "{{issued}}", "password": "a quite different one" }""")).Status.Should().Be(204);
        page.Cookie.Should().NotBe(cookie);
        (await page.GetAsync("/api/me")).Status.Should().Be(200);
        (await page.GetAsync("/api/account")).Body["login"].AsText().Should().Be(login);
    }

    [Fact]
    public async Task An_issued_password_is_over_after_its_days()
    {
        var (id, login) = await school.StaffAsync("office-8");
        var issued = (await school.Server.DoAsync(school.Server.Administrator, $"/api/accounts/{id}/issue", """{ "what": "password" }"""))["secret"].AsText()!;
        school.Server.Time.MoveTo(school.Server.Time.GetUtcNow().AddDays(14));
        using var page = school.Page();
        (await page.SignInAsync(login, issued)).Code.Should().Be("issued-password-expired");
    }

    [Fact]
    public async Task No_event_and_no_row_holds_a_password_a_code_or_a_sessions_token()
    {
        var (_, code) = await school.CodeAsync("office-9");
        using var page = school.Page();
        await page.PostAsync("/api/session/activate", $$"""{ "login": "office-9", "code": "{{code}}", "password": "{{Good}}" }""");
        await page.SignInAsync("office-9", Good);
        var plain = code.Replace(" ", "", StringComparison.Ordinal);
        foreach (var file in Directory.GetFiles(school.Server.Folder).Where(f => f.EndsWith(".db", StringComparison.Ordinal) || f.EndsWith("-wal", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream);
            var text = await reader.ReadToEndAsync();
            text.Should().NotContain(plain).And.NotContain(Good).And.NotContain(Uri.UnescapeDataString(page.Cookie!));
        }
    }

    [Fact]
    public async Task A_password_kept_with_fewer_iterations_is_hashed_anew_at_the_next_sign_in()
    {
        var (id, login) = await school.StaffAsync("office-10");
        var store = school.Server.Get<IStoreReader>();
        var holder = Id.Parse(id);
        async Task<string> KeptAsync() => Account.From(holder, (await store.DocumentAsync(Scope.All, AccountState.IdOf(holder), Account.Document, id))!.Content).Password;
        var old = new PasswordHashing(10).Of("another one altogether");
        var set = await school.Server.Get<MediatR.IMediator>().Send(
            new SetPassword(holder, school.Server.Time.GetUtcNow(), SetPassword.Change, await KeptAsync(), old, "another one altogether") { Principal = Casework.Organisations.Principal.System, Key = "old" });
        set.Rejected.Should().BeNull();
        (await KeptAsync()).Should().StartWith("v1$10$");
        using var page = school.Page();
        (await page.SignInAsync(login, "another one altogether")).Status.Should().Be(204);
        (await KeptAsync()).Should().StartWith("v1$1000$");
    }
}
