using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Committees;

/// <summary>A body's members as they are on record, held against the rules that hold when they meet.</summary>
public static class StandingCommittee
{
    /// <summary>Errors keep the members from meeting, warnings go into the minutes.</summary>
    public static ImmutableArray<Diagnostic> Check(Body body, Value committee, int unitSize) => committee.IsNull ? []
        : Composition.Again(body, [.. committee["members"].Items.Select(m => CommitteeMember.From(m).ToMember())], SpreadOf(committee), unitSize);

    /// <summary>Ids of members and substitutes who sit there without a vote.</summary>
    public static ImmutableArray<string> Observers(Body? body, Value committee) => body is null ? []
        : [.. committee["members"].Items.Where(m => !body.HasVote(m["category"].AsText() ?? "")).Select(m => m["id"].AsText() ?? "")];

    /// <summary>Members who have more than one vote.</summary>
    public static ImmutableArray<SeatWeight> Weights(Body? body, Value committee) => body is null ? []
        : [.. committee["members"].Items.Select(m => new SeatWeight(m["id"].AsText() ?? "", body.WeightOf(m["category"].AsText() ?? ""))).Where(w => w.Votes != 1)];

    /// <summary>The member who chairs, where the body has his vote decide a tie; else "".</summary>
    public static string ChairOf(Body? body, Value committee) => body is { Quorum.ChairBreaksTie: true }
        ? committee["members"].Items.FirstOrDefault(m => m["chair"].AsBool() == true, Value.EmptyRecord)["id"].AsText() ?? "" : "";

    private static Dictionary<string, int> SpreadOf(Value committee) => committee["spread"] is RecordValue spread
        ? spread.Members.ToDictionary(s => s.Key, s => (int)(s.Value.AsNumber() ?? 0), StringComparer.Ordinal) : [];
}

/// <summary>"unit-size" of a unit: how many students it has, of a group those whom it takes.</summary>
public sealed class UnitSizeSource(UnitGroups groups) : FactSource(UnitSize)
{
    private const string UnitSize = "unit-size";

    public static FactKey Of(string unit) => new(UnitSize, unit);

    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation) => new(key, await groups.PeopleOfAsync(key.Id));
}
