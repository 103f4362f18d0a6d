using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Scoring;

/// <summary>What can be wrong with a score table or a scale of levels.</summary>
public static class ScoringCodes
{
    public static readonly Code BandGap = Code.Input("score-band-gap", "指标“{item}”的分段有空缺：{gap} 不属于任何一段，无法得分。", "Expected the bands of '{item}' to cover the whole range, but {gap} falls in none.");
    public static readonly Code BandOverlap = Code.Input("score-band-overlap", "指标“{item}”的分段重叠：{overlap} 同时属于多段。", "Expected the bands of '{item}' not to overlap, but {overlap} falls in several.");
    public static readonly Code BandEmpty = Code.Input("score-band-empty", "指标“{item}”的第 {number} 段为空，任何数值都不属于它。", "Expected every band of '{item}' to hold a number, but band {number} holds none.");
    public static readonly Code NotMonotone = Code.Input("score-not-monotone", "指标“{item}”声明为单调，但第 {number} 段的分值打破了顺序。", "Expected the points of '{item}' to be monotone as declared, but band {number} breaks the order.");
    public static readonly Code ReferenceMissing = Code.Input("score-reference-missing", "指标“{item}”引用的数值“{value}”在 {day} 没有取值。", "Expected to find the value '{value}' of '{item}' on {day}, but there is none.");
    public static readonly Code NeverScores = Code.Input("score-item-never-scores", "指标“{item}”在任何情况下都得 0 分。", "Expected '{item}' to be able to score, but every answer gives 0 points.");
    public static readonly Code ExclusiveNotEnforced = Code.Input("score-exclusive-not-enforced", "互斥指标 {items} 会同时计分，最高分虚高 {excess} 分。", "Expected only one of {items} to count, but all of them do, which lifts the maximum by {excess}.");
    public static readonly Code ExclusiveTwice = Code.Input("score-exclusive-twice", "指标“{item}”应只属于一个互斥组，但属于多个。", "Expected '{item}' to stand in one exclusive set, but it stands in several.");
    public static readonly Code ExclusiveAcross = Code.Input("score-exclusive-across", "互斥组“{set}”的指标应属于同一因素和同一分组，但并不如此。", "Expected the items of the exclusive set '{set}' to share factor and group, but they do not.");
    public static readonly Code ExclusiveNegative = Code.Input("score-exclusive-negative", "互斥组“{set}”取最高分时不应含负分指标“{item}”，它永远不会计分。", "Expected no negative points in the exclusive set '{set}' that takes the highest, but '{item}' has some and would never count.");
    public static readonly Code WeightsSum = Code.Input("score-weights-sum", "各因素权重之和应为 {expected}，但为 {sum}。", "Expected the factors' weights to sum to {expected}, but they sum to {sum}.", "第十四条");
    public static readonly Code WeightsWithoutSum = Code.Input("score-weights-without-sum", "各因素权重之和为 {sum}，看来是百分数，应写 \"weightsSum\": {sum} 才按比例合成，但没有写，总分会放大 {sum} 倍。", "Expected \"weightsSum\": {sum} beside weights that sum to {sum} and look like percentages, but it is missing, so that totals are {sum} times as high.", "第十四条");
    public static readonly Code EffectMissing = Code.Input("score-veto-effect-missing", "写了 {member} 的否决项“{veto}”，其 effect 应为 {effect}，但不是。", "Expected the effect {effect} beside '{member}' of the veto '{veto}', but it has another one.");
    public static readonly Code FactorUnused = Code.Input("score-factor-unused", "因素“{factor}”没有任何指标。", "Expected every factor to have an item, but '{factor}' has none.", "第十三条");
    public static readonly Code GroupAcross = Code.Input("score-group-across", "“{item}”与其分组“{group}”应属于同一因素，但并不如此。", "Expected '{item}' to share the factor of its group '{group}', but it does not.");
    public static readonly Code GroupCycle = Code.Input("score-group-cycle", "分组“{group}”应不包含自身，但上级分组绕回了它。", "Expected the group '{group}' not to lie within itself, but it does.");
    public static readonly Code LevelUnknown = Code.Input("score-level-unknown", "等级“{level}”不在等级方案中。", "Expected to find the level '{level}' on the scale, but it is not there.");
    public static readonly Code LevelUnreachable = Code.Input("score-level-unreachable", "等级“{level}”在任何得分下都不会出现。", "Expected every level to be within reach, but no total and no direct rule leads to '{level}'.");
    public static readonly Code ThresholdsUnordered = Code.Input("score-thresholds-unordered", "分数线应由高到低排列，等级也应由重到轻，但“{level}”不符合。", "Expected thresholds to fall together with the levels, but '{level}' breaks the order.");
    public static readonly Code OtherwiseMissing = Code.Input("score-otherwise-missing", "低于最后一条分数线时应有结果（otherwise），但没有写。", "Expected to know what holds below the last threshold, but 'otherwise' is missing.");
    public static readonly Code ManualUnbounded = Code.Input("score-manual-unbounded", "人工加分“{item}”没有上限，总分因此没有上限。", "Expected the manual points of '{item}' to have a maximum, but they have none, so that the total has none.");
    public static readonly Code SharedFact = Code.Input("score-shared-fact", "多个指标读取同一内容“{fact}”，得分范围只是外界。", "Expected each fact to be read once, but several items read '{fact}', so that the bounds of totals are outer bounds.");
    public static readonly Code ScaleTooSmall = Code.Input("scale-too-small", "等级方案应有 1 至 10 个等级，但有 {count} 个。", "Expected a scale of 1 to 10 levels, but it has {count}.");
}
