using System.Text.RegularExpressions;
using FluentAssertions;
using Microsoft.Playwright;
using static StudentAid.Workflow.Server.Tests.Web.LiveDemo;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>A paper form put into the system by a class teacher: by keyboard, from last year's answers, printed for the family to check, with the signed page.</summary>
public sealed class PaperScreenTests(SharedDemo demo) : IClassFixture<SharedDemo>
{
    /// <summary>From the list of applications to the acknowledged application, where last year's is there and one thing has changed.</summary>
    private const int MostInteractions = 14;

    [Fact]
    public async Task A_teacher_enters_a_paper_form_with_few_keys_and_takes_the_family_facts_over_to_the_next_child()
    {
        await demo.WalkAsync("资助中心", "paper-window", (window, _) => LetLateAsync(window));
        await demo.WalkAsync("宁老师", "paper", async (window, found) =>
        {
            (await EnterAsync(window, found)).Should().BeLessThanOrEqualTo(MostInteractions);
            await EnterNextAsync(window, found);
        });
    }

    [Fact]
    public async Task A_paper_form_fits_a_phone()
    {
        await demo.WalkAsync("宁老师", "paper-phone", async (window, found) =>
        {
            await window.Page.GotoAsync("/paper");
            await window.Page.GetByLabel(Say("cases", "paper-who"), new PageGetByLabelOptions { Exact = true }).WaitForAsync();
            await Judged.StrictlyAsync(window, found, "paper-begin-phone");
        }, 390, 844);
    }

    /// <summary>The round's window is over: the office gives both a personal one.</summary>
    private static Task LetLateAsync(Window window) => window.Page.EvaluateAsync("""
        async () => {
          const ask = async (path, body) => {
            const answer = await fetch(path, { method: body ? "POST" : "GET", body: body && JSON.stringify(body), headers: { "X-Requested-With": "StudentAid", "Idempotency-Key": crypto.randomUUID(), "Content-Type": "application/json" } });
            if (!answer.ok) throw new Error(`${path} ${answer.status} ${await answer.text()}`);
            return await answer.json();
          };
          const round = (await ask("/api/rounds")).items.find((r) => r.name === "在校生");
          for (const text of ["费小川", "薛雨彤"]) {
            const person = (await ask("/api/people/search", { text, below: "/education/14901/", most: 5 })).items[0].id;
            await ask(`/api/rounds/${round.id}/personal-window`, { person, closes: "2026-09-29T16:00:00Z", reason: "监护人外出务工，纸质表迟交" });
          }
        }
        """);

    private static async Task<int> EnterAsync(Window window, List<string> found)
    {
        var page = window.Page;
        var hand = new Hand(window);
        await window.GoToAsync("本班学生");
        await hand.ClickAsync(window.Link(Say("cases", "paper")));
        await BeginAsync(window, hand, "费小川");
        await window.SeeAsync(Say("cases", "paper-earlier", ("year", "2025—2026")));
        await hand.FillAsync(window.Field("在学子女数（含本人）"), "3");
        await window.SeeAsync(Say("ui", "form-was", ("said", Say("ui", "earlier-said", ("year", "2025—2026"))), ("text", "2")));
        await OversightScreenTests.LookAsync(window, found, "paper-form");
        // What is asked anew each year is not filled in.
        await hand.ChooseAsync(window.Field("遭受自然灾害"), "无");
        await hand.ChooseAsync(window.Field("遭受突发意外事件"), "无");
        await hand.FillAsync(window.Field("家庭欠债金额"), "0");
        await hand.FillAsync(window.FieldLike("其他情况"), "务工收入不稳定");
        await hand.FillAsync(window.Field(Say("cases", "paper-signature")), "费小川");
        await window.Button(Say("cases", "paper-save")).ClickAsync();
        await window.Link(Say("cases", "paper-check")).WaitForAsync();
        await PrintAsync(window);
        await OversightScreenTests.LookAsync(window, found, "paper-sheet");
        await window.Button(Say("cases", "paper-hand-in")).ClickAsync();
        await window.SeeAsync(Say("ui", "paper-needed"));
        await ScanAsync(window);
        await hand.PressAsync("Control+Enter");
        await window.SeeAsync(Say("cases", "paper-done", ("name", "费小川")));
        await OversightScreenTests.LookAsync(window, found, "paper-done");
        return hand.Interactions;
    }

    /// <summary>The next form offers what brothers and sisters have in common, and is looked at in both languages and shades; what was typed is still there.</summary>
    private static async Task EnterNextAsync(Window window, List<string> found)
    {
        await window.Link(Say("cases", "paper-next")).ClickAsync();
        await BeginAsync(window, new Hand(window), "薛雨彤");
        await window.Button(Say("cases", "paper-carry", ("name", "费小川"))).ClickAsync();
        await Assertions.Expect(window.Field("在学子女数（含本人）")).ToHaveValueAsync("3");
        await window.Field("籍贯").FillAsync("示例省示例市");
        await Judged.TwiceAsync(window, found, "paper-sibling");
        await Assertions.Expect(window.Field("籍贯")).ToHaveValueAsync("示例省示例市");
    }

    private static async Task BeginAsync(Window window, Hand hand, string name)
    {
        var student = window.Page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = Say("cases", "paper-who"), Exact = true });
        await Assertions.Expect(student).ToBeEnabledAsync();
        await hand.FillAsync(student, name);
        await window.Page.Locator(".ant-select-dropdown:visible .ant-select-item-option").Filter(new LocatorFilterOptions { HasTextRegex = new Regex("^" + name, RegexOptions.None, TimeSpan.FromSeconds(1)) }).First.WaitForAsync();
        await hand.PressAsync("Enter");
        await hand.ClickAsync(window.Button(Say("cases", "paper-begin")));
        await window.SeeAsync(Say("cases", "paper-of", ("name", name)));
    }

    /// <summary>What the family checks says what was typed, and is not cut by a browser's own head or foot.</summary>
    private static async Task PrintAsync(Window window)
    {
        var print = await window.Page.Context.NewPageAsync();
        await print.GotoAsync((await window.Link(Say("cases", "paper-check")).GetAttributeAsync("href"))!);
        await print.GetByText("费小川").First.WaitForAsync();
        await print.GetByText("家庭人口").First.WaitForAsync();
        await print.ScreenshotAsync(new PageScreenshotOptions { Path = PictureOf("paper-print"), FullPage = true });
        await print.CloseAsync();
    }

    private static async Task ScanAsync(Window window)
    {
        var photo = await window.Page.ScreenshotAsync(new PageScreenshotOptions { Type = ScreenshotType.Jpeg });
        await window.Page.Locator("input[type=file]").First.SetInputFilesAsync(new FilePayload { Name = "签名页.jpg", MimeType = "image/jpeg", Buffer = photo });
        await window.SeeAsync("签名页.jpg");
    }
}
