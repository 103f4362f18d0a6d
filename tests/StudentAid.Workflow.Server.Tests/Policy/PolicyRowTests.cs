using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Policy;

namespace StudentAid.Workflow.Server.Tests.Policy;

/// <summary>Who could be somebody who may, before it is known about what; and what the others are told.</summary>
public sealed class PolicyRowTests
{
    private static readonly Principal Nobody = new(Id.Of("principal"), "某人", []);
    private static readonly Principal Teacher = Nobody with { Grants = [new Grant("class-teacher", "/s/c/")] };
    private static readonly Principal Pupil = Nobody with { Grants = [new Grant("student-representative", "/s/c/")] };
    private static readonly Principal Family = Nobody with { Persons = [Id.Of("child")] };

    [Theory]
    [InlineData(Need.Nobody, true, true, true, true)]
    [InlineData(Need.SignedIn, true, true, true, true)]
    [InlineData(Need.Own, false, false, false, true)]
    [InlineData(Need.Unit, false, true, false, false)]
    [InlineData(Need.List, false, true, false, false)]
    [InlineData(Need.Member, false, false, true, false)]
    [InlineData(Duty.Verify, false, true, false, false)]
    [InlineData(Duty.SetUp, false, false, false, false)]
    public void Each_need_is_met_by_these_and_by_nobody_else(string need, bool nobody, bool teacher, bool pupil, bool family)
    {
        var row = Row(need);
        (row.MayBe(Nobody), row.MayBe(Teacher), row.MayBe(Pupil), row.MayBe(Family)).Should().Be((nobody, teacher, pupil, family));
        row.MayBe(Principal.System).Should().BeTrue();
        (Row(Duty.SetUp) with { Needs = [Duty.SetUp, need] }).MayBe(Teacher).Should().Be(teacher, "one is enough");
    }

    [Fact]
    public void Who_cannot_be_one_of_them_is_told_the_duty_s_roles_or_that_there_is_no_such_thing()
    {
        Row(Duty.Verify).Refuse(Teacher).Should().BeNull();
        (Row(Need.Own) with { Without = "404" }).Refuse(Teacher)!.Code.Should().Be(StepCodes.NotFound);
        (Row(Need.Own) with { Without = "404" }).Refuse(Family).Should().BeNull();
        var refused = (Row(Duty.SetUp) with { Needs = [Duty.Verify, Duty.SettleMatches, Need.Own] }).Refuse(Pupil)!;
        (refused.Code, refused.Arguments["role"]).Should().Be((StepCodes.NotYours, "班主任"));
        refused.In("zh-CN").Should().NotContain("{");
        Row(Duty.KeepRounds).Refuse(Pupil)!.Arguments["role"].Should().Contain("批次管理员").And.Contain("系统管理员");
    }

    [Fact]
    public void A_row_is_called_by_its_operation_and_knows_its_duties()
    {
        var row = Row(Need.Own) with { Needs = [Need.Own, Duty.Verify, Duty.SetUp] };
        row.Operation.Should().Be("GET /api/things/{id}");
        row.Duties.Should().Equal(Duty.Verify, Duty.SetUp);
        Need.All.Should().BeEquivalentTo("nobody", "signed-in", "own", "unit", "list", "member");
    }

    [Fact]
    public void A_row_is_found_by_method_and_path_as_the_file_says()
    {
        var lines = File.ReadAllLines(Repository.PathOf("src/StudentAid.Workflow.Server/Policy/policy.csv")).Skip(1).Where(l => l.Length > 0).Select(l => l.Split(',')).ToList();
        lines.Should().HaveCount(PolicyTable.Rows.Length);
        foreach (var cells in lines)
        {
            var row = PolicyTable.Find(cells[0], cells[1])!;
            (row.Unit, row.Without, row.Foreign, $"{row.Noun}:{(row.Reads ? "read" : "write")}").Should().Be((cells[3], cells[4], cells[5], cells[6]));
            row.Needs.Should().Equal(cells[2].Split('|'));
            row.Sends.Should().Equal(cells[7] == "-" ? [] : cells[7].Split('|'));
        }

        PolicyTable.Find("DELETE", "/api/nothing").Should().BeNull();
    }

    private static PolicyRow Row(string need) => new("GET", "/api/things/{id}", [need], "own", "403", "404", "things", Reads: true, []);
}
