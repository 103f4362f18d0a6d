using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using static StudentAid.Workflow.Server.Tests.Accounts.AccountSchool;

namespace StudentAid.Workflow.Server.Tests.Accounts;

/// <summary>What two administrators do of which one alone would not be enough.</summary>
public sealed class TwoAdministratorsTests(AccountSchool school) : IClassFixture<AccountSchool>
{
    [Fact]
    public async Task Where_the_rules_ask_for_two_a_second_factor_is_given_up_by_both_and_nobody_stops_his_own_account()
    {
        await school.Server.DoAsync(school.Server.Administrator, "/api/packs", Value.Record(("unit", School.Path), ("texts", Value.List("""
            { "kind": "roles", "id": "roles", "article": "t", "from": "2018-01-01", "name": "本校岗位", "secondPerson": ["set-up"], "roles": [ { "id": "counsellor", "name": "辅导员" } ] }
            """))).ToJson());
        var held = await school.Server.DoAsync(
            school.Server.Administrator, "/api/principals", """{ "unit": "/college/", "name": "赵老师", "kind": "person", "grants": [ { "role": "aid-office", "unit": "/college/" } ] }""");
        var id = held["id"].AsText()!;
        var issued = await school.Server.DoAsync(school.Server.Administrator, $"/api/accounts/{id}/issue", """{ "login": "lost-telephone" }""");
        using var holder = school.Page();
        await holder.PostAsync("/api/session/activate", $$"""{ "login": "lost-telephone", "code": "{{issued["secret"].AsText()}}", "password": "{{Good}}" }""");
        await holder.SignInAsync("lost-telephone", Good);
        await SecondFactorTests.EnrolAsync(school, holder);
        using var first = await AdministratorAsync("first-admin");
        using var second = await AdministratorAsync("second-admin");
        (await WaitingAsync(second)).Should().BeNull();
        (await first.PostAsync($"/api/accounts/{id}/drop-second-factor")).Status.Should().Be(200);
        (await WaitingAsync(first)).Should().BeNull("who asked for it is not the second person");
        (await WaitingAsync(holder)).Should().BeNull();
        (await WaitingAsync(second)).Should().Be("有 1 项动态验证码重置待您复核，提出后一日内有效");
        (await FoundAsync(second, """{ "below": "/", "waiting": true }""")).Should().ContainSingle().Which["id"].AsText().Should().Be(id);
        (await FoundAsync(first, """{ "below": "/", "waiting": true }""")).Should().BeEmpty();
        (await RowAsync(first))["secondFactor"].AsBool().Should().BeTrue("one alone only asks for it");
        (await RowAsync(first))["dropAskedBy"].IsNull.Should().BeFalse();
        (await first.PostAsync($"/api/accounts/{id}/drop-second-factor")).Code.Should().Be("second-factor-drop-waits");
        (await school.Server.PostAsync(school.Server.Administrator, $"/api/accounts/{id}/drop-second-factor", "{}")).Code.Should().Be("second-factor-drop-by-person");
        (await second.PostAsync($"/api/accounts/{id}/drop-second-factor")).Status.Should().Be(200);
        (await RowAsync(second))["secondFactor"].AsBool().Should().BeFalse();
        (await WaitingAsync(second)).Should().BeNull("it is done");
        var own = (await second.GetAsync("/api/me")).Body["id"].AsText();
        (await second.PostAsync($"/api/accounts/{own}/stop")).Code.Should().Be("account-own");
    }

    private async Task<PageClient> AdministratorAsync(string login)
    {
        await school.StaffAsync(login, "administrator", "/");
        var page = school.Page();
        (await page.SignInAsync(login, Good)).Status.Should().Be(204);
        return page;
    }

    private static async Task<string?> WaitingAsync(PageClient by) =>
        (await by.GetAsync("/api/home")).Body["today"].Items.SingleOrDefault(i => i["kind"].AsText() == "second-factors", Value.Null)["sentence"].AsText();

    private static async Task<IEnumerable<Value>> FoundAsync(PageClient by, string search) => (await by.PostAsync("/api/accounts/search", search)).Body["items"].Items;

    private static async Task<Value> RowAsync(PageClient by) =>
        (await FoundAsync(by, """{ "below": "/college/" }""")).Single(r => r["login"].AsText() == "lost-telephone");
}
