using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Matching;

/// <summary>
/// Compares persons with the rows of lists (实施办法 第十六条(二)): ID number and name equal is matched; everything less is doubtful or nothing,
/// and no number of doubts makes a match.
/// </summary>
public static class Matcher
{
    /// <summary>One result a person, in their order; the work grows with persons and rows, not with their product.</summary>
    public static IEnumerable<MatchResult> Match(IEnumerable<MatchPerson> persons, MatchIndex index, DateOnly on) =>
        persons.Select(person => Match(person, index, on));

    public static MatchResult Match(MatchPerson person, MatchIndex index, DateOnly on)
    {
        var findings = index.Candidates(person).Select(row => Judge(person, row, index, on)).OfType<MatchFinding>();
        return new MatchResult(person.Key,
        [
            .. findings.OrderByDescending(f => f.State).ThenBy(f => f.Row.Source.Provider, StringComparer.Ordinal)
                .ThenByDescending(f => f.Row.Source.DataDate).ThenBy(f => f.Row.Source.Batch, StringComparer.Ordinal).ThenBy(f => f.Row.Row),
        ]);
    }

    /// <summary>What a single row says about a person; null where it is about somebody else.</summary>
    public static MatchFinding? Judge(MatchPerson person, ListRow row, MatchIndex index, DateOnly on)
    {
        var (category, doubt) = Compare(person, row, index);
        if (category is null)
            return null;
        var reasons = ImmutableArray.CreateBuilder<Rejection>();
        if (doubt is not null)
            reasons.Add(doubt);
        reasons.AddRange(Doubts(row, index, on));
        var state = reasons.Count == 0 ? MatchState.Matched : MatchState.Doubtful;
        if (!row.IsValidOn(on))
        {
            reasons.Add(MatchCodes.NotValid.With(("day", Iso(on))));
            state = MatchState.None;
        }

        return new MatchFinding(state, category, row, reasons.DrainToImmutable());
    }

    private static (string? Category, Rejection? Doubt) Compare(MatchPerson person, ListRow row, MatchIndex index)
    {
        var sameName = PersonName.AreEqual(person.Name, row.Name);
        var distance = Distance(person.IdNumber?.Digits, row.Id.Candidate);
        if (distance == 0)
            return (row.Category, SameNumber(row, sameName));
        if (sameName && distance <= index.Rules.IdDistance)
            return (row.Category, MatchCodes.NumberDiffers.With(("count", distance)));
        if (sameName && IsSameBirthAndRegion(person, row) && (person.IdNumber is null || row.Id.Number is null))
            return (row.Category, MatchCodes.NumberMissing);
        return index.Rules.Household && HouseholdCategory(person, row, index.Groups) is { } category ? (category, MatchCodes.HouseholdOnly.With()) : (null, null);
    }

    private static Rejection? SameNumber(ListRow row, bool sameName)
    {
        if (!sameName)
            return MatchCodes.NameDiffers.With(("name", row.Name));
        return row.Id.Number is null ? MatchCodes.OldNumber.With() : null;
    }

    private static bool IsSameBirthAndRegion(MatchPerson person, ListRow row) =>
        person.Birth is { } birth && birth == row.Birth && person.Region is { } region && string.Equals(region, row.Region, StringComparison.Ordinal);

    /// <summary>
    /// A row about a member of the household, or one whose head is a member. Where the child's category is another than the row's (a parent's
    /// disability), the row must be about a parent.
    /// </summary>
    private static string? HouseholdCategory(MatchPerson person, ListRow row, SpecialGroups groups)
    {
        if (groups.Category(row.Category)?.ForHousehold is not { } category)
            return null;
        var isHouseholdList = string.Equals(category, row.Category, StringComparison.Ordinal);
        var concerns = person.Household.Any(m => m.IdNumber is { } id
            && ((id == row.Id.Number && (isHouseholdList || m.IsParent)) || (isHouseholdList && id == row.HeadId)));
        return concerns ? category : null;
    }

    private static IEnumerable<Rejection> Doubts(ListRow row, MatchIndex index, DateOnly on)
    {
        if (row.State is { } state && index.Rules.DoubtfulStates.Contains(state))
            yield return MatchCodes.StateDoubtful.With(("state", index.Groups.State(state)?.Name.ZhCn ?? state));
        if (index.Rules.ListMaxAgeDays > 0 && on.DayNumber - row.Source.DataDate.DayNumber > index.Rules.ListMaxAgeDays)
            yield return MatchCodes.ListTooOld.With(("day", Iso(row.Source.DataDate)), ("days", index.Rules.ListMaxAgeDays));
    }

    /// <summary>Characters that differ between two numbers of 18; beyond all limits where either is none.</summary>
    private static int Distance(string? left, string right)
    {
        if (left is null || right.Length != IdNumber.Length)
            return int.MaxValue;
        var distance = 0;
        for (var i = 0; i < left.Length; i++)
            distance += left[i] == right[i] ? 0 : 1;
        return distance;
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
