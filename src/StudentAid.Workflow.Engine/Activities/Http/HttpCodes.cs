using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Engine.Activities.Http;

/// <summary>Why a request that a definition sends is an incident.</summary>
public static class HttpCodes
{
    public static readonly Code ChildPerStatus = Code.Input("http-child-per-status", "“{activity}”的 expectedStatusCodes 只能列状态码，但带有环节；请改用 FlowSendHttpRequest，按状态码连线。", "Expected expectedStatusCodes of '{activity}' to list status codes, but activities stand in it: use FlowSendHttpRequest and connect its status codes.");
    public static readonly Code NotDelivered = Code.State("http-not-delivered", "环节“{activity}”的 HTTP 请求应能送达，但多次发送仍未送达（{error}）；排除原因后可重试。", "Expected to deliver the HTTP request of '{activity}', but it could not be ({error}); retry once the cause is gone.");
}
