using System.Globalization;

namespace StudentAid.Workflow.Storage.Tests.Seasons;

/// <summary>Numbers by what they are of; one that is nothing is not there.</summary>
internal sealed class SeasonTotals
{
    private readonly SortedDictionary<string, long> numbers = new(StringComparer.Ordinal);

    public long this[string of]
    {
        get => numbers.GetValueOrDefault(of);
        set => numbers[of] = value;
    }

    public IEnumerable<(string Of, long Number)> All => numbers.Select(n => (n.Key, n.Value));

    public IEnumerable<string> Lines => numbers.Where(n => n.Value != 0).Select(n => $"{n.Key} {n.Value.ToString(CultureInfo.InvariantCulture)}");

    public void Count(string of, long more = 1) => numbers[of] = this[of] + more;
}
