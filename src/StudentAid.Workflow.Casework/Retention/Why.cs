using System.Collections.Frozen;

namespace StudentAid.Workflow.Casework.Retention;

/// <summary>What holds a person back, in one word each, with what people call it.</summary>
public static class Why
{
    public const string Elsewhere = "elsewhere";
    public const string AtSchool = "at-school";
    public const string Case = "open-case";
    public const string Objection = "open-objection";
    public const string Reconsideration = "open-reconsideration";
    public const string Revocation = "open-revocation";
    public const string Recovery = "open-recovery";
    public const string Adjustment = "open-adjustment";
    public const string LateMatch = "open-late-match";
    public const string EnrolmentChange = "open-enrolment-change";
    public const string Finding = "open-finding";
    public const string Level = "valid-level";
    public const string Term = "term-running";

    public static readonly FrozenDictionary<string, Engine.Definitions.Text> Names = new Dictionary<string, Engine.Definitions.Text>(StringComparer.Ordinal)
    {
        [Elsewhere] = new("学籍已转到其他单位", "belongs to another unit now"),
        [AtSchool] = new("仍在校或休学", "still at school, or suspended"),
        [Case] = new("有申请未办结", "a case is open"),
        [Objection] = new("有异议未答复", "an objection is open"),
        [Reconsideration] = new("有复议未答复", "a reconsideration is open"),
        [Revocation] = new("正在办理撤销", "a revocation is under way"),
        [Recovery] = new("资助资金尚未追回", "aid is still to be paid back"),
        [Adjustment] = new("有调整建议未处理", "a proposed adjustment is open"),
        [LateMatch] = new("后到的比对结果存疑未核对", "a late match is not settled"),
        [EnrolmentChange] = new("学籍异动未录入", "a change of enrolment is not entered"),
        [Finding] = new("检查问题未销号", "an authority's finding is not struck off"),
        [Level] = new("认定等级仍然有效", "a level is still valid"),
        [Term] = new("另有内容未到期", "another term is still running"),
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
