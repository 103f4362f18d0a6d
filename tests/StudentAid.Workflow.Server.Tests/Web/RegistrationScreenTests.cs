using FluentAssertions;
using Microsoft.Playwright;
using static StudentAid.Workflow.Server.Tests.Web.AfterScreens;
using static StudentAid.Workflow.Server.Tests.Web.LiveDemo;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>The registration of new students, in a browser, at a technician school in its autumn window.</summary>
public sealed class RegistrationScreenTests(LiveTechnician school) : IClassFixture<LiveTechnician>
{
    [Fact]
    public async Task Who_is_complete_is_registered_with_the_system_s_receipt_and_who_is_not_cannot_be_chosen()
    {
        await school.WalkAsync("资助办", "registrations", async (window, found) =>
        {
            await window.Page.GotoAsync("/rounds");
            await window.Link(Say("enrolment", "link")).ClickAsync();
            await TabAsync(window, Say("enrolment", "registrations"));
            await window.Page.GetByRole(AriaRole.Cell).GetByRole(AriaRole.Link).First.WaitForAsync();
            await ShowAsync(window, found, "registrations");
            var name = await RegisterAsync(window);
            await Assertions.Expect(window.Link(name)).ToHaveCountAsync(0);
            await Assertions.Expect(Box(window, "学生乙")).ToBeDisabledAsync();
        });
    }

    private static async Task<string> RegisterAsync(Window window)
    {
        await Box(window, "学生甲").CheckAsync();
        await window.Button(Say("enrolment", "register-them", ("count", 1))).ClickAsync();
        await PaperAsync(window, "回执.jpg");
        await OversightScreenTests.SendAsync(window, Say("enrolment", "register-them", ("count", 1)));
        return "学生甲";
    }

    private static ILocator Box(Window window, string name) => window.Page.GetByRole(AriaRole.Checkbox, new PageGetByRoleOptions { Name = name, Exact = true });
}
