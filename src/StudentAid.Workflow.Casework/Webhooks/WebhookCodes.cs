using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Webhooks;

/// <summary>Why a web hook cannot be registered, or is not told.</summary>
public static class WebhookCodes
{
    public static readonly Code UnknownTopic = Code.Input("webhook-topic-unknown", "推送的事项应从 {known} 中选一项以上，但写的是“{topic}”。", "Expected one or more topics out of {known}, but got '{topic}'.");
    public static readonly Code BadName = Code.Input("webhook-name", "应写明推送给谁（1 至 {most} 个字）。", "Expected to be told in 1 to {most} characters who receives it, but it was not.");
    public static readonly Code BadUrl = Code.Input("webhook-url", "接收地址应是以 http 或 https 开头的完整地址，不超过 {most} 个字，不带用户名、密码和 # 部分，但写的是“{url}”。", "Expected a complete http or https address of at most {most} characters without user, password or fragment, but got '{url}'.");
    public static readonly Code HostNotAllowed = Code.Input("webhook-host-not-allowed", "接收地址的主机应由运维人员用 --outbox:allow 列出，但“{host}”没有列出。", "Expected a host that the operator has listed with --outbox:allow, but '{host}' is not listed.");
    public static readonly Code TooMany = Code.State("webhook-too-many", "一个单位的推送应不超过 {most} 个，但已经有 {most} 个了。", "Expected at most {most} web hooks of one unit, but there are {most} already.");
    public static readonly Code IsOff = Code.State("webhook-off", "推送应是开着的，但已经关闭；按“重试”即重新开启。", "Expected the web hook to be on, but it is off; a retry switches it on.");
    public static readonly Code SwitchedOff = Code.State("webhook-switched-off", "接收方应能收到推送，但连续三天没有收到（或已声明停用），已自动关闭。", "Expected the receiver to take deliveries, but it did not for three days (or said that it is gone), so they were switched off.");
}
