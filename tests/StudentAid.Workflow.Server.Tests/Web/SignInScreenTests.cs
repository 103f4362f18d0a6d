using System.Text.RegularExpressions;
using FluentAssertions;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Auth;
using StudentAid.Workflow.Server.Hosting;
using static StudentAid.Workflow.Server.Tests.Web.LiveDemo;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>Signing in as people meet it, at both doors; the browser's console may speak of refused requests, and of nothing else.</summary>
public sealed partial class SignInScreenTests(LiveSchool school) : IClassFixture<LiveSchool>
{
    private const string Password = "玉米地里有三只灰兔子";

    [Fact]
    public async Task The_first_administrator_activates_signs_in_and_signs_out()
    {
        var code = await SetUpCodeAsync(school);
        await using var window = await Window.OpenAsync(school);
        var page = window.Page;
        await page.GotoAsync("/");
        List<string> found = [.. await JudgeAsync(window, Say("app", "login"), "sign-in")];
        await ActivateAsync(window, "admin", code, Password);
        found.AddRange(await JudgeAsync(window, Say("app", "activated"), "sign-in-activated"));
        await page.GetByLabel(Say("app", "password"), Exactly).FillAsync("不是这个密码呀呀呀");
        await window.Button(Say("app", "enter")).ClickAsync();
        await window.SeeAsync("登录号与密码应相符");
        await page.GetByLabel(Say("app", "password"), Exactly).FillAsync(Password);
        await page.GetByLabel(Say("app", "public-computer")).CheckAsync();
        await window.Button(Say("app", "enter")).ClickAsync();
        await page.GetByRole(AriaRole.Navigation).WaitForAsync();
        await page.EvaluateAsync("fetch('/api/session/leave', { method: 'POST', headers: { 'X-Requested-With': 'StudentAid' } })");
        await page.GotoAsync("/");
        await page.GetByLabel(Say("app", "login"), Exactly).WaitForAsync();
        found.Should().BeEmpty();
        window.Errors.Should().OnlyContain(e => e.Contains("401", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_family_activates_at_its_own_door_on_a_telephone_and_is_locked_out_after_five_wrong_tries()
    {
        var (login, code) = await IssuedAsync("family", IssueAccess.Code);
        await using var window = await Window.OpenAsync(school, 390, 844);
        var page = window.Page;
        await page.GotoAsync("/family");
        await page.GetByText(Say("app", "sign-in-first"), new PageGetByTextOptions { Exact = true }).ClickAsync();
        List<string> found = [.. await JudgeAsync(window, Say("app", "activate"), "family-first-sign-in")];
        await ActivateAsync(window, login, code, Password);
        await window.SeeAsync(Say("app", "activated"));
        for (var n = 0; n < 6; n++)
        {
            await page.GetByLabel(Say("app", "password"), Exactly).FillAsync($"不是这个密码呀呀{n}");
            await page.RunAndWaitForResponseAsync(() => window.Button(Say("app", "enter")).ClickAsync(), r => r.Url.EndsWith("/api/session", StringComparison.Ordinal) && r.Request.Method == "POST");
        }

        found.AddRange(await JudgeAsync(window, "连续输错多次", "family-locked"));
        found.Should().BeEmpty();
    }

    [Fact]
    public async Task An_issued_password_is_changed_first()
    {
        var (login, issued) = await IssuedAsync("changes", IssueAccess.Password);
        await using var window = await Window.OpenAsync(school);
        var page = window.Page;
        await page.GotoAsync("/family");
        await page.GetByLabel(Say("app", "login"), Exactly).FillAsync(login);
        await page.GetByLabel(Say("app", "password"), Exactly).FillAsync(issued);
        await window.Button(Say("app", "enter")).ClickAsync();
        var found = await JudgeAsync(window, Say("app", "change-password-why"), "change-password");
        await page.GetByLabel(Say("app", "old-password"), Exactly).FillAsync(issued);
        await NewPasswordAsync(window, Password);
        await window.Button(Say("app", "change-password-do")).ClickAsync();
        await window.Button(Say("app", "leave")).WaitForAsync();
        await page.Locator(".family-top").WaitForAsync();
        found.Should().BeEmpty();
    }

    [Fact]
    public async Task A_second_factor_is_enrolled_with_its_recovery_codes_shown_once()
    {
        var (login, code) = await IssuedAsync("enrols", IssueAccess.Code);
        await using var window = await Window.OpenAsync(school);
        var page = window.Page;
        await page.GotoAsync("/family");
        await page.GetByText(Say("app", "sign-in-first"), new PageGetByTextOptions { Exact = true }).ClickAsync();
        await ActivateAsync(window, login, code, Password);
        await window.SeeAsync(Say("app", "activated"));
        await page.RouteAsync("**/api/session", async route =>
        {
            // As it is for a role that needs one; which roles do is a document's to say, and the server's tests look at that.
            var response = await route.FetchAsync();
            var text = await response.TextAsync();
            await route.FulfillAsync(new RouteFulfillOptions { Response = response, Body = text.Replace("\"signedIn\":true", "\"signedIn\":true,\"limit\":\"second-factor\"", StringComparison.Ordinal) });
        });
        await page.GetByLabel(Say("app", "password"), Exactly).FillAsync(Password);
        await window.Button(Say("app", "enter")).ClickAsync();
        await window.Button(Say("app", "enrol-begin")).ClickAsync();
        var found = new List<string>(await JudgeAsync(window, Say("app", "enrol-secret"), "enrol"));
        var uri = await window.Link(Say("app", "enrol-open")).GetAttributeAsync("href");
        var secret = FromBase32(Secret().Match(uri!).Groups["secret"].Value);
        await page.GetByLabel(Say("app", "second-factor"), Exactly).FillAsync(Totp.CodeOf(secret, Totp.StepOf(school.Services.GetRequiredService<SignInClock>().Now)));
        await window.Button(Say("app", "enrol-confirm")).ClickAsync();
        found.AddRange(await JudgeAsync(window, Say("app", "recovery-what"), "recovery"));
        await Assertions.Expect(page.Locator(".recovery li")).ToHaveCountAsync(8);
        found.Should().BeEmpty();
    }

    [Fact]
    public async Task A_family_changes_its_password_and_binds_an_authenticator_of_its_own_will()
    {
        var (login, code) = await IssuedAsync("own", IssueAccess.Code);
        await using var window = await Window.OpenAsync(school, 390, 844);
        var page = window.Page;
        await page.GotoAsync("/family");
        await page.GetByText(Say("app", "sign-in-first"), new PageGetByTextOptions { Exact = true }).ClickAsync();
        await ActivateAsync(window, login, code, Password);
        await window.SeeAsync(Say("app", "activated"));
        await page.GetByLabel(Say("app", "password"), Exactly).FillAsync(Password);
        await window.Button(Say("app", "enter")).ClickAsync();
        await window.Button(Say("app", "account")).ClickAsync();
        List<string> found = [.. await JudgeAsync(window, Say("app", "factor-off"), "account")];
        await window.Button(Say("app", "change-password-do")).ClickAsync();
        await page.GetByLabel(Say("app", "old-password"), Exactly).FillAsync(Password);
        await NewPasswordAsync(window, Password + "和一只白的");
        await window.Button(Say("app", "change-password-do")).ClickAsync();
        await window.SeeAsync(Say("app", "password-changed"));
        await window.Button(Say("app", "enrol")).ClickAsync();
        await EnrolAsync(school, window);
        await window.Button(Say("app", "recovery-kept")).ClickAsync();
        found.AddRange(await JudgeAsync(window, Say("app", "factor-on", ("count", 8)), "account-bound"));
        found.Should().BeEmpty();
        window.Errors.Should().BeEmpty();
    }

    private static PageGetByLabelOptions Exactly => new() { Exact = true };

    private async Task<(string Login, string Secret)> IssuedAsync(string name, string what)
    {
        var services = school.Services;
        var (mediator, hashing, clock) = (services.GetRequiredService<IMediator>(), services.GetRequiredService<PasswordHashing>(), services.GetRequiredService<SignInClock>());
        var id = Id.Of("principal", name);
        await mediator.Send(new PutPrincipal("/", id, "李向南", PutPrincipal.Person, [], []) { Principal = Principal.System, Key = name });
        var secret = what == IssueAccess.Code ? AccountSecret.Code() : AccountSecret.TemporaryPassword();
        await mediator.Send(new IssueAccess(id, clock.Now, what, what == IssueAccess.Code ? hashing.OfCode(secret) : hashing.Of(secret), "", clock.Today) { Principal = Principal.System, Key = $"{name} code" });
        return ((await services.GetRequiredService<AccountReading>().OfAsync(id, CancellationToken.None)).Account.Login, secret);
    }

    internal static async Task ActivateAsync(Window window, string login, string code, string password)
    {
        await window.Page.GetByText(Say("app", "sign-in-first"), new PageGetByTextOptions { Exact = true }).ClickAsync();
        await window.Page.GetByLabel(Say("app", "login"), Exactly).FillAsync(login);
        await window.Page.GetByLabel(Say("app", "activation-code"), Exactly).FillAsync(code);
        await NewPasswordAsync(window, password);
        await window.Button(Say("app", "activate")).ClickAsync();
    }

    private static async Task NewPasswordAsync(Window window, string password)
    {
        await window.Page.GetByLabel(Say("app", "new-password"), Exactly).FillAsync(password);
        await window.Page.GetByLabel(Say("app", "password-again"), Exactly).FillAsync(password);
    }

    private static async Task<IEnumerable<string>> JudgeAsync(Window window, string sees, string picture)
    {
        await window.SeeAsync(sees);
        // A button under the mouse has another colour.
        await window.Page.Mouse.MoveAsync(0, 0);
        return await EveryScreenTests.JudgeAsync(window, picture);
    }

    /// <summary>The set-up code that a start prints.</summary>
    internal static async Task<string> SetUpCodeAsync(LiveDemo school)
    {
        using var console = new StringWriter();
        await school.Services.GetRequiredService<FirstStart>().PersonAsync(console);
        return Code().Match(console.ToString()).Value;
    }

    /// <summary>Binds an authenticator where one is asked for, and keeps the recovery codes.</summary>
    internal static async Task EnrolAsync(LiveDemo school, Window window)
    {
        await window.Button(Say("app", "enrol-begin")).ClickAsync();
        var uri = await window.Link(Say("app", "enrol-open")).GetAttributeAsync("href");
        await window.Page.GetByLabel(Say("app", "second-factor"), Exactly).FillAsync(Totp.CodeOf(FromBase32(Secret().Match(uri!).Groups["secret"].Value), Totp.StepOf(school.Services.GetRequiredService<SignInClock>().Now)));
        await window.Button(Say("app", "enrol-confirm")).ClickAsync();
    }

    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }

    [GeneratedRegex("[2-9A-HJKMNP-TV-Z]{4} [2-9A-HJKMNP-TV-Z]{4}", RegexOptions.None, 1000)]
    private static partial Regex Code();

    [GeneratedRegex("secret=(?<secret>[A-Z2-7]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Secret();
}
