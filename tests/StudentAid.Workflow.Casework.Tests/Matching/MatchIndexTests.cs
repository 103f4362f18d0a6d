using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Tests.Organisations;
using Xunit;
using static StudentAid.Workflow.Casework.Tests.Matching.MatchingData;

namespace StudentAid.Workflow.Casework.Tests.Matching;

public class MatchIndexTests
{
    private static readonly string[] Names = ["张三", "李四", "王 五", "阿依古丽·买买提", "阿依古丽•买买提"];
    private static readonly string[] Categories = ["subsistence-allowance", "disabled-student", "orphan", "lifted-out-of-poverty"];

    private static readonly Gen<string> Ids =
        from person in Gen.Choose(0, 7)
        from changes in Gen.Choose(0, 17).ListOf(3)
        from count in Gen.Frequency((6, Gen.Constant(0)), (2, Gen.Constant(1)), (2, Gen.Constant(2)), (1, Gen.Constant(3)))
        from form in Gen.Frequency((8, Gen.Constant(18)), (1, Gen.Constant(15)), (1, Gen.Constant(0)), (1, Gen.Constant(17)))
        select Form(changes.Take(count).Aggregate(SyntheticId.Make(new DateOnly(1990 + person, 5, 6), person + 1), Change), form);

    private static readonly Gen<ListRow> Rows =
        from name in Gen.Elements(Names)
        from id in Ids
        from head in Ids
        from category in Gen.Elements(Categories)
        from state in Gen.Elements(null, "policy-ended", "risk-remaining")
        from age in Gen.Choose(300, 400)
        from end in Gen.Choose(-5, 100)
        select Row(name, id, category) with
        {
            HeadId = IdNumber.Read(head).Number,
            State = state,
            Source = CivilAffairs with { DataDate = Today.AddDays(-age) },
            ValidTo = Today.AddDays(end),
        };

    private static readonly Gen<MatchPerson> Persons =
        from name in Gen.Elements(Names)
        from id in Ids
        from parent in Ids
        from isParent in Gen.Elements(true, false)
        select Person(name, id, new HouseholdMember("张大", IdNumber.Read(parent).Number, isParent)) with { StatedBirth = new DateOnly(1992, 5, 6), StatedRegion = "999999" };

    [Fact]
    public void The_index_finds_exactly_what_comparing_everybody_with_every_row_finds()
    {
        var gen = from rows in Rows.ListOf(30) from person in Persons select (rows, person);
        var seen = new HashSet<MatchState>();
        Prop.ForAll(gen.ToArbitrary(), x =>
        {
            ListRow[] rows = [.. x.rows.Select((r, i) => r with { Row = i })];
            var index = MatchIndex.Of(rows, Rules, Groups);
            var expected = rows.Select(r => Matcher.Judge(x.person, r, index, Today)).OfType<MatchFinding>().Select(Shape);
            var found = Matcher.Match(x.person, index, Today);
            seen.Add(found.State);
            return found.Findings.Select(Shape).Order().SequenceEqual(expected.Order());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
        seen.Should().HaveCount(3);
    }

    [Fact]
    public void A_provinces_list_is_compared_with_a_large_school()
    {
        var births = Enumerable.Range(0, 100_000).Select(i => (Birth: new DateOnly(2000, 1, 1).AddDays(i % 3650), Sequence: 1 + (i / 3650), Name: $"学生{i % 5000}")).ToList();
        var index = MatchIndex.Of(births.Select((b, i) => Row(b.Name, SyntheticId.Make(b.Birth, b.Sequence)) with { Row = i }), Rules, Groups);
        var persons = births.Where((_, i) => i % 10 == 0).Select(b => Person(b.Name, SyntheticId.Make(b.Birth, b.Sequence)));
        Matcher.Match(persons, index, Today).Count(r => r.State == MatchState.Matched).Should().Be(10_000);
    }

    private static (int Row, MatchState State, string Category, string Reasons) Shape(MatchFinding f) =>
        (f.Row.Row, f.State, f.Category, string.Join(',', f.Reasons.Select(r => r.Code.Id)));

    private static string Form(string id, int length) => length == 15 ? id[..6] + id[8..17] : id[..length];
}
