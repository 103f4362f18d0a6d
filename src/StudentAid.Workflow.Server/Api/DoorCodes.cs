using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Refusals of a request before any command was made of it.</summary>
public static class DoorCodes
{
    public static readonly Code MalformedJson = Code.Input("malformed-json", "请求内容应是合法的 JSON，但第 {line} 行第 {column} 列出错（{path}）。", "Expected the body to be JSON of the described shape, but it breaks at line {line}, column {column} ({path}).");
    public static readonly Code UnknownMember = Code.Input("unknown-member", "请求内容的 {path} 处不应有“{member}”，这里只认识：{known}。", "Expected to know every member at {path}, but '{member}' is none of {known}.");
    public static readonly Code UnknownMemberNear = Code.Input("unknown-member-near", "请求内容的 {path} 处不应有“{member}”，是否应为“{nearest}”？请改正。", "Expected to know every member at {path}, but '{member}' is unknown; did you mean '{nearest}'? Correct it.");
    public static readonly Code WrongContentType = Code.Input("wrong-content-type", "请求内容的类型应是 {expected}，但不是。", "Expected the body's content type to be {expected}, but it is not.");
    public static readonly Code TooLarge = Code.Input("too-large", "请求内容不应超过 {limit} 字节，但超过了。", "Expected a body of at most {limit} bytes, but it is larger.");
    public static readonly Code BadRequest = Code.Input("bad-request", "请求应符合接口说明，但不符合：{reason}。", "Expected a request as the API describes it, but it is not: {reason}.");
    public static readonly Code BadParameter = Code.Input("parameter-malformed", "参数“{name}”应合格式，但“{value}”不合。", "Expected a well-formed parameter '{name}', but '{value}' is not.");
    public static readonly Code MissingParameter = Code.Input("parameter-missing", "请求应带参数“{name}”，但没有。", "Expected the parameter '{name}', but it is missing.");
    public static readonly Code NotUtf8 = Code.Input("not-utf8", "请求内容应为 UTF-8 编码，但第 {line} 行第 {column} 列不是（{path}）。", "Expected the body in UTF-8, but line {line}, column {column} is not ({path}).");
    public static readonly Code NotSignedIn = Code.Input("not-signed-in", "办理此事应先登录，但您没有登录。", "Expected a sign-in or an API key, but there is none that holds.");
    public static readonly Code NotFromPage = Code.Input("not-from-page", "请求应由本系统页面发出，但缺少 X-Requested-With。", "Expected the header X-Requested-With with a cookie, but it is missing.");
    public static readonly Code Forbidden = Code.Input("forbidden", "此事需要“{role}”岗位，您没有。", "Expected the role '{role}', but you do not hold it.");
    public static readonly Code NotYourRole = Code.Input("not-your-role", "应以自己的岗位办理，但“{role}”不是您的岗位。", "Expected a role of your own in Acting-As, but '{role}' is none.");
    public static readonly Code ChangePassword = Code.Input("change-password-first", "应先换成自己的密码再办理，但您用的还是发放的临时密码。", "Expected you to choose a password of your own first, but you still have the one that was issued.");
    public static readonly Code EnrolSecondFactor = Code.Input("enrol-second-factor-first", "您的岗位应先绑定动态验证码再办理，但还没有绑定。", "Expected you to enrol a second factor for your role first, but there is none.");
    public static readonly Code KeyForOther = Code.Input("key-for-other", "密钥应可用于“{operation}”，但没有授权。", "Expected a key for '{operation}', but this one is for other operations.");
    public static readonly Code TooMany = Code.Busy("too-many-requests", "请求应不超过限定的次数，但过于频繁，请在 {seconds} 秒后再试。", "Expected fewer requests, but there were too many; try again in {seconds} seconds.");
    public static readonly Code TooManyPeople = Code.Input("too-many-people", "一次应不超过 {most} 人，但该单位有 {count} 人，请按院（系）或班级发放。", "Expected at most {most} people at once, but the unit has {count}; hand out by department or class.");
    public static readonly Code NoSuchList = Code.Unknown("handed-out-unknown", "激活码清单只能查看一次，现已看过或过期，请重新发放。", "Expected a list that was not shown yet, but it was shown once or is over; hand out anew.");
    public static readonly Code KeyMissing = Code.Input("idempotency-key-missing", "改变状态的请求应带 Idempotency-Key，但没有。", "Expected an Idempotency-Key with a request that changes something, but there is none.");
    public static readonly Code IfMatchMissing = Code.Input("if-match-missing", "办理待办应带 If-Match（所见内容的 ETag），但没有。", "Expected If-Match with the ETag of what you were shown, but there is none.");
    public static readonly Code NoSuchRoute = Code.Unknown("no-such-route", "应是已有的接口地址，但“{path}”不是。", "Expected an address of the API, but '{path}' is none.");
    public static readonly Code WrongMethod = Code.Unknown("wrong-method", "该地址不接受 {method} 请求。", "Expected a method that this address takes, but {method} is none.");
    public static readonly Code Unavailable = Code.Busy("store-unavailable", "数据库暂时不可写，请稍后再试。", "Expected the database to take the step, but it cannot now; try again.");
    public static readonly Code Internal = Code.Busy("internal-error", "系统出错，已记录；请稍后再试。", "Expected to handle the request, but it failed; the failure is in the log.");
    public static readonly Code UnknownFormat = Code.Input("unknown-file-format", "文件格式应是 csv 或 xlsx，但“{format}”不是。", "Expected the format csv or xlsx, but it is '{format}'.");
    public static readonly Code NotADemo = Code.State("not-a-demo", "只有演示环境才能这样做。", "Expected the demonstration, but this is a real school's system.");
}
