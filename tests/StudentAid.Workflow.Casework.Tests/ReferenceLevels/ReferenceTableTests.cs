using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Payments;
using StudentAid.Workflow.Casework.ReferenceLevels;
using StudentAid.Workflow.Casework.Tests.Packs;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.ReferenceLevels;

public sealed class ReferenceTableTests
{
    private static readonly ColumnProfile Profile = ColumnProfile.Kind.Read(Repository.Json("workflows/national/imports/reference-levels.json")).Good();

    [Fact]
    public void A_row_whose_number_is_another_student_s_than_its_name_gives_nobody_a_level()
    {
        var table = Read("姓名,学号,参考等级\n王思远,S1,特别困难\n李 向南,S2,一般困难\n");

        table.Rows.Select(r => (r.Row, r.Person)).Should().Equal((3, Id.Of("person", "S2")));
        var error = table.Table.Errors.Should().ContainSingle().Subject;
        (error.Row, error.Column, error.Reason.Code.Id).Should().Be((2, 1, "reference-row-other-name"));
        table.Wrong()!.Code.Id.Should().Be("reference-rows-wrong");
    }

    [Fact]
    public void A_name_is_the_same_however_its_dot_and_blanks_are_written() =>
        Read("姓名,学号,参考等级\n　王•思 远 ,S3,特别困难\n").Rows.Should().ContainSingle().Which.Person.Should().Be(Id.Of("person", "S3"));

    private static ReferenceTable Read(string csv) => ReferenceTable.Read(
        TableFile.Read(Encoding.UTF8.GetBytes(csv)).Table!.Sheets.Single(), Profile, Payees.Of([Student("S1", "周雨禾"), Student("S2", "李向南"), Student("S3", "王·思远")]));

    private static PersonRecord Student(string number, string name) =>
        new(Id.Of("person", number), "/s/d/c/", "enrolled", Value.Record(("name", name), ("studentNumber", number)), default, Value.EmptyRecord);
}
