using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Steps;

/// <summary>Refusals that any command can meet.</summary>
public static class StepCodes
{
    public static readonly Code NotFound = Code.Unknown("not-found", "没有找到该对象，或您无权查看。", "Expected to find the object, but it does not exist or is not yours to see.");
    public static readonly Code KeyReused = Code.Input("key-reused", "同一幂等键应带相同内容，但这次内容不同。", "Expected the same key to come with the same body, but it differs.");
    public static readonly Code Contended = Code.Busy("contended", "多人正在同时办理，请稍后再试。", "Expected to write after three tries, but others kept changing the same thing; try again.");
    public static readonly Code ClaimExceeded = Code.State("claim-exceeded", "{what}应与打开时一样，但刚刚发生变化，请刷新后再办。", "Expected {what} to stand as shown, but it has changed meanwhile; reload and try again.");
    public static readonly Code NotYours = Code.Forbidden("not-yours", "这件事应由“{role}”办理，您没有这个岗位。", "Expected the role '{role}' for this act, but you do not hold it here.");
}
