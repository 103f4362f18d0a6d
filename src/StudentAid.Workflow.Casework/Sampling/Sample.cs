using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Adjustments;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Sampling;

/// <summary>
/// Draws a sample of a round's determined cases with a seed that is recorded: a share of all, a share of those visited at home (both in percent), and every case
/// that was objected to. The same seed on the same cases draws the same. A share that is left out is the one that the rules of adjustment name.
/// </summary>
public sealed record DrawSample(Id Round, string Seed, int? Share, int? VisitShare) : Command
{
    public override Id Target => Round;

    public override Value Body => Value.List(Round.ToString(), Seed, Share is { } s ? s : Value.Null, VisitShare is { } v ? v : Value.Null);
}

/// <summary>Records what came of one case of a sample; one that deviates opens a proposal for adjustment.</summary>
public sealed record RecordCheck(Id Sample, Id Case, string Result, string Method, string Finding) : Command
{
    public override Id Target => Sample;

    public override Value Body => Value.List(Sample.ToString(), Case.ToString(), Result, Method, Finding);
}

public static class SampleCodes
{
    public static readonly Code NoSeed = Code.Input("sample-without-seed", "抽样应写明种子，并给出 0 至 100 的比例，但不符。", "Expected a seed and shares from 0 to 100, but they are not.");
    public static readonly Code BelowRules = Code.Input("sample-below-rules", "复查比例应不低于规则规定的 {share}%、家访学生 {visitShare}%，但为 {given}%、{visited}%。", "Expected shares of at least {share} % and {visitShare} % of those visited as the rules of adjustment bind, but they are {given} % and {visited} %.", "实施办法 第十五条");
    public static readonly Code Drawn = Code.State("sample-drawn", "同一种子应只抽样一次，但已经抽过。", "Expected this seed to be drawn once, but it was drawn already.");
    public static readonly Code Nobody = Code.State("sample-empty", "应有已认定的学生可以抽样，但没有。", "Expected determined cases to draw from, but there are none.");
    public static readonly Code NotInSample = Code.Input("sample-not-in-it", "该申请应在样本中且尚未复查，但不是。", "Expected a case of the sample that is not yet checked, but it is none.");
    public static readonly Code BadResult = Code.Input("sample-result-unknown", "复查结果应是“{known}”之一并写明方式和情况，但不符。", "Expected a result of {known} with method and finding, but it is not.");
}

public sealed class SampleHandler(BesideCases beside, StepRunner runner, IStepStore store, IStoreReader reader, DecidedLists lists, Cipher cipher, SchoolDays days, FactLoader facts)
    : IRequestHandler<DrawSample, Answer>, IRequestHandler<RecordCheck, Answer>
{
    private const string HomeVisit = "home-visit";

    public async Task<Answer> Handle(DrawSample request, CancellationToken cancellationToken)
    {
        if (await lists.LoadAsync(Scope.All, request.Round, null, cancellationToken) is not { } list)
            return StepCodes.NotFound;
        if (Duties.Rounds(request.Principal, list.State.School) is { } notYours)
            return notYours;
        var today = await days.DayAsync(list.State.School, runner.Now(), cancellationToken);
        var rules = AdjustmentRules.From((await facts.LoadAsync([AdjustmentRules.FactOf(list.State.School, list.State.Procedure, today)], cancellationToken))[0].Value).Recheck;
        if (request.Seed.Length == 0 || (request.Share ?? rules?.Share) is not (>= 0 and <= 100 and var share) || (request.VisitShare ?? rules?.VisitShare) is not (>= 0 and <= 100 and var visitShare))
            return SampleCodes.NoSeed;
        if (rules is { Binding: true } && (share < rules.Share || visitShare < rules.VisitShare))
            return SampleCodes.BelowRules.With(("share", rules.Share), ("visitShare", rules.VisitShare), ("given", share), ("visited", visitShare));
        var all = list.Determined.Where(r => r.Stream.Status == "finished").ToList();
        if (all.Count == 0)
            return SampleCodes.Nobody;
        var disputed = await DisputedAsync(request.Round, cancellationToken);
        ImmutableArray<Id> drawn =
        [
            .. SampleDraw.Of(request.Seed, all.Select(r => r.Case), share)
                .Concat(SampleDraw.Of(request.Seed, all.Where(r => r.History.Verifications.Any(v => v.Method == HomeVisit)).Select(r => r.Case), visitShare))
                .Concat(all.Select(r => r.Case).Where(disputed.Contains).Order()).Distinct(),
        ];
        return await runner.RunAsync<SampleState>(request, SampleState.IdOf(request.Round, request.Seed), (state, _, act, _) => state is not null
            ? SampleCodes.Drawn
            : SampleState.Empty.Step(new Beside(list.State.School, request.Round, Practice: list.State.Practice), new StepParts(act, 0), new SampleEvent.Drawn(
                request.Round, list.State.School, request.Seed, share, visitShare, all.Count, drawn, today)), cancellationToken);
    }

    public async Task<Answer> Handle(RecordCheck request, CancellationToken cancellationToken)
    {
        var about = await store.LoadAsync(request.Case, cancellationToken);
        return await beside.StepAsync<SampleState, SampleEvent>(request, request.Sample, (state, today, parts) =>
        {
            if (Duties.Rounds(request.Principal, state.School) is { } notYours)
                return notYours;
            if (request.Result is not (SampleState.Confirmed or SampleState.Deviates) || !PlainText.IsCode(request.Method) || string.IsNullOrWhiteSpace(request.Finding))
                return SampleCodes.BadResult.With(("known", $"{SampleState.Confirmed}、{SampleState.Deviates}"));
            if (!state.Cases.Contains(request.Case) || state.Results.Any(r => r.Case == request.Case))
                return SampleCodes.NotInSample;
            if (request.Principal.MustWithdrawFrom(about!.Subject))
                return CaseCommandCodes.MustWithdraw;
            var finding = parts.Seal(cipher.Seal(about.Subject, request.Finding));
            if (request.Result == SampleState.Deviates)
                parts.Tell(ProposeAdjustment.Name, request.Case, Value.Record(("trigger", AdjustmentOrigins.Sample), ("finding", finding)), AdjustmentCodes.StillOpen.Id, AdjustmentCodes.NotProposed.Id);
            return new SampleEvent.Checked(request.Case, request.Result, request.Method, finding, today);
        }, cancellationToken);
    }

    private async Task<HashSet<Id>> DisputedAsync(Id round, CancellationToken cancellation)
    {
        var disputed = new HashSet<Id>();
        foreach (var row in (await reader.StreamsAsync(Scope.All, new StreamFilter { Group = round, Kind = RosterState.Kind, Practice = true }, PageRequest.Everything)).Items)
        {
            if (await runner.StateAsync<RosterState>(await store.LoadAsync(row.Id, cancellation), cancellation) is { } roster)
                disputed.UnionWith(roster.Objections.Select(o => o.Case));
        }

        return disputed;
    }
}
