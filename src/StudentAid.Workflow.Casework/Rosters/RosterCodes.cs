using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>Why a list cannot be frozen, decided or taken back.</summary>
public static class RosterCodes
{
    public static readonly Code NothingWaits = Code.State("nothing-waits", "应有学生在等待列入名单，但现在一个也没有；没有申请人的单位请作零报告。", "Expected students waiting for this list, but there are none; a unit without applicants makes a zero report.");
    public static readonly Code ReasonForMissing = Code.Input("reason-for-missing", "还有 {missing} 未到齐，不再等待应写明理由。", "Expected a reason for not waiting for {missing}, but none was given.");
    public static readonly Code AlreadyFrozen = Code.State("already-frozen", "这份名单应尚未生成，但已经生成了。", "Expected the list not to exist, but it has been frozen.");
    public static readonly Code ListGone = Code.State("list-not-frozen", "名单应处于待评议状态，但不是。", "Expected the list to be frozen and undecided, but it is not.");
    public static readonly Code NotOnList = Code.Input("not-on-list", "学生 {case} 应在本名单上等待决定，但不在或已作决定。", "Expected case {case} to be open on this list, but it is not.");
    public static readonly Code LeftMeanwhile = Code.State("left-meanwhile", "名单中的学生 {case} 刚刚离开（退回、撤回或转班），请刷新后再决定。", "Expected case {case} still to wait on the list, but it has left.");
    public static readonly Code UnknownLevel = Code.Input("unknown-level", "等级应是本批次所用等级之一，但“{level}”不是。", "Expected a level of this round's scale, but '{level}' is none.");
    public static readonly Code ReasonForLevel = Code.Input("reason-for-level", "学生 {case} 的等级由“{from}”改为“{to}”，应写明理由。", "Expected a reason for changing case {case} from '{from}' to '{to}', but none was given.", "实施办法 第七条");
    public static readonly Code UnknownOutcome = Code.Input("unknown-decision", "对学生的决定应是同意、退回、暂缓或不予认定之一，但“{outcome}”不是。", "Expected the decision on a case to be agree, return, hold or not-determined, but it is '{outcome}'.");
    public static readonly Code NoReturnReason = Code.Input("reason-for-return", "退回学生 {case} 应写明理由。", "Expected a reason for returning case {case}, but none was given.");
    public static readonly Code RefusalReason = Code.Input("reason-for-refusal", "不予认定应选择规定的理由，但“{reason}”不是。", "Expected one of the coded reasons for a refusal, but '{reason}' is none.", "实施办法 第十八条");
    public static readonly Code NoMeeting = Code.State("no-meeting", "集体评议应先登记到会情况，但还没有。", "Expected the meeting's attendance to be recorded before the decision, but it is not.");
    public static readonly Code BelowQuorum = Code.State("below-quorum", "到会人数应达到规定，但应到 {entitled} 人、实到 {present} 人；本次只能改期。", "Expected a quorum, but {present} of {entitled} are present: the meeting can only be postponed.");
    public static readonly Code NotAgreed = Code.State("not-agreed", "同意票应达到规定，但同意 {agree}、不同意 {disagree}、弃权 {abstain}。", "Expected the required agreement, but the vote is {agree} for, {disagree} against, {abstain} abstaining.");
    public static readonly Code VotesOutstanding = Code.State("votes-outstanding", "还有 {count} 位到会成员没有表决。", "Expected all votes that can decide, but {count} are outstanding.");
    public static readonly Code MustWithdraw = Code.State("must-withdraw", "成员 {member} 本人或亲属在名单上，应当回避。", "Expected member {member} to withdraw, for his own or a relative's case is on the list.");
    public static readonly Code DecidesOwn = Code.Forbidden("decides-own", "名单上有您本人或亲属，您应当回避：请对其填“暂缓”，或只决定其他学生，由其他{roles}或您的代理人决定。", "Expected somebody else to decide about your own or a relative's case, but it is among those that you decide: hold it or decide the others alone, and another of {roles}, or who stands in for you, decides it.");
    public static readonly Code TakesOwnBack = Code.Forbidden("takes-own-back", "可以收回的只有您本人或亲属的，您应当回避，由其他{roles}或您的代理人收回。", "Expected somebody else to take the decision back, but what can be taken back is only your own or a relative's case: another of {roles}, or who stands in for you, does it.");
    public static readonly Code DecidedBefore = Code.Forbidden("same-person-decided", "{count} 名学生上一环节的决定由您登记，不得再由您一人决定：请由其他{roles}或其代理人决定，或对其填“暂缓”。", "Expected two persons where two bodies decide, but the earlier decision about {count} students was put down by you: another of {roles}, or who stands in, decides them, or they are held.", "实施办法 第十七条");
    public static readonly Code NotMember = Code.Input("not-a-member", "{member} 应是本认定机构的成员，但不是。", "Expected {member} to be a member of the body, but he is not.");
    public static readonly Code SeatMissing = Code.Input("seat-missing", "认定机构的每位成员都应记录到会、缺席或回避，但缺少 {members}。", "Expected every member of the body to be recorded as present, absent or withdrawn, but {members} is not.");
    public static readonly Code UnknownAttendance = Code.Input("unknown-attendance", "到会情况应是 present、excused、absent 或 withdrawn，但“{word}”不是。", "Expected attendance to be present, excused, absent or withdrawn, but it is '{word}'.");
    public static readonly Code UnknownVote = Code.Input("unknown-vote", "表决应是 agree、disagree 或 abstain，但“{word}”不是。", "Expected a vote to be agree, disagree or abstain, but it is '{word}'.");
    public static readonly Code NotPresent = Code.State("not-present", "只有到会成员才能表决。", "Expected a member who is present, but he is not.");
    public static readonly Code VoteCast = Code.State("vote-cast", "每位成员应只表决一次，但成员 {member} 已经表决；更正应重新登记会议。", "Expected each member to vote once, but {member} has voted; a correction needs a new meeting.");
    public static readonly Code OwnVoteStands = Code.State("own-vote-stands", "成员 {member} 已本人表决，重新登记同一次会议时不能代填另一种表决；留空后由其本人重新表决。", "Expected the vote that member {member} cast himself not to be put down otherwise when the same meeting is recorded again, but it is; left open, he is asked anew.");
    public static readonly Code BallotClosed = Code.State("ballot-closed", "表决应在作出决定之前进行，但该次会议已经作出决定。", "Expected to vote before the meeting decided, but it has decided.");
    public static readonly Code BallotSecret = Code.Input("ballot-secret", "该机构实行无记名表决，只登记赞成、反对、弃权的票数，不登记谁投了哪种票。", "Expected only the numbers of votes, for this body votes in secret, but a vote came with its seat.");
    public static readonly Code BallotOpen = Code.Input("ballot-open", "该机构实行记名表决，应登记每个席位的表决，但只给了票数。", "Expected the vote of each seat, for this body votes openly, but only papers or their numbers came.");
    public static readonly Code PapersUnequal = Code.Input("papers-unequal", "赞成、反对、弃权票数之和应等于已投票的席位数（{seats}），但为 {votes}。", "Expected the votes to add up to the {seats} seats whose papers are in, but they are {votes}.");
    public static readonly Code SeatWithoutVote = Code.Input("seat-without-vote", "成员 {member} 列席监督，不参加表决，但登记了表决。", "Expected no vote of member {member}, who sits there without one, but there is a vote.");
    public static readonly Code SubstituteWithoutVote = Code.Input("substitute-without-vote", "替补“{substitute}”属于不参加表决的类别，不能替补有表决权的成员。", "Expected a voting member's substitute to have a vote, but '{substitute}' is of a category that has none.");
    public static readonly Code SecretVoteOwn = Code.Forbidden("secret-vote-own", "无记名表决应由成员本人投票，他人不能代填。", "Expected a member to put his own paper into a secret ballot, but it was somebody else.");
    public static readonly Code BodyUnfit = Code.State("body-unfit", "认定机构的组成应符合规定：{finding}。", "Expected the body's composition to follow its rules: {finding}.", "实施办法 第十一条、第十二条");
    public static readonly Code NotYourList = Code.Forbidden("not-your-list", "这份名单应由{unit}的{roles}办理，您可以查看，但没有这个岗位。", "Expected one of {roles} of {unit} to act on this list, but you hold no such role there.", "实施办法 第十一条、第十二条、第十七条");
    public static readonly Code NotNamedSubstitute = Code.Input("substitute-not-named", "替补“{substitute}”应是事先列入并公布的替补人员，但不是。", "Expected the substitute '{substitute}' to be named and published beforehand with the members, but the person is not.", "实施办法 第十一条、第十二条");
    public static readonly Code CommitteeShownTooShort = Code.State("committee-shown-too-short", "成员名单于 {published} 公布，应展示到 {last} 之后再开会，但会议日期是 {day}。", "Expected the list of members, published on {published}, to be shown until {last} before the body met, but it met on {day}.");
    public static readonly Code CommitteeNotPublished = Code.State("committee-not-published", "认定机构的成员名单应不晚于会议日期（{day}）公布，但没有。", "Expected the body's members to be published no later than it met on {day}, but they were not.", "实施办法 第十一条、第十二条");
    public static readonly Code MeetingInFuture = Code.Input("meeting-in-future", "会议日期应不晚于今天（{today}），但填的是 {day}。", "Expected the meeting to be on or before today, {today}, but it is on {day}.");
    public static readonly Code UnknownMode = Code.Input("unknown-meeting-mode", "会议方式应是 {known}，但“{mode}”不是。", "Expected the meeting's mode to be one of {known}, but it is '{mode}'.");
    public static readonly Code PostponedWithQuorum = Code.Input("postponed-with-quorum", "到会人数已达到规定，应直接表决，不应登记改期。", "Expected to postpone only a meeting below the quorum, but enough are present.");
    public static readonly Code PostponedBackwards = Code.Input("postponed-backwards", "改期后的日期应晚于 {day}，但填的是 {next}。", "Expected the new day to be after {day}, but it is {next}.");
    public static readonly Code NobodyToTell = Code.State("nobody-to-tell", "成员 {member} 应是缺席且尚未告知的成员，但不是。", "Expected member {member} to have been absent and not told yet, but that is not so.");
    public static readonly Code RankingUnfit = Code.Input("ranking-unfit", "同意的学生应按 {first} 至 {last} 排出先后，不重复、不跳号，其他学生不排，但不是。", "Expected those agreed to to be ranked {first} to {last}, none twice and none left out, and nobody else, but they are not.");
    public static readonly Code NoRanking = Code.Input("ranking-not-asked", "本环节应不排序，但填了名次。", "Expected no ranks at this step, but there are some.");
    public static readonly Code HintUnanswered = Code.State("hint-unanswered", "还有 {count} 条提示应先答复或调整，例如（{key}）“{hint}”。", "Expected every hint to be answered or settled by a change, but {count} are open, such as ({key}) '{hint}'.");
    public static readonly Code NothingToTakeBack = Code.State("nothing-to-take-back", "应有可以收回的决定，但没有，或后续环节已经办理。", "Expected a decision that can be taken back, but there is none left.");
    public static readonly Code ActedSince = Code.State("acted-since-release", "收回时该学生应尚无人办理，但后续环节已经办理；该生仍按原决定。", "Expected nobody to have acted on the case since its release, but somebody has; it stays under the decision.");
    public static readonly Code TooManyEntries = Code.Input("entry-twice", "每名学生在一次决定中只能出现一次，但 {case} 重复。", "Expected each case once in a decision, but {case} is repeated.");
    public static readonly Code CasesOnOldPin = Code.Busy("cases-on-old-pin", "本批次刚换用新版规则，还有 {count} 名学生的案卷正在换用，请稍后再生成名单。", "Expected every waiting case to have taken its round's new rules, but {count} are still taking them; try again in a moment.");
}
