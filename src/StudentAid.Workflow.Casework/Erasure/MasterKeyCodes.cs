using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Casework.Erasure;

/// <summary>Why the master key is not changed.</summary>
public static class MasterKeyCodes
{
    public static readonly Code NoFile = Code.State("master-key-no-file", "在运行中更换主密钥，现用的主密钥应放在文件里，但它在环境变量里。请改用密钥文件启动，或停机后用 studentaid keys rotate --new-key 更换。", "Expected a master key that stands in a file, but it stands in an environment variable: start with a file, or stop the server and run 'studentaid keys rotate --new-key'.");
    public static readonly Code Unread = Code.State("master-key-unread", "主密钥文件和旁边的新密钥文件应能读取，但有一个读不出密钥。请检查内容和读取权限。", "Expected to read the master key's file and the next one's beside it, but one of them holds no key or may not be read.");
    public static readonly Code NextMissing = Code.State("master-key-next-missing", "新的主密钥应放在现用密钥文件旁边、同名加 .next 的文件里，但没有。请在服务器上用 studentaid keys create 新建，并与数据库分开另存一份。", "Expected the next master key in a file beside the present one, named like it with .next at the end, but there is none: make it there with 'studentaid keys create', and keep a copy apart from the database's.");
    public static readonly Code NextSame = Code.State("master-key-next-same", "新的主密钥应是另一把，但 .next 文件里是现用的这一把。", "Expected another key in the file with .next at the end, but it is the present one.");
    public static readonly Code StillOpen = Code.State("master-key-change-open", "上一次更换主密钥应已完成，但{state}。", "Expected no change of the master key to be open, but {state}.");
    public static readonly Code NotProposed = Code.State("master-key-not-proposed", "更换主密钥应在等待批准，但不是。", "Expected a change of the master key that waits for a second person, but there is none.");
    public static readonly Code NextOther = Code.State("master-key-next-other", "新的主密钥应是提出时的那一把（{key}），但现在放着的不是。请放回原来的一把，或退回后重新提出。", "Expected the next master key to be the one that was proposed ({key}), but it lies there no more: put it back, or decline and propose anew.");
    public static readonly Code Own = Code.Forbidden("master-key-own-proposal", "更换主密钥应由另一个人批准，但它是您自己提出的。", "Expected somebody else to approve the change of the master key, but it is your own proposal.");
    public static readonly Code PersonActs = Code.Forbidden("master-key-person-acts", "更换主密钥应由本人登录后提出和批准，但这是程序（接口密钥或系统本身）提交的。", "Expected a person who has signed in to propose or approve a change of the master key, but a program does: an API key, or the system itself.");
    public static readonly Code NotApproved = Code.State("master-key-not-approved", "更换主密钥应已批准，但没有。", "Expected the change of the master key to be approved, but it is not.");

    /// <summary>How far an open change is, as <see cref="StillOpen"/> says it.</summary>
    internal static Text Open(string state) => state switch
    {
        KeysState.Proposed => new("还在等待批准", "one waits to be approved"),
        MasterKeyStanding.Move => new("新密钥文件还没有移到密钥文件的位置", "the next key's file has still to take the place of the key's"),
        MasterKeyStanding.Lost => new("有学校密钥由不在文件里的主密钥包裹", "some schools' keys are wrapped by a master key that stands in no file"),
        _ => new("还在进行", "one is under way"),
    };
}
