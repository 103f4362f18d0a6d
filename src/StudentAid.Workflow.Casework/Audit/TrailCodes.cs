using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Audit;

/// <summary>Why a school year of the audit trail is not archived, confirmed or taken out of the database.</summary>
public static class TrailCodes
{
    public static readonly Code NotOver = Code.State("trail-year-not-over", "归档的学年应已结束，但要到 {end} 才结束。", "Expected a school year that is over, but it ends on {end}.");
    public static readonly Code NothingNew = Code.State("trail-nothing-new", "{end} 前应有尚未归档且已公布链头的审计记录，但没有。", "Expected audit rows below a head published by {end} that no archive holds yet, but there are none.");
    public static readonly Code FileLost = Code.State("trail-file-lost", "归档文件应在且完好，但文件缺失或被改过。请从备份放回。", "Expected the archive's file to be there and whole, but it is missing or was changed: put it back from a copy.");
    public static readonly Code NotWaiting = Code.State("trail-not-waiting", "该学年的归档应在待复核，但状态是“{status}”。", "Expected the year's archive to wait for a second person, but it is {status}.");
    public static readonly Code NotApproved = Code.State("trail-not-approved", "移出前归档应已由另一人复核，但状态是“{status}”。", "Expected the year's archive to be approved by a second person before its rows leave the database, but it is {status}.");
    public static readonly Code Own = Code.Forbidden("trail-own-archive", "归档应由另一个人复核，但它是您自己归档的。", "Expected somebody else to approve the archive, but you have made it.");
    public static readonly Code PersonApproves = Code.Forbidden("trail-person-approves", "归档应由本人登录后复核和移出，但这是程序（接口密钥或系统本身）提交的。", "Expected a person who has signed in to approve an archive or take rows out, but a program does: an API key, or the system itself.");
    public static readonly Code TermRuns = Code.State("trail-term-runs", "该学年的保存期限应已届满，但要保存到 {until}。", "Expected the year's terms of retention to be over, but the last one runs until {until}.", "个人信息保护法 第十九条");
    public static readonly Code EarlierFirst = Code.State("trail-earlier-first", "{year} 学年之前的学年应已移出，但仍在库中。", "Expected the years before that which began in {year} to have left the database, but one is still there.");
    public static readonly Code NothingBehind = Code.State("trail-nothing-behind", "移出之后链上应还有后来的记录，但没有：最后一行不能移出。", "Expected the chain to have rows after those that leave, but it has none: its last row stays.");
}
