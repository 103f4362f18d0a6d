using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Casework.Scoring;

/// <summary>A factor of determination (第十三条): its points, at most <see cref="Cap"/>, count with its weight (1 when left out).</summary>
public sealed record Factor(string Id, Text Name, string? Article, decimal Weight, decimal? Cap);

/// <summary>Items that count together at most <see cref="Cap"/>; may lie within another group of the same factor.</summary>
public sealed record ItemGroup(string Id, Text Name, string Factor, string? Within, decimal? Cap);

/// <summary>One item of the table.</summary>
public sealed record ScoreItem(string Id, Text Name, string Factor, string? Group, string? Article, ImmutableArray<Text> Evidence, ItemRule Rule);

/// <summary>What counts of an exclusive set: the highest, the first that scores in the set's order, or all, which is reported.</summary>
public enum ExclusiveTake { Highest, First, All }

/// <summary>Items of which only one counts.</summary>
public sealed record ExclusiveSet(string Id, ImmutableArray<string> Items, ExclusiveTake Take);

/// <summary>The total from which a level is suggested.</summary>
public sealed record Threshold(string Level, decimal From, bool Inclusive)
{
    public Cut Cut => new(From, After: !Inclusive);
}

/// <summary>A level whatever the total: of several the gravest holds (就高不就低), and a graver one by score stays.</summary>
public sealed record DirectLevel(string Id, Text Name, string Level, string? Article, Condition When);

/// <summary>
/// What a veto does: the total becomes 0, the suggestion is 不予认定, or, where neither holds, the suggestion is lower or higher by levels than without it, or the total is multiplied
/// (每一项都乘) before floor, cap and rounding; or, last of all, the suggestion is at most a level. In what order they are written does not matter (<see cref="Scorer"/>).
/// </summary>
public enum VetoEffect { Clear, NotDetermined, Down, Times, Up, AtMost }

/// <summary>A ground on which nothing else counts, with the scale's reason code.</summary>
public sealed record Veto(string Id, Text Name, Condition When, VetoEffect Effect, string? Reason)
{
    /// <summary>What the total is multiplied by; 1 with any other effect.</summary>
    public decimal Times { get; init; } = 1;

    /// <summary>By how many levels <see cref="VetoEffect.Down"/> and <see cref="VetoEffect.Up"/> move the suggestion.</summary>
    public int Levels { get; init; } = 1;

    /// <summary>The level that <see cref="VetoEffect.AtMost"/> allows at most; "" with any other effect.</summary>
    public string Level { get; init; } = "";
}

/// <summary>Whether a missing answer counts 0, or leaves the case without a suggested level.</summary>
public enum MissingRule { Zero, NotScored }

/// <summary>The quantitative table (量化指标, kind <c>score-table</c>, 第十四条) as data. Points and totals are exact decimals.</summary>
public sealed record ScoreTable(
    string Id,
    string Scale,
    ImmutableArray<Factor> Factors,
    ImmutableArray<ScoreItem> Items,
    ImmutableArray<ItemGroup> Groups,
    ImmutableArray<ExclusiveSet> Exclusive,
    ImmutableArray<Threshold> Thresholds,
    string? Otherwise,
    string? OtherwiseReason,
    ImmutableArray<DirectLevel> Direct,
    ImmutableArray<Veto> Vetoes,
    ImmutableArray<DatedValue> Values,
    MissingRule Missing,
    decimal? WeightsSum,
    decimal? Floor,
    decimal? Cap,
    Rounding? Rounding)
{
    public static readonly DocumentKind<ScoreTable> Kind = new(
        "score-table", new Text("量化指标", "Score table"), (n, d) => ScoreTableReader.Read(n, d.Id), ScoreTableSchema.Body);

    /// <summary>The dated values that items, direct levels and vetoes refer to.</summary>
    public IEnumerable<string> References => Items.SelectMany(i => i.Rule.References).Concat(Direct.SelectMany(d => d.When.References)).Concat(Vetoes.SelectMany(v => v.When.References));

}
