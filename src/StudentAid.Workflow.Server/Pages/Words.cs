namespace StudentAid.Workflow.Server.Pages;

/// <summary>The words that the plain pages show for states.</summary>
public static class Words
{
    public static string Of(string state) => state switch
    {
        "open" => "进行中", "completed" => "已完成", "archived" => "已归档", "frozen" => "待决定", "decided" => "已决定", "returned" => "已退回", "released" => "已办结",
        "posted" => "公示中", "answering" => "异议办理中", "waiting" => "等待列入名单", "applied" => "已通过", "left" => "已离开", "held" => "暂缓",
        "objected" => "有异议", "finished" => "已办结", "cancelled" => "已终止", "suspended" => "已暂停", "faulted" => "待处理异常", "not-applied" => "未执行",
        "taken-back" => "已收回", _ => state,
    };
}
