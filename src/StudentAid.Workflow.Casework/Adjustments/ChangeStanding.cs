using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Adjustments;

/// <summary>
/// Ends or rests what a student holds, from today on, and with it what is decided and begins later. <c>exit</c> (退出): by the student's or guardian's own declaration, or by the office with the hash of the signed
/// paper in <see cref="Paper"/>; <c>suspend</c> (休学) with a code in <see cref="Reason"/>; <c>resume</c>; <c>hand-over</c> (转学) with the other school's name in
/// <see cref="Text"/> and the hash of the file that went along in <see cref="Paper"/>.
/// </summary>
public sealed record ChangeStanding(Id Person, string Act, string Reason, string Text, string Paper) : Command
{
    public override Id Target => default;

    public override Value Body => Value.List(Person.ToString(), Act, Reason, Text, Paper);
}

public sealed class ChangeStandingHandler(
    StepRunner runner, IStoreReader reader, Organisations.Directory directory, LevelRegister register, Cipher cipher, SchoolDays days) : IRequestHandler<ChangeStanding, Answer>
{
    private static readonly Dictionary<string, string[]> From = new(StringComparer.Ordinal)
    {
        ["exit"] = [StandingState.Held, StandingState.Suspended, StandingState.Exited, StandingState.Left], ["suspend"] = [StandingState.Held, StandingState.Exited, StandingState.Left],
        ["resume"] = [StandingState.Suspended], ["hand-over"] = [StandingState.Held, StandingState.Suspended, StandingState.Exited, StandingState.Left],
    };

    /// <summary>What fits a student's standing, whoever asks; "exit" and "suspend" need a level that is held, resting or not, or begins later.</summary>
    public static ImmutableArray<string> ActsOf(string status, bool holdsLevel) =>
        [.. From.Where(f => f.Value.Contains(status, StringComparer.Ordinal) && (holdsLevel || f.Key is not ("exit" or "suspend"))).Select(f => f.Key)];

    public async Task<Answer> Handle(ChangeStanding request, CancellationToken cancellationToken)
    {
        if (await directory.PersonAsync(request.Person) is not { } person || await SchoolOf(person.Place) is not { } school)
            return StepCodes.NotFound;
        if (Refuse(request, school) is { } refused)
            return refused;
        var today = await days.DayAsync(school, runner.Now(), cancellationToken);
        var history = await register.LoadAsync(request.Person, cancellationToken);
        if (request.Act is "exit" or "suspend" && !history.LastsOn(today))
            return AdjustmentCodes.NotSuperior;
        return await runner.RunAsync<StandingState>(
            request, StandingState.IdOf(request.Person), (state, _, act, _) => Decide(request, person.Place, today, state, act), cancellationToken);
    }

    private static Rejection? Refuse(ChangeStanding request, string school)
    {
        var own = request.Act == "exit" && request.Principal.Persons.Contains(request.Person);
        if (!own && Duties.Rounds(request.Principal, school) is { } notYours)
            return request.Principal.Scope.Covers(school) ? notYours : StepCodes.NotFound.With();
        if (!own && request.Principal.MustWithdrawFrom(request.Person))
            return CaseCommandCodes.MustWithdraw.With();
        var missing = request.Act switch
        {
            "exit" when !own && !PlainText.IsHash(request.Paper) => "paper",
            "exit" when request.Text.Trim().Length == 0 => "text",
            "suspend" when !PlainText.IsCode(request.Reason) => "reason",
            "hand-over" when request.Text.Trim().Length == 0 => "text",
            "hand-over" when !PlainText.IsHash(request.Paper) => "paper",
            _ => null,
        };
        return missing is null ? null : StandingCodes.Incomplete.With(("missing", missing));
    }

    private StreamDecision Decide(ChangeStanding request, string place, DateOnly today, StandingState? state, Act act)
    {
        var before = state ?? StandingState.Empty;
        if (!From.TryGetValue(request.Act, out var from) || !from.Contains(before.Status, StringComparer.Ordinal))
            return AdjustmentCodes.StandingUnfit.With(("status", before.Status), ("act", request.Act));
        var parts = new StepParts(act, before.Version);
        StandingEvent happened = request.Act switch
        {
            "exit" => new StandingEvent.Exited(today, parts.Seal(cipher.Seal(request.Person, request.Text)), request.Paper),
            "suspend" => new StandingEvent.Suspended(today, request.Reason),
            "resume" => new StandingEvent.Resumed(today),
            _ => new StandingEvent.HandedOver(today, parts.Seal(cipher.Seal(request.Person, request.Text)), request.Paper),
        };
        return before.Step(new Beside(place, Person: request.Person), parts, happened);
    }

    private async Task<string?> SchoolOf(string place)
    {
        foreach (var path in UnitPath.Line(place).Reverse())
        {
            if ((await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.OrgUnit) { Key = path })).FirstOrDefault()?.Content["kind"].AsText() == "school")
                return path;
        }

        return null;
    }
}

public static class StandingCodes
{
    public static readonly Code Incomplete = Code.Input("standing-incomplete", "应写明“{missing}”（说明、原因代码或签字、移交材料），但没有。", "Expected '{missing}' (text, coded reason, or hash of a paper) to be given, but it is not.");
}
