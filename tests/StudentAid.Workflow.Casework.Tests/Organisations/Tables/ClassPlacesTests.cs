using System.Collections.Immutable;
using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Tests.Packs;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Organisations.Tables;

/// <summary>Whom a register moves to which class, and whom it leaves where he is.</summary>
public sealed class ClassPlacesTests
{
    private const string School = "/hn/";
    private const string First = "/hn/info/c1/";
    private const string Second = "/hn/info/c2/";
    private static readonly ColumnProfile Students = ColumnProfile.Kind.Read(Repository.Json("workflows/national/imports/students.json")).Good();
    private static readonly ImmutableArray<OrgUnit> Units =
    [
        Unit(First, "软件2501"), Unit(Second, "软件2502"), Unit("/hn/a/c/", "护理1班"), Unit("/hn/b/c/", "护理1班"),
        Unit("/hn/old/c/", "农艺2401", closed: true), Unit("/hn/agri/c/", "农艺2401"),
    ];

    [Theory]
    [InlineData("姓名,学号\n周雨禾,S1\n")]
    [InlineData("姓名,学号,班级\n周雨禾,S1,\n")]
    public void Who_is_known_stays_in_his_class_where_the_table_names_none(string csv)
    {
        var (_, rows) = Read(csv);

        var comparison = Compare(rows);

        (comparison.Unchanged, comparison.Changed.Length, comparison.New.Length).Should().Be((1, 0, 0));
    }

    [Fact]
    public void What_else_such_a_row_says_is_taken_and_the_class_stays()
    {
        var change = Compare(Read("姓名,学号,年级\n周雨禾,S1,2025\n").Rows).Changed.Single();

        (change.PlaceBefore, change.Row.Place, change.Row.Plain["grade"].AsText()).Should().Be((First, First, "2025"));
    }

    [Fact]
    public void A_new_student_without_a_class_stands_at_the_school() =>
        Compare(Read("姓名,学号,班级\n李向南,S2,\n").Rows).New.Single().Place.Should().Be(School);

    [Fact]
    public void A_known_student_whose_class_the_row_names_moves_there() =>
        Compare(Read("姓名,学号,班级\n周雨禾,S1,软件2502\n").Rows).Changed.Single().Row.Place.Should().Be(Second);

    [Theory]
    [InlineData("软件25O1", "student-class-unknown")]
    [InlineData("护理1班", "student-class-ambiguous")]
    public void A_class_that_the_school_does_not_have_or_has_twice_refuses_the_row_and_moves_nobody(string name, string code)
    {
        var (table, rows) = Read($"姓名,学号,班级\n周雨禾,S1,{name}\n李向南,S2,软件2501\n");

        var error = table.Errors.Single();
        (error.Row, error.Column, error.Header, error.Severity, error.Reason.Code.Id).Should().Be((2, 3, "班级", Severity.Error, code));
        error.Reason.In("zh-CN").Should().Contain(name).And.EndWith("。");
        error.Reason.In("en").Should().Contain(name).And.StartWith("Expected").And.Contain("but");
        table.Records.Select(r => r.Row).Should().Equal(3);
        var comparison = Compare(rows);
        (comparison.New.Single().Row, comparison.Changed.Length).Should().Be((3, 0));
    }

    [Fact]
    public void Of_two_units_of_one_name_that_which_is_open_is_meant() => Read("姓名,学号,班级\n李向南,S2,农艺2401\n").Rows.Single().Place.Should().Be("/hn/agri/c/");

    private static (TableImport Table, ImmutableArray<PersonRow> Rows) Read(string csv) =>
        ClassPlaces.Of(StudentImport.Read(TableFile.Read(Encoding.UTF8.GetBytes(csv)).Table!.Sheets[0], Students), Units, School);

    private static RegisterComparison Compare(ImmutableArray<PersonRow> rows) => RegisterComparison.Of(
        Value.List(Value.Record(
            ("id", Id.Of("周雨禾").ToString()), ("place", First),
            ("content", Value.Record(("status", PersonStatus.Enrolled), ("class", First), ("sealed", Value.Record(("name", "周雨禾"), ("studentNumber", "S1"))))))),
        rows, ImmutableDictionary<string, Text>.Empty);

    private static OrgUnit Unit(string path, string name, bool closed = false) => new(path, "class", name, "", null, Value.Record(("closed", closed)));
}
