using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Aid;

/// <summary>Why aid cannot be declared, granted or signed.</summary>
public static class AidCodes
{
    public static readonly Code LateFiling = Code.State("late-filing", "“{aid}”应在规定时间内申报（截止 {closes}），现已逾期，不予补报。", "Expected '{aid}' to be declared before {closes}, but the time is over and nothing is filed later.", "人社厅发〔2020〕20号 (七)");
    public static readonly Code NoPersonalWindow = Code.State("no-late-window", "“{aid}”每学期申报一次，申报时间应以批次为准，不能为个人或在截止后延长，逾期不予补报。", "Expected '{aid}' to be declared within the round's own time, but a personal or later one was asked for; nothing is filed late.", "人社厅发〔2020〕20号 (七)");
    public static readonly Code DeclaredAlready = Code.State("aid-declared", "该学生本学期（{semester}）应尚未申报“{aid}”，但已经申报；每学期只申报一次。", "Expected the student to have declared '{aid}' not yet in {semester}, but he has; it is declared once a semester.", "人社厅发〔2020〕20号 (七)");
    public static readonly Code NotRegistered = Code.State("aid-not-registered", "享受“{aid}”应有在读的正式学籍，但该学生的学籍状态是“{status}”。", "Expected the student to have an active register for '{aid}', but its state is '{status}'.", "人社厅发〔2020〕20号 (三)、(五)");
    public static readonly Code NotPersonal = Code.State("sign-in-person", "本名单应由校长本人审定签字，不得由他人或系统代签（校长责任制）。", "Expected the head of the school to sign this list in person, but somebody else or the system did.", "人社厅发〔2020〕20号 (七)");
    public static readonly Code NoSignature = Code.Input("signature-missing", "审定名单应由“{name}”本人签名并确认责任声明，但没有签名，或确认的不是现行文本。", "Expected '{name}' to sign with the present statement of responsibility, but the signature is missing or of another text.", "人社厅发〔2020〕20号 (七)");
    public static readonly Code NoRules = Code.Input("aid-rules-missing", "本批次应有资助项目规则“{id}”，但没有发布。", "Expected the rules of the aid '{id}' to be published, but they are not.");
}
