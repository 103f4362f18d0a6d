using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Casework.Roles;

/// <summary>What the product itself asks of somebody, one word each. Which role carries a duty stands in documents of kind <c>roles</c>.</summary>
public static class Duty
{
    public const string SetUp = "set-up";
    public const string PublishDefinitions = "publish-definitions";
    public const string KeepRounds = "keep-rounds";
    public const string Operate = "operate";
    public const string HandOutPapers = "hand-out-papers";
    public const string RevealFacts = "reveal-facts";
    public const string Oversee = "oversee";
    public const string Verify = "verify";
    public const string SettleMatches = "settle-matches";
    public const string EnterReferenceLevels = "enter-reference-levels";
    public const string PostNotices = "post-notices";
    public const string ConfirmEntry = "confirm-entry";
    public const string AllotPlaces = "allot-places";
    public const string ConfirmRecoveries = "confirm-recoveries";

    /// <summary>Every duty with what people call it.</summary>
    public static readonly ImmutableSortedDictionary<string, Text> Names = new Dictionary<string, Text>(StringComparer.Ordinal)
    {
        [SetUp] = new("登记单位、人员和岗位", "keep units, people and roles"),
        [PublishDefinitions] = new("发布流程和规则", "publish definitions and documents"),
        [KeepRounds] = new("管理批次", "keep rounds"),
        [Operate] = new("处理异常办件", "help cases that are stuck"),
        [HandOutPapers] = new("导出和打印材料", "hand out exports and papers"),
        [RevealFacts] = new("查看家庭信息", "see families' facts"),
        [Oversee] = new("监督下级学校", "oversee schools"),
        [Verify] = new("核实申请", "verify applications"),
        [SettleMatches] = new("核对存疑的比对结果", "settle doubtful matches"),
        [EnterReferenceLevels] = new("录入参考等级", "enter reference levels"),
        [PostNotices] = new("张贴公示、答复异议", "post notices and answer objections"),
        [ConfirmEntry] = new("确认已录入系统", "confirm the entry into systems"),
        [AllotPlaces] = new("分配奖助名额", "allot places of an award"),
        [ConfirmRecoveries] = new("确认追回款到账", "confirm money that came back"),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
