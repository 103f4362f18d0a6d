using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Verification;

/// <summary>
/// Whose lot is among the first so many of those under way. All are read only for one who may be: of everybody else it is enough that those who were the first when all
/// were last read still are under way, whatever became of the others.
/// </summary>
internal sealed class Lots(int wanted)
{
    private ImmutableArray<(ulong Lot, Id Case)> first = [];

    /// <summary>The place of a lot, 1 the first, and among how many; null beyond the first so many.</summary>
    /// <param name="own">The lot that is looked at; it is among those read.</param>
    /// <param name="isUnderWay">Whether one case still is.</param>
    /// <param name="all">Everybody under way, in any order.</param>
    public async Task<(int Place, int Of)?> PlaceAsync(ulong own, Func<Id, Task<bool>> isUnderWay, Func<Task<IReadOnlyCollection<(ulong Lot, Id Case)>>> all)
    {
        if (await IsBeyondAsync(first, own, isUnderWay))
            return null;
        var read = await all();
        first = [.. read.OrderBy(r => r.Lot).Take(wanted)];
        var place = read.Count(r => r.Lot < own) + 1;
        return place <= wanted ? (place, read.Count) : null;
    }

    private async Task<bool> IsBeyondAsync(ImmutableArray<(ulong Lot, Id Case)> before, ulong own, Func<Id, Task<bool>> isUnderWay)
    {
        if (before.Length < wanted || own <= before[^1].Lot)
            return false;
        foreach (var (_, @case) in before)
        {
            if (!await isUnderWay(@case))
                return false;
        }

        return true;
    }
}
