using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Tests.Packs;
using StudentAid.Workflow.Engine.Analysis;
using Xunit;
using static StudentAid.Workflow.Casework.Tests.Matching.MatchingData;

namespace StudentAid.Workflow.Casework.Tests.Matching;

public class ProviderListImportTests
{
    private static readonly ColumnProfile Profile = ColumnProfile.Kind.Read(Repository.Json("workflows/national/imports/provider-list.json")).Good();

    [Fact]
    public void A_list_is_read_with_its_source_and_matched()
    {
        var import = Import($"姓名,身份证号,人员类别,有效期至\n张三,{Zhang},农村低保,2026-12-31\n");
        import.Table.Errors.Should().BeEmpty();
        var row = import.Rows.Single();
        (row.Source, row.Row, row.Category, row.ValidTo).Should().Be((CivilAffairs, 2, "subsistence-allowance", new DateOnly(2026, 12, 31)));
        Match(Person(), row).State.Should().Be(MatchState.Matched);
    }

    [Fact]
    public void Provider_and_date_of_a_row_go_before_those_of_the_list()
    {
        var row = Import($"姓名,身份证号,类别,提供部门,数据日期\n张三,{Zhang},持证残疾人,残联,2026/7/1\n").Rows.Single();
        row.Source.Should().Be(new ListSource("disabled-federation", CivilAffairs.Batch, new DateOnly(2026, 7, 1)));
    }

    [Fact]
    public void A_list_without_a_column_of_categories_takes_the_one_given_for_all()
    {
        Import($"姓名,身份证号\n张三,{Zhang}\n", "烈士子女").Rows.Single().Category.Should().Be("child-of-martyr");
        Import($"姓名,身份证号\n张三,{Zhang}\n").Table.Errors.Single().Reason.Code.Should().Be(SpecialGroupCodes.CategoryMissing);
    }

    [Fact]
    public void A_faulty_number_is_kept_with_a_warning_for_a_near_miss()
    {
        var import = Import($"姓名,身份证号,类别\n张三,{Change(Zhang, 15)},低保\n");
        import.Table.Errors.Single().Severity.Should().Be(Severity.Warning);
        Match(Person(), [.. import.Rows]).State.Should().Be(MatchState.Doubtful);
    }

    [Fact]
    public void An_old_number_stays_old_on_its_way_through_the_import()
    {
        var id = Organisations.SyntheticId.Make(new DateOnly(1996, 2, 28), 17);
        var import = Import($"姓名,身份证号,类别\n张三,{id[..6] + id[8..17]},低保\n");
        Match(Person(id: id), [.. import.Rows]).Findings.Single().Reasons.Single().Code.Should().Be(MatchCodes.OldNumber);
    }

    [Theory]
    [InlineData("残疾证号")]
    [InlineData("身份证号")]
    public void A_disability_certificate_stands_for_its_holders_number(string column)
    {
        var import = Import($"姓名,{column},类别\n张三,{Zhang}43,持证残疾人\n");
        Match(Person(), [.. import.Rows]).Matched.Should().Equal("disabled-student");
    }

    [Fact]
    public void The_state_in_the_wording_or_in_its_own_column_reaches_the_row()
    {
        var import = Import($"姓名,身份证号,类别,风险状态\n张三,{Zhang},脱贫户（不享受政策）,\n张三,{Zhang},监测对象,已消除\n");
        import.Rows.Select(r => r.State).Should().Equal("policy-ended", "risk-removed");
    }

    [Theory]
    [InlineData("类别", "富裕家庭", "category-unknown")]
    [InlineData("提供部门", "某局", "provider-unknown")]
    [InlineData("状态", "也许", "category-state-unknown")]
    public void What_nobody_has_told_refuses_the_row(string column, string cell, string code)
    {
        var import = Import($"姓名,身份证号,{column}\n张三,{Zhang},{cell}\n", column is "类别" ? null : "低保");
        import.Rows.Should().BeEmpty();
        var error = import.Table.Errors.Single();
        (error.Row, error.Column, error.Reason.Code.Id).Should().Be((2, 3, code));
    }

    private static ProviderListImport Import(string csv, string? category = null) =>
        ProviderListImport.Read(TableFile.Read(Encoding.UTF8.GetBytes(csv)).Table!.Sheets.Single(), Profile, Groups, new ProviderListHead(CivilAffairs, category));
}
