using FluentAssertions;
using Microsoft.Playwright;
using static StudentAid.Workflow.Server.Tests.Web.LiveDemo;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>The head of the technician school on his telephone: flags first, then the statement, then his own name.</summary>
public sealed class PrincipalTests(LiveDemo demo) : IClassFixture<LiveDemo>
{
    [Fact]
    public async Task He_answers_the_red_flags_reads_the_statement_and_signs_with_his_own_name()
    {
        await using var window = await Window.OpenAsync(demo, 390, 844);
        await window.WalkAsync("principal", () => SignAsync(window));
        window.Errors.Should().OnlyContain(e => e.Contains("422", StringComparison.Ordinal), "the name of another is refused, and nothing else went wrong");
    }

    private static async Task SignAsync(Window window)
    {
        await window.EnterAsync("技工校长");
        await window.Link("校长审定签字", exact: false).First.ClickAsync();
        await window.SeeAsync("大龄：石磊 31 岁");
        await Assertions.Expect(window.Button(Say("rosters", "act-approve"))).ToBeDisabledAsync();
        foreach (var flag in (string[])["大龄：石磊", "资助卡相同"])
            await window.Page.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = Say("rosters", "hint-answer", ("hint", flag)) }).FillAsync("已核对证件原件");
        await window.SeeAsync(Say("rosters", "copy-kept"));
        await window.Button(Say("rosters", "act-approve")).ClickAsync();
        await window.SeeAsync("如有不实，本人承担校长责任");
        var confirm = window.Button(Say("rosters", "confirm", ("act", Say("rosters", "act-approve"))));
        await confirm.ClickAsync();
        await window.SeeAsync(Say("rosters", "sign-needed"));
        var name = window.Page.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = Say("rosters", "sign") });
        await name.FillAsync("技校副校长");
        await window.SeeAsync("本人签名并确认责任声明");
        await Assertions.Expect(confirm).ToBeDisabledAsync();
        await name.FillAsync("技工校长");
        await window.PictureAsync("principal");
        await confirm.ClickAsync();
        await window.SeeAsync(Say("ui", "status-released"));
    }
}
