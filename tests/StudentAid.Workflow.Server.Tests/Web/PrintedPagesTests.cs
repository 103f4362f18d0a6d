using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FluentAssertions;
using Microsoft.Playwright;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Prints;
using StudentAid.Workflow.Engine.Expressions;
using static StudentAid.Workflow.Server.Tests.Web.LiveDemo;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>What comes out of the printer has as many pages as are written on it.</summary>
public sealed partial class PrintedPagesTests(SharedDemo demo) : IClassFixture<SharedDemo>
{
    private const string Long = "申请人父亲今年八月突发重病住院治疗，自付医疗费用较多；母亲在家照料，没有固定收入。两位老师于九月六日家访，经村委会核实情况属实，ABC-123，与申请材料一致。";

    private static readonly string Prints = Path.Combine(Repository.Root, "workflows", "national", "prints");

    public static TheoryData<int, int> Sizes => new() { { 0, 0 }, { 1, 1 }, { 17, 1 }, { 60, 2 }, { 25, 12 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task Every_sheet_has_as_many_pages_as_it_says(int rows, int times)
    {
        await using var window = await Window.OpenAsync(demo);
        foreach (var file in Directory.EnumerateFiles(Prints).Order(StringComparer.Ordinal))
        {
            var form = PrintForm.Kind.Read(PackReader.Read(await File.ReadAllTextAsync(file)).Document!).Document!;
            var html = PrintSheet.Document(form, Filled(form.Id, rows, times));
            await window.Page.SetContentAsync(html);
            var printed = await PdfAsync(window.Page, $"print-{form.Id}-{rows}-{times}");
            printed.Should().Be(Sheets(html), "of {0} with {1} rows", form.Id, rows);
        }
    }

    [Fact]
    public async Task A_letter_that_is_handed_to_a_family_takes_one_page()
    {
        var filled = PrintData.Empty.With(
            ("code", "周雨禾"), ("school", "示例省农业工程职业技术学院"), ("name", "阿依古丽·买买提"), ("schoolYear", "2026—2027"), ("class", "2024级设施农业与装备1班"), ("department", "现代农业工程学院"),
            ("opens", "2026年9月1日"), ("closes", "2026年9月8日 24:00"), ("day", "2026年6月22日"), ("caseNumber", "14901-2026-00012"), ("level", "家庭经济特别困难"), ("authority", "示例省教育厅"),
            ("noticeDays", "5"), ("reason", "家庭经济状况未达到认定标准"), ("article", "实施办法 第八条"), ("grade", "2024级"), ("major", "设施农业与装备"));
        await using var window = await Window.OpenAsync(demo);
        foreach (var id in (string[])["announcement", "result-determined", "result-not-determined"])
        {
            var form = PrintForm.Kind.Read(PackReader.Read(await File.ReadAllTextAsync(Path.Combine(Prints, $"{id}.json"))).Document!).Document!;
            await window.Page.SetContentAsync(PrintSheet.Document(form, filled));
            (await PdfAsync(window.Page, $"print-letter-{id}")).Should().Be(1, id);
        }
    }

    [Fact]
    public async Task A_class_s_applications_are_printed_in_list_order_each_with_pages_of_its_own()
    {
        await using var window = await Window.OpenAsync(demo);
        await window.EnterAsync("资助中心");
        await window.WalkAsync("printed", async () =>
        {
            await window.Page.GotoAsync("/rounds");
            await window.Link("新生").ClickAsync();
            await window.Page.GetByRole(AriaRole.Navigation, new PageGetByRoleOptions { Name = Say("ui", "where") }).WaitForAsync();
            var round = window.Page.Url.Split('/')[^1];
            var unit = "/education/14901/information/software-2601/";
            var list = Value.Parse(await window.Page.EvaluateAsync<string>("async (at) => (await fetch(at)).text()", $"/api/cases?round={round}&unit={Uri.EscapeDataString(unit)}&size=200"))["items"].Items;
            await window.Page.GotoAsync($"/api/prints/application?round={round}&unit={Uri.EscapeDataString(unit)}");
            var html = await window.Page.ContentAsync();
            var first = Regex.Count(html, "第 1 页 共 ", RegexOptions.NonBacktracking);
            first.Should().Be(list.Length);
            (await PdfAsync(window.Page, "print-class")).Should().Be(Sheets(html)).And.BeGreaterThan(first);
            await window.Page.ScreenshotAsync(new PageScreenshotOptions { Path = PictureOf("print-class") });
        });
    }

    private static int Sheets(string html) => html.Split("<section class=\"sheet\">").Length - 1;

    /// <summary>Every field and table that the sheet may name, its texts as often over, and answers of an application.</summary>
    private static PrintData Filled(string form, int rows, int times)
    {
        var text = string.Concat(Enumerable.Repeat(Long, times));
        var kind = PrintForms.All.Single(k => k.Id == form);
        var data = PrintData.Empty.With([.. kind.Fields.Select(f => (f, f is "opinion" or "minutes" or "answer" or "finding" ? text : "示例"))]) with
        {
            Groups = rows == 0 ? [] : [.. Enumerable.Range(1, 6).Select(g => new PrintGroup($"第{g}部分", [.. Enumerable.Range(1, rows).Select(n => new LabelledAnswer($"项目 {n}", n % 5 == 0 ? text : "示例", n % 5 == 0))],
                [new AnswerTable("家庭成员", ["姓名", "关系", "说明"], [.. Enumerable.Range(1, rows).Select(n => (System.Collections.Immutable.ImmutableArray<string>)["示例", "父亲", n % 4 == 0 ? text : "务农"])])]))],
        };
        return kind.Tables.Aggregate(data, (d, t) => d.WithTable(t.Key, Enumerable.Range(1, rows).Select(n => PrintRow.Of([.. t.Value.Select((c, i) => (c, i == 0 ? n.ToString(CultureInfo.InvariantCulture) : n % 3 == 0 ? text : "示例"))]))));
    }

    private static async Task<int> PdfAsync(IPage page, string name)
    {
        var pdf = await page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true });
        await File.WriteAllBytesAsync(Path.ChangeExtension(PictureOf(name), ".pdf"), pdf);
        return PageOfPdf().Count(Encoding.Latin1.GetString(pdf));
    }

    [GeneratedRegex(@"/Type\s*/Page[^s]", RegexOptions.NonBacktracking)]
    private static partial Regex PageOfPdf();
}
