using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using StudentAid.Workflow.Casework.Verification;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Verification;

/// <summary>Who is among the first lots of those under way, without reading them all for everybody.</summary>
public sealed class LotsTests
{
    private const int Students = 30;
    private const int School = 3000;
    private static readonly Dictionary<Id, int> Cases = Enumerable.Range(0, School).ToDictionary(s => Id.Of("case", $"{s}"));
    private static readonly List<(ulong Lot, Id Case)> Draws = [.. Cases.Select(c => (SampleActivity.LotOf("种子|批次|抽查", Id.Of("student", $"{c.Value}")), c.Key))];

    /// <summary>In any order somebody comes (0), goes (1) or has his lot looked at (2 and more).</summary>
    private static readonly Gen<(int Wanted, List<(int Act, int Student)> Acts)> Seasons =
        from wanted in Gen.Choose(1, 5)
        from acts in (from act in Gen.Choose(0, 4) from student in Gen.Choose(0, Students - 1) select (act, student)).ListOf()
        select (wanted, acts.ToList());

    [Fact]
    public void Whoever_comes_and_goes_in_between_each_place_is_that_which_reading_everybody_gives() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(200), Prop.ForAll(Seasons.ToArbitrary(), season =>
        {
            var (lots, here) = (new Lots(season.Wanted), new HashSet<int>());
            foreach (var (act, student) in season.Acts)
            {
                if (act == 0)
                    here.Add(student);
                else if (act == 1)
                    here.Remove(student);
                else if (Asked(lots, here, student, () => { }) != Slowly(here, student, season.Wanted))
                    return false;
            }

            return true;
        }));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Of_those_who_are_all_there_everybody_is_read_for_the_first_ones_alone(int wanted)
    {
        var (lots, here, read) = (new Lots(wanted), Enumerable.Range(0, School).ToHashSet(), 0);

        var drawn = here.Count(s => Asked(lots, here, s, () => read++) is not null);

        drawn.Should().Be(wanted);
        read.Should().BeLessThanOrEqualTo(wanted + 1);
    }

    private static (int, int)? Asked(Lots lots, HashSet<int> here, int student, Action reading) =>
        lots.PlaceAsync(Draws[student].Lot, c => Task.FromResult(here.Contains(Cases[c])), () =>
        {
            reading();
            return Task.FromResult<IReadOnlyCollection<(ulong, Id)>>([.. here.Append(student).Distinct().Select(s => Draws[s])]);
        }).GetAwaiter().GetResult();

    private static (int, int)? Slowly(HashSet<int> here, int student, int wanted)
    {
        List<ulong> all = [.. here.Append(student).Distinct().Select(s => Draws[s].Lot).Order()];
        var place = all.IndexOf(Draws[student].Lot) + 1;
        return place <= wanted ? (place, all.Count) : null;
    }
}
