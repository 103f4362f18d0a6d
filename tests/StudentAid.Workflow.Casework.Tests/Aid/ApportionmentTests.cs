using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using StudentAid.Workflow.Casework.Aid;
using Xunit;

namespace StudentAid.Workflow.Casework.Tests.Aid;

/// <summary>Sharing out places rounds, and rounding neither makes a place nor loses one.</summary>
public sealed class ApportionmentTests
{
    private static readonly Gen<(int Places, Dictionary<string, int> Weights)> Plans =
        from places in Gen.Choose(0, 400)
        from weights in Gen.Choose(0, 3000).NonEmptyListOf()
        select (places, weights.Select((w, i) => (w, i)).ToDictionary(x => $"/county/{x.i:D4}/", x => x.w));

    [Fact]
    public void The_shares_add_up_to_the_places_and_none_is_a_place_away_from_its_exact_share() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Plans.ToArbitrary(), plan =>
        {
            var shares = Apportionment.Of(plan.Places, plan.Weights);
            var all = plan.Weights.Values.Sum();
            return all == 0
                ? shares.Values.All(s => s == 0)
                : shares.Values.Sum() == plan.Places && plan.Weights.All(w => Math.Abs(shares[w.Key] - ((decimal)plan.Places * w.Value / all)) < 1);
        }));

    [Fact]
    public void More_students_never_get_fewer_places_in_one_plan_and_the_order_of_the_units_does_not_matter() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Plans.ToArbitrary(), plan =>
        {
            var shares = Apportionment.Of(plan.Places, plan.Weights);
            var turned = Apportionment.Of(plan.Places, plan.Weights.Reverse().ToDictionary());
            return plan.Weights.All(w => turned[w.Key] == shares[w.Key])
                && plan.Weights.All(a => plan.Weights.All(b => a.Value <= b.Value || shares[a.Key] >= shares[b.Key]));
        }));

    [Fact]
    public void Seven_places_for_schools_of_100_100_and_150_are_two_two_and_three() =>
        Apportionment.Of(7, new Dictionary<string, int> { ["/a/"] = 100, ["/b/"] = 100, ["/c/"] = 150 }).Should().BeEquivalentTo(
            new Dictionary<string, int> { ["/a/"] = 2, ["/b/"] = 2, ["/c/"] = 3 });
}
