using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Prints;

/// <summary>Why a print form cannot be taken, or a sheet not be printed.</summary>
public static class PrintCodes
{
    public static readonly Code UnknownForm = Code.Input("print-form-unknown", "打印样式应是 {known} 之一，但“{id}”不是。", "Expected a print form out of {known}, but it is '{id}'.");
    public static readonly Code UnknownField = Code.Input("print-field-unknown", "样式“{form}”只能用 {known}，但写有“{field}”。", "Expected '{form}' to name only {known}, but it names '{field}'.");
    public static readonly Code NoForm = Code.State("print-form-not-published", "应有已发布的打印样式“{id}”，但没有找到。", "Expected the print form '{id}' to be published, but it is not.");
    public static readonly Code NothingToPrint = Code.State("nothing-to-print", "没有可打印的内容。", "Expected something to print, but there is nothing.");
}
