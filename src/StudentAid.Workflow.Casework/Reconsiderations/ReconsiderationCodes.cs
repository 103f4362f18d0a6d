using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Reconsiderations;

/// <summary>Why a reconsideration cannot be asked for or answered.</summary>
public static class ReconsiderationCodes
{
    public static readonly Code NoAuthority = Code.State("no-authority", "应登记答复认定复议的主管部门，但本校还没有登记。", "Expected the authority that answers reconsiderations to be named, but the school has none.", "实施办法 第十条");
    public static readonly Code AuthorityIncomplete = Code.Input("authority-incomplete", "主管部门应写明名称和答复岗位，但不完整。", "Expected an authority with a name and the role that answers, but it is incomplete.");
    public static readonly Code TooEarly = Code.State("reconsideration-too-early", "认定复议应在结果作出之后提出，但该申请还没有结果；公示期内请提出异议。", "Expected the case to have its result before it is reconsidered, but it has none; object while the notice is shown.", "实施办法 第十条");
    public static readonly Code StillOpen = Code.State("reconsideration-open", "上一次认定复议应已答复，但尚未答复。", "Expected the earlier reconsideration to be answered, but it is open.");
    public static readonly Code NoText = Code.Input("reconsideration-without-text", "认定复议应写明请求和理由。", "Expected a request with its reasons, but it is empty.");
    public static readonly Code NoAnswer = Code.Input("reconsideration-without-answer", "复议答复应写明结果、理由、文号和日期，但缺少“{missing}”。", "Expected an answer with result, reasons, document number and day, but '{missing}' is missing.", "实施办法 第十条");
    public static readonly Code AlreadyAnswered = Code.State("reconsideration-answered", "该认定复议应尚待答复，但已经答复。", "Expected the reconsideration to be open, but it is answered.");
    public static readonly Code OwnDecision = Code.Forbidden("reconsideration-own-decision", "认定复议应由没有参与学校认定的人答复，但您参与了该申请的认定。", "Expected somebody who took no part in the school's decision to answer, but you did.", "实施办法 第十条");
    public static readonly Code AuthorityWithin = Code.Input("authority-within-school", "答复认定复议的主管部门应在学校之外，但“{unit}”是本校的单位。", "Expected an authority outside the school to answer reconsiderations, but '{unit}' is a unit of the school.", "实施办法 第十条");
    public static readonly Code NotApplicant = Code.State("reconsideration-not-yours", "认定复议应由学生或监护人提出，或由学校、主管部门代为登记。", "Expected the student, the guardian, or school or authority on their behalf to ask, but it is somebody else.", "实施办法 第十条");
}
