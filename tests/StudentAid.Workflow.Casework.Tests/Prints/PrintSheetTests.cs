using System.Reflection;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using StudentAid.Workflow.Casework.Applications.Forms;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Prints;
using StudentAid.Workflow.Casework.Publicity;
using StudentAid.Workflow.Engine.Expressions;
using Xunit;

namespace StudentAid.Workflow.Casework.Tests.Prints;

public sealed class PrintSheetTests
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "workflows", "national");

    internal static PrintForm Form(string id) =>
        PrintForm.Kind.Read(PackReader.Read(File.ReadAllText(Path.Combine(Root, "prints", id + ".json"))).Document!).Document!;

    private static PrintForm Of(string block) => PrintForm.Kind.Read(PackReader.Read(
        $$"""{ "kind": "print-form", "id": "publicity-notice", "article": "t", "from": "2018-01-01", "name": "公示", "sheet": "publicity-notice", "blocks": [ {{block}} ] }""").Document!).Document!;

    [Fact]
    public void Every_sheet_ships_with_its_wording_and_no_wording_without_a_sheet()
    {
        Directory.EnumerateFiles(Path.Combine(Root, "prints")).Select(Path.GetFileNameWithoutExtension)
            .Should().BeEquivalentTo(PrintForms.All.Select(k => k.Id));
        foreach (var kind in PrintForms.All)
            Form(kind.Id).Blocks.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("""{ "block": "paragraph", "text": "{idNumber}" }""")]
    [InlineData("""{ "block": "table", "of": "entries", "columns": [ { "title": "分数", "field": "total" } ] }""")]
    [InlineData("""{ "block": "table", "of": "people", "columns": [] }""")]
    [InlineData("""{ "block": "paragraph", "text": "x", "when": "phone" }""")]
    [InlineData("""{ "block": "seal", "text": "x", "day": "{category}" }""")]
    public void A_wording_cannot_put_on_a_notice_what_a_notice_may_not_say(string block)
    {
        var document = PackReader.Read($$"""{ "kind": "print-form", "id": "publicity-notice", "article": "t", "from": "2018-01-01", "name": "公示", "sheet": "publicity-notice", "blocks": [ {{block}} ] }""");

        document.Document.Should().BeNull("it cannot be published");
        document.Diagnostics.Should().Contain(d => d.Code.Id == "print-field-unknown");
    }

    [Fact]
    public void A_notice_entry_has_no_place_for_anything_but_name_place_and_level()
    {
        typeof(NoticeEntry).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => p.Name)
            .Should().BeEquivalentTo("Name", "School", "Department", "Class", "Grade", "Major", "Level");
        typeof(NoticeEntry).GetProperties().Should().OnlyContain(p => p.PropertyType == typeof(string));
        PrintForms.NoticeColumns.Should().BeEquivalentTo("number", "name", "school", "department", "class", "grade", "major", "level");
    }

    [Fact]
    public void What_a_person_wrote_never_becomes_markup()
    {
        var form = Of("""{ "block": "paragraph", "text": "{title}" }, { "block": "table", "of": "entries", "columns": [ { "title": "姓名", "field": "name" } ] }""");
        Check.QuickThrowOnFailure(Prop.ForAll<NonNull<string>>(written =>
        {
            var plain = PrintSheet.Document(form, PrintData.Empty.With(("title", "")).WithTable("entries", [PrintRow.Of(("name", ""))]));
            var html = PrintSheet.Document(form, PrintData.Empty.With(("title", written.Get.Replace("\n", "", StringComparison.Ordinal)))
                .WithTable("entries", [PrintRow.Of(("name", written.Get.Replace("\n", "", StringComparison.Ordinal)))]));
            return html.Count(c => c == '<') == plain.Count(c => c == '<');
        }));
        PrintSheet.Document(form, PrintData.Empty.With(("title", "<script>alert('x')</script>"))).Should().NotContain("<script>").And.Contain("&lt;script&gt;");
    }

    [Fact]
    public void A_rare_character_and_a_middle_dot_stay_as_they_are()
    {
        PrintSheet.Document(Of("""{ "block": "paragraph", "text": "{title}" }"""), PrintData.Empty.With(("title", "阿依古丽·买买提 𠮷村"))).Should().Contain("阿依古丽·买买提 𠮷村");
    }

    [Fact]
    public void A_text_that_looks_like_a_field_is_not_filled_again()
    {
        PrintSheet.Document(Of("""{ "block": "paragraph", "text": "{title}" }"""), PrintData.Empty.With(("title", "{unit}"), ("unit", "secret"))).Should().Contain("{unit}").And.NotContain("secret");
    }

    [Fact]
    public void A_batch_is_one_document_with_a_page_for_each_student()
    {
        var html = PrintSheet.Document(Form(PrintForms.Determined), PrintData.Empty.With(("name", "甲")), PrintData.Empty.With(("name", "乙")));

        html.Split("<section ").Should().HaveCount(3);
        html.IndexOf("甲同学", StringComparison.Ordinal).Should().BeLessThan(html.IndexOf("乙同学", StringComparison.Ordinal));
    }

    [Fact]
    public void The_paper_is_A4_with_the_margins_of_official_documents_and_numbers_its_pages()
    {
        var html = PrintSheet.Document(Form(PrintForms.Application), PrintData.Empty);

        html.Should().Contain("size: A4 portrait").And.Contain("37mm 26mm 35mm 28mm").And.Contain("第 1 页 共 1 页").And.Contain("table-header-group");
        html.Should().NotContain("http").And.NotContain("counter(", "no browser has to count");
    }

    [Fact]
    public void A_letter_names_an_authority_only_where_there_is_one()
    {
        var form = Form(PrintForms.Determined);

        PrintSheet.Document(form, PrintData.Empty.With(("authority", "示例县教育局"))).Should().Contain("示例县教育局申请认定复议");
        PrintSheet.Document(form, PrintData.Empty).Should().NotContain("申请认定复议");
    }

    [Fact]
    public void The_province_s_form_says_who_is_meant()
    {
        var text = File.ReadAllText(Path.Combine(Root, "..", "provinces", "henan", "prints", "application.json"));
        var form = PrintForm.Kind.Read(PackReader.Read(text).Document!).Document!;

        PrintSheet.Document(form, PrintData.Empty).Should().Contain("难以满足其在校期间的学习和生活基本支出");
    }

    [Fact]
    public void An_application_prints_its_groups_in_order_with_labels_money_in_yuan_and_rows()
    {
        var form = FormDocument.Kind.Read(PackReader.Read(File.ReadAllText(Path.Combine(Root, "higher-education-determination", "determination-form.json"))).Document!).Document!;
        var answers = Value.Parse("""{ "student": { "name": "周雨禾", "gender": "female", "birthDate": "2006-03-01" }, "family": { "members": [ { "name": "周大山", "annualIncome": 1250050 } ] }, "specialGroups": ["orphan"] }""");

        var groups = ApplicationSheet.Groups(form, answers);

        groups.Select(g => g.Title).First().Should().Be("学生基本情况");
        var student = groups[0].Answers.ToDictionary(a => a.Label, a => a.Answer);
        student["姓名"].Should().Be("周雨禾");
        student["性别"].Should().Be("女");
        student["出生日期"].Should().Be("2006年3月1日");
        groups.SelectMany(g => g.Tables).SelectMany(t => t.Rows).SelectMany(r => r).Should().Contain("周大山");
        PrintSheet.Document(Form(PrintForms.Application), PrintData.Empty with { Groups = groups }).Should().Contain("周雨禾");
    }
}
