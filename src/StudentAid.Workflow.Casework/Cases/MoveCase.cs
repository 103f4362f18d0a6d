using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Cases;

/// <summary>The case goes along with its student: its place, what waits for his old units, and the units that its later steps will ask for.</summary>
public sealed record MoveCase(Id Case, string From, string To) : Command
{
    public override Id Target => Case;

    public override Value Body => Value.List(Case.ToString(), From, To);
}

public sealed class MoveCaseHandler(CaseSteps cases, StepRunner runner) : IRequestHandler<MoveCase, Answer>
{
    public Task<Answer> Handle(MoveCase request, CancellationToken cancellationToken) =>
        runner.RunAsync<InstanceState>(request, request.Case, (state, stored, act, facts) => Decide(request, state, stored, act, facts), cancellationToken);

    private StreamDecision Decide(MoveCase request, InstanceState? state, StoredStream? stored, Act act, Facts facts)
    {
        if (state is null || stored is null || !request.Principal.IsSystem)
            return StepCodes.NotFound;
        if (!state.IsOpen)
            return ExecutionCodes.NotOpen.With(("status", state.Status));
        var waiting = state.Bookmarks.Values.Select(b => b.Unit).Where(u => u.Length > 0 && u != request.From).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var before = state.Frames[1].Input["units"] as RecordValue ?? Value.EmptyRecord;
        ImmutableArray<string> beside = [.. waiting.Where(u => before.Members.All(m => m.Value.AsText() != u))];
        var (key, groups) = (UnitFacts.UnitsOf(request.To), UnitFacts.GroupsOf(stored.Subject, request.To));
        ImmutableArray<FactKey> needed = [key, .. beside.Select(UnitFacts.Unit), .. beside.IsEmpty ? [] : (FactKey[])[groups]];
        if (needed.Where(k => facts.Find(k) is null).ToImmutableArray() is { IsEmpty: false } missing)
            return new StreamDecision.Needs(missing);
        var units = facts.Find(key)!.Value;
        var more = ImmutableArray.CreateBuilder<UnitMove>();
        foreach (var unit in beside.Where(u => GroupRule.IsGroup(facts.Find(UnitFacts.Unit(u))!.Value)))
        {
            // What waits for a group goes to the group of that kind that takes him now.
            var kind = facts.Find(UnitFacts.Unit(unit))!.Value["kind"].AsText() ?? "";
            var now = facts.Find(groups)!.Value[kind].Items;
            if (now.Length != 1)
                return MoveCaseCodes.NoOneGroup.With(("kind", kind), ("number", state.Name), ("to", request.To), ("count", now.Length));
            more.Add(new UnitMove(unit, now[0]["unit"].AsText()!));
        }

        // A department that changes too takes what waits for it; the school's own stays where it is.
        more.AddRange(before.Members.Select(u => new UnitMove(u.Value.AsText()!, units[u.Key].AsText() ?? request.To)));
        var command = new InstanceCommand.MoveUnit(request.From, request.To, more.ToImmutable(), Value.Record(("units", units)));
        return cases.Decide(command, CaseSteps.PlaceOf(stored) with { OrgPath = request.To }, state, act, facts);
    }
}

public static class MoveCaseCodes
{
    public static readonly Code NoOneGroup = Code.State("move-without-group", "申请 {number} 正在“{kind}”办理，学生转到“{to}”后应属于一个同类的组，但有 {count} 个：请修改组的规则或成员，然后在待处理异常中重新送出这条消息。", "Expected the case {number}, which waits at a '{kind}', to belong to one such group at '{to}', but it belongs to {count}: change their rules or members, then deliver this message again from the incidents.");
}
