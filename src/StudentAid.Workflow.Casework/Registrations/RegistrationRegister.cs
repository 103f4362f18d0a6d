using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Enrolment;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Registrations;

/// <summary>
/// An enrolled student as registration sees him: which register he belongs to ("full-time" or "other"), what is missing of him or his guardian, whether he is on
/// record already, and whether another enrolled student has his ID number.
/// </summary>
public sealed record PendingStudent(Id Person, string Name, string Place, string Register, ImmutableArray<RegisterFact> Missing, bool Registered, bool Twice);

/// <summary>A student's registration as the public look-up shows it: the school, facts by name, the window and the year. Nothing else leaves.</summary>
public sealed record FoundStudent(Text School, ImmutableArray<(Text Name, string Value)> Facts, Text? Window, int Year);

/// <summary>Who has been registered at a school, who has not, and the public look-up (人社厅发〔2020〕20号 (二)).</summary>
public sealed class RegistrationRegister(IStoreReader reader, Organisations.Directory directory, FactLoader facts)
{
    public async Task<EnrolmentRules?> RulesAsync(string school, DateOnly day, CancellationToken cancellation) =>
        EnrolmentRules.From((await facts.LoadAsync([EnrolmentRules.FactOf(school, day)], cancellation))[0].Value);

    /// <summary>The enrolled students of a school who are not registered yet, by place and pinyin.</summary>
    public async Task<ImmutableArray<PendingStudent>> PendingAsync(string school, EnrolmentRules enrolment, RegistrationRules rules)
    {
        var registered = (await reader.DocumentsAsync(Scope.All, new DocumentFilter(RegistrationState.Document) { Below = school })).Select(d => d.Key).ToHashSet(StringComparer.Ordinal);
        var pending = ImmutableArray.CreateBuilder<PendingStudent>();
        foreach (var person in (await directory.PeopleAsync(Scope.All, school)).Where(p => p.Status == PersonStatus.Enrolled && !p.IsErased && !registered.Contains(p.Id.ToString())))
            pending.Add(await OfAsync(person, enrolment, rules, registered: false));
        return [.. pending.OrderBy(p => p.Place, StringComparer.Ordinal)];
    }

    /// <summary>Null where the school has no such enrolled student.</summary>
    public async Task<PendingStudent?> StudentAsync(string school, Id person, EnrolmentRules enrolment, RegistrationRules rules)
    {
        if (await directory.PersonAsync(person) is not { Status: PersonStatus.Enrolled } found || !UnitPath.IsBelow(found.Place, school))
            return null;
        var known = await reader.DocumentsAsync(Scope.All, new DocumentFilter(RegistrationState.Document) { Key = person.ToString(), Below = school });
        return await OfAsync(found, enrolment, rules, known.Count > 0);
    }

    /// <summary>The student of this name and ID number at a school whose rules open the look-up; null for everybody else alike.</summary>
    public async Task<FoundStudent?> LookUpAsync(string school, string name, string idNumber, DateOnly day, CancellationToken cancellation)
    {
        if (IdNumber.Read(idNumber).Number is not { } number || await RulesAsync(school, day, cancellation) is not { Registration: { LookUp.IsEmpty: false } rules })
            return null;
        var people = await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.Person) { LookUp = new LookUp("idNumber", number.Digits) });
        foreach (var row in people.Where(p => UnitPath.IsBelow(p.OrgPath, school)))
        {
            if (await directory.PersonAsync(Id.Parse(row.Key)) is not { IsErased: false } person || person.Name != name.Trim() || await directory.UnitAsync(school) is not { } unit)
                continue;
            var registered = (await reader.DocumentsAsync(Scope.All, new DocumentFilter(RegistrationState.Document) { Key = row.Key, Below = school })).LastOrDefault();
            return new FoundStudent(
                unit.Name, [.. rules.LookUp.Select(f => (f.Name, Fact(person, f.Id))).Where(f => f.Item2.Length > 0)],
                registered is null ? null : Text.From(registered.Content["name"]), (int)(registered?.Content["year"].AsNumber() ?? 0));
        }

        return null;
    }

    private async Task<PendingStudent> OfAsync(PersonRecord person, EnrolmentRules enrolment, RegistrationRules rules, bool registered)
    {
        var register = enrolment.FullTime.Contains(person.Content["studyMode"].AsText() ?? "", StringComparer.Ordinal) ? "full-time" : "other";
        return new PendingStudent(person.Id, person.Name, person.Place, register, [.. rules.Required.Where(f => Fact(person, f.Id).Length == 0)], registered, await IsTwiceAsync(person));
    }

    private async Task<bool> IsTwiceAsync(PersonRecord person) =>
        person.Facts["idNumber"].AsText() is { Length: > 0 } number
        && (await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.Person) { LookUp = new LookUp("idNumber", number) }))
            .Any(p => p.Key != person.Id.ToString() && p.Content["status"].AsText() == PersonStatus.Enrolled);

    private static string Fact(PersonRecord person, string field) => person.Facts[field].AsText() ?? person.Content[field].AsText() ?? "";
}
