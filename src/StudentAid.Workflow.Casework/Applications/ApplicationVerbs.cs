using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Applications.Forms;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Applications;

/// <summary>What a student or guardian may do with an application; what <c>submit</c> asks is the pinned form's own schema.</summary>
internal static class ApplicationVerbs
{
    /// <summary>Where no form is known.</summary>
    public static readonly ImmutableArray<VerbDescription> All = With(InputSchema.Open);

    public static ImmutableArray<VerbDescription> Of(ActivityNode node, IPins pins, string pin) =>
        node.Input("form")?.Text is { Length: > 0 } id && pins.Document(pin, FormDocument.Kind.Name, id) is { } form && form["schema"] is { IsNull: false } schema ? With(schema) : All;

    private static ImmutableArray<VerbDescription> With(Value answers) =>
    [
        new("submit", new Text("提交申请", "Submit"))
        {
            Tone = VerbDescription.Primary,
            Consequence = new Text("提交后进入数据比对和核实，不能再自行修改。", "The application goes on to matching and verification and can no longer be changed by yourself."),
            UndoUntil = new Text("评议决定作出前可以撤回申请", "Until a body has decided, by withdrawing the application"),
            Input = InputSchema.Object(
                ["answers"], ("answers", answers), ("applicant", InputSchema.Choice("student", "guardian")), ("commitment", InputSchema.Open), ("evidence", InputSchema.List),
                ("onBehalf", InputSchema.Open)),
        },
        new("save", new Text("保存草稿", "Save"))
        {
            Consequence = new Text("只保存草稿，不算提交。", "Only a draft is kept; nothing is submitted."), Input = InputSchema.Object(["answers"], ("answers", InputSchema.Open), ("evidence", InputSchema.List), ("onBehalf", InputSchema.Open), ("replace", InputSchema.Flag)),
        },
        new("waive", new Text("自愿放弃", "Waive"))
        {
            Tone = VerbDescription.Danger, Consequence = new Text("申请就此结束，本批次不再认定。", "The application ends here; this round determines nothing for it."),
            Input = InputSchema.Object(["reason"], ("reason", InputSchema.Code), ("signed", InputSchema.Text)),
        },
    ];
}
