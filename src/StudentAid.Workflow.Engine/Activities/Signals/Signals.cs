using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Activities.Signals;

public sealed record EventOptions
{
    [Option("信号名", "Event name", Required = true)]
    public string EventName { get; init; } = "";
}

/// <summary>Waits for a signal by name (Elsa's Event).</summary>
public sealed class Event() : ActivityType<EventOptions>(new ActivityDescription
{
    Type = "Elsa.Event",
    Title = new Text("等待信号", "Event"),
    Summary = new Text("等待一个信号。", "Waits for a signal."),
    Category = Categories.Signals,
    Outputs = [new OutputDescription("result", new Text("内容", "Payload"))],
    IsTrigger = true,
    PersonalInputs = [StartPayload],
    Waits = true,
    KeepsInput = true,
})
{
    /// <summary>The input that holds the content of the signal that started the instance. Sealed, as the output is.</summary>
    public const string StartPayload = "payload";

    protected override ActivityResult Enter(ActivityContext context, EventOptions options)
    {
        if (context.IsTriggerOfStart)
        {
            if (context.Input(StartPayload) is { IsNull: false } payload)
                context.SetOutput("result", context.Refer(payload));
            return ActivityResult.Completed();
        }

        context.Open(BookmarkKind.Signal, options.EventName, context.Correlation);
        return ActivityResult.Waits;
    }

    protected override ActivityResult Resume(ActivityContext context, EventOptions options, Resumption resumption)
    {
        context.SetOutput("result", resumption.Input);
        return ActivityResult.Completed();
    }
}

public sealed record PublishEventOptions
{
    [Option("信号名", "Event name", Required = true)]
    public string EventName { get; init; } = "";

    [Option("关联号", "Correlation id")]
    public string CorrelationId { get; init; } = "";

    [Option("只在本流程", "Local event")]
    public bool IsLocalEvent { get; init; }

    [Option("内容", "Payload")]
    public Value Payload { get; init; } = Value.Null;
}

/// <summary>Raises a signal: one delivery for each bookmark that stands when its router runs.</summary>
public sealed class PublishEvent() : ActivityType<PublishEventOptions>(new ActivityDescription
{
    Type = "Elsa.PublishEvent",
    Title = new Text("发出信号", "Publish event"),
    Summary = new Text("发出一个信号。", "Raises a signal."),
    Category = Categories.Signals,
})
{
    public const string Topic = "publish-signal";

    protected override ActivityResult Enter(ActivityContext context, PublishEventOptions options)
    {
        context.Send(Topic, options.IsLocalEvent ? context.InstanceId : default, Value.Record(
            ("name", options.EventName), ("correlation", options.CorrelationId), ("payload", options.Payload)));
        return ActivityResult.Completed();
    }
}
