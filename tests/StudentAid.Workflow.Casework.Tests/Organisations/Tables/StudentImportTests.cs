using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Tests.Packs;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using Xunit;

namespace StudentAid.Workflow.Casework.Tests.Organisations.Tables;

public class StudentImportTests
{
    private static readonly ColumnProfile Students = ColumnProfile.Kind.Read(Repository.Json("workflows/national/imports/students.json")).Good();
    private static readonly string Zhang = SyntheticId.Make(new DateOnly(2006, 2, 28), 17);
    private static readonly string Li = SyntheticId.Make(new DateOnly(2006, 3, 1), 28);

    [Theory]
    [InlineData("students")]
    [InlineData("classes")]
    [InlineData("provider-list")]
    public void The_shipped_profiles_are_read_and_no_header_means_two_fields(string id)
    {
        var profile = ColumnProfile.Kind.Read(Repository.Json($"workflows/national/imports/{id}.json")).Good();
        profile.Fields.SelectMany(f => f.Headers.Append(f.Name.ZhCn).Select(h => (Header: ColumnMap.Plain(h), f.Id)).Distinct())
            .GroupBy(x => x.Header, StringComparer.Ordinal).Where(g => g.Count() > 1).Should().BeEmpty();
    }

    [Fact]
    public void Any_table_of_students_is_recognised_by_its_headers()
    {
        var import = Import($"2026级新生名单,,,,\n序号,学生姓名*,公民身份号码（必填）,院 系,是否住校\n1,张 三,{Zhang.ToLowerInvariant()},软件学院,住校\n合计,1,,,\n");
        import.Table.Errors.Should().BeEmpty();
        import.Table.Map.Unrecognised.Select(c => c.Header).Should().Equal("序号");
        var student = import.Students.Single();
        (student.Row, student.Name, student.Department, student.Boarding, student.Birth).Should().Be((3, "张 三", "软件学院", true, new DateOnly(2006, 2, 28)));
        student.Key.Should().Be(new StudentKey("idNumber", Zhang));
    }

    [Fact]
    public void A_mapping_chosen_last_time_is_remembered()
    {
        var sheet = Sheet($"称呼,身份证号\n张三,{Zhang}\n");
        StudentImport.Read(sheet, Students).Table.Errors.Single().Reason.Code.Should().Be(TableCodes.ColumnMissing);
        var chosen = new Dictionary<string, string>(StringComparer.Ordinal) { ["称呼"] = "name" };
        StudentImport.Read(sheet, Students, chosen).Students.Single().Name.Should().Be("张三");
    }

    [Fact]
    public void A_pupil_without_ID_number_is_known_by_another_number()
    {
        var import = Import("姓名,身份证号,学籍号,录取号\n何家欢,,G999,A1\n何家乐,无,,A2\n何家宝,,,\n");
        import.Students.Select(s => s.Key).Should().Equal(new StudentKey("registerNumber", "G999"), new StudentKey("admissionNumber", "A2"));
        var error = import.Table.Errors.Single();
        (error.Row, error.Reason.Code.Id).Should().Be((4, "student-key-missing"));
        error.Reason.In("zh-CN").Should().Be("至少要填一项识别号：身份证号、学籍号、学号、录取号。");
    }

    [Fact]
    public void Repeated_students_are_refused_in_both_rows_and_each_names_the_other()
    {
        var import = Import($"姓名,身份证号\n张三,{Zhang}\n李四,{Li}\n张三,{Zhang}\n");
        import.Students.Select(s => s.Name).Should().Equal("李四");
        import.Table.Errors.Select(e => (e.Row, e.Reason.Arguments["rows"])).Should().Equal((2, "4"), (4, "2"));
    }

    [Theory]
    [InlineData("1.1E+17", "id-number-precision-lost")]
    [InlineData("999999200602280018", "id-number-check-digit")]
    [InlineData("99999920060228001", "id-number-length")]
    public void A_wrong_ID_number_is_reported_with_row_and_column(string number, string code)
    {
        var import = Import($"姓名,身份证号\n张三,{number}\n");
        import.Students.Should().BeEmpty();
        import.Table.Errors.Should().ContainSingle().Which.Should().Match<CellError>(e => e.Row == 2 && e.Column == 2 && e.Reason.Code.Id == code);
    }

    [Fact]
    public void A_sex_that_contradicts_the_ID_number_is_only_a_warning()
    {
        var import = Import($"姓名,性别,身份证号,出生日期\n张三,女,{Zhang},2006年3月1日\n");
        import.Students.Should().HaveCount(1);
        import.Table.Errors.Select(e => (e.Reason.Code.Id, e.Severity)).Should().Equal(("student-sex-differs", Severity.Warning), ("student-birth-differs", Severity.Warning));
        import.Table.HasErrors.Should().BeFalse();
    }

    [Theory]
    [InlineData("性别", "中", "cell-not-a-choice")]
    [InlineData("出生日期", "去年", "cell-not-a-day")]
    [InlineData("民族", "一二三四五六七八九十一二三四五六七八九十一", "cell-too-long")]
    public void A_cell_that_breaks_its_format_says_so(string column, string cell, string code) =>
        Import($"姓名,身份证号,{column}\n张三,{Zhang},{cell}\n").Table.Errors.Single().Reason.Code.Id.Should().Be(code);

    [Fact]
    public void A_column_that_stands_twice_is_refused() =>
        Import($"姓名,身份证号,身份证号码\n张三,{Zhang},{Zhang}\n").Table.Errors.Single().Reason.Code.Should().Be(TableCodes.ColumnRepeated);

    [Fact]
    public void A_table_without_any_known_header_is_refused() =>
        Import("甲,乙\n1,2\n").Table.Errors.Single().Reason.Code.Should().Be(TableCodes.HeaderMissing);

    [Fact]
    public void The_table_comes_back_with_its_errors_and_once_corrected_is_taken()
    {
        var sheet = Sheet($"姓名,身份证号\n张三,{Zhang[..17]}\n=李四,{Li}\n");
        var import = StudentImport.Read(sheet, Students).Table;
        var csv = AnnotatedTable.Csv(sheet, import, "zh-CN");
        var text = Encoding.UTF8.GetString(csv);
        text.Should().StartWith("\uFEFF\"姓名\",\"身份证号\",\"错误说明\"\r\n").And.Contain("身份证号应为 18 位，实际为 17 位。").And.Contain("\"'=李四\"");
        var xlsx = TableFile.Read(AnnotatedTable.Xlsx(sheet, import, "zh-CN")).Table!.Sheets.Single();
        xlsx.Rows[1].Cells.Should().HaveCount(3);

        var corrected = TableFile.Read(Encoding.UTF8.GetBytes(text.Replace($"\"{Zhang[..17]}\"", $"\"{Zhang}\"", StringComparison.Ordinal))).Table!.Sheets.Single();
        var again = StudentImport.Read(corrected, Students);
        again.Table.Errors.Should().BeEmpty();
        again.Table.Map.Unrecognised.Should().BeEmpty();
        again.Students.Select(s => s.Name).Should().Equal("张三", "=李四");
        Encoding.UTF8.GetString(AnnotatedTable.Csv(corrected, again.Table, "zh-CN")).Should().StartWith("\uFEFF\"姓名\",\"身份证号\",\"错误说明\"\r\n\"张三\"");
    }

    [Theory]
    [InlineData("""{ "kind": "column-profile", "id": "xx", "name": "x", "keys": [ "y" ], "fields": [ { "field": "a", "name": "a" } ] }""", "pack-unknown-reference")]
    [InlineData("""{ "kind": "column-profile", "id": "xx", "name": "x", "fields": [ { "field": "a", "name": "a", "format": "colour" } ] }""", "pack-unknown-word")]
    public void A_faulty_profile_is_refused(string json, string code) =>
        ColumnProfile.Kind.Read(Value.Parse(json)).Diagnostics.Should().ContainSingle().Which.Code.Id.Should().Be(code);

    private static TableSheet Sheet(string csv) => TableFile.Read(Encoding.UTF8.GetBytes(csv)).Table!.Sheets.Single();

    private static StudentImport Import(string csv) => StudentImport.Read(Sheet(csv), Students);
}
