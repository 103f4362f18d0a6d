using FluentAssertions;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Retention;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Tests.Retention;

/// <summary>How long what is kept is read off documents, each layer's within the bounds of those above.</summary>
public sealed class RetentionRulesTests
{
    private const string Head = """ "kind": "retention-rules", "id": "retention-rules", "article": "档案保管期限表", "from": "2018-01-01", "name": "保存期限" """;

    private static readonly RetentionRules National = Read(File.ReadAllText(Repository.PathOf("workflows/national/retention-rules.json")));

    [Fact]
    public void The_national_rules_are_whole_and_say_the_article_of_the_one_term_that_the_law_names()
    {
        National.IsWhole.Should().BeTrue();
        National.Terms.Where(t => t.Article.Length > 0).Select(t => (t.Of, t.AtLeast)).Should().Equal((TermOf.Access, 3));
    }

    [Fact]
    public void A_term_runs_from_the_end_of_the_school_year_in_which_a_day_falls()
    {
        National.Until(TermOf.Undecided, new DateOnly(2025, 9, 1)).Should().Be(new DateOnly(2029, 8, 31));
        National.Until(TermOf.Undecided, new DateOnly(2026, 3, 2)).Should().Be(new DateOnly(2029, 8, 31));
        National.Until(TermOf.Undecided, new DateOnly(2026, 8, 31)).Should().Be(new DateOnly(2029, 8, 31));
        National.Until(TermOf.Decided, new DateOnly(2026, 9, 1)).Should().Be(new DateOnly(2037, 8, 31));
        var leap = Read($$"""{ {{Head}}, "yearEnds": "02-29", "terms": [ { "of": "decided", "years": 1 } ] }""");
        leap.Until(TermOf.Decided, new DateOnly(2024, 2, 29)).Should().Be(new DateOnly(2025, 2, 28));
    }

    [Fact]
    public void A_layer_names_only_what_it_sets_otherwise_and_stays_within_the_bounds_above()
    {
        var province = Read($$"""{ {{Head}}, "terms": [ { "of": "decided", "years": 15, "atLeast": 12, "article": "省档案保管期限表" }, { "of": "access", "years": 2 } ] }""");

        National.Refusals(province).Select(r => r.Code).Should().Equal(RetentionCodes.OutOfBounds);
        var both = National.Under(province);
        both.IsWhole.Should().BeTrue();
        (both.Find(TermOf.Decided)!.Years, both.Find(TermOf.Undecided)!.Years, both.Find(TermOf.Access)!.Years).Should().Be((15, 3, 3));
        var school = Read($$"""{ {{Head}}, "terms": [ { "of": "decided", "years": 10 } ] }""");
        both.Refusals(school).Should().ContainSingle();
        both.Under(school).Find(TermOf.Decided)!.Years.Should().Be(12);
    }

    [Fact]
    public void However_many_layers_there_are_no_term_leaves_the_bounds_of_one_above()
    {
        var top = new RetentionTerm(TermOf.Decided, 10, 5, 20, "");
        foreach (var years in Enumerable.Range(0, 31))
        {
            foreach (var (least, most) in from least in Enumerable.Range(0, 31) from most in Enumerable.Range(least, 31 - least) select (least, most))
            {
                var middle = top.Under(new RetentionTerm(TermOf.Decided, 12, least, most, ""));
                middle.Under(new RetentionTerm(TermOf.Decided, years, null, null, "")).Years.Should().BeInRange(5, 20);
            }
        }
    }

    [Theory]
    [InlineData("""{ "of": "gossip", "years": 1 }""", "gossip")]
    [InlineData("""{ "of": "decided", "years": 1, "atLeast": 3 }""", "decided")]
    public void What_is_not_known_or_not_within_its_own_bounds_is_named(string term, string named)
    {
        var reading = PackReader.Read($$"""{ {{Head}}, "terms": [ {{term}} ] }""");

        reading.Document.Should().BeNull();
        reading.Diagnostics.Select(d => d.In("zh-CN")).Should().ContainSingle().Which.Should().Contain(named);
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void The_article_is_one_that_may_stand_as_the_basis_of_an_erasure(int length, bool fits)
    {
        var reading = PackReader.Read($$"""{ {{Head.Replace("档案保管期限表", new string('法', length), StringComparison.Ordinal)}}, "terms": [ { "of": "decided", "years": 1 } ] }""");

        (reading.Document is not null).Should().Be(fits);
        reading.Diagnostics.Select(d => d.Code).Should().Equal(fits ? [] : [RetentionCodes.BadArticle]);
    }

    [Fact]
    public void A_day_that_is_in_no_year_ends_none() =>
        PackReader.Read($$"""{ {{Head}}, "yearEnds": "02-31", "terms": [ { "of": "decided", "years": 1 } ] }""").Document.Should().BeNull();

    private static RetentionRules Read(string text) => RetentionRules.Kind.Read(PackReader.Read(text).Document!).Document!;
}
