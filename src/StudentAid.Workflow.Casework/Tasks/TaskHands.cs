using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tasks;

/// <summary>
/// Hands a task round. It stays the same task all the way: one bookmark with at most one holder. Each verb says who may and what becomes of the holding; nobody
/// gets by any of them what is not his to do.
/// </summary>
internal sealed class TaskHands(CaseSteps cases)
{
    public StreamDecision Decide(Handing handing)
    {
        if (!handing.Task.Person.IsNone)
            return TaskCodes.OwnAlone;
        return handing.Request.Verb switch
        {
            TaskVerbs.Claim => Claim(handing),
            _ => Release(handing),
        };
    }

    private StreamDecision Claim(Handing handing) =>
        handing.Elsewhere()
        ?? (!TaskHolders.HoldsPost(handing.Who, handing.Task) ? handing.NotHolder : Hand(handing, Holding.Given(handing.Who.Id)));

    private StreamDecision Release(Handing handing) =>
        handing.Held is null ? TaskCodes.NotHeld
        : handing.IsMine && handing.Held.For.Length > 0 ? ExecutionCodes.WithAnother
        : handing.IsMine || handing.Operates ? Hand(handing, null)
        : handing.Elsewhere()!;

    private StreamDecision Hand(Handing handing, Holding? holding, RecordValue? note = null) => cases.Decide(
        new InstanceCommand.Hand(handing.Task.Id, handing.Request.Verb, holding, note ?? Value.EmptyRecord, handing.Request.ShownAt, handing.Words),
        handing.State, handing.Stored, handing.Act, handing.Facts);
}
