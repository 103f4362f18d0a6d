using System.Collections.Frozen;
using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Casework.Scoring;

/// <summary>Reads a score table from its document; what only a proof can find is left to <see cref="ScoreTableCheck"/>.</summary>
internal static class ScoreTableReader
{
    // Totals are divided by it.
    private const decimal LeastWeights = 0.0001m;
    private const decimal MostWeights = 1_000_000m;

    // As many as a scale can have.
    private const int MostLevels = 10;

    private static readonly FrozenDictionary<string, ExclusiveTake> Takes = new Dictionary<string, ExclusiveTake>(StringComparer.Ordinal)
    {
        ["highest"] = ExclusiveTake.Highest, ["first"] = ExclusiveTake.First, ["all"] = ExclusiveTake.All,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, VetoEffect> Effects = new Dictionary<string, VetoEffect>(StringComparer.Ordinal)
    {
        ["clear"] = VetoEffect.Clear, ["not-determined"] = VetoEffect.NotDetermined, ["down"] = VetoEffect.Down, ["times"] = VetoEffect.Times,
        ["up"] = VetoEffect.Up, ["at-most"] = VetoEffect.AtMost,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, MissingRule> MissingRules = new Dictionary<string, MissingRule>(StringComparer.Ordinal)
    {
        ["zero"] = MissingRule.Zero, ["not-scored"] = MissingRule.NotScored,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static ScoreTable Read(DocumentNode node, string id)
    {
        var table = new ScoreTable(
            id,
            node.Id("scale"),
            node.Each("factors", ReadFactor, f => f.Id, required: true),
            node.Each("items", ReadItem, i => i.Id, required: true),
            node.Each("groups", ReadGroup, g => g.Id),
            node.Each("exclusive", ReadExclusive, e => e.Id),
            node.Each("thresholds", ReadThreshold, t => t.Level, required: true),
            node.OptionalText("otherwise"),
            node.OptionalText("otherwiseReason"),
            node.Each("direct", ReadDirect, d => d.Id),
            node.Each("vetoes", ReadVeto, v => v.Id),
            node.Each("values", ReadValue, v => v.Id),
            node.Word("missing", MissingRules, MissingRule.Zero),
            node.OptionalNumber("weightsSum", LeastWeights, MostWeights),
            node.OptionalNumber("floor"),
            node.OptionalNumber("cap"),
            Rounding.Read(node));
        References(node, table);
        if (table.WeightsSum is { } expected && table.Factors.Sum(f => f.Weight) is var sum && sum != expected)
            node.Error(ScoringCodes.WeightsSum, "factors", ("expected", expected), ("sum", sum));
        node.Close();
        return table;
    }

    private static Factor ReadFactor(DocumentNode node) =>
        new(node.Id(), node.Label(), node.OptionalText("article"), node.OptionalNumber("weight", 0, 1_000) ?? 1, node.OptionalNumber("cap"));

    private static ScoreItem ReadItem(DocumentNode node)
    {
        var evidence = node.Children("evidence").Select(e => Text.From(e.Value)).OfType<Text>().ToImmutableArray();
        return new ScoreItem(
            node.Id(), node.Label(), node.RequiredText("factor"), node.OptionalText("group"), node.OptionalText("article"), evidence,
            ItemRuleReader.Read(node));
    }

    private static ItemGroup ReadGroup(DocumentNode node) =>
        new(node.Id(), node.Label(), node.RequiredText("factor"), node.OptionalText("within"), node.OptionalNumber("cap"));

    private static ExclusiveSet ReadExclusive(DocumentNode node) =>
        new(node.Id(), node.Texts("items"), node.Word("take", Takes, ExclusiveTake.Highest));

    private static Threshold ReadThreshold(DocumentNode node)
    {
        var inclusive = !node.Has("exclusiveMinimum");
        return new Threshold(node.RequiredText("level"), node.RequiredNumber(inclusive ? "minimum" : "exclusiveMinimum"), inclusive);
    }

    private static DirectLevel ReadDirect(DocumentNode node) =>
        new(node.Id(), node.Label(), node.RequiredText("level"), node.OptionalText("article"), Condition.Read(node, dated: true));

    private static Veto ReadVeto(DocumentNode node)
    {
        var veto = new Veto(node.Id(), node.Label(), Condition.Read(node, dated: true), node.Word("effect", Effects, VetoEffect.Clear), node.OptionalText("reason"));
        var moves = veto.Effect is VetoEffect.Down or VetoEffect.Up;
        Belongs(node, veto, "times", veto.Effect == VetoEffect.Times, "times");
        Belongs(node, veto, "levels", moves, "down/up");
        Belongs(node, veto, "level", veto.Effect == VetoEffect.AtMost, "at-most");
        var (times, levels, level) = (node.OptionalNumber("times", 0, 10), node.OptionalWhole("levels", 1, MostLevels), node.OptionalText("level"));
        return veto.Effect switch
        {
            VetoEffect.Times => veto with { Times = times ?? node.RequiredNumber("times", 0, 10) },
            VetoEffect.AtMost => veto with { Level = level ?? node.RequiredText("level") },
            _ => veto with { Levels = levels ?? 1 },
        };
    }

    private static void Belongs(DocumentNode node, Veto veto, string member, bool isRight, string effect)
    {
        if (!isRight && node.Has(member))
            node.Error(ScoringCodes.EffectMissing, member, ("veto", veto.Id), ("member", member), ("effect", effect));
    }

    private static DatedValue ReadValue(DocumentNode node)
    {
        _ = node.OptionalLabel("name");
        return DatedValue.Read(node, node.Id());
    }

    private static void References(DocumentNode node, ScoreTable table)
    {
        var factors = table.Factors.Select(f => f.Id).ToHashSet(StringComparer.Ordinal);
        var groups = table.Groups.Select(g => g.Id).ToHashSet(StringComparer.Ordinal);
        var items = table.Items.Select(i => i.Id).ToHashSet(StringComparer.Ordinal);
        Known(node, "items", table.Items.Select(i => i.Factor), factors);
        Known(node, "items", table.Items.Select(i => i.Group).OfType<string>(), groups);
        Known(node, "groups", table.Groups.Select(g => g.Factor), factors);
        Known(node, "groups", table.Groups.Select(g => g.Within).OfType<string>(), groups);
        Known(node, "exclusive", table.Exclusive.SelectMany(e => e.Items), items);
    }

    private static void Known(DocumentNode node, string name, IEnumerable<string> used, HashSet<string> known)
    {
        foreach (var id in used.Distinct(StringComparer.Ordinal).Where(id => !known.Contains(id)))
            node.Error(PackCodes.UnknownReference, name, ("id", id));
    }
}
