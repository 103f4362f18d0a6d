using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>
/// "voter" of an id, a principal's or a student's: <c>{ principal }</c> as whom he signs in; null where nobody is on record under it, only a program, or of a student
/// nobody but his guardians.
/// </summary>
public sealed class VoterSource(IStoreReader reader, Organisations.Directory directory) : FactSource(RosterFacts.Voter)
{
    public static FactKey FactOf(Id id) => new(RosterFacts.Voter, id.ToString());

    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var id = Id.Parse(key.Id);
        var row = await RowAsync(id) ?? await RowAsync(FamilyAccount.StudentId(id)) ?? await OtherwiseAsync(id);
        return row is null ? None(key) : new Fact(key, Value.Record(("principal", row.Key)), UnitFacts.Principal, row.Seq);
    }

    private async Task<DocumentRow?> RowAsync(Id principal) =>
        (await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.Principal) { Key = principal.ToString() })).FirstOrDefault(IsSomebody);

    /// <summary>A student whose own principal has an id of its own: his school keeps it.</summary>
    private async Task<DocumentRow?> OtherwiseAsync(Id student)
    {
        if (await directory.PersonAsync(student) is not { } person)
            return null;
        var school = (await directory.LineAsync(person.Place)).FirstOrDefault(u => u.Is("school"))?.Path ?? person.Place;
        return (await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.Principal) { Below = school }))
            .FirstOrDefault(r => IsSomebody(r) && r.Content["persons"].Items.Any(p => p.AsText() == student.ToString()) && !FamilyAccount.IsGuardian(Id.Parse(r.Key), student));
    }

    private static bool IsSomebody(DocumentRow row) => row.Content["kind"].AsText() != PutPrincipal.Machine;
}
