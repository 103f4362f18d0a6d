using System.Collections.Immutable;
using System.Globalization;
using MediatR;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Prints;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Auth;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api.Accounts;

/// <summary>What was handed out. Left: how many got no code, and the reason of the first of them; without slips it is why nothing was handed out.</summary>
public sealed record HandedCodes(ImmutableArray<SignInSlip> Slips, int Left, Rejection? Refused)
{
    internal static HandedCodes None(Rejection refused) => new([], 0, refused);
}

/// <summary>Draws codes, keeps their hashes by command, and makes a principal for whoever has none yet.</summary>
public sealed class CodeDesk(IMediator mediator, Directory directory, FactLoader facts, AccountReading accounts, PasswordHashing hashing, PrincipalDirectory principals, OpenSessions sessions, SignInClock clock)
{
    private const int Most = 2_000;

    /// <summary>A code for each student of the unit, or for so many guardians of each. Whose code is refused goes without, and the others have theirs.</summary>
    public async Task<HandedCodes> HandAsync(string unit, int guardians, Caller caller, CancellationToken cancellation)
    {
        if (!UnitPath.IsPath(unit))
            return HandedCodes.None(StepCodes.NotFound.With());
        if (await RefuseAsync(unit, caller, cancellation) is { } notYours)
            return HandedCodes.None(caller.Principal.Scope.Covers(unit) ? notYours : StepCodes.NotFound.With());
        var people = (await directory.PeopleAsync(caller.Principal.Scope, unit)).Where(p => p.Status is PersonStatus.Enrolled or PersonStatus.NotArrived).ToList();
        if (people.Count > Most)
            return HandedCodes.None(DoorCodes.TooManyPeople.With(("most", Most), ("count", people.Count)));
        var school = (await directory.LineAsync(unit)).FirstOrDefault(u => u.Kind == "school")?.Path ?? unit;
        var (slips, left) = (ImmutableArray.CreateBuilder<SignInSlip>(), new List<Rejection>());
        foreach (var person in people)
        {
            var place = (await directory.UnitAsync(person.Place))?.Name.ZhCn ?? "";
            foreach (var (id, name) in Holders(person, guardians))
            {
                var isNew = await directory.PrincipalAsync(id) is null;
                if (isNew && caller.DryRun)
                {
                    slips.Add(new SignInSlip(name, place, "", "", clock.Today));
                    continue;
                }

                var bad = isNew ? await MakeAsync(school, id, name, person.Id) : null;
                var (slip, refused) = bad is null ? await IssueAsync(id, IssueAccess.Code, "", caller, cancellation) : (null, bad);
                if (slip is null)
                    left.Add(refused!);
                else
                    slips.Add(slip with { Name = name, Place = place });
            }
        }

        return Handed(slips, left);
    }

    /// <summary>
    /// A code for each of the staff at and below the unit who has never come in; who has is left alone, and so is who holds a code that is still good, and a student
    /// with a seat, whose code is his family's. Whose code is refused goes without.
    /// </summary>
    public async Task<HandedCodes> HandStaffAsync(string unit, Caller caller, CancellationToken cancellation)
    {
        if (!UnitPath.IsPath(unit) || !caller.Principal.Scope.Covers(unit))
            return HandedCodes.None(StepCodes.NotFound.With());
        if (Duties.Setup(caller.Principal, unit) is { } notYours)
            return HandedCodes.None(notYours);
        var staff = (await directory.KeptBelowAsync(caller.Principal.Scope, unit, granting: true))
            .Where(p => !p.IsMachine && p.Grants.Any(g => !caller.Principal.Roles.At(g.Unit).IsStudent(g.Role))).ToList();
        var without = new List<KeptPrincipal>();
        foreach (var member in staff)
        {
            var (account, _) = await accounts.OfAsync(member.Id, cancellation);
            if (!account.IsActive && !account.Stopped && !(account.Code.Length > 0 && account.CodeEnds > clock.Now))
                without.Add(member);
        }

        if (without.Count > Most)
            return HandedCodes.None(DoorCodes.TooManyPeople.With(("most", Most), ("count", without.Count)));
        var (slips, left) = (ImmutableArray.CreateBuilder<SignInSlip>(), new List<Rejection>());
        foreach (var member in without)
        {
            var (slip, refused) = await IssueAsync(member.Id, IssueAccess.Code, "", caller, cancellation);
            if (slip is null)
                left.Add(refused!);
            else
                slips.Add(slip with { Name = member.Name, Place = member.Grants.IsEmpty ? "" : (await directory.UnitAsync(member.Grants[0].Unit))?.Name.ZhCn ?? "" });
        }

        return Handed(slips, left);
    }

    /// <summary>One person's code or temporary password; its slip has no name.</summary>
    public async Task<(SignInSlip? Slip, Rejection? Refused)> IssueAsync(Id holder, string what, string login, Caller caller, CancellationToken cancellation)
    {
        if (what is not (IssueAccess.Code or IssueAccess.Password))
            return (null, DoorCodes.BadRequest.With(("reason", new Text("what 应为 code（激活码）或 password（临时密码）", "what must be code or password"))));
        var isCode = what == IssueAccess.Code;
        var secret = isCode ? AccountSecret.Code() : AccountSecret.TemporaryPassword();
        var answer = await mediator.Send(
            new IssueAccess(holder, clock.Now, what, isCode ? hashing.OfCode(secret) : hashing.Of(secret), AccountReading.LoginOf(login), clock.Today)
            {
                Principal = caller.Principal, Key = $"{caller.Key} {holder}", DryRun = caller.DryRun,
            },
            cancellation);
        if (answer.Rejected is { } reason)
            return (null, reason);
        var (account, _) = await accounts.OfAsync(holder, cancellation);
        if (!isCode)
            sessions.Forget();
        var ends = isCode ? account.CodeEnds : account.PasswordEnds;
        return (new SignInSlip("", "", account.Login, caller.DryRun ? "" : isCode ? AccountSecret.Grouped(secret) : secret, DateOnly.FromDateTime((ends ?? clock.Now).UtcDateTime)), null);
    }

    /// <summary>
    /// Whose access is meant: a principal's own id, or a student's, for a teacher finds his students and not their accounts. Who never had an account gets one,
    /// where the caller hands out at his class; else the id stays nobody's.
    /// </summary>
    public async Task<Id> HolderAsync(Id given, Caller caller, CancellationToken cancellation)
    {
        if (await directory.PrincipalAsync(given) is not null || await directory.PersonAsync(given) is not { } person || !caller.Principal.Scope.Covers(person.Place))
            return given;
        var school = (await directory.LineAsync(person.Place)).FirstOrDefault(u => u.Kind == "school")?.Path ?? person.Place;
        var holder = FamilyAccount.StudentId(person.Id);
        if (await directory.PrincipalAsync(holder) is null && !caller.DryRun && await RefuseAsync(person.Place, caller, cancellation) is null && await MakeAsync(school, holder, person.Name, person.Id) is null)
            principals.Forget();
        return holder;
    }

    private HandedCodes Handed(ImmutableArray<SignInSlip>.Builder slips, List<Rejection> left)
    {
        principals.Forget();
        return new HandedCodes(slips.ToImmutable(), left.Count, left.FirstOrDefault());
    }

    private async Task<Rejection?> RefuseAsync(string unit, Caller caller, CancellationToken cancellation)
    {
        var rules = SignInRules.From((await facts.LoadAsync([SignInRules.FactOf(unit, clock.Today)], cancellation))[0].Value);
        return rules.Issue.Any(r => caller.Principal.Holds(r, unit)) ? null : Duties.Setup(caller.Principal, unit);
    }

    /// <summary>The account that is made for the student, or those that are made for his guardians: who else may act for him is not handed his code.</summary>
    private static IEnumerable<(Id Id, string Name)> Holders(PersonRecord person, int guardians) => guardians == 0
        ? [(FamilyAccount.StudentId(person.Id), person.Name)]
        : Enumerable.Range(1, guardians).Select(n => (FamilyAccount.GuardianId(person.Id, n), $"{person.Name}的监护人{(guardians > 1 ? n.ToString(CultureInfo.InvariantCulture) : "")}"));

    private async Task<Rejection?> MakeAsync(string school, Id id, string name, Id person) =>
        (await mediator.Send(new PutPrincipal(school, id, name, PutPrincipal.Person, [], [person]) { Principal = Principal.System, Key = $"account {id}" })).Rejected;
}
