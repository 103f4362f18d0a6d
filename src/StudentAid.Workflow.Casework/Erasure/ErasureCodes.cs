using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Erasure;

/// <summary>Why somebody's facts are not erased.</summary>
public static class ErasureCodes
{
    public static readonly Code NoReason = Code.Input("erasure-reason-missing", "应以代码写明删除原因（如 request、retention-ended），不要写家庭情况。", "Expected the reason as a code (such as request, retention-ended) that tells nothing of the family, but it is none.");
    public static readonly Code NoBasis = Code.Input("erasure-basis-missing", "应写明删除的法律依据（4 至 200 字）。", "Expected the legal basis in 4 to 200 characters, but it is missing.", "个人信息保护法 第四十七条");
    public static readonly Code NotSealed = Code.State("erasure-not-sealed", "删除前数据库中的个人信息应已全部加密，但还有启用加密前留下的明文，销毁密钥删不掉。请先停止服务，运行 studentaid keys seal 补加密，再删除。", "Expected everything personal to be sealed before an erasure, but some of it stands in clear from before there was a key, and destroying the key would leave it: stop the server, run 'studentaid keys seal', then erase.", "个人信息保护法 第四十七条");
    public static readonly Code Erased = Code.State("already-erased", "应是尚未删除的个人信息，但此人的信息已经删除。", "Expected facts that are still there, but this person's were erased.");
    public static readonly Code OpenCases = Code.State("erasure-open-cases", "应在申请全部办结后删除，但还有 {count} 件未办结。", "Expected every case of the person to have ended, but {count} are open.", "个人信息保护法 第四十七条");
}
