using FluentAssertions;
using Microsoft.Playwright;
using static StudentAid.Workflow.Server.Tests.Web.AfterScreens;
using static StudentAid.Workflow.Server.Tests.Web.LiveDemo;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>Chase list, reconsideration, revocation, sample and enrolment on the demonstration: each walked in a browser to its main act, judged and pictured.</summary>
public sealed class AfterScreenTests(SharedDemo demo) : IClassFixture<SharedDemo>
{
    private const string LastYear = "2025—2026 学年";

    [Fact]
    public async Task Who_is_on_a_list_and_has_not_applied_is_invited_waives_on_paper_and_takes_it_back()
    {
        await demo.WalkAsync("宁老师", "chase", async (window, found) =>
        {
            await window.Page.GotoAsync("/rounds");
            await window.Link("在校生").First.ClickAsync();
            await window.Link(Say("chase", "title")).ClickAsync();
            await window.SeeAsync("邓可欣");
            await ShowAsync(window, found, "chase");
            await ActAsync(window, Say("chase", "invite-of", ("name", "邓可欣")), Say("chase", "invite-again"));
            await window.SeeAsync(Say("chase", "invited"));
            await window.Button(Say("chase", "answer-of", ("name", "邓可欣"))).ClickAsync();
            await PickAsync(window, Say("chase", "waived"));
            await PaperAsync(window, "声明.jpg");
            await OversightScreenTests.SendAsync(window, Say("chase", "answer"));
            await ActAsync(window, Say("chase", "take-back-of", ("name", "邓可欣")), Say("chase", "take-back"));
            await window.SeeAsync(Say("chase", "taken-back"));
        });
    }

    [Fact]
    public async Task Who_came_late_and_whom_the_register_leaves_out_of_aid_is_listed_with_the_article()
    {
        await demo.WalkAsync("技校资助员", "exclusions", async (window, found) =>
        {
            await window.Page.GotoAsync("/rounds");
            await window.Page.GetByRole(AriaRole.Cell).GetByRole(AriaRole.Link).First.ClickAsync();
            await window.Link(Say("chase", "title")).ClickAsync();
            await TabAsync(window, Say("chase", "late"));
            await window.SeeAsync(Say("chase", "no-late"));
            await TabAsync(window, Say("chase", "exclusions"));
            await window.Page.GetByRole(AriaRole.Cell).GetByText("依据").First.WaitForAsync();
            await ShowAsync(window, found, "exclusions");
        });
    }

    [Fact]
    public async Task A_reconsideration_is_taken_down_by_the_office_and_answered_by_the_authority()
    {
        await using var office = await Window.OpenAsync(demo);
        await using var authority = await Window.OpenAsync(demo);
        List<string> found = [];
        await NameAuthorityAsync();
        await office.EnterAsync("资助中心");
        await authority.EnterAsync("示例省教育厅");
        await office.WalkAsync("reconsideration-asked", async () =>
        {
            await LastYearsCaseAsync(office, "曹明哲");
            await office.Button(Say("after", "ask")).ClickAsync();
            await Sheet(office).GetByLabel(Say("after", "asked-text"), new LocatorGetByLabelOptions { Exact = true }).FillAsync("请求调整为特别困难");
            await OversightScreenTests.SendAsync(office, Say("after", "ask"));
            await Assertions.Expect(office.Button(Say("after", "ask"))).ToHaveCountAsync(0);
        });
        await authority.WalkAsync("reconsideration-answered", async () =>
        {
            await authority.Link(Say("after", "reconsiderations")).ClickAsync();
            await authority.Page.GetByRole(AriaRole.Cell).GetByRole(AriaRole.Link).First.WaitForAsync();
            await ShowAsync(authority, found, "reconsiderations");
            await authority.Page.GetByRole(AriaRole.Cell).GetByRole(AriaRole.Link).First.ClickAsync();
            await authority.SeeAsync("请求调整为特别困难");
            await authority.Button(Say("after", "answer")).ClickAsync();
            await PickAsync(authority, Say("after", "reconsideration-changed"));
            await Sheet(authority).GetByLabel(Say("after", "answer-text"), new LocatorGetByLabelOptions { Exact = true }).FillAsync("应重新核实家庭收入");
            await Sheet(authority).GetByLabel(Say("after", "document-number"), new LocatorGetByLabelOptions { Exact = true }).FillAsync("示教复〔2026〕3 号");
            await OversightScreenTests.LookAsync(authority, found, "reconsideration-answer");
            await OversightScreenTests.SendAsync(authority, Say("after", "answer"));
            await authority.SeeAsync("示教复〔2026〕3 号");
            await ShowAsync(authority, found, "reconsideration");
        });
        await office.WalkAsync("reconsideration-adjusts", async () =>
        {
            await AfterAsync(office, LastYear);
            await office.SeeAsync("复议改变结果");
        });
        found.Should().BeEmpty();
        office.Errors.Concat(authority.Errors).Should().BeEmpty();
    }

    [Fact]
    public async Task A_sample_is_drawn_with_its_seed_and_what_deviates_proposes_an_adjustment()
    {
        await demo.WalkAsync("资助中心", "samples", async (window, found) =>
        {
            await AfterAsync(window, LastYear);
            await TabAsync(window, Say("after", "samples"));
            await window.SeeAsync(Say("after", "no-samples"));
            await ActAsync(window, Say("after", "draw"), Say("after", "draw"), (Say("after", "seed"), "体彩 26110 期"));
            await window.SeeAsync("体彩 26110 期");
            // The list before it has the seed and links too, but none to a case.
            var name = await window.Page.GetByRole(AriaRole.Cell).Locator("a[href^='/cases/']").First.InnerTextAsync();
            await window.Button(Say("after", "check-of", ("name", name))).ClickAsync();
            await PickAsync(window, Say("after", "check-deviates"));
            await Sheet(window).GetByLabel(Say("cases", "field-finding"), new LocatorGetByLabelOptions { Exact = true }).FillAsync("家中新购商品房，与申请不符");
            await OversightScreenTests.SendAsync(window, Say("after", "check"));
            await window.Button(Say("after", "see-finding-of", ("name", name))).ClickAsync();
            await window.SeeAsync("家中新购商品房，与申请不符");
            await ShowAsync(window, found, "sample");
            await window.Link(Say("after", "samples")).ClickAsync();
            await window.Page.GetByRole(AriaRole.Cell).GetByText("体彩 26110 期").WaitForAsync();
            await ShowAsync(window, found, "samples");
            await TabAsync(window, Say("after", "adjustments"));
            await window.SeeAsync("抽查核实不符");
        });
    }

    [Fact]
    public async Task A_revocation_is_opened_heard_and_decided_and_money_that_came_back_is_confirmed_and_withdrawn()
    {
        await demo.WalkAsync("资助中心", "revocation", async (window, found) =>
        {
            await AfterAsync(window, LastYear);
            await TabAsync(window, Say("after", "revocations"));
            await window.Link("郭明轩").WaitForAsync();
            await ShowAsync(window, found, "revocations");
            await LastYearsCaseAsync(window, "何天宇");
            await OpenAsync(window);
            await ActAsync(window, Say("after", "hear"), Say("after", "hear"), (Say("after", "statement"), "承认材料不实，愿意退还"));
            await DecideAsync(window, found);
            await window.SeeAsync(Say("after", "revocation-recovering"));
            await RepayAsync(window);
            await ShowAsync(window, found, "revocation");
            await ActAsync(window, Say("after", "withdraw-of", ("number", 1)), Say("after", "withdraw"), (Say("ui", "reason"), "登记到他人名下"));
            await window.SeeAsync("登记到他人名下");
            await window.SeeAsync("还有 3,300.00 元未追回");
        });
    }

    [Fact]
    public async Task A_change_of_enrolment_is_put_down_with_its_clock_and_entered()
    {
        await demo.WalkAsync("技校资助员", "enrolment", async (window, found) =>
        {
            await window.Page.GotoAsync("/rounds");
            await window.Link(Say("enrolment", "link")).ClickAsync();
            await window.SeeAsync("林秋");
            await ShowAsync(window, found, "enrolment");
            await window.Button(Say("enrolment", "report")).ClickAsync();
            await ChooseAsync(window, Say("enrolment", "student"), "褚海燕", "褚海燕");
            await ChooseAsync(window, Say("enrolment", "change"), "休学");
            await OversightScreenTests.LookAsync(window, found, "enrolment-report");
            await OversightScreenTests.SendAsync(window, Say("enrolment", "report"));
            await window.Button(Say("enrolment", "enter-of", ("name", "褚海燕"))).ClickAsync();
            await PaperAsync(window, "回执.jpg");
            await OversightScreenTests.SendAsync(window, Say("enrolment", "enter"));
            await Assertions.Expect(window.Link("褚海燕")).ToHaveCountAsync(0);
            await TabAsync(window, Say("enrolment", "registrations"));
            await window.SeeAsync("缺监护人姓名、监护人电话");
            await Assertions.Expect(window.Page.GetByRole(AriaRole.Main).Locator("tbody input[type=checkbox]:enabled")).ToHaveCountAsync(0);
        });
    }

    private static async Task OpenAsync(Window window)
    {
        await window.Button(Say("after", "revoke")).ClickAsync();
        await Sheet(window).GetByLabel(Say("after", "finding"), new LocatorGetByLabelOptions { Exact = true }).FillAsync("隐瞒家庭经营收入");
        await PaperAsync(window, "工商登记.jpg");
        await Sheet(window).GetByLabel(Say("after", "statement-due"), new LocatorGetByLabelOptions { Exact = true }).FillAsync("2026-10-09");
        await OversightScreenTests.SendAsync(window, Say("after", "revoke"));
        await window.Link(Say("after", "revocation")).ClickAsync();
        await window.SeeAsync("隐瞒家庭经营收入");
        await Assertions.Expect(window.Button(Say("after", "decide"))).ToHaveCountAsync(0);
    }

    private static async Task DecideAsync(Window window, List<string> found)
    {
        await window.Button(Say("after", "decide")).ClickAsync();
        await PickAsync(window, Say("after", "revoke-yes"));
        foreach (var (label, value) in ((string, string)[])[
            (Say("after", "body"), "学生资助工作领导小组"), (Say("after", "meeting"), "2026 年第 4 次会议"), (Say("oversight", "article"), "实施办法 第二十二条"), (Say("after", "reasons"), "经查实隐瞒收入")])
            await Sheet(window).GetByLabel(label, new LocatorGetByLabelOptions { Exact = true }).FillAsync(value);
        foreach (var seat in await Sheet(window).GetByRole(AriaRole.Group, new LocatorGetByRoleOptions { Name = Say("after", "vote"), Exact = true }).GetByRole(AriaRole.Combobox).AllAsync())
            await seat.SelectOptionAsync(Say("after", "vote-agree"));
        await PaperAsync(window, "决定书.jpg");
        await Sheet(window).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = Say("after", "recovery-add") }).ClickAsync();
        await ChooseAsync(window, Say("after", "aid"), Say("after", "aid-national-grant"));
        await Sheet(window).GetByLabel(Say("after", "amount"), new LocatorGetByLabelOptions { Exact = true }).FillAsync("3300");
        await Sheet(window).GetByLabel(Say("after", "repay-by"), new LocatorGetByLabelOptions { Exact = true }).FillAsync("2026-12-31");
        await OversightScreenTests.LookAsync(window, found, "revocation-decide");
        await OversightScreenTests.SendAsync(window, Say("after", "decide"));
    }

    private static async Task RepayAsync(Window window)
    {
        await window.Button(Say("after", "repay")).ClickAsync();
        await Sheet(window).GetByLabel(Say("after", "amount"), new LocatorGetByLabelOptions { Exact = true }).FillAsync("1650.5");
        await PaperAsync(window, "到账凭证.jpg");
        await OversightScreenTests.SendAsync(window, Say("after", "repay"));
        await window.SeeAsync("还有 1,649.50 元未追回");
    }

    /// <summary>One of last year's determined cases, which no other walk touches and the sample does not draw.</summary>
    private static async Task LastYearsCaseAsync(Window window, string student)
    {
        await window.Page.GotoAsync("/rounds");
        await window.Link(LastYear).First.ClickAsync();
        var round = window.Page.Url.Split('/')[^1];
        await window.Page.GotoAsync($"/cases?round={round}&status=finished");
        await window.Page.GetByRole(AriaRole.Cell).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = student, Exact = true }).ClickAsync();
        await window.Link(Say("after", "student")).WaitForAsync();
    }

    private async Task NameAuthorityAsync()
    {
        await using var administrator = await Window.OpenAsync(demo);
        await administrator.EnterAsync("系统管理员");
        var status = await administrator.Page.EvaluateAsync<int>(
            """
            async () => (await fetch("/api/org-units/authority", {
              method: "POST", headers: { "Content-Type": "application/json", "X-Requested-With": "StudentAid", "Idempotency-Key": "named-once" },
              body: JSON.stringify({ school: "/education/14901/", unit: "/education/", name: "示例省教育厅", role: "authority", answerDays: 15 }) })).status
            """);
        status.Should().Be(200);
    }
}
