using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Applications;

/// <summary>Why an application is not taken.</summary>
public static class ApplicationCodes
{
    public static readonly Code WindowClosed = Code.State("window-closed", "现在应在申请时间内（{opens} 至 {closes}），但不在；确有特殊原因的可申请个人窗口。", "Expected to be between {opens} and {closes}, but the window is not open; for a good reason the school may open a personal one.", "第十八条(一)");
    public static readonly Code NoAnswers = Code.Input("application-empty", "应填写申请表，但没有内容，也没有草稿。", "Expected to find answers or a draft, but there is neither.");
    public static readonly Code FormErrors = Code.Input("application-form-errors", "申请表有 {count} 处需要更正（{pointers}），第一处：{first}。", "Expected a form without errors, but there are {count}: {pointers}.", "第十六条(二)、第十七条(二)");
    public static readonly Code WrongApplicant = Code.Input("applicant-not-allowed", "申请人应是 {allowed}，但填的是“{applicant}”。", "Expected the applicant to be {allowed}, but it is '{applicant}'.", "第十六条(二)、第十七条(二)");
    public static readonly Code NotWhoSigns = Code.Input("applicant-not-account", "申请人和签名人应是登录账号的本人（{account}），但填的是别人；监护人请用自己的账号办理。", "Expected applicant and signer to be whose account it is ({account}), but somebody else was named; a guardian has an account of his own.", "个人信息保护法 第三十一条");
    public static readonly Code NoCommitment = Code.Input("commitment-missing", "应作出书面承诺并签名，但没有签名。", "Expected a signed commitment, but there is none.", "第十七条(二)");
    public static readonly Code CommitmentChanged = Code.Stale("commitment-text-changed", "签名时应阅读现行承诺书，但文本已变更，请重新阅读后签名。", "Expected the present text of the commitment to be signed, but it was another version.");
    public static readonly Code CommitmentUnread = Code.Input("commitment-not-shown", "承诺书应先阅读后签名，但承诺书已有更新；请重新阅读后再签名。", "Expected you to sign the commitment as it stands now, but it was changed since you were shown it; read it again, then sign.", "第十七条(二)");
    public static readonly Code WrongSigner = Code.Input("commitment-wrong-signer", "承诺书应由 {allowed} 签名，但签名的是“{signer}”。", "Expected the commitment to be signed by {allowed}, but '{signer}' signed it.", "第十七条(二)");
    public static readonly Code GuardianMissing = Code.Input("guardian-signature-missing", "学生未满 {years} 周岁，{rule}：应由监护人签名，但没有（{article}）。", "Expected the guardian's signature ({rule}) of a student below {years}, but there is none ({article}).", "民法典 第二十七条");
    public static readonly Code GuardianOwnAccount = Code.Input("guardian-signs-himself", "监护人应用自己的账号签名提交，但这是学生的账号；监护人没有账号的，可以向学校领取，或在纸质申请表上签名后由学校代录。", "Expected the guardian to sign by his own account, but this is the student's; without an account he asks the school for one, or signs on paper for the school to enter.", "个人信息保护法 第三十一条、民法典 第二十七条");
    public static readonly Code GuardianRelation = Code.Input("guardian-without-relation", "监护人签名应写明与学生的关系（{rule}），但没有写（{article}）。", "Expected the guardian's relation to the student ({rule}), but there is none ({article}).", "民法典 第二十七条");
    public static readonly Code GuardianConsent = Code.Input("guardian-consent-missing", "学生未满 {years} 周岁，{rule}（{id}）：应由监护人单独同意，但没有（{article}）。", "Expected the guardian's separate consent ({rule}, {id}) for a student below {years}, but there is none ({article}).", "个人信息保护法 第三十一条");
    public static readonly Code FormWithoutCommitment = Code.Input("form-without-commitment", "申请表“{form}”应写明承诺书（commitment），但没有写。", "Expected the form '{form}' to name its commitment, but it does not.");
    public static readonly Code BadEvidence = Code.Input("evidence-unfit", "每份证明材料应有类型（type）和编号（hash），有效期（validUntil）和开具日期（issued）是日期，盖章（stamps）是代码，但第 {number} 份不是。", "Expected each piece of evidence to have a type, a hash, days in validUntil and issued, and codes in stamps, but number {number} does not.");
    public static readonly Code EvidenceOver = Code.Input("evidence-expired", "证明材料应仍在有效期内，但已于 {day} 到期，请换新的证明。", "Expected evidence that is still valid, but it was valid until {day}.", "第十六条(二)");
    public static readonly Code ProofMissing = Code.Input("proof-missing", "应提供证明材料：数据比对未成功，也没有仍在有效期内的旧材料。", "Expected proof, but there is neither a match nor earlier proof that is still valid.", "第十六条(二)");
    public static readonly Code ProofOfCategory = Code.Input("proof-of-category-missing", "应提供“{name}”的证明材料（{types}），但没有。", "Expected proof for '{name}' ({types}), but there is none.", "第十六条(二)");
    public static readonly Code ProofUnstamped = Code.Input("proof-unstamped", "“{name}”的证明材料应加盖 {stamps} 的章，但没有盖够。", "Expected the proof for '{name}' to bear the stamps of {stamps}, but it bears too few of them.");
    public static readonly Code ProofTooOld = Code.Input("proof-too-old", "“{name}”的证明材料应在申请前 {months} 个月内开具并写明开具日期，但没有这样的一份。", "Expected proof for '{name}' with its day of issue, issued within {months} months before the application, but there is none.", "第十六条(二)");
    public static readonly Code ProofBesideAny = Code.Input("proof-beside-any", "写了几种证明任选其一（any）的，{name} 应写在其中每一种里，但写在了外面。", "Expected {name} to stand in each of the proofs of which one is enough (any), but it stands beside them.");
    public static readonly Code ProofWordUnknown = Code.Input("proof-word-unknown", "“{code}”应是申请表列明的材料种类（papers）或盖章单位（stamps），但列明的只有：{known}。", "Expected '{code}' to be one of the form's kinds of paper (papers) or stamps (stamps), but those are: {known}.");
    public static readonly Code StampsTooFew = Code.Input("proof-stamps-too-few", "须盖的章数（stampsNeeded）应不超过列出的 {count} 个章（stamps），但写的是 {needed}。", "Expected at most as many stamps as the {count} that are listed (stamps), but stampsNeeded is {needed}.");
    public static readonly Code HoursUnfit = Code.Input("application-hours-unfit", "受理时段应写成 07:30-20:00 或 working-days 08:30-12:00,14:00-17:30 的样子，但写的是“{hours}”。", "Expected the hours to be written like 07:30-20:00 or working-days 08:30-12:00,14:00-17:30, but they are '{hours}'.");
    public static readonly Code OutsideHours = Code.State("outside-hours", "现在应在每天的受理时段（{hours}）内，但不在，请在受理时段内办理。", "Expected to be within the hours of {hours}, but it is not.");
    public static readonly Code FamilyDraft = Code.State("draft-of-family", "代录保存前，系统里应没有家庭自己保存的草稿，但已有一份尚未提交；确要以纸质申请表代替它时，请确认后再保存。", "Expected no draft that the family saved itself before its paper is saved, but there is one; confirm that the paper takes its place, then save again.");
    public static readonly Code BadOnBehalf = Code.Input("on-behalf-incomplete", "代录应写明代录人（who）、原因代码（why）并附扫描件编号（scan），但不完整。", "Expected who, why (a code) and the scan of an entry on behalf, but it is incomplete.");
    public static readonly Code NotEligible = Code.Input("not-eligible", "申请人应符合申请资格，但：{ground}（{article}）。", "Expected the applicant to be eligible, but: {ground} ({article}).", "第二条");
}
