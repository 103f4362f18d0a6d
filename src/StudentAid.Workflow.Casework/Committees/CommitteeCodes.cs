using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Committees;

/// <summary>What can be wrong with a body's rules, its members, or a ballot.</summary>
public static class CommitteeCodes
{
    public static readonly Code LevelAndLevels = Code.Input("body-level-and-levels", "{at} 处的名额应写一个等级（level）或合计的几个等级（levels），但两样都写了。", "Expected a number for one level (level) or for several together (levels) at {at}, but both are given.");
    public static readonly Code BadFraction = Code.Input("body-bad-fraction", "{at} 应是分数（如 2/3），但写的是“{text}”。", "Expected to find a fraction such as 2/3 at {at}, but it is '{text}'.");
    public static readonly Code CategoryUnknown = Code.Input("committee-category-unknown", "成员类别“{category}”不属于该机构。", "Expected every member to belong to a category of the body, but '{category}' is none.");
    public static readonly Code CategoryTooFew = Code.Input("committee-category-too-few", "“{category}”应至少 {minimum} 人，但只有 {count} 人。", "Expected at least {minimum} of '{category}', but there are {count}.");
    public static readonly Code CategoryTooMany = Code.Input("committee-category-too-many", "“{category}”应至多 {maximum} 人，但有 {count} 人。", "Expected at most {maximum} of '{category}', but there are {count}.");
    public static readonly Code TooFew = Code.Input("committee-too-few", "成员应至少 {minimum} 人，但只有 {count} 人。", "Expected at least {minimum} members, but there are {count}.");
    public static readonly Code TooMany = Code.Input("committee-too-many", "成员应至多 {maximum} 人，但有 {count} 人。", "Expected at most {maximum} members, but there are {count}.");
    public static readonly Code ShareOfUnit = Code.Input("committee-share-of-unit", "成员应不少于本单位学生的 {share}（即 {minimum} 人），但只有 {count} 人。", "Expected members to be at least {share} of the unit's students, which is {minimum}, but there are {count}.");
    public static readonly Code NotOdd = Code.Input("committee-not-odd", "成员人数应为单数，但为 {count}。", "Expected an odd number of members, but there are {count}.");
    public static readonly Code CategoryAtMost = Code.Input("committee-category-at-most", "“{category}”应不超过成员的 {share}，但有 {count} / {members}。", "Expected '{category}' to be at most {share} of the members, but they are {count} of {members}.");
    public static readonly Code CategoryShare = Code.Input("committee-category-share", "“{category}”应占成员的 {share} 以上，但只有 {count} / {members}。", "Expected '{category}' to be at least {share} of the members, but they are {count} of {members}.");
    public static readonly Code CategoryOfUnit = Code.Input("committee-category-of-unit", "“{category}”应不少于本单位学生的 {share}（即 {minimum} 人），但只有 {count} 人。", "Expected '{category}' to be at least {share} of the unit's students, which is {minimum}, but there are {count}.");
    public static readonly Code OwnPeer = Code.Input("body-own-peer", "交叉互评时，单位“{unit}”的名单应由另一单位的机构评议，但写的是它自己。", "Expected another unit to review the list of '{unit}', but it is named itself.");
    public static readonly Code TermUnreadable = Code.Input("committee-term-unreadable", "成员任期应写学年（如 2025—2026）或起止日期，但写的是“{term}”。", "Expected a committee's term to be school years such as 2025—2026, or a first and a last day, but it is '{term}'.");
    public static readonly Code TermBackwards = Code.Input("committee-term-backwards", "任期的止日应不早于起日（{from}），但填的是 {until}。", "Expected the term's last day to be on or after its first, {from}, but it is {until}.");
    public static readonly Code TermOver = Code.State("committee-term-over", "开会时成员应在任期内，但任期（{term}）已满，请先重新推选并公布成员名单。", "Expected the members to be in their term when they met, but the term {term} is over; name and publish the members anew first.", "实施办法 第十一条、第十二条");
    public static readonly Code TermNotBegun = Code.State("committee-term-not-begun", "开会时成员应在任期内，但任期（{term}）还没有开始。", "Expected the members to be in their term when they met, but the term {term} has not begun.", "实施办法 第十一条、第十二条");
    public static readonly Code NotSpread = Code.Input("committee-not-spread", "成员的“{trait}”应至少有 {distinct} 种，但只有 {count} 种。", "Expected the members' {trait} to differ at least {distinct} ways, but there are {count}.");
    public static readonly Code NoChair = Code.Input("committee-no-chair", "应有且只有一名组长，但有 {count} 名。", "Expected exactly one chair, but there are {count}.");
    public static readonly Code BelowAdvised = Code.Input("committee-below-advised", "成员建议不少于 {advised} 人，目前为 {count} 人。", "Expected the advised {advised} members or more, but there are {count}.");
    public static readonly Code ChairNotElected = Code.Input("committee-chair-not-elected", "组长应由成员推选，并记录推选日期（elected），但没有记录。", "Expected the chair to be elected and the day recorded as 'elected', but no day is given.");
    public static readonly Code WrongChair = Code.Input("committee-wrong-chair", "组长应是“{category}”，但不是。", "Expected the chair to be of '{category}', but the chair is not.");
    public static readonly Code MemberTwice = Code.Input("committee-member-twice", "成员“{person}”应只列一次，但列了多次。", "Expected to find '{person}' once, but the list names the person several times.");
    public static readonly Code ApplicantBarred = Code.Input("committee-applicant-barred", "申请人“{person}”不得担任成员。", "Expected no applicant among the members, but '{person}' has applied.");
    public static readonly Code ApplicantRecused = Code.Input("committee-applicant-recused", "成员“{person}”本人是申请人，评议时必须回避。", "Expected members to have no case of their own, but '{person}' has applied and must withdraw.");
    public static readonly Code NotPublished = Code.Input("committee-list-not-published", "成员名单应先在适当范围内公示，但尚未公示。", "Expected the list of members to be published in its scope, but it is not yet.", "第十一条、第十二条");
    public static readonly Code NotInvited = Code.Input("committee-not-invited", "应邀请“{category}”以适当方式参加，但没有邀请记录。", "Expected to find '{category}' invited in a suitable manner, but there is no record of it.", "第十一条");
    public static readonly Code UnknownHint = Code.Input("body-unknown-hint", "提示应是 {known} 之一，但写的是“{hint}”。", "Expected every hint to be one of {known}, but '{hint}' is none.");
    public static readonly Code SubstituteIsMember = Code.Input("committee-substitute-is-member", "替补“{person}”应不是成员，也只列一次，但不是这样。", "Expected the substitute '{person}' to be listed once and not as a member, but the person is.");

    public static readonly Code SeatTwice = Code.Input("ballot-person-twice", "“{person}”应只占一个席位，但占了多个。", "Expected '{person}' to hold one seat, but the person holds several.");
    public static readonly Code TieInSecret = Code.Input("ballot-tie-secret", "无记名表决的，票数相等时不应由组长的一票决定（quorum 的 tie），没有人知道哪一张是他的，但写了。", "Expected no tie decided by the chair (tie of the quorum) in a secret ballot, where nobody knows which paper is his, but it says so.");
    public static readonly Code SubstituteUnneeded = Code.Input("ballot-substitute-unneeded", "“{person}”到会，不应由他人替补。", "Expected a substitute only for who is absent or withdraws, but '{person}' is present.");
    public static readonly Code VoteWithoutPresence = Code.Input("ballot-vote-without-presence", "“{person}”未到会或已回避，其表决不计。", "Expected votes of those present, but '{person}' is absent or has withdrawn; the vote is not counted.");
}
