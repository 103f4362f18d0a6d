using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Engine.Activities.Http;

/// <summary>Why a request that a definition sends is an incident.</summary>
public static class HttpCodes
{
    public static readonly Code NotDelivered = Code.State("http-not-delivered", "环节“{activity}”的 HTTP 请求应能送达，但多次发送仍未送达（{error}）；排除原因后可重试。", "Expected to deliver the HTTP request of '{activity}', but it could not be ({error}); retry once the cause is gone.");
}
