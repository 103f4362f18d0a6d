using MediatR;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Matching;

/// <summary>Says what came of looking at a late hit: <see cref="LateMatchState.NoEffect"/> or <see cref="LateMatchState.PassedOn"/>, with the reason.</summary>
public sealed record SettleLateMatch(Id LateMatch, string Result, string Text) : Command
{
    public override Id Target => LateMatch;

    public override Engine.Expressions.Value Body => Engine.Expressions.Value.List(LateMatch.ToString(), Result, Text);
}

public static class LateMatchCodes
{
    public static readonly Code UnknownResult = Code.Input("late-match-result-unknown", "核对结果应是 no-effect（不影响认定）或 passed-on（已转告办理机构），但填的是“{result}”。", "Expected no-effect or passed-on, but the result is '{result}'.");
    public static readonly Code NoText = Code.Input("late-match-without-reason", "应写明核对情况和理由，但没有内容。", "Expected what was found and why, but there is no text.");
    public static readonly Code Settled = Code.State("late-match-settled", "这条新比对结果应尚待核对，但已经核对。", "Expected the late hit to be open, but it was settled.");
}

/// <summary>
/// A list that comes later names somebody whose case is past its match: whoever settles doubts there gets a task to look. Level and case stay as they are.
/// </summary>
public sealed class LateMatches(StepRunner runner, IStepStore store, IStoreReader reader, PinCache pins, Cipher cipher) : IRequestHandler<SettleLateMatch, Answer>
{
    /// <summary>The task's activity.</summary>
    public const string Task = "late-match";

    private const string Match = "StudentAid.DataMatch";
    private const int Bookmark = 1;

    /// <summary>A task where there is something to look at; otherwise the refusal that the sender expects.</summary>
    internal async Task<Answer> FoundAsync(RematchCase request, CancellationToken cancellation)
    {
        if (await store.LoadAsync(request.Case, cancellation) is not { } stored
            || await runner.StateAsync<InstanceState>(stored, cancellation) is not { IsOpen: true } about)
            return RematchCodes.Nothing;
        await pins.EnsureAsync(about.Pin, cancellation);
        if (pins.Definition(about.Pin)?.Definition.Root.All().FirstOrDefault(n => n.Type == Match && about.Frames.Values.Any(f => f.Visits(n.Id) > 0)) is not { } node
            || await HitAsync(stored, about) is not { } hit)
            return RematchCodes.Nothing;
        var role = RoleList.PinnedAt(pins, about.Pin).For(node.Input("role")?.Text ?? "", Duty.SettleMatches);
        if (about.Frames[1].Input["units"][node.Input("scope")?.Text ?? new DataMatchOptions().Scope].AsText() is not { Length: > 0 } unit)
            return CaseCodes.NoUnit.With(("scope", node.Input("scope")?.Text ?? ""), ("number", about.Name));
        var found = new LateMatchEvent.Found(stored.Group, request.Case, stored.Subject, hit, request.Batch, role, unit);
        return await runner.RunAsync<LateMatchState>(request, LateMatchState.IdOf(request.Case), (state, _, act, _) => Open(found, stored, state, act), cancellation);
    }

    public Task<Answer> Handle(SettleLateMatch request, CancellationToken cancellationToken) =>
        runner.RunAsync<LateMatchState>(request, request.LateMatch, (state, stored, act, _) => Settle(request, state, stored, act), cancellationToken);

    /// <summary>What the lists say now, where that is more than the case went on with.</summary>
    private async Task<string?> HitAsync(StoredStream stored, InstanceState about)
    {
        var now = (await reader.DocumentAsync(Scope.All, stored.Group, RunMatchingHandler.Document, stored.Subject.ToString()))?.Content["state"].AsText();
        var before = MatchStateWords.Parse(about.Frames[1].Variables.GetValueOrDefault(CaseVariables.Match)?.AsText());
        return MatchStateWords.Parse(now) switch
        {
            MatchState.Matched => now,
            MatchState.Doubtful when before != MatchState.Matched => now,
            _ => null,
        };
    }

    private static StreamDecision Open(LateMatchEvent.Found found, StoredStream like, LateMatchState? state, Act act)
    {
        var parts = new StepParts(act, state?.Version ?? 0);
        parts.Row(state?.Status == "open" ? new TaskChanged(Bookmark, parts.Seq, null) : new TaskOpened(Bookmark, Task, found.Role, found.Unit, null, parts.Seq));
        return (state ?? LateMatchState.Empty).Step(Beside.Like(like), parts, found);
    }

    private StreamDecision Settle(SettleLateMatch request, LateMatchState? state, StoredStream? stored, Act act)
    {
        if (state is null || stored is null || !request.Principal.Holds(state.Role, state.Unit))
            return StepCodes.NotFound;
        if (request.Principal.MustWithdrawFrom(state.Person))
            return CaseCommandCodes.MustWithdraw;
        if (state.Status != "open")
            return LateMatchCodes.Settled;
        if (request.Result is not (LateMatchState.NoEffect or LateMatchState.PassedOn))
            return LateMatchCodes.UnknownResult.With(("result", request.Result));
        if (string.IsNullOrWhiteSpace(request.Text))
            return LateMatchCodes.NoText;
        var parts = new StepParts(act, state.Version);
        var text = parts.Seal(cipher.Seal(state.Person, request.Text));
        parts.Row(new TaskClosed(Bookmark));
        return state.Step(Beside.Like(stored), parts, new LateMatchEvent.Settled(request.Result, text));
    }
}
