using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>
/// "voter" of a principal's id: <c>{ principal }</c>; null where nobody is on record under it, only a program, or somebody who was given access and never made use of it.
/// </summary>
public sealed class VoterSource(IStoreReader reader, SignIns signIns) : FactSource(RosterFacts.Voter)
{
    public static FactKey FactOf(Id id) => new(RosterFacts.Voter, id.ToString());

    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation) =>
        (await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.Principal) { Key = key.Id })).FirstOrDefault(IsSomebody) is { } row
        && !await signIns.StaysAwayAsync(Id.Parse(key.Id), cancellation)
            ? new Fact(key, Value.Record(("principal", row.Key)), UnitFacts.Principal, row.Seq) : None(key);

    private static bool IsSomebody(DocumentRow row) => row.Content["kind"].AsText() != PutPrincipal.Machine;
}
