using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Jobs;

public static class JobCodes
{
    public static readonly Code Items = Code.Input("job-items", "批量办理应有 1 至 {most} 项，但有 {count} 项。", "Expected 1 to {most} items for a job, but there are {count}.");
    public static readonly Code BadItem = Code.Input("job-item", "第 {number} 项应是一项待办，但不是。", "Expected item {number} to be a task, but it is none.");
    public static readonly Code NotRunning = Code.State("job-not-running", "该批量任务应在进行中，但已结束。", "Expected the job to be running, but it has ended.");
    public static readonly Code NothingFailed = Code.State("job-nothing-failed", "该批量任务应有未办成的项，但没有。", "Expected the job to have ended with items that failed or were left, but it has none.");
    public static readonly Code NoFile = Code.Unknown("job-no-file", "该批量任务没有结果文件，或还没有做完。", "Expected the job to have made a file, but it has none yet.");
    public static readonly Code OwnerGone = Code.State("job-owner-gone", "发起人应仍有账号，但已被撤销。", "Expected the job's owner to be on record, but he is no longer.");
    public static readonly Code Broken = Code.State("job-item-broken", "该项应能办理，但系统出错（{reason}）。", "Expected the item to be doable, but the system failed at it ({reason}).");
    public static readonly Code UnknownWork = Code.Input("job-work", "批量任务应是 tasks、archive 或 rows，但“{work}”不是。", "Expected the work tasks, archive or rows, but it is '{work}'.");
}
