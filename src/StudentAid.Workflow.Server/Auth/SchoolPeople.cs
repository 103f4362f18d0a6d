using MediatR;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Auth;

/// <summary>
/// Who somebody is that the school's own sign-in has named: staff by a login id that is the staff number, students by their number in the register. Never by
/// name, and nobody is made staff by it.
/// </summary>
public sealed class SchoolPeople(Directory directory, AccountReading accounts, PrincipalDirectory principals, IMediator mediator)
{
    /// <summary>Null where nobody, or more than one, has the number.</summary>
    public async Task<Id?> FindAsync(string number, string unit, CancellationToken cancellation)
    {
        if (number.Length == 0)
            return null;
        if (await StaffAsync(number, unit, cancellation) is { } staff)
            return staff;
        var students = (await directory.PeopleAsync(Scope.All, unit)).Where(p => p.Facts["studentNumber"].AsText() == number && p.Status != PersonStatus.Left).Take(2).ToList();
        return students is [var student] ? await OfStudentAsync(student, unit) : null;
    }

    private async Task<Id?> StaffAsync(string number, string unit, CancellationToken cancellation)
    {
        var (account, _) = await accounts.ByLoginAsync(AccountReading.LoginOf(number), cancellation);
        return account is not null && (await directory.PrincipalsAsync(Scope.All, unit, granting: true)).Any(p => p.Id == account.Holder) ? account.Holder : null;
    }

    /// <summary>The account that is made for students: anybody else who may act for one, such as a parent, is not the student.</summary>
    private async Task<Id> OfStudentAsync(PersonRecord student, string unit)
    {
        var id = FamilyAccount.StudentId(student.Id);
        if (await principals.FindAsync(id) is not null)
            return id;
        var school = (await directory.LineAsync(student.Place)).FirstOrDefault(u => u.Kind == "school")?.Path ?? unit;
        await mediator.Send(new PutPrincipal(school, id, student.Name, PutPrincipal.Person, [], [student.Id]) { Principal = Principal.System, Key = $"account {id}" });
        return id;
    }
}
