using System.Collections.Frozen;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Enrolment;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Publicity;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rosters.Worksheets;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Engine.Activities.Http;
using StudentAid.Workflow.Engine.Activities.Signals;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Messages;

/// <summary>A message that its target refused, in words: of the refusal only its code was kept.</summary>
public static class RefusedMessage
{
    private static readonly CodeBook Codes = new(typeof(Code).Assembly, typeof(RefusedMessage).Assembly);

    private static readonly FrozenDictionary<string, Text> Titles = new Dictionary<string, Text>(StringComparer.Ordinal)
    {
        ["start"] = new("启动流程", "the start of a flow"),
        ["child-ended"] = new("子流程已结束", "the end of a child flow"),
        [MessageDelivery.HttpAnswer] = new("外部系统的回答", "another system's answer"),
        [SendHttpRequest.Topic] = new("发给外部系统的请求", "a request to another system"),
        [MovePersonHandler.Message] = new("学生转班", "a student's change of class"),
        [FollowStanding.Name] = new("学籍状态变化", "a student's change of standing"),
        [Adjustments.FollowRegister.Name] = new("学籍状态与所持等级", "a standing in the register and the level that is held"),
        [AdoptPin.Name] = new("改用新的规则", "the round's new rules"),
        [SendAdoption.Name] = new("通知各申请改用新的规则", "telling the cases of the round's new rules"),
        [SendCalendarChange.Name] = new("通知各公示日历有变", "telling the publicities of another calendar"),
        [RecomputePeriod.Name] = new("按新的日历推算公示期", "a publicity's period by another calendar"),
        [SendComparison.Name] = new("通知各批次重新比对", "telling the rounds to compare anew"),
        [RunMatching.Name] = new("重新比对名单", "comparing the lists anew"),
        [RematchCase.Name] = new("比对结果变化", "a changed match"),
        [DropWorksheet.Name] = new("清理底稿", "clearing a worksheet"),
        [ReturnCase.Name] = new("收回名单后退回申请", "the return of a case whose list was taken back"),
        [Adjustments.ProposeAdjustment.Name] = new("建议动态调整", "proposing an adjustment"),
        [Access.OpenSampledCase.Name] = new("开放抽查的申请", "opening a sampled case"),
        [EnrolmentChangeHandler.ToCase] = new("学籍异动", "an enrolment change"),
        [EnrolmentChangeHandler.ToRegister] = new("登记学籍状态", "entering a standing into the register"),
        [Copies.KeepCopy.Name] = new("抄送", "a copy for information"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Which message, and why it was refused.</summary>
    public static Text Why(Message message, string code)
    {
        var (title, why) = (TitleOf(message), Codes.SentenceOf(code));
        return new Text($"“{title.In("zh-CN")}”未被接收：{why.In("zh-CN")}", $"'{title.In("en")}' was refused: {why.In("en")}");
    }

    /// <summary>Why one was refused of which nothing else is known.</summary>
    public static Text WhyOf(string code) => Codes.SentenceOf(code);

    /// <summary>Its name where it is another's.</summary>
    private static Text TitleOf(Message message) => message.Name == PublishEvent.Topic && message.Body["name"].AsText() is { } signal
        ? new Text($"信号 {signal}", $"the signal {signal}") : Titles.GetValueOrDefault(message.Name) ?? new Text(message.Name);
}
