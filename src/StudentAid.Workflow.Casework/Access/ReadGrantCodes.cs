using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Access;

/// <summary>Why the right to read a case is not given or taken back.</summary>
public static class ReadGrantCodes
{
    public static readonly Code NoGround = Code.Input("read-grant-without-ground", "查阅应以正在办理的异议、复议或检查问题为依据，且涉及本申请，但不符。", "Expected an objection, a reconsideration or a finding that is open and about this case, but it is none.", "实施办法 第十条、第十九条");
    public static readonly Code NotYours = Code.Forbidden("read-grant-not-yours", "查阅应由答复异议的单位或答复检查的学校准许，但您不是。", "Expected the body that answers the objection, or the school that answers the authority, to give the reading, but you are neither.", "实施办法 第十条");
    public static readonly Code NoRecipient = Code.Input("read-grant-without-recipient", "查阅人应是 {known} 之一并能找到，但“{to}”不是。", "Expected the reader to be one of {known} and on record, but '{to}' is not.");
    public static readonly Code UnknownPart = Code.Input("read-grant-part-unknown", "查阅内容应是 {known} 中的一项或几项，但不符。", "Expected one or more of {known} to be read, but it is not so.");
    public static readonly Code NotForObjector = Code.Input("read-grant-part-not-for-objector", "他人的异议只能查阅办理结果（{known}），不能查阅学生家庭情况。", "Expected another's objector to read the result ({known}) only, but more of the family is named.", "实施办法 第八条");
    public static readonly Code BadDay = Code.Input("read-grant-day", "查阅期限应在 {first} 至 {last} 之间，但写的是 {day}。", "Expected the last day of reading between {first} and {last}, but it is {day}.");
    public static readonly Code NoReason = Code.Input("read-grant-without-reason", "准许或收回查阅应写明理由（2 至 500 字）。", "Expected a reason of 2 to 500 characters for giving the reading or taking it back, but it is missing.");
    public static readonly Code Over = Code.State("read-grant-over", "查阅应仍在期限内才能收回，但已经结束。", "Expected the reading to be still open, but it is over.");
}
