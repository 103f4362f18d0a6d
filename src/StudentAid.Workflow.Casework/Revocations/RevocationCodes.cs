using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Revocations;

/// <summary>Why a determination is not revoked, or an amount not taken as paid back.</summary>
public static class RevocationCodes
{
    public static readonly Code NotDetermined = Code.State("revocation-not-determined", "撤销应针对已认定的学生，但该申请没有认定结果。", "Expected a determined case to revoke, but it holds no level.", "实施办法 第二十二条");
    public static readonly Code AlreadyOpen = Code.State("revocation-open", "该认定应没有正在办理或已作出的撤销，但已经有了。", "Expected no revocation of this case to be open or decided, but there is one.");
    public static readonly Code Incomplete = Code.Input("revocation-incomplete", "应写明“{missing}”，但没有。", "Expected '{missing}' to be given, but it is not.", "实施办法 第二十二条");
    public static readonly Code DueOver = Code.Input("revocation-statement-due-past", "陈述申辩期限应在今天之后，但写的是 {day}。", "Expected the statement to be due after today, but it is {day}.");
    public static readonly Code NotHeard = Code.State("revocation-before-hearing", "应先听取学生陈述申辩（期限 {day}），期限未到且没有陈述，不能决定。", "Expected the student to be heard before the decision, but there is no statement and it is due only on {day}.", "实施办法 第二十二条");
    public static readonly Code NotInHearing = Code.State("revocation-decided", "撤销事项应尚未决定，但状态是“{status}”。", "Expected the revocation to be undecided, but it is {status}.");
    public static readonly Code UnknownResult = Code.Input("revocation-result-unknown", "决定应是“{known}”之一，但填的是“{result}”。", "Expected the result to be one of {known}, but it is '{result}'.");
    public static readonly Code BadAmount = Code.Input("recovery-amount-bad", "追回金额应大于 0、最多写到分，但填的是 {amount} 元。", "Expected an amount above 0, to the fen at most, but it is {amount} yuan.");
    public static readonly Code TooMuch = Code.State("recovery-more-than-owed", "退还金额应不超过未追回的 {owed} 元，但填的是 {amount} 元。", "Expected at most the {owed} yuan that are owed, but {amount} yuan were given.");
    public static readonly Code BadDay = Code.Input("recovery-day-unfit", "到账日期应在作出撤销决定的 {from} 至今天 {today} 之间，但填的是 {day}。", "Expected the money to have come back between the decision of {from} and today, {today}, but the day given is {day}.");
    public static readonly Code NoInstalment = Code.Input("recovery-instalment-unknown", "应有第 {number} 笔到账登记，但没有。", "Expected instalment number {number} to exist, but it does not.");
    public static readonly Code InstalmentWithdrawn = Code.State("recovery-instalment-withdrawn", "第 {number} 笔到账登记应仍有效，但已撤回。", "Expected instalment number {number} to stand, but it was withdrawn.");
    public static readonly Code NoRecovery = Code.Input("recovery-unknown", "应有第 {number} 项追回，但没有。", "Expected recovery number {number} to exist, but it does not.");
    public static readonly Code NoVote = Code.Input("revocation-without-vote", "撤销应由认定机构“{body}”表决，写明每名成员的到会和表决情况，但没有。", "Expected the vote of the body '{body}' with every member's attendance and vote, but there is none.", "实施办法 第二十二条");
    public static readonly Code VotesOut = Code.State("revocation-votes-outstanding", "表决应已完成，但还有 {outstanding} 名到会成员未表决。", "Expected all who are present to have voted, but {outstanding} votes are outstanding.");
    public static readonly Code AgainstVote = Code.State("revocation-against-vote", "决定应与表决一致（同意撤销 {agree} 人、不同意 {disagree} 人），但填的是“{result}”。", "Expected the result to follow the vote ({agree} to revoke, {disagree} against), but it is '{result}'.");
    public static readonly Code NoBody = Code.State("revocation-body-missing", "批次应固定撤销规则所列的认定机构“{body}”，但没有。", "Expected the round to pin the body '{body}' that the rules of revocation name, but it does not.");
}
