using System.Collections.Frozen;
using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters.Hints;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Committees;

/// <summary>
/// A category of members: how many at least and at most, whether they are students, their share of all who vote, and how many they are beside the students of the unit.
/// Without <see cref="Votes"/> (监督员) they sit there and are named in the minutes, and count neither for the body's size nor for its quorum. Each of them has
/// <see cref="Weight"/> votes.
/// </summary>
public sealed record MemberCategory(string Id, Text Name, int Minimum, int? Maximum, bool Student, Share? Share, Share? OfUnit = null, bool Votes = true, int Weight = 1)
{
    /// <summary>The largest share of all who vote that they may be.</summary>
    public Share? AtMost { get; init; }
}

/// <summary>Members must differ in a trait (gender, dormitory) at least so many ways; <see cref="Blocks"/> false only warns. Where it has no name of its own, people read its id.</summary>
public sealed record Spread(string Trait, int Distinct, bool Blocks)
{
    public Text Name { get; init; } = Trait;
}

/// <summary>How many members with a vote there are: bounds, an odd number, a share of the students of the unit, and a number that is advised and binds nobody.</summary>
public sealed record BodySize(int Minimum, int? Maximum, bool Odd, Share? OfUnit, int? Advised = null);

/// <summary>For how long the list of members is shown before the first meeting; the day of publication is not counted.</summary>
public sealed record ShownFor(int Days, string Unit);

/// <summary>Of whom agreement is counted: of those present, or of all who are entitled.</summary>
public enum AgreeOf { Present, Entitled }

/// <summary>
/// When a meeting can decide and when it agrees. The excused (回避) are neither entitled nor counted. Agreement is counted in votes; who must be there in heads, or in
/// votes too (<see cref="PresentByVotes"/>). Where as many disagree as agree and all votes are in, the chair's own decides with <see cref="ChairBreaksTie"/>.
/// </summary>
public sealed record Quorum(Share Present, Share Agree, AgreeOf Of, bool PresentByVotes = false, bool ChairBreaksTie = false);

/// <summary>What an own application means for a member: not to be one, or to withdraw when it is dealt with.</summary>
public enum ApplicantRule { Withdraws, Barred }

/// <summary>
/// The roles (岗位) that act on the body's lists: who closes one, who records its meeting, who enters its decision. They count where they are held on the
/// list's own unit.
/// </summary>
public sealed record BodyDuties(ImmutableArray<string> Freeze, ImmutableArray<string> Record, ImmutableArray<string> Decide)
{
    /// <summary>The same roles for everything.</summary>
    public static BodyDuties Of(ImmutableArray<string> roles) => new(roles, roles, roles);
}

/// <summary>
/// A body of determination (认定机构, kind <c>body</c>, 第十一条, 第十二条): the kinds of unit it may stand for, who its members are, who chairs,
/// who is invited, when it can decide, whether its list must be published first, which roles act on its lists, how it may meet, and which hints (提示)
/// its lists are looked through for; unless <see cref="HintAnswers"/> is false each must be answered before it decides. With <see cref="ChairElected"/> the
/// chair is elected by the members, on a day that is recorded with them.
/// </summary>
public sealed record Body(
    string Id,
    ImmutableArray<string> Scopes,
    ImmutableArray<MemberCategory> Categories,
    ImmutableArray<string> ChairOf,
    BodySize Size,
    ImmutableArray<Spread> Spread,
    ImmutableArray<MemberCategory> Invited,
    ApplicantRule Applicants,
    Quorum Quorum,
    bool PublishList,
    BodyDuties Duties,
    ImmutableArray<string> Modes,
    ImmutableArray<HintRule> Hints,
    bool HintAnswers,
    bool ChairElected,
    ShownFor? ShownFor)
{
    public static readonly DocumentKind<Body> Kind = new("body", new Text("认定机构", "Body of determination"), (n, d) => Read(n, d.Id), BodySchema.Body);

    /// <summary>What its students sign before they are shown a list (保密承诺); the product's own words where it is not said.</summary>
    public Text? Pledge { get; init; }

    /// <summary>Whether who agreed is nobody's to know (无记名表决): only the numbers of votes are kept.</summary>
    public bool Secret { get; init; }

    /// <summary>Whose list the body of another unit deals with (交叉互评): by the path of the unit whose students are on it that of the unit that reviews them.</summary>
    public ImmutableSortedDictionary<string, string> Peers { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The unit before whose body the students of this one come.</summary>
    public string ReviewerOf(string unit) => Peers.GetValueOrDefault(unit, unit);

    /// <summary>The units whose students come before the body of this one.</summary>
    public IEnumerable<string> ReviewedBy(string unit) => Peers.Where(p => p.Value == unit).Select(p => p.Key).Concat(Peers.ContainsKey(unit) ? [] : [unit]);

    /// <summary>Whether its members are counted beside the students of its unit.</summary>
    public bool AsksUnitSize => Size.OfUnit is not null || Categories.Any(c => c.OfUnit is not null);

    /// <summary>True of a category whose members vote; of one that the body does not know, too.</summary>
    public bool HasVote(string category) => Categories.FirstOrDefault(c => c.Id == category)?.Votes ?? true;

    /// <summary>How many votes a member of the category has.</summary>
    public int WeightOf(string category) => Categories.FirstOrDefault(c => c.Id == category)?.Weight ?? 1;

    /// <summary>The roles that students hold in it (学生代表).</summary>
    public IEnumerable<string> StudentRoles => Categories.Concat(Invited).Where(c => c.Student).Select(c => c.Id);

    private static readonly ImmutableArray<string> UsualModes = ["in-person", "online", "mixed", "written"];

    private static readonly FrozenDictionary<string, ApplicantRule> ApplicantRules = new Dictionary<string, ApplicantRule>(StringComparer.Ordinal)
    {
        ["withdraws"] = ApplicantRule.Withdraws, ["barred"] = ApplicantRule.Barred,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, AgreeOf> Bases = new Dictionary<string, AgreeOf>(StringComparer.Ordinal)
    {
        ["present"] = AgreeOf.Present, ["entitled"] = AgreeOf.Entitled,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, bool> PresentBy =
        new Dictionary<string, bool>(StringComparer.Ordinal) { ["members"] = false, ["votes"] = true }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, bool> Ties =
        new Dictionary<string, bool>(StringComparer.Ordinal) { ["disagreed"] = false, ["chair"] = true }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, bool> QuotaBases =
        new Dictionary<string, bool>(StringComparer.Ordinal) { ["students"] = false, ["listed"] = true }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, bool> Ballots =
        new Dictionary<string, bool>(StringComparer.Ordinal) { ["open"] = false, ["secret"] = true }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Units = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["working-days"] = "working-days", ["days"] = "days",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, bool> Severities =
        new Dictionary<string, bool>(StringComparer.Ordinal) { ["error"] = true, ["warning"] = false }.ToFrozenDictionary(StringComparer.Ordinal);

    internal static Body Read(DocumentNode node, string id)
    {
        _ = node.RequiredChildren("scopes");
        var body = new Body(
            id,
            node.Texts("scopes"),
            node.Each("categories", ReadCategory, c => c.Id, required: true),
            node.Texts("chairOf"),
            ReadSize(node),
            node.Each("spread", s => new Spread(s.RequiredText("trait"), s.OptionalWhole("distinct", 1, 100) ?? 2, s.Word("severity", Severities, otherwise: true)) { Name = s.OptionalLabel("name") ?? s.RequiredText("trait") }, s => s.Trait),
            node.Each("invited", ReadCategory, c => c.Id),
            node.Word("applicants", ApplicantRules, ApplicantRule.Withdraws),
            ReadQuorum(node),
            node.Flag("publishList", otherwise: true),
            ReadDuties(node),
            node.Has("modes") ? node.Texts("modes") : UsualModes,
            node.Each("hints", ReadHint, h => h.Id),
            node.Flag("hintAnswers", otherwise: true),
            node.Flag("chairElected"),
            ReadShownFor(node))
            {
                Pledge = node.OptionalLabel("pledge"), Secret = node.Word("ballot", Ballots, otherwise: false),
                Peers = node.TextMap("peers").ToImmutableSortedDictionary(StringComparer.Ordinal),
            };
        foreach (var (unit, _) in body.Peers.Where(p => p.Key == p.Value))
            node.Error(CommitteeCodes.OwnPeer, "peers", ("unit", unit));
        foreach (var hint in body.Hints.Select(h => h.Id).Except(HintKinds.All, StringComparer.Ordinal))
            node.Error(CommitteeCodes.UnknownHint, "hints", ("hint", hint), ("known", Text.Listed(HintKinds.All)));
        if (!node.Has("duties"))
            body = body with { Duties = BodyDuties.Of([.. body.Categories.Where(c => c is { Student: false, Votes: true }).Select(c => c.Id)]) };
        if (body is { Secret: true, Quorum.ChairBreaksTie: true })
            node.Error(CommitteeCodes.TieInSecret, "ballot");
        foreach (var category in body.ChairOf.Where(c => !body.Categories.Any(k => string.Equals(k.Id, c, StringComparison.Ordinal))))
            node.Error(PackCodes.UnknownReference, "chairOf", ("id", category));
        node.Close();
        return body;
    }

    private static HintRule ReadHint(DocumentNode node) =>
        new(node.Id(), node.Texts("same"), node.Texts("differ"), node.OptionalWhole("minimum", 1, 10_000) ?? HintRule.ShortestText)
        {
            Quotas = node.Has("quotas") ? new LevelQuotas(
                node.Each("quotas", ReadQuota, q => string.Join(',', q.Together.DefaultIfEmpty(q.Level))), Rounding.Read(node) ?? new Rounding(0, RoundingMode.HalfUp), node.Flag("flowBack"))
            {
                OfListed = node.Word("of", QuotaBases, otherwise: false),
            } : null,
        };

    private static LevelQuota ReadQuota(DocumentNode node)
    {
        if (!node.Has("share") && !node.Has("places") && !node.Has("units"))
            node.Findings.Error(PackCodes.Missing, node.Pointer, ("name", "share"));
        var together = node.Has("levels") ? node.Texts("levels") : [];
        if (node.Has("levels") && node.Has("level"))
            node.Error(CommitteeCodes.LevelAndLevels, "levels");
        var (numbers, shares) = ReadUnits(node);
        return new LevelQuota(together.IsEmpty ? node.RequiredText("level") : together[0], ReadShare(node, "share"))
        {
            Together = together, Places = node.OptionalWhole("places", 0, 1_000_000), Units = numbers, UnitShares = shares,
        };
    }

    /// <summary>By a unit's code a number, or a share as for all.</summary>
    private static (ImmutableDictionary<string, int> Numbers, ImmutableDictionary<string, Share> Shares) ReadUnits(DocumentNode node)
    {
        var numbers = ImmutableDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        var shares = ImmutableDictionary.CreateBuilder<string, Share>(StringComparer.Ordinal);
        foreach (var (unit, written) in node.Members("units"))
        {
            if (written.Value is RecordValue)
            {
                shares[unit] = Share.Read(written);
                written.Close();
            }
            else if (written.Value.AsNumber() is >= 0 and <= 1_000_000 and var number)
                numbers[unit] = (int)number;
            else
                written.Findings.Error(PackCodes.WrongType, written.Pointer, ("expected", new Text("0 以上的数，或 {\"minimum\": \"3/10\"} 这样的比例", "a number from 0 on, or a share such as { \"minimum\": \"3/10\" }")));
        }

        return (numbers.ToImmutable(), shares.ToImmutable());
    }

    private static MemberCategory ReadCategory(DocumentNode node) => new(
        node.Id(), node.Label(), node.OptionalWhole("minimum", 0, 10_000) ?? 0, node.OptionalWhole("maximum", 0, 10_000), node.Flag("student"),
        ReadShare(node, "share"), ReadShare(node, "ofUnit"), node.Flag("votes", otherwise: true),
        node.OptionalWhole("weight", 1, 100) ?? 1) { AtMost = ReadAtMost(node) };

    private static BodySize ReadSize(DocumentNode node)
    {
        if (node.Child("size") is not { } size)
            return new BodySize(1, null, Odd: false, null);
        var read = new BodySize(
            size.OptionalWhole("minimum", 1, 10_000) ?? 1, size.OptionalWhole("maximum", 1, 10_000), size.Flag("odd"), ReadShare(size, "ofUnit"),
            size.OptionalWhole("advised", 1, 10_000));
        size.Close();
        return read;
    }

    private static ShownFor? ReadShownFor(DocumentNode node)
    {
        if (node.Child("shownFor") is not { } shown)
            return null;
        var unit = shown.Word("unit", Units, otherwise: "working-days");
        var read = new ShownFor(shown.OptionalWhole("days", 1, 60) ?? 1, unit);
        shown.Close();
        return read;
    }

    /// <summary>Who decides also closes and records where the document does not say otherwise; without duties the categories of members that are not students do.</summary>
    private static BodyDuties ReadDuties(DocumentNode node)
    {
        if (node.Child("duties") is not { } duties)
            return BodyDuties.Of([]);
        var decide = duties.Texts("decide");
        if (decide.IsEmpty)
            duties.Findings.Error(PackCodes.Missing, duties.Pointer, ("name", "decide"));
        var read = new BodyDuties(duties.Has("freeze") ? duties.Texts("freeze") : decide, duties.Has("record") ? duties.Texts("record") : decide, decide);
        duties.Close();
        return read;
    }

    private static Quorum ReadQuorum(DocumentNode node)
    {
        if (node.Child("quorum") is not { } quorum)
        {
            node.Findings.Error(PackCodes.Missing, node.Pointer, ("name", "quorum"));
            return new Quorum(new Share(1, 1, Exceed: false), new Share(1, 1, Exceed: false), AgreeOf.Entitled);
        }

        foreach (var name in (ReadOnlySpan<string>)["present", "agree"])
        {
            if (!quorum.Has(name))
                quorum.Findings.Error(PackCodes.Missing, quorum.Pointer, ("name", name));
        }

        var all = new Share(1, 1, Exceed: false);
        var read = new Quorum(ReadShare(quorum, "present") ?? all, ReadShare(quorum, "agree") ?? all, quorum.Word("of", Bases, AgreeOf.Present), quorum.Word("presentBy", PresentBy, otherwise: false), quorum.Word("tie", Ties, otherwise: false));
        quorum.Close();
        return read;
    }

    private static Share? ReadAtMost(DocumentNode node)
    {
        if (node.OptionalText("shareAtMost") is not { Length: > 0 } text)
            return null;
        var share = Share.Parse(text);
        if (share is null)
            node.Error(CommitteeCodes.BadFraction, "shareAtMost", ("text", text));
        return share;
    }

    private static Share? ReadShare(DocumentNode node, string name)
    {
        if (node.Child(name) is not { } child)
            return null;
        var share = Share.Read(child);
        child.Close();
        return share;
    }
}
