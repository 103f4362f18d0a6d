using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Rosters.Worksheets;

/// <summary>Why rows of a working copy are not kept.</summary>
public static class WorksheetCodes
{
    public static readonly Code ChangedByOther = Code.State("worksheet-changed", "这 {count} 行应未被他人改动，但都已由他人填写，请刷新后再改。", "Expected nobody else to have changed these {count} rows, but all of them were; reload and try again.");
    public static readonly Code UnknownRow = Code.Input("worksheet-row", "工作底稿的每一行应是名单上的学生或一条提示，但有一行都不是。", "Expected each row of the working copy to be of a case on the list or of a hint, but one is of neither.");
    public static readonly Code TextTooLong = Code.Input("worksheet-text", "工作底稿每处文字应不超过 {most} 字，但有一处超过。", "Expected each text of the working copy to have at most {most} characters, but one is longer.");
    public static readonly Code TooManyRows = Code.Input("worksheet-rows", "工作底稿应不超过 {most} 行，但已超过。", "Expected the working copy to have at most {most} rows, but there are more.");
    public static readonly Code Nothing = Code.State("worksheet-empty", "工作底稿应有内容，但没有。", "Expected the working copy to hold rows, but it is empty.");
}
