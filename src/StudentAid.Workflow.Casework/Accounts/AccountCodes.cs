using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Accounts;

/// <summary>Why somebody cannot sign in, or an account cannot be kept so.</summary>
public static class AccountCodes
{
    public static readonly Code Wrong = Code.Input("sign-in-wrong", "登录号与密码应相符，但不相符，请核对后再试。", "Expected a login id and its password, but they do not belong together.");
    public static readonly Code Locked = Code.Input("sign-in-locked", "连续输错多次，该登录号应等到 {until} 后再试，现在还不行。忘记密码请向本班班主任或学校管理员当面补领激活码。", "Expected to wait until {until} after several wrong tries, but it is not yet time. Who has forgotten the password asks for a new activation code in person.");
    public static readonly Code WrongCode = Code.Input("activation-wrong", "登录号与激活码应相符且在有效期内，但不是，请核对；激活码只能用一次，过期或遗失请当面补领。", "Expected a login id and its activation code, unused and not expired, but they are not. Ask for a new one in person.");
    public static readonly Code Expired = Code.Input("issued-password-expired", "发放的临时密码应在有效期内使用，但已过期，请向发放人重新领取。", "Expected the issued password to be used in time, but it has expired; ask for another.");
    public static readonly Code SecondFactorNeeded = Code.Input("second-factor-needed", "您的岗位应输入动态验证码，但没有输入。", "Expected the second factor's code, but there is none.");
    public static readonly Code SecondFactorWrong = Code.Input("second-factor-wrong", "动态验证码应为身份验证器当前显示的 6 位数字且未用过，但不是，请等下一个再试。", "Expected the code that the authenticator shows now, not used before, but it is not.");
    public static readonly Code SecondFactorRequired = Code.State("second-factor-required", "您的岗位应使用动态验证码，不能停用。", "Expected a second factor for your role, but it would be dropped.");
    public static readonly Code HasSecondFactor = Code.State("second-factor-held", "应先停用现有的动态验证码再换新的，但还没有停用。", "Expected the second factor to be given up before another is begun, but it is in use.");
    public static readonly Code NoSecondFactor = Code.State("no-second-factor", "应先取得动态验证码的密钥，但没有。", "Expected a second factor that was begun, but there is none.");
    public static readonly Code UnknownHolder = Code.Unknown("account-unknown", "没有找到该账号，或您无权办理。", "Expected to find the account, but it does not exist or is not yours to see.");
    public static readonly Code NoPassword = Code.State("account-without-password", "该账号应先用激活码启用，但还没有。", "Expected an account that was activated, but it was not.");
    public static readonly Code Stopped = Code.State("account-stopped", "该账号应可使用，但已被管理员停用，请与学校管理员联系。", "Expected an account that may be used, but an administrator has stopped it; ask him.");
    public static readonly Code OwnAccess = Code.State("account-own", "停用账号应由另一名管理员办理，但这是您自己的账号。", "Expected another administrator to stop an account, but it is your own.");
    public static readonly Code DropByPerson = Code.State("second-factor-drop-by-person", "重置动态验证码应由两名管理员登录后办理，但这是用密钥调用的。", "Expected two administrators who have signed in to reset the second factor, but this came by a key.");
    public static readonly Code DropWaits = Code.State("second-factor-drop-waits", "重置动态验证码应由另一名管理员在 {until} 前复核，您已提出，不能自己复核。", "Expected another administrator to confirm the reset before {until}, but you asked for it yourself.");
    public static readonly Code LoginForm = Code.Input("login-form", "登录号应为 4 至 32 位小写字母、数字或连字符，且不得用身份证号或手机号，但“{login}”不是。", "Expected a login id of 4 to 32 lower-case letters, digits or hyphens, and no ID or telephone number, but it is '{login}'.");
    public static readonly Code LoginTaken = Code.State("login-taken", "登录号“{login}”应无人使用，但已有人用。", "Expected a login id that nobody has, but '{login}' is taken.");
    public static readonly Code TooShort = Code.Input("password-short", "密码应至少 {least} 位，但只有 {length} 位。", "Expected a password of at least {least} characters, but it has {length}.");
    public static readonly Code TooLong = Code.Input("password-long", "密码应不超过 {most} 位，但超过了。", "Expected a password of at most {most} characters, but it is longer.");
    public static readonly Code Common = Code.Input("password-common", "密码应不易被猜到，但这个很常见（常用词、键盘顺序、重复或纯数字），请换一个。", "Expected a password that is hard to guess, but this one is common (a usual word, a keyboard run, a repetition or digits alone).");
    public static readonly Code Personal = Code.Input("password-personal", "密码不应含有本人姓名、登录号、证件号、手机号或单位名称，但含有，请换一个。", "Expected a password without your name, login id, numbers or unit, but it contains one of them.");
    public static readonly Code Same = Code.Input("password-same", "新密码应与原密码不同，但相同。", "Expected a new password, but it is the old one.");
    public static readonly Code NoSession = Code.State("session-over", "登录应仍然有效，但已退出或过期，请重新登录。", "Expected a session that holds, but it has ended; sign in again.");
}
