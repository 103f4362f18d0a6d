using FsCheck;
using FsCheck.Fluent;
using StudentAid.Workflow.Casework.Adjustments;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Casework.Tests.Adjustments;

/// <summary>Levels of a student on days, the begun and those that begin later.</summary>
public sealed class LevelHistoryTests
{
    private const int Days = 40;
    private static readonly DateOnly First = new(2025, 9, 1);

    /// <summary>Levels between the first days of a term; one in some ends before it begins.</summary>
    private static readonly Gen<HeldLevel> Levels =
        from begins in Gen.Choose(0, Days)
        from ends in Gen.Choose(0, Days)
        select new HeldLevel("special", new Text("特别困难", "Special hardship"), First.AddDays(begins), First.AddDays(ends), "determination", "", default, "", "2025—2026");

    [Fact]
    public void A_level_lasts_on_a_day_where_one_is_valid_then_or_on_a_later_day_with_rests_set_aside() => Check.QuickThrowOnFailure(Prop.ForAll(
        (from levels in Levels.ListOf() from day in Gen.Choose(0, Days) from rested in Gen.Choose(0, Days) select (levels, First.AddDays(day), First.AddDays(rested))).ToArbitrary(),
        of =>
        {
            var (levels, day, rested) = of;
            var unrested = new LevelHistory([.. levels], []);
            var later = Enumerable.Range(0, Days + 1).Select(day.AddDays).Any(d => unrested.On(d) is not null);
            return new LevelHistory([.. levels], [new SuspendedDays(rested, null)]).LastsOn(day) == later;
        }));
}
