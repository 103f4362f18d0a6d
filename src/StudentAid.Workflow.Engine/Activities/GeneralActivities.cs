using StudentAid.Workflow.Engine.Activities.Branching;
using StudentAid.Workflow.Engine.Activities.Composition;
using StudentAid.Workflow.Engine.Activities.Ending;
using StudentAid.Workflow.Engine.Activities.Flowcharts;
using StudentAid.Workflow.Engine.Activities.Http;
using StudentAid.Workflow.Engine.Activities.Looping;
using StudentAid.Workflow.Engine.Activities.Scripting;
using StudentAid.Workflow.Engine.Activities.Signals;
using StudentAid.Workflow.Engine.Activities.Timing;
using StudentAid.Workflow.Engine.Activities.Variables;

namespace StudentAid.Workflow.Engine.Activities;

/// <summary>The activity types that know no domain, under Elsa's names.</summary>
public static class GeneralActivities
{
    public static IEnumerable<ActivityType> All =>
    [
        new Flowchart(), new FlowJoin(), new FlowNode(), new Start(), new Sequence(),
        new FlowDecision(), new If(), new FlowSwitch(), new Switch(), new FlowFork(), new Fork(), new Branching.Parallel(),
        new ForEach(), new ParallelForEach(), new While(), new For(), new Break(),
        new SetVariable(), new SetOutput(), new SetName(), new Correlate(), new WriteLine(), new RunJavaScript(), new RunCSharp(),
        new Event(), new PublishEvent(), new Delay(), new Timing.Timer(), new StartAt(), new Cron(),
        new ExecuteWorkflow(), new DispatchWorkflow(), new BulkDispatchWorkflows(), new RunTask(),
        new End(), new Finish(), new Complete(), new Fault(),
        new HttpEndpoint(), new WriteHttpResponse(), new SendHttpRequest(), new FlowSendHttpRequest(),
    ];
}
