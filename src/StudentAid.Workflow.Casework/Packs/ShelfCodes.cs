using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>Why a document cannot be published, retracted or pinned.</summary>
public static class ShelfCodes
{
    public static readonly Code NoSuchDocument = Code.Unknown("document-unknown", "应能找到文档“{key}”，但没有找到。", "Expected to find the document '{key}', but there is none.");
    public static readonly Code NotADraft = Code.State("document-not-draft", "“{key}”应是草稿，但状态是“{state}”；已发布的版本不再改动。", "Expected '{key}' to be a draft, but it is {state}; a published version never changes.");
    public static readonly Code NotProposed = Code.State("document-not-proposed", "“{key}”应在待复核，但状态是“{state}”。", "Expected '{key}' to be waiting for a second person, but it is {state}.");
    public static readonly Code ProposalChanged = Code.State("document-proposal-changed", "复核的应是您看到的内容，但“{key}”已被修改，请重新查看。", "Expected '{key}' to be as you saw it, but it was changed since.");
    public static readonly Code OwnProposal = Code.Forbidden("document-own-proposal", "“{key}”应由另一个人复核，但它是您自己提交的。", "Expected somebody else to approve '{key}', but it is your own proposal.");
    public static readonly Code PersonApproves = Code.Forbidden("document-person-approves", "复核应由本人登录后办理，但这是程序（接口密钥或系统本身）提交的。", "Expected a person who has signed in to approve, but a program does: an API key, or the system itself.");
    public static readonly Code NotPublished = Code.State("document-not-published", "“{key}”应已发布，但状态是“{state}”。", "Expected '{key}' to be published, but it is {state}.");
    public static readonly Code RetractionWaits = Code.State("document-retraction-waits", "“{key}”应还没有人申请撤回，但已在待复核。", "Expected nobody to have proposed to retract '{key}', but that waits for a second person already.");
    public static readonly Code RetractionByItself = Code.Input("document-retraction-by-itself", "复核撤回应一次一件，但与其他文档一起提交了。", "Expected a retraction to be approved by itself, but it came with other documents.");
    public static readonly Code Unfit = Code.Input("document-unfit", "文档“{id}”应能发布，但第 {line} 行第 {column} 列不合要求（{code}）：{reason}。", "Expected '{id}' to be fit for publishing, but line {line}, column {column} is not ({code}): {reason}.");
    public static readonly Code NothingNew = Code.State("document-nothing-new", "内容应有变化，但与已发布的版本相同。", "Expected something new, but everything is published already as it stands.");
    public static readonly Code NoDefinition = Code.State("definition-not-published", "应有已发布的流程“{procedure}”，但“{school}”及其上级都没有。", "Expected a published definition '{procedure}' for '{school}' or above, but there is none.");
}
