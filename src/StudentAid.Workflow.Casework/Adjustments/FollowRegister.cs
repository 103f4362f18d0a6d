using MediatR;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Adjustments;

/// <summary>
/// What a student's status in the register does to the level that he holds, or that is decided and begins later: it rests while he is away, goes on when he is back, and ends where he has left (休学、复学、转学);
/// who is enrolled again was away in between.
/// Sent by the step that writes the status down.
/// </summary>
public sealed record FollowRegister(Id Standing, Id Person, string Place, string Status) : Command
{
    /// <summary>The message's name.</summary>
    public const string Name = "register-to-standing";

    /// <summary>The coded reason of a rest that the register made: only such a one ends when the register says that he is back.</summary>
    public const string Reason = "register-suspended";

    public override Id Target => Standing;

    public override Value Body => Value.List(Standing.ToString(), Person.ToString(), Place, Status);
}

public static class FollowRegisterCodes
{
    public static readonly Code NothingHeld = Code.State("standing-nothing-held", "学籍状态变化应使所持等级有所变化，但没有需要变化的。", "Expected the change of status to change a level that is held, but it does not.");
}

public sealed class FollowRegisterHandler(StepRunner runner, LevelRegister register, SchoolDays days) : IRequestHandler<FollowRegister, Answer>
{
    public async Task<Answer> Handle(FollowRegister request, CancellationToken cancellationToken)
    {
        if (!request.Principal.IsSystem)
            return StepCodes.NotFound;
        var today = await days.DayAsync(request.Place, runner.Now(), cancellationToken);
        var holds = (await register.LoadAsync(request.Person, cancellationToken)).LastsOn(today);
        return await runner.RunAsync<StandingState>(request, request.Standing, (state, _, act, _) => Decide(request, holds, today, state ?? StandingState.Empty, act), cancellationToken);
    }

    private static StreamDecision Decide(FollowRegister request, bool holds, DateOnly today, StandingState before, Act act)
    {
        StandingEvent? happened = (request.Status, before.Status) switch
        {
            (PersonStatus.Left, _) when holds => new StandingEvent.Left(today),
            (PersonStatus.Suspended, not StandingState.Suspended) when holds => new StandingEvent.Suspended(today, FollowRegister.Reason),
            (PersonStatus.Enrolled, StandingState.Suspended) when before.Reason == FollowRegister.Reason => new StandingEvent.Resumed(today),
            (PersonStatus.Enrolled, StandingState.Left) => new StandingEvent.Resumed(today),
            _ => null,
        };
        return happened is null ? FollowRegisterCodes.NothingHeld : before.Step(new Beside(request.Place, Person: request.Person), new StepParts(act, before.Version), happened);
    }
}
