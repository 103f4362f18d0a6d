using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Rosters.Worksheets;

/// <summary>Why rows of a working copy are not kept.</summary>
public static class WorksheetCodes
{
    public static readonly Code ChangedByOther = Code.State("worksheet-changed", "这 {count} 行应未被他人改动，但都已由他人填写，请刷新后再改。", "Expected nobody else to have changed these {count} rows, but all of them were; reload and try again.");
    public static readonly Code Nothing = Code.State("worksheet-empty", "工作底稿应有内容，但没有。", "Expected the working copy to hold rows, but it is empty.");
}
