using MediatR;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Cases;

/// <summary>The lists say something new of the student: the match that the case waits at looks again. For a case that is past it somebody gets a task to look
/// (<see cref="LateMatches"/>); one that is not yet there has nothing to do.</summary>
public sealed record RematchCase(Id Case, string Batch) : Command
{
    /// <summary>Message and verb.</summary>
    public const string Name = "rematch";

    public override Id Target => Case;

    public override Value Body => Value.List(Case.ToString(), Batch);
}

public static class RematchCodes
{
    public static readonly Code Nothing = Code.State("nothing-to-rematch", "本案应正在等待数据比对，但没有。", "Expected the case to wait for a match, but it does not.");
}

public sealed class RematchCaseHandler(StepRunner runner, CaseSteps cases, PinCache pins, LateMatches late) : IRequestHandler<RematchCase, Answer>
{
    private const string Match = "StudentAid.DataMatch";

    public async Task<Answer> Handle(RematchCase request, CancellationToken cancellationToken)
    {
        var answer = await WaitingAsync(request, cancellationToken);
        return answer.Rejected?.Code == RematchCodes.Nothing ? await late.FoundAsync(request, cancellationToken) : answer;
    }

    private Task<Answer> WaitingAsync(RematchCase request, CancellationToken cancellation) =>
        runner.RunAsync<InstanceState>(request, request.Case, (state, stored, act, facts) =>
        {
            if (state is null || !request.Principal.IsSystem)
                return StepCodes.NotFound;
            var waiting = state.Bookmarks.Values.FirstOrDefault(b => pins.Definition(state.Pin)?.Find(b.Node)?.Type == Match);
            if (state.IsOpen && waiting is null)
                return RematchCodes.Nothing;
            var resume = new InstanceCommand.Resume(waiting?.Id ?? 0, RematchCase.Name, Value.Record(("batch", request.Batch)));
            return cases.Decide(resume, state, stored, act, facts);
        }, cancellation);
}
