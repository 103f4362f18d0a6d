using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Server.Auth;

/// <summary>Why a server does not start.</summary>
public static class StartCodes
{
    public static readonly Code DefaultSecret = Code.Input("default-secret", "sso:secret 应为学校统一身份认证发给本系统的密钥（不少于 16 位），但仍是空的、过短或默认的，未启动。", "Expected sso:secret to be the secret that the school's provider gave out (16 characters or more), but it is empty, short or a default; not started.");
    public static readonly Code IncompleteSchool = Code.Input("school-sign-in-incomplete", "统一身份认证应配置 sso:authorize、sso:token、sso:user 和 sso:claim，但不全，未启动。", "Expected sso:authorize, sso:token, sso:user and sso:claim, but some are missing; not started.");
    public static readonly Code ProxyUnread = Code.Input("proxy-unread", "--proxy 应为反向代理的地址或网段（如 10.0.0.5,10.1.0.0/16），但“{text}”不是，未启动。", "Expected --proxy to name the reverse proxies by address or network (such as 10.0.0.5,10.1.0.0/16), but '{text}' is neither; not started.");
    public static readonly Code ScannerUnread = Code.Input("scanner-unread", "--scanner 应为病毒扫描程序 clamd 的地址和端口（如 127.0.0.1:3310），但“{text}”不是，未启动。", "Expected --scanner to name the address and port of the virus scanner clamd (such as 127.0.0.1:3310), but '{text}' is neither; not started.");
}
