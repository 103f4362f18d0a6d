using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Rounds;

/// <summary>Why a round cannot be opened, changed or completed.</summary>
public static class RoundCodes
{
    public static readonly Code Exists = Code.State("round-exists", "本校本学年的批次“{name}”应尚未开展，但已经有了。", "Expected no round '{name}' of this school year, but there is one.", "实施办法 第十五条");
    public static readonly Code NoAdoption = Code.Input("no-adoption-record", "量化分值表应先经民主评议通过并留有记录（机构、日期、会议、纪要），但缺少{missing}。", "Expected a record of who adopted the score table, when and in which meeting, but it lacks {missing}.", "实施办法 第十四条");
    public static readonly Code NoScoreTable = Code.State("no-score-table", "应有可用的量化分值表“{id}”，但没有发布。", "Expected the score table '{id}' to be published, but it is not.", "实施办法 第六条");
    public static readonly Code NoBodyRules = Code.State("no-body-rules", "应有认定机构“{id}”的规则，但没有发布。", "Expected the rules of the body '{id}' to be published, but they are not.", "实施办法 第十一条、第十二条");
    public static readonly Code NoCalendar = Code.State("no-calendar", "应有适用于本校的工作日历，但没有发布。", "Expected a working-day calendar to hold for the school, but none is published.");
    public static readonly Code NotOpen = Code.State("round-not-open", "批次应在进行中，但状态是“{status}”。", "Expected the round to be open, but it is {status}.");
    public static readonly Code UnknownTrack = Code.Input("unknown-track", "“{track}”应是本批次的告知对象之一（{tracks}），但不是。", "Expected a track out of {tracks}, but it is '{track}'.");
    public static readonly Code NoChannel = Code.Input("no-channel", "提前告知应写明方式（家长会、公告栏、书面通知等），但没有写。", "Expected at least one channel of the announcement, but there is none.", "实施办法 第十六条(一)、第十七条(一)");
    public static readonly Code NoAnnouncedText = Code.Input("announcement-without-text", "提前告知应附告知内容（告知书文本的校验值），但没有。", "Expected the hash of the text that the students were told, but there is none.", "实施办法 第十六条(一)、第十七条(一)");
    public static readonly Code NoAnnouncedEvidence = Code.Input("announcement-without-evidence", "提前告知应附凭据（照片或扫描件的校验值），但没有。", "Expected hashes of evidence that the students were told, but there is none.", "实施办法 第十六条(一)、第十七条(一)");
    public static readonly Code AnnouncedInFuture = Code.Input("announcement-in-future", "告知日期应不晚于今天 {today}，但写的是 {day}。", "Expected the day of the announcement not to be after today, {today}, but it is {day}.", "实施办法 第十六条(一)、第十七条(一)");
    public static readonly Code WindowBackwards = Code.Input("window-backwards", "申请截止时间应晚于开始时间，但不是。", "Expected the window to close after it opens, but it does not.");
    public static readonly Code WindowOver = Code.Input("window-over", "个人申请时间应在此刻之后截止，但已经过了。", "Expected the personal window to close after now, but it is over already.");
    public static readonly Code ReasonForWindow = Code.Input("reason-for-window", "为个人另开申请时间应写明理由。", "Expected a reason for a personal window, but there is none.");
    public static readonly Code HasApplicants = Code.State("has-applicants", "零报告的单位应没有申请人，但有 {count} 名。", "Expected no applicants for a zero report, but there are {count}.");
    public static readonly Code ListsUnreleased = Code.State("lists-not-released", "所有名单都应已办结，但还有 {count} 份。", "Expected every list to be released, but {count} are not.");
    public static readonly Code CasesUpstream = Code.State("cases-upstream", "不应还有等待认定的案卷，但有 {count} 件（{at}）。", "Expected no case before the end of the lists, but {count} are open at {at}.");
    public static readonly Code NoticesHang = Code.State("notices-hang", "所有公示都应已期满，但还有 {count} 份在公示期内。", "Expected every period of publicity to be over, but {count} still run.", "实施办法 第十五条、第十六条(四)");
    public static readonly Code ObjectionsUnanswered = Code.State("objections-unanswered", "对公示名单的异议都应已答复，但还有 {count} 件未答复。", "Expected every objection to a notice to be answered, but {count} are not.", "实施办法 第十五条、第十六条(四)");
    public static readonly Code OtherDay = Code.Input("round-day-differs", "完成日期应是公示期满、名单已定之日 {final}，但写的是 {day}。", "Expected the day on which the last period was over and the lists were final, {final}, but it is {day}.", "实施办法 第十五条");
    public static readonly Code SamePin = Code.State("same-pin", "规则应有变化，但与本批次已固定的相同。", "Expected other rules than the round has pinned, but they are the same.");
    public static readonly Code ReasonForRepin = Code.Input("reason-for-repin", "换用新版规则应写明理由。", "Expected a reason for taking another pin, but there is none.");
    public static readonly Code MappingIncomplete = Code.Input("mapping-incomplete", "原流程的环节“{activities}”在新流程中没有对应环节，请给出对应关系。", "Expected every activity of the old definition to be in the new one or mapped, but {activities} are not.");
    public static readonly Code MappingWrong = Code.Input("mapping-wrong", "对应关系“{from} → {to}”应由原流程的环节指向新流程的环节，但不是。", "Expected a mapping from an activity of the old definition to one of the new, but {from} → {to} is none.");
    public static readonly Code ListsFrozen = Code.State("lists-frozen", "有 {count} 份名单正在评议或公示，待其办结后才能换用新版规则。", "Expected no frozen list, but {count} are.");
    public static readonly Code NotPractice = Code.State("not-practice", "只有演练批次才能删除，但这是正式批次。", "Expected a practice round, but this one is real and cannot be deleted.");
    public static readonly Code PinTaken = Code.State("pin-taken", "案卷应仍在原有规则下办理，但已换用本批次现行规则。", "Expected the case to stand on an earlier pin of its round, but it has the current one.");
    public static readonly Code MappingApart = Code.Input("mapping-together", "同时等待的环节“{activities}”应对应到不同的环节，但都对应到“{to}”。", "Expected the activities {activities}, at which cases wait at once, to be mapped apart, but all are mapped to {to}.");
}
