using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Publicity;

/// <summary>Why a notice cannot be posted, objected to or answered.</summary>
public static class PublicityCodes
{
    public static readonly Code NoPublicity = Code.State("no-publicity", "这份名单应是公示名单，但不是。", "Expected the list to be a publicity, but it is not.");
    public static readonly Code AlreadyPosted = Code.State("already-posted", "公示应尚未张贴，但已经张贴了。", "Expected the notice not to be posted yet, but it is.");
    public static readonly Code NotPosted = Code.State("not-posted", "公示应在张贴期内，但没有张贴或已经期满。", "Expected the notice to be posted, but it is not, or its period is over.");
    public static readonly Code NotWorkingDay = Code.Input("not-a-working-day", "按工作日计的公示应在工作日张贴，但 {day} 不是工作日。", "Expected to post a notice that counts working days on a working day, but {day} is none.", "实施办法 第十六条(四)");
    public static readonly Code NotOnNotice = Code.Input("not-on-notice", "所异议的学生应在公示名单上，但不在。", "Expected the objection to be about a case on the notice, but it is not on it.");
    public static readonly Code ChannelNotTaken = Code.Input("objection-channel-not-taken", "异议应以 {known} 的方式提出，但写的是“{channel}”。", "Expected the objection to come by {known}, but it came by '{channel}'.");
    public static readonly Code ObjectionsOver = Code.State("objections-over", "异议应在 {day} 及以前提出，但已经过了。", "Expected the objection until {day}, but that day is over.");
    public static readonly Code Unnamed = Code.Input("objection-without-name", "异议应写明提出人姓名（只有答复人能看到），但没有填写。", "Expected the name of who objects, which only those who answer see, but there is none.");
    public static readonly Code NoText = Code.Input("no-objection-text", "异议应有内容。", "Expected the objection to say something, but it is empty.");
    public static readonly Code NoSuchObjection = Code.State("no-such-objection", "该异议应尚待答复，但没有或已经答复。", "Expected the objection to be open, but it is not.");
    public static readonly Code NotOpenToSecond = Code.State("objection-not-open-to-second", "第 {number} 件异议应可以提交第二级答复，但没有第二级、尚未答复、已经提交或期限已过。", "Expected objection {number} to be open to the second instance, but there is none, it is not answered, was taken there already, or its days are over.");
    public static readonly Code NoAnswer = Code.Input("no-answer-text", "答复异议应写明结果和理由。", "Expected an answer with its reasons, but it is empty.");
    public static readonly Code PlaceNotAllowed = Code.Input("publicity-place-not-allowed", "公示方式应是 {allowed}，本流程不允许“{place}”。", "Expected the notice to be seen at {allowed}, but '{place}' is not allowed here.", "实施办法 第十六条(四)");
    public static readonly Code LevelIsNoSlip = Code.Input("erratum-level", "等级有变不是笔误，不能更正公示，应另行办理并对该生单独补充公示，公示期重新足额计算。", "Expected a slip of the pen, but a level that changes is none: it is decided as a case of its own and shown for a full period for that student alone.", "实施办法 第十六条(四)、第十七条(四)");
    public static readonly Code ColumnNotShown = Code.Input("erratum-column-not-shown", "更正的应是公示上的栏目（{shown}），但写的是“{column}”。", "Expected the erratum to be of a column that is shown ({shown}), but it is of '{column}'.");
    public static readonly Code ErratumIncomplete = Code.Input("erratum-incomplete", "更正应写明原文、改正后的文字（两者不同）和原因，但没有写全。", "Expected an erratum to say what stood there, what is right (and differs) and why, but something is missing.");
    public static readonly Code NoPlace = Code.Input("publicity-without-place", "公示应写明在哪里张贴（公告栏、登录后可见、公开网页），但一处也没有写。", "Expected the notice to be seen somewhere (board, signed-in, open), but no place is given.", "第十六条(四)、第十七条(四)");
    public static readonly Code NoCalendar = Code.State("publicity-without-calendar", "应有适用的工作日历，但没有找到。", "Expected a working-day calendar for this unit, but there is none.");
    public static readonly Code PeriodRuns = Code.State("period-runs", "公示期应已期满，但要到 {due} 才期满。", "Expected the period to be over, but it runs until {due}.", "实施办法 第十六条(四)");
    public static readonly Code PeriodStands = Code.State("period-stands", "新日历应使公示期或答复期限有变，但没有变化。", "Expected the new calendar to move the period or an answer's day, but they stand.");
    public static readonly Code NoneRuns = Code.State("no-publicity-runs", "应有正在进行的公示，但没有。", "Expected a publicity to run, but there is none to tell.");
}
