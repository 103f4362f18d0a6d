using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Aid;

/// <summary>Why places or money of an aid are not given.</summary>
public static class AidFundCodes
{
    public static readonly Code OverQuota = Code.State("quota-exceeded", "审定人数应不超过分配的名额（{places} 个，已用 {used} 个），但本次又审定 {asked} 人。", "Expected at most the {places} places of the quota, of which {used} are taken, but {asked} more would be granted.", "财教〔2023〕11号");
    public static readonly Code OverUnitQuota = Code.State("quota-of-unit-exceeded", "“{unit}”同意的人数应不超过分给它的名额（{places} 个，已用 {used} 个），但本次又同意 {asked} 人。", "Expected at most the {places} places given on to '{unit}', of which {used} are taken, but {asked} more would be agreed to.", "财教〔2023〕11号");
    public static readonly Code OverLedger = Code.State("ledger-exceeded", "审定金额应不超过校内资助经费余额（{left} 元），但本次需 {asked} 元。", "Expected the grants to stay within the {left} yuan left of the school's own fund, but they need {asked} yuan.", "人社厅发〔2020〕20号 (九)");
    public static readonly Code NoAmount = Code.State("grant-without-amount", "校内资助的每一名学生应有资助金额，但有 {count} 名没有。", "Expected an amount for every student who is granted the school's own aid, but {count} have none.", "人社厅发〔2020〕20号 (九)");
    public static readonly Code NotAbove = Code.Input("quota-not-from-above", "名额应由上级单位分配，但给出的不是该单位的上级。", "Expected places to come from a unit above, but the one given is not above.");
    public static readonly Code NothingAbove = Code.State("quota-none-above", "分配名额的单位自己应先有分配到的名额，但没有。", "Expected the unit that gives places on to have got some first, but it has none.");
    public static readonly Code PlacesGone = Code.State("quota-tree-exceeded", "分给下级的名额合计应不超过本级名额 {places} 个，但超出了。", "Expected the places given on to stay within the {places} that the unit has, but they exceed them.");
    public static readonly Code Incomplete = Code.Input("aid-fund-incomplete", "应填写“{missing}”，但没有或不正确。", "Expected '{missing}' to be given and right, but it is not.");
    public static readonly Code BelowTaken = Code.State("quota-below-taken", "分配的名额应不少于已审定的 {taken} 人，但只有 {places} 个。", "Expected at least the {taken} places already taken, but it is {places}.");
    public static readonly Code BelowSpent = Code.State("ledger-below-spent", "提取的资助经费应不少于已审定的 {spent} 元，但只有 {setAside} 元。", "Expected at least the {spent} yuan already granted to be set aside, but it is {setAside}.");
}
