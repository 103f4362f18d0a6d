using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Adjustments;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Matching;

/// <summary>
/// Compares everyone of a round's school with the lists of the school and of the units above it, and keeps what has changed. Only open cases whose
/// result changed are told. A list is a hint: nothing is decided by it, and after a decision it only opens a proposal.
/// </summary>
public sealed record RunMatching(Id Round, string Batch) : Command
{
    /// <summary>The message's name.</summary>
    public const string Name = "compare-lists";

    public override Id Target => Round;

    public override Value Body => Value.List(Round.ToString(), Batch);
}

public static class RunMatchingCodes
{
    public static readonly Code NoRules = Code.State("matching-rules-not-pinned", "批次应固定数据比对规则和特殊群体类别，但缺少“{missing}”。", "Expected the round to pin the rules of matching and the special groups, but '{missing}' is missing.");
    public static readonly Code NoneOpen = Code.State("matching-no-open-round", "应有进行中的批次需要重新比对，但没有。", "Expected an open round to compare anew, but there is none.");
    public static readonly Code NothingNew = Code.State("matching-nothing-new", "比对结果应有变化，但与上次相同。", "Expected the comparison to change something, but every result is as before.");
}

public sealed class RunMatchingHandler(StepRunner runner, IStepStore store, PinCache pins, MatchingInputs data, Cipher cipher) : IRequestHandler<RunMatching, Answer>
{
    /// <summary>The kind of document of the round's stream that holds a result, by the person's id: <c>{ state, sealed, batch }</c>.</summary>
    public const string Document = "match";

    public async Task<Answer> Handle(RunMatching request, CancellationToken cancellationToken)
    {
        if (await runner.StateAsync<RoundState>(await store.LoadAsync(request.Round, cancellationToken), cancellationToken) is not { } round)
            return StepCodes.NotFound;
        if (Duties.Rounds(request.Principal, round.School) is { } notYours)
            return notYours;
        await pins.EnsureAsync(round.Pin, cancellationToken);
        if (MatchingRules.Kind.Find(pins, round.Pin, "matching-rules") is not { } rules)
            return RunMatchingCodes.NoRules.With(("missing", "matching-rules"));
        if (SpecialGroups.Kind.Find(pins, round.Pin, "special-groups") is not { } groups)
            return RunMatchingCodes.NoRules.With(("missing", "special-groups"));
        var index = MatchIndex.Of(await data.RowsAsync(round.School), rules, groups);
        var households = await data.HouseholdsAsync(request.Round, rules, cancellationToken);
        return await runner.RunAsync<RoundState>(
            request, request.Round, (state, _, act, facts) => Decide(request, index, households, state!, act, facts), cancellationToken);
    }

    private StreamDecision Decide(
        RunMatching request, MatchIndex index, IReadOnlyDictionary<Id, ImmutableArray<HouseholdMember>> households, RoundState state, Act act, Facts facts)
    {
        ImmutableArray<FactKey> needed = [UnitFacts.People(state.School), MatchingInputs.ResultsOf(request.Round), MatchingInputs.SubjectsOf(request.Round), MatchingInputs.EndedOf(request.Round)];
        if (needed.Any(k => facts.Find(k) is null))
            return new StreamDecision.Needs(needed);
        var people = facts.Find(needed[0])!.Value.Items;
        var (before, subjects, ended) = (facts.Find(needed[1])!.Value, facts.Find(needed[2])!.Value, facts.Find(needed[3])!.Value);
        var steps = new RoundSteps(state, act);
        var (changed, compared) = (0, 0);
        foreach (var person in people)
        {
            compared++;
            var id = person["id"].AsText()!;
            var result = Matcher.Match(PersonOf(person) with { Household = households.GetValueOrDefault(Id.Parse(id), []) }, index, state.ReferenceDay);
            var content = ContentOf(result);
            var earlier = before[id];
            if (earlier.IsNull ? result.State == MatchState.None : earlier["state"].AsText() == result.State.Word() && earlier["content"] == content)
                continue;
            changed++;
            Keep(steps, request, person, result.State, content);
            foreach (var open in subjects[id].Items)
                steps.Parts.Tell(RematchCase.Name, Id.Parse(open.AsText()!), Value.Record(("batch", request.Batch)), RematchCodes.Nothing.Id, ExecutionCodes.NotOpen.Id);
            // Whoever is decided already stays so: a late row only proposes to look again.
            foreach (var decided in result.State == MatchState.None ? [] : ended[id].Items)
            {
                steps.Parts.Tell(
                    ProposeAdjustment.Name, Id.Parse(decided.AsText()!), Value.Record(("trigger", AdjustmentOrigins.LateMatch), ("source", request.Batch)),
                    AdjustmentCodes.NotDecided.Id, AdjustmentCodes.StillOpen.Id, AdjustmentCodes.NotProposed.Id);
            }
        }

        return changed == 0 ? RunMatchingCodes.NothingNew : steps.Of(new RoundEvent.Matched(request.Batch, compared, changed));
    }

    private void Keep(RoundSteps steps, RunMatching request, Value person, MatchState state, Value content)
    {
        var id = Id.Parse(person["id"].AsText()!);
        var address = steps.Parts.Seal(cipher.Seal(id, content));
        steps.Parts.Row(new DocumentPut(
            Document, id.ToString(), Value.Record(("state", state.Word()), ("sealed", address), ("batch", request.Batch)), person["place"].AsText()));
    }

    private static MatchPerson PersonOf(Value person)
    {
        var facts = person["content"]["sealed"];
        return new MatchPerson(person["id"].AsText()!, facts["name"].AsText() ?? "", IdNumber.Read(facts["idNumber"].AsText()).Number)
        {
            StatedBirth = facts["birth"].AsDay(),
            StatedRegion = facts["region"].AsText(),
        };
    }

    /// <summary>The categories that count in this state, and why a doubt is one; all of it is sealed.</summary>
    private static RecordValue ContentOf(MatchResult result) => Value.Record(
        ("categories", Value.List((result.State == MatchState.Matched ? result.Matched : result.Doubtful).Select(Value.Of))),
        ("doubtful", Value.List(result.Doubtful.Select(Value.Of))),
        ("reasons", Value.List(result.Findings.Where(f => f.State == MatchState.Doubtful).SelectMany(f => f.Reasons.Select(r => (Value)Value.Record(
            ("category", f.Category), ("provider", f.Row.Source.Provider), ("code", r.Code.Id), ("text", new Engine.Definitions.Text(r.In("zh-CN"), r.In("en")).ToValue())))))));
}
