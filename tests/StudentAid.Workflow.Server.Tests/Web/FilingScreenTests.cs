using System.Text;
using FluentAssertions;
using Microsoft.Playwright;
using static StudentAid.Workflow.Server.Tests.Web.AfterScreens;
using static StudentAid.Workflow.Server.Tests.Web.LiveDemo;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>归档与上报: last year's list leaves for the national system, part of it comes back, and the round is filed.</summary>
public sealed class FilingScreenTests(LiveDemo demo) : IClassFixture<LiveDemo>
{
    private const string Round = "2025—2026 学年";
    private const string Profile = "全国学生资助管理信息系统（录入样例）";

    [Fact]
    public Task A_list_is_made_for_the_other_system_what_it_gives_back_is_named_its_receipt_confirmed_and_the_round_filed() =>
        demo.WalkAsync("资助中心", "filing", async (window, found) =>
        {
            await window.GoAsync("menu-rounds");
            await window.Link(Round, exact: false).First.ClickAsync();
            // The menu has an entry of the same name, which leads to all rounds.
            await window.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = Say("filing", "title"), Exact = true }).ClickAsync();
            await window.Button(Say("filing", "look-of", ("name", Profile))).ClickAsync();
            await Sheet(window).GetByText(Say("filing", "right", ("rows", 38), ("columns", 18))).WaitForAsync();
            await OversightScreenTests.LookAsync(window, found, "filing-look");
            await Sheet(window).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = Say("filing", "make"), Exact = true }).ClickAsync();
            var file = await window.Page.RunAndWaitForDownloadAsync(() => Sheet(window).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = Say("filing", "get-csv") }).ClickAsync());
            var (number, name) = await FirstOf(file);
            await Sheet(window).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = Say("ui", "close") }).ClickAsync();
            var batch = Path.GetFileNameWithoutExtension(file.SuggestedFilename);

            await window.Button(Say("filing", "errors-take-of", ("batch", batch))).ClickAsync();
            await Sheet(window).Locator("input[type=file]").SetInputFilesAsync(new FilePayload
            {
                Name = "错误.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes($"\uFEFF身份证号,错误原因\n{number},学籍信息不符\n999999200001010000,查无此人\n"),
            });
            await Sheet(window).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = Say("filing", "errors-take"), Exact = true }).ClickAsync();
            await window.SeeAsync(Say("filing", "given-back", ("count", 2)));
            await window.Link(name).WaitForAsync();
            await ShowAsync(window, found, "filing-given-back");

            await window.Button(Say("filing", "confirm-of", ("batch", batch))).ClickAsync();
            await Sheet(window).Locator(".ant-select").GetByText(name).WaitForAsync();
            await PaperAsync(window, "回执.jpg");
            await Sheet(window).GetByLabel(Say("filing", "count"), new LocatorGetByLabelOptions { Exact = true }).FillAsync("37");
            await OversightScreenTests.LookAsync(window, found, "filing-confirm");
            await OversightScreenTests.SendAsync(window, Say("filing", "confirm"));
            await window.SeeAsync("录入 37 人，退回 1 人");

            await window.Link(Say("filing", "archive")).ClickAsync();
            await Assertions.Expect(window.Page.GetByRole(AriaRole.List, new PageGetByRoleOptions { Name = Say("filing", "counts") }).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(5);
            await window.SeeAsync(Say("filing", "counts-differ"));
            await ShowAsync(window, found, "filing-archive");
            await window.Button(Say("filing", "file")).ClickAsync();
            await OversightScreenTests.SendAsync(window, Say("filing", "file"));
            await window.Page.Locator("[data-status=archived]").WaitForAsync();
            await window.Link(Say("filing", "exports")).ClickAsync();
            await window.SeeAsync("录入 37 人，退回 1 人");
            await Assertions.Expect(window.Button(Say("filing", "errors-take-of", ("batch", batch)))).ToHaveCountAsync(0);
        });

    /// <summary>ID number and name in the first row of the file that was made.</summary>
    private static async Task<(string Number, string Name)> FirstOf(IDownload file)
    {
        var rows = (await File.ReadAllLinesAsync(await file.PathAsync())).Select(l => l.TrimStart('\uFEFF').Trim('"').Split("\",\"")).ToList();
        return (rows[1][Array.IndexOf(rows[0], "身份证号")], rows[1][Array.IndexOf(rows[0], "姓名")]);
    }
}
