using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Activities;

/// <summary>Why an assembly of activity types, or one type of it, is left out.</summary>
public static class ActivityAssemblyCodes
{
    public static readonly Code Missing = Code.Input("activity-assembly-missing", "应能找到环节程序集“{path}”，但没有这个文件；用到它的流程会成为待处理异常。", "Expected the activity assembly '{path}' to be there, but it is not; cases that need it become incidents.");
    public static readonly Code Broken = Code.Input("activity-assembly-broken", "应能载入环节程序集“{path}”，但出错：{reason}。", "Expected the activity assembly '{path}' to load, but it does not: {reason}.");
    public static readonly Code Empty = Code.Input("activity-assembly-empty", "程序集“{path}”中应有公开的环节类型，但没有。", "Expected the assembly '{path}' to hold a public activity type, but it holds none.");
    public static readonly Code NotMade = Code.Input("activity-type-not-made", "应能建立“{path}”中的环节类型“{type}”，但出错：{reason}。", "Expected to make the activity type '{type}' of '{path}', but it failed: {reason}.");
    public static readonly Code Taken = Code.Input("activity-type-taken", "“{path}”中的环节类型“{type}”第 {version} 版应是新的，但已经登记，仍用原来的。", "Expected the activity type '{type}' (version {version}) of '{path}' to be new, but it is registered already; the earlier one stays.");
}
