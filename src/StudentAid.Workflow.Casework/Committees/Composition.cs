using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Committees;

/// <summary>A member of a committee. Traits are what a spread asks for (<c>gender</c>, <c>dormitory</c>); <see cref="Name"/> is for people.</summary>
public sealed record Member(string Person, string Name, string Category, bool Chair, ImmutableDictionary<string, string> Traits);

/// <summary>
/// What surrounds a list of members: students of the unit, who has applied in the round, invited categories, whether the list was published, whether the
/// chair was elected.
/// </summary>
public sealed record CommitteeSetting(
    int UnitSize, ImmutableHashSet<string> Applicants, ImmutableHashSet<string> InvitedCategories, bool ListPublished, bool ChairElected = false);

/// <summary>Holds a list of members against a body's rules: errors keep the committee from deciding, warnings do not.</summary>
public static class Composition
{
    public static ImmutableArray<Diagnostic> Check(Body body, IReadOnlyList<Member> members, CommitteeSetting setting)
    {
        var findings = new Findings();
        Persons(body, members, setting, findings);
        Numbers(body, members, setting.UnitSize, findings);
        Chair(body, members, findings);
        if (body.ChairElected && !setting.ChairElected)
            findings.Error(CommitteeCodes.ChairNotElected, "/elected");
        var spread = SpreadOf(body, members);
        foreach (var asked in body.Spread)
            CheckSpread(asked, spread[asked.Trait], findings);
        Invitations(body, setting, findings);
        if (body.PublishList && !setting.ListPublished)
            findings.Error(CommitteeCodes.NotPublished, "");
        return findings.All;
    }

    /// <summary>
    /// The same of members who are on record, by the rules that hold when they meet: numbers, shares and spread. <paramref name="spread"/> is how many ways they differ in
    /// a trait; what was not noted when they were named is not asked.
    /// </summary>
    public static ImmutableArray<Diagnostic> Again(Body body, IReadOnlyList<Member> members, IReadOnlyDictionary<string, int> spread, int unitSize)
    {
        var findings = new Findings();
        Numbers(body, members, unitSize, findings);
        foreach (var asked in body.Spread.Where(s => spread.ContainsKey(s.Trait)))
            CheckSpread(asked, spread[asked.Trait], findings);
        return findings.All;
    }

    /// <summary>How many ways the members differ in each trait that the body asks for: all that is kept of their traits.</summary>
    public static ImmutableSortedDictionary<string, int> SpreadOf(Body body, IReadOnlyList<Member> members) => body.Spread.Select(s => s.Trait).Distinct(StringComparer.Ordinal).ToImmutableSortedDictionary(
        t => t, t => members.Select(m => m.Traits.GetValueOrDefault(t)).Where(v => v is not null).Distinct(StringComparer.Ordinal).Count(), StringComparer.Ordinal);

    private static void Numbers(Body body, IReadOnlyList<Member> members, int unitSize, Findings findings)
    {
        var voting = members.Count(m => body.HasVote(m.Category));
        Categories(body, members, voting, unitSize, findings);
        Size(body.Size, voting, unitSize, findings);
    }

    /// <summary>Who must be invited stands with a minimum of one in the body's rules; anybody else is only advised.</summary>
    private static void Invitations(Body body, CommitteeSetting setting, Findings findings)
    {
        foreach (var invited in body.Invited.Where(i => !setting.InvitedCategories.Contains(i.Id)))
        {
            if (invited.Minimum > 0)
                findings.Error(CommitteeCodes.NotInvited, "/invited", ("category", invited.Name));
            else
                findings.Warning(CommitteeCodes.NotInvited, "/invited", ("category", invited.Name));
        }
    }

    private static void Persons(Body body, IReadOnlyList<Member> members, CommitteeSetting setting, Findings findings)
    {
        foreach (var person in members.GroupBy(m => m.Person, StringComparer.Ordinal).Where(g => g.Count() > 1))
            findings.Error(CommitteeCodes.MemberTwice, "/members", ("person", person.First().Name));
        for (var i = 0; i < members.Count; i++)
        {
            if (!setting.Applicants.Contains(members[i].Person))
                continue;
            if (body.Applicants == ApplicantRule.Barred)
                findings.Error(CommitteeCodes.ApplicantBarred, $"/members/{i}", ("person", members[i].Name));
            else
                findings.Warning(CommitteeCodes.ApplicantRecused, $"/members/{i}", ("person", members[i].Name));
        }
    }

    private static void Categories(Body body, IReadOnlyList<Member> members, int voting, int unitSize, Findings findings)
    {
        foreach (var category in body.Categories)
        {
            var count = members.Count(m => Same(m.Category, category.Id));
            if (count < category.Minimum)
                findings.Error(CommitteeCodes.CategoryTooFew, "/members", ("category", category.Name), ("minimum", category.Minimum), ("count", count));
            if (count > category.Maximum)
                findings.Error(CommitteeCodes.CategoryTooMany, "/members", ("category", category.Name), ("maximum", category.Maximum), ("count", count));
            if (category.Share is { } share && !share.IsMet(count, voting))
                findings.Error(CommitteeCodes.CategoryShare, "/members", ("category", category.Name), ("share", share), ("count", count), ("members", voting));
            if (category.AtMost is { } most && (most with { Exceed = true }).IsMet(count, voting))
                findings.Error(CommitteeCodes.CategoryAtMost, "/members", ("category", category.Name), ("share", $"{most.Part}/{most.Whole}"), ("count", count), ("members", voting));
            if (category.OfUnit is { } ofUnit && unitSize > 0 && !ofUnit.IsMet(count, unitSize))
                findings.Error(CommitteeCodes.CategoryOfUnit, "/members", ("category", category.Name), ("share", ofUnit), ("minimum", ofUnit.LeastOf(unitSize)), ("count", count));
        }

        foreach (var unknown in members.Select(m => m.Category).Distinct(StringComparer.Ordinal).Where(c => !body.Categories.Any(k => Same(k.Id, c))))
            findings.Error(CommitteeCodes.CategoryUnknown, "/members", ("category", unknown));
    }

    private static void Size(BodySize size, int count, int unitSize, Findings findings)
    {
        if (count < size.Minimum)
            findings.Error(CommitteeCodes.TooFew, "/members", ("minimum", size.Minimum), ("count", count));
        if (count > size.Maximum)
            findings.Error(CommitteeCodes.TooMany, "/members", ("maximum", size.Maximum), ("count", count));
        if (count < size.Advised && count >= size.Minimum)
            findings.Warning(CommitteeCodes.BelowAdvised, "/members", ("advised", size.Advised), ("count", count));
        if (size.Odd && count % 2 == 0)
            findings.Error(CommitteeCodes.NotOdd, "/members", ("count", count));
        if (size.OfUnit is { } share && unitSize > 0 && !share.IsMet(count, unitSize))
            findings.Error(CommitteeCodes.ShareOfUnit, "/members", ("share", share), ("minimum", share.LeastOf(unitSize)), ("count", count));
    }

    private static void Chair(Body body, IReadOnlyList<Member> members, Findings findings)
    {
        var chairs = members.Where(m => m.Chair).ToList();
        if (chairs.Count != 1)
            findings.Error(CommitteeCodes.NoChair, "/members", ("count", chairs.Count));
        else if (body.ChairOf.Length > 0 && !body.ChairOf.Contains(chairs[0].Category, StringComparer.Ordinal))
            findings.Error(CommitteeCodes.WrongChair, "/members", ("category", string.Join(" / ", body.ChairOf.Select(id => body.Categories.First(c => Same(c.Id, id)).Name))));
    }

    private static void CheckSpread(Spread spread, int count, Findings findings)
    {
        if (count >= spread.Distinct)
            return;
        (string, object?)[] arguments = [("trait", spread.Name), ("distinct", spread.Distinct), ("count", count)];
        if (spread.Blocks)
            findings.Error(CommitteeCodes.NotSpread, "/members", arguments);
        else
            findings.Warning(CommitteeCodes.NotSpread, "/members", arguments);
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
