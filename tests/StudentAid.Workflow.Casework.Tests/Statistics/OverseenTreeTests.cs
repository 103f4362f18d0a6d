using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Statistics;
using StudentAid.Workflow.Engine.Streams;
using Xunit;

namespace StudentAid.Workflow.Casework.Tests.Statistics;

public sealed class OverseenTreeTests
{
    private const string City = "/p/city/";
    private const string District = "/p/city/east/";
    private const string School = "/p/city/east/one/";
    private const string Elsewhere = "/colleges/college/";

    private static readonly Principal Holder = Of(City);

    private static Principal Of(params string[] units) => new(Id.Of("principal", "1"), "主管", [.. units.Select(u => new Grant("authority", u))]);

    private static Principal Limited(Principal holder, params string[] units) => (KeyLimits.None with { Units = [.. units] }).Narrow(holder);

    [Fact]
    public void A_key_that_is_limited_to_a_district_is_judged_over_the_city_and_may_ask_for_the_district_alone()
    {
        var tree = new OverseenTree(Limited(Holder, District));

        tree.Find("").Should().Be((City, District));
        tree.Find(School).Should().Be((City, School));
        tree.Find(City).Should().BeNull();
        tree.Find("/p/city/west/").Should().BeNull();
        tree.Whole.Should().Be(Holder);
    }

    [Fact]
    public void The_choice_of_one_role_makes_no_other_judgement()
    {
        var both = Of(City, District);

        var tree = new OverseenTree(both.With([new Grant("authority", District)]));

        tree.Find("").Should().Be((City, District));
        tree.Find(City).Should().BeNull();
        new OverseenTree(Limited(both.With([new Grant("authority", District)]), School)).Find("").Should().Be((City, School));
    }

    [Fact]
    public void A_school_that_is_overseen_by_record_may_be_asked_for_and_stands_in_the_authoritys_tree()
    {
        var by = Holder with { Supervises = [new Supervision(Holder.Grants[0], Elsewhere)] };

        new OverseenTree(by).Find(Elsewhere).Should().Be((City, Elsewhere));
        new OverseenTree(by).Line(City, Elsewhere).Should().Equal(Elsewhere);
        new OverseenTree(Limited(by, Elsewhere)).Find("").Should().Be((City, Elsewhere));
        new OverseenTree(Limited(by, Elsewhere)).Find(City).Should().BeNull();
        new OverseenTree(by).Find("/colleges/").Should().BeNull();
    }

    [Fact]
    public void A_school_of_two_authorities_is_told_with_the_one_that_owns_it()
    {
        var by = Of("/p/a/", "/p/b/");
        by = by with { Supervises = [new Supervision(by.Grants[0], "/p/b/school/"), new Supervision(by.Grants[1], "/x/school/"), new Supervision(by.Grants[0], "/x/school/")] };

        new OverseenTree(by).RootsOf("/p/b/school/").Should().Equal("/p/b/", "/p/a/");
        new OverseenTree(by).RootsOf("/x/school/").Should().Equal("/p/a/", "/p/b/");
    }

    [Fact]
    public void A_school_that_a_district_supervises_stands_below_the_district()
    {
        var by = Of(City, District);
        by = by with { Supervises = [new Supervision(by.Grants[1], Elsewhere)] };

        new OverseenTree(by).Line(City, Elsewhere).Should().Equal(District, Elsewhere);
        new OverseenTree(by).Line(City, School).Should().Equal(District, School);
    }
}
