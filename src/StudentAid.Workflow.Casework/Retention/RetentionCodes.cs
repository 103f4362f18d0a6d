using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Retention;

/// <summary>Why nothing is proposed for erasure, approved or erased when its term is over, and what holds a person back.</summary>
public static class RetentionCodes
{
    public static readonly Code OutOfBounds = Code.Input("retention-out-of-bounds", "“{of}”的保存期限应在 {least} 至 {most} 年之间，但写的是 {years} 年。", "Expected '{of}' to be kept for {least} to {most} years, but it is {years}.", "个人信息保护法 第十九条");
    public static readonly Code BadArticle = Code.Input("retention-article-length", "保存期限规定的 article 是每次删除写明的依据，应为 {least} 至 {most} 字，但有 {length} 字。", "Expected the article of rules of retention, which stands as the basis with each erasure, to have {least} to {most} characters, but it has {length}.", "个人信息保护法 第四十七条");
    public static readonly Code NoRules = Code.State("retention-no-rules", "“{unit}”应有完整的保存期限规定（retention-rules），但没有。", "Expected whole rules of retention (retention-rules) for '{unit}', but there are none.", "个人信息保护法 第十九条");
    public static readonly Code DayToCome = Code.Input("retention-day-to-come", "到期日应不晚于今天，但写的是 {day}。", "Expected a day that is not to come, but it is {day}.");
    public static readonly Code NothingDue = Code.State("retention-nothing-due", "截至 {day} 应有到期的个人信息，但没有。", "Expected something to be due by {day}, but nothing is.");
    public static readonly Code NotProposed = Code.State("retention-not-proposed", "到期删除应在待复核，但状态是“{status}”。", "Expected the proposal to wait for a second person, but it is {status}.");
    public static readonly Code OwnProposal = Code.Forbidden("retention-own-proposal", "到期删除应由另一个人复核，但它是您自己提出的。", "Expected somebody else to approve the erasure, but it is your own proposal.");
    public static readonly Code PersonApproves = Code.Forbidden("retention-person-approves", "到期删除应由本人登录后复核，但这是程序（接口密钥或系统本身）提交的。", "Expected a person who has signed in to approve the erasure, but a program does: an API key, or the system itself.");
    public static readonly Code NotApproved = Code.State("retention-not-approved", "删除前应已复核，但该批删除没有复核，或不属于这项任务。", "Expected the erasure to be approved for this very job, but it is not.");
    public static readonly Code HeldBack = Code.State("retention-held-back", "删除时应已没有未了事项，但仍有（{why}）。", "Expected nothing to rest on the person's facts any more, but something does ({why}).", "个人信息保护法 第四十七条");
}
