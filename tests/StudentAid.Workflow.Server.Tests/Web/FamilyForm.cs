using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static StudentAid.Workflow.Server.Tests.Web.LiveDemo;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>The family's form in a window: its fields by their labels, of which only the present page's are seen.</summary>
internal static class FamilyForm
{
    public static string Step(int step) => Say("family", "step", ("step", step), ("of", 6));

    public static ILocator Field(this Window window, string label) => window.Page.GetByLabel(label, new PageGetByLabelOptions { Exact = true }).Locator("visible=true");

    /// <summary>Whose label goes on: that it may be left out, or what for it is asked.</summary>
    public static ILocator FieldLike(this Window window, string label) => window.Page.GetByLabel(new Regex("^" + Regex.Escape(label), RegexOptions.None, TimeSpan.FromSeconds(1))).Locator("visible=true").First;

    public static async Task FillAsync(this Window window, params (string Label, string Value)[] fields)
    {
        foreach (var (label, value) in fields)
            await window.FieldLike(label).FillAsync(value);
    }

    public static async Task MemberAsync(this Window window, int number, string name, string relation, string age)
    {
        const string Title = "家庭成员（不含本人）";
        await window.Button(Say("ui", "row-add", ("title", Title))).ClickAsync();
        var row = window.Page.GetByRole(AriaRole.Group, new PageGetByRoleOptions { Name = Say("ui", "row", ("title", Title), ("number", number)), Exact = true });
        foreach (var (label, value) in ((string, string)[])[("姓名", name), ("年龄", age), ("年收入", "8000")])
            await row.GetByLabel(label, new LocatorGetByLabelOptions { Exact = true }).FillAsync(value);
        foreach (var (label, value) in ((string, string)[])[("与学生关系", relation), ("职业", "务农"), ("健康状况", "健康或良好")])
            await row.GetByLabel(label, new LocatorGetByLabelOptions { Exact = true }).SelectOptionAsync(value);
    }

    public static Task NextAsync(this Window window) => window.Button(Say("family", "next")).ClickAsync();
}
