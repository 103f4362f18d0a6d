using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Messages;

/// <summary>Why a message between streams cannot be delivered.</summary>
public static class MessageCodes
{
    public static readonly Code UnknownMessage = Code.State("unknown-message", "应是本系统认识的消息，但“{name}”不是。", "Expected a message that this system knows, but '{name}' is none.");
    public static readonly Code NotRefused = Code.State("message-not-refused", "该消息应是被拒收的，但它正待处理或已经处理完毕。", "Expected the message to have been refused, but it waits to be delivered or was delivered already.");
    public static readonly Code BrokenMessage = Code.State("broken-message", "消息“{name}”处理时出错：{reason}。", "Expected to handle the message '{name}', but it failed: {reason}.");
}
