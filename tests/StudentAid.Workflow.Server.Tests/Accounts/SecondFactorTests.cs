using FluentAssertions;
using StudentAid.Workflow.Casework.Accounts;
using static StudentAid.Workflow.Server.Tests.Accounts.AccountSchool;

namespace StudentAid.Workflow.Server.Tests.Accounts;

public sealed class SecondFactorTests(AccountSchool school) : IClassFixture<AccountSchool>
{
    [Fact]
    public async Task A_role_that_needs_a_second_factor_enrols_before_anything_else()
    {
        var (_, login) = await school.StaffAsync("authority-1", "authority", "/");
        using var page = school.Page();
        await page.SignInAsync(login, Good);
        (await page.GetAsync("/api/session")).Body["limit"].AsText().Should().Be("second-factor");
        (await page.GetAsync("/api/me")).Code.Should().Be("enrol-second-factor-first");
        var (secret, recovery) = await EnrolAsync(page);
        (await page.GetAsync("/api/me")).Status.Should().Be(200);
        recovery.Should().HaveCount(8);
        (await page.PostAsync("/api/account/second-factor/drop", $$"""{ "code": "{{Next(secret)}}" }""")).Code.Should().Be("second-factor-required");
    }

    [Fact]
    public async Task A_code_is_asked_for_is_good_once_and_a_recovery_code_stands_in_for_it_once()
    {
        var (_, login) = await school.StaffAsync("office-11");
        using var page = school.Page();
        await page.SignInAsync(login, Good);
        var (secret, recovery) = await EnrolAsync(page);
        (await page.SignInAsync(login, Good)).Code.Should().Be("second-factor-needed");
        (await page.SignInAsync(login, Good, "000000")).Code.Should().Be("second-factor-wrong");
        var code = Next(secret);
        (await page.SignInAsync(login, Good, code)).Status.Should().Be(204);
        (await page.SignInAsync(login, Good, code)).Code.Should().Be("second-factor-wrong", "it was used");
        (await page.SignInAsync(login, Good, recovery[0])).Status.Should().Be(204);
        (await page.SignInAsync(login, Good, recovery[0])).Code.Should().Be("second-factor-wrong");
        (await page.GetAsync("/api/account")).Body["recoveryLeft"].AsNumber().Should().Be(7);
    }

    [Fact]
    public async Task Wrong_codes_lock_like_wrong_passwords()
    {
        var (_, login) = await school.StaffAsync("office-12");
        using var page = school.Page();
        await page.SignInAsync(login, Good);
        var (secret, _) = await EnrolAsync(page);
        var right = Next(secret);
        for (var n = 0; n < 5; n++)
            (await page.SignInAsync(login, Good, $"00000{n}")).Code.Should().Be("second-factor-wrong");
        (await page.SignInAsync(login, Good, right)).Code.Should().Be("sign-in-locked");
    }

    [Fact]
    public async Task Who_lost_his_telephone_is_set_back_by_the_administrator_and_enrols_anew()
    {
        var (id, login) = await school.StaffAsync("authority-2", "authority", "/");
        using var page = school.Page();
        await page.SignInAsync(login, Good);
        await EnrolAsync(page);
        (await page.PostAsync("/api/account/second-factor")).Code.Should().Be("second-factor-held");
        await school.Server.DoAsync(school.Server.Administrator, $"/api/accounts/{id}/drop-second-factor", "{}");
        (await page.GetAsync("/api/me")).Status.Should().Be(401);
        await page.SignInAsync(login, Good);
        (await page.GetAsync("/api/session")).Body["limit"].AsText().Should().Be("second-factor");
    }

    private Task<(byte[] Secret, IReadOnlyList<string> Recovery)> EnrolAsync(PageClient page) => EnrolAsync(school, page);

    internal static async Task<(byte[] Secret, IReadOnlyList<string> Recovery)> EnrolAsync(AccountSchool school, PageClient page)
    {
        var enrolment = (await page.PostAsync("/api/account/second-factor")).Body;
        var uri = enrolment["uri"].AsText()!;
        uri.Should().StartWith("otpauth://totp/");
        var secret = FromBase32(enrolment["secret"].AsText()!.Replace(" ", "", StringComparison.Ordinal));
        uri.Should().Contain(Totp.Base32(secret));
        (await page.PostAsync("/api/account/second-factor/confirm", """{ "code": "000000" }""")).Code.Should().Be("second-factor-wrong");
        var confirmed = await page.PostAsync("/api/account/second-factor/confirm", $$"""{ "code": "{{Totp.CodeOf(secret, Totp.StepOf(school.Server.Time.GetUtcNow()))}}" }""");
        confirmed.Status.Should().Be(200, confirmed.Text);
        return (secret, [.. confirmed.Body["recovery"].Items.Select(r => r.AsText()!)]);
    }

    /// <summary>The code of the next half minute, which nobody has used.</summary>
    private string Next(byte[] secret)
    {
        school.Server.Time.MoveTo(school.Server.Time.GetUtcNow().AddSeconds(60));
        return Totp.CodeOf(secret, Totp.StepOf(school.Server.Time.GetUtcNow()));
    }

    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}
