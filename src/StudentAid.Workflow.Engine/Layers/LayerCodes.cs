using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Engine.Layers;

/// <summary>What is wrong with an overlay, and why a layer is refused.</summary>
public static class LayerCodes
{
    public static readonly Code UnknownVerb = Code.Input("overlay-verb-unknown", "“do”应是 {known} 之一，但写的是“{verb}”。", "Expected 'do' to be one of {known}, but it is '{verb}'.");
    public static readonly Code UnknownVerbNear = Code.Input("overlay-verb-unknown-near", "“do”写的是“{verb}”，没有这种改动，是否应为“{nearest}”？", "Expected 'do' to be a known verb, but it is '{verb}'. Did you mean '{nearest}'?");
    public static readonly Code NoActivity = Code.Input("overlay-activity-unknown", "上级流程中应有环节“{id}”，但没有。", "Expected the definition above to have the activity '{id}', but it has not.");
    public static readonly Code NoActivityNear = Code.Input("overlay-activity-unknown-near", "上级流程中没有环节“{id}”，是否应为“{nearest}”？", "Expected the definition above to have the activity '{id}', but it has not. Did you mean '{nearest}'?");
    public static readonly Code NoOption = Code.Input("overlay-option-unknown", "环节“{activity}”没有选项“{option}”。", "Expected activity '{activity}' to have the option '{option}', but it has not.");
    public static readonly Code NoOptionNear = Code.Input("overlay-option-unknown-near", "环节“{activity}”没有选项“{option}”，是否应为“{nearest}”？", "Expected activity '{activity}' to have the option '{option}', but it has not. Did you mean '{nearest}'?");
    public static readonly Code Exists = Code.Input("overlay-activity-exists", "环节编号“{id}”应未使用，但流程中已有。", "Expected the activity id '{id}' to be free, but the definition has it already.");
    public static readonly Code WhichWayOut = Code.Input("overlay-way-out-unclear", "环节“{id}”之后往哪里走不明确，请写明“by”（{outcomes} 之一）。", "Expected 'by' to say which outcome of '{id}' goes on ({outcomes}), but it does not.");
    public static readonly Code ReturnsLeadHere = Code.Input("overlay-returns-lead-here", "去掉环节“{id}”之前应先改“{connection}”，因为它退回到这里。", "Expected no return to '{id}' before it is removed, but there is '{connection}'; disconnect it first.");
    public static readonly Code NoConnection = Code.Input("overlay-connection-unknown", "应有连线“{connection}”，但没有。", "Expected the connection '{connection}', but there is none.");
    public static readonly Code Connected = Code.Input("overlay-connection-exists", "连线“{connection}”已经有了。", "Expected '{connection}' to be new, but it is there already.");
    public static readonly Code NotInFlow = Code.Input("overlay-not-in-flow", "环节“{id}”应在流程图中，但不在，不能改动前后环节。", "Expected activity '{id}' to stand in a flowchart, but it does not.");
    public static readonly Code NotMarked = Code.Input("overlay-mark-missing", "应有标记“{name}”，但没有。", "Expected the mark '{name}', but there is none.");
    public static readonly Code Marked = Code.Input("overlay-mark-exists", "标记“{name}”已经有了。", "Expected the mark '{name}' to be new, but it is there already.");
    public static readonly Code NoDefinition = Code.Input("overlay-without-definition", "应有流程“{procedure}”供改动，但上级都没有。", "Expected a definition '{procedure}' to change, but no layer above has one.");
    public static readonly Code NoDocument = Code.Input("overlay-document-unknown", "上级应有可逐行改动的文件“{document}”，但没有。", "Expected the layers above to have the table '{document}', but none has it.");
    public static readonly Code NoDocumentNear = Code.Input("overlay-document-unknown-near", "上级没有可逐行改动的文件“{document}”，是否应为“{nearest}”？", "Expected the layers above to have the table '{document}', but none has it. Did you mean '{nearest}'?");
    public static readonly Code NoRow = Code.Input("overlay-row-unknown", "“{document}”中应有“{row}”（新增的一行，编号应与“row”的末段一致），但没有。", "Expected '{document}' to have '{row}', or a new row to be known by the last word of 'row', but it is not so.");
    public static readonly Code TableLoosened = Code.Input("layer-loosens-table", "“{layer}”只能收紧“{document}”的“{row}”，上级规定为 {above}（{article}），这里改为 {below}。", "Expected '{layer}' to tighten '{row}' of '{document}', but it goes from {above} ({article}) to {below}.");
    public static readonly Code TopmostOnly = Code.Input("layer-topmost-only", "哪些结果不算通过，只能由最上一级规定；“{outcome}”写在“{layer}”。", "Expected only the topmost layer to say which outcomes do not approve, but '{layer}' says it of '{outcome}'.");
    public static readonly Code Loosened = Code.Input("layer-loosens", "“{layer}”只能收紧“{activity}”的“{option}”，上级规定为 {above}（{article}），这里改为 {below}。", "Expected '{layer}' to tighten '{option}' of '{activity}', but it goes from {above} ({article}) to {below}.");
    public static readonly Code NotComparable = Code.Input("layer-not-comparable", "“{layer}”把“{activity}”的“{option}”由 {above}（{article}）改为表达式 {below}，无法判断是否放宽。", "Expected '{option}' of '{activity}' to be comparable with {above} ({article}), but '{layer}' says {below}.");
    public static readonly Code RequiredGone = Code.Input("layer-required-gone", "环节“{activity}”是上级规定的必经环节（{article}），“{layer}”不能去掉或换成别的类型。", "Expected the required activity '{activity}' ({article}) to stay what it is, but '{layer}' removes it or changes its type.");
    public static readonly Code RequiredReleased = Code.Input("layer-required-released", "环节“{activity}”是上级规定的必经环节（{article}），“{layer}”不能取消这一规定。", "Expected the required activity '{activity}' ({article}) to stay required, but '{layer}' releases it.");
    public static readonly Code WayRound = Code.Input("layer-way-round", "每个通过的结果之前都应经过“{activity}”（{article}），但可以绕过：{path}。", "Expected every approving end to come after '{activity}' ({article}), but a way gets round it: {path}.");
    public static readonly Code RedoOverRequired = Code.Input("layer-redo-over-required", "退回“{from} => {to}”的“redo”是 none，但其间的“{activity}”是上级规定的必经环节（{article}），须重新办理。", "Expected the return '{from} => {to}' to redo what lies between, for '{activity}' is required ({article}), but its 'redo' is none.");
    public static readonly Code OutOfOrder = Code.Input("layer-out-of-order", "“{activity}”应在“{next}”之前（{article}），但可以先到后者：{path}。", "Expected '{activity}' to come before '{next}' ({article}), but a way gets there first: {path}.");
}
