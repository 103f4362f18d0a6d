using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>
/// Keeps the members of a body at a unit of the school for a term (school years, or until <see cref="Until"/>), held against the body's rules (第十一条、第十二条). Without a published day the list
/// is kept and cannot decide yet; <see cref="Elected"/> is the day on which the members elected the chair, where the body asks for it. Substitutes (替补) are named and published with the members; nobody else may sit in for one.
/// </summary>
public sealed record PutCommittee(
    string School, string Procedure, string CommitteeBody, string Unit, string Term, DateOnly? Published, ImmutableArray<CommitteeMember> Members,
    ImmutableArray<string> Invited = default, ImmutableArray<CommitteeMember> Substitutes = default,
    DateOnly? Elected = null, DateOnly? From = null, DateOnly? Until = null) : Command
{
    internal Term Named => new(Term, From, Until);

    public override Id Target => default;

    public override Value Body => Value.List(School, Procedure, CommitteeBody, Unit, Content());

    internal RecordValue Content()
    {
        var content = Value.Record(
            ("body", CommitteeBody), ("unit", Unit), ("term", Term), ("members", Value.List(Members.Select(m => (Value)m.ToValue()))),
            ("invited", Value.List(Invited.IsDefault ? [] : Invited.Select(Value.Of))));
        if (!Substitutes.IsDefaultOrEmpty)
            content = content.With("substitutes", Value.List(Substitutes.Select(m => (Value)m.ToValue())));
        if (Elected is { } elected)
            content = content.With("elected", Iso(elected));
        if (From is { } from)
            content = content.With("termFrom", Iso(from));
        if (Until is { } until)
            content = content.With("termUntil", Iso(until));
        return Published is { } day ? content.With("published", Iso(day)) : content;
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>
/// A member: the id under which he sits and votes, his name and category, whether he chairs; <paramref name="Persons"/> are those in whose cases he
/// must withdraw, <paramref name="StudentPerson"/> himself where he is a student (then one of these). <paramref name="Account"/> is the principal as whom he
/// signs in and votes; None where his id is one, or where he is a student with the account that is made for students, or signs in nowhere.
/// </summary>
public sealed record CommitteeMember(
    string Id, string Name, string Category, bool Chair, ImmutableArray<Id> Persons, Id StudentPerson = default, ImmutableDictionary<string, string>? Traits = null, Id Account = default)
{
    /// <summary>The principals as whom he may sign in, the likeliest first: his account, his own id, his account as a student.</summary>
    public ImmutableArray<Id> SignsInAs =>
        [.. new[] { Account, Engine.Streams.Id.TryParse(Id) ?? default, StudentPerson.IsNone ? default : FamilyAccount.StudentId(StudentPerson) }.Where(i => !i.IsNone).Distinct()];

    internal RecordValue ToValue()
    {
        var persons = StudentPerson.IsNone || Persons.Contains(StudentPerson) ? Persons : Persons.Add(StudentPerson);
        var member = Value.Record(
            ("id", Id), ("name", Name), ("category", Category), ("chair", Chair), ("persons", Value.List(persons.Select(p => Value.Of(p.ToString())))));
        if (!StudentPerson.IsNone)
            member = member.With("studentPerson", StudentPerson.ToString());
        return Account.IsNone ? member : member.With("account", Account.ToString());
    }

    public static CommitteeMember From(Value member) => new(
        member["id"].AsText() ?? "", member["name"].AsText() ?? "", member["category"].AsText() ?? "", member["chair"].AsBool() ?? false,
        [.. member["persons"].Items.Select(p => Engine.Streams.Id.Parse(p.AsText()!))], Engine.Streams.Id.TryParse(member["studentPerson"].AsText()) ?? default,
        Account: Engine.Streams.Id.TryParse(member["account"].AsText()) ?? default);

    internal Member ToMember() => new(Id, Name, Category, Chair, Traits ?? ImmutableDictionary<string, string>.Empty);
}

public sealed class PutCommitteeHandler(StepRunner runner, UnitGroups groups, RoleShelf roles) : IRequestHandler<PutCommittee, Answer>
{
    public async Task<Answer> Handle(PutCommittee request, CancellationToken cancellationToken)
    {
        var size = await groups.PeopleOfAsync(request.Unit);
        var held = (await roles.BookAsync(cancellationToken)).At(request.Unit);
        ImmutableArray<Diagnostic> found = [];
        var answer = await runner.RunAsync<UnitState>(
            request, UnitState.IdOf(request.School), (state, _, act, facts) => Decide(request, size, held, state, act, facts, out found), cancellationToken);
        return answer with { Warnings = answer.Succeeded ? found : [] };
    }

    private static StreamDecision Decide(PutCommittee request, int size, RoleList roles, UnitState? state, Act act, Facts facts, out ImmutableArray<Diagnostic> found)
    {
        found = [];
        if (Duties.Rounds(request.Principal, request.School) is { } notYours)
            return notYours;
        if (!UnitPath.IsBelow(request.Unit, request.School))
            return OrganisationCodes.Outside.With(("path", request.Unit), ("unit", request.School));
        var calendar = SchoolDays.FactOf(request.School);
        if (facts.Find(calendar) is not { } days)
            return new StreamDecision.Needs([calendar]);
        var today = SchoolDays.Of(days, act.Now);
        ImmutableArray<FactKey> needed =
            [UnitFacts.Unit(request.Unit), DocumentShelf.NearestOf(request.School, request.Procedure, today, $"body/{request.CommitteeBody}")];
        if (needed.Any(k => facts.Find(k) is null))
            return new StreamDecision.Needs(needed);
        var (unit, rules) = (facts.Find(needed[0])!.Value, facts.Find(needed[1])!.Value);
        if (unit.IsNull)
            return OrganisationCodes.UnknownUnit.With(("path", request.Unit));
        if (unit["closed"].AsBool() == true)
            return OrganisationCodes.UnitClosed.With(("unit", Text.From(unit["name"])));
        if (rules.IsNull || Committees.Body.Kind.Read(rules).Document is not { } body)
            return OrganisationCodes.NoBody.With(("body", request.CommitteeBody));
        if (Unfit(request, body, unit, size, roles, out found) is { } refused)
            return refused;
        // Traits are of people: only in how many ways the members differ is kept, and asked again when they meet.
        var spread = Composition.SpreadOf(body, [.. request.Members.Select(m => m.ToMember())]);
        var content = spread.IsEmpty ? request.Content() : request.Content().With("spread", Value.Record(spread.Select(s => (s.Key, Value.Of(s.Value)))));
        var steps = new UnitSteps(state, request.School, act);
        return steps.Of(new UnitEvent.CommitteePut(
            steps.Put(UnitFacts.Committee, $"{request.CommitteeBody}|{request.Unit}", content, request.Unit), request.Published));
    }

    private static Rejection? Unfit(PutCommittee request, Body body, Value unit, int size, RoleList roles, out ImmutableArray<Diagnostic> findings)
    {
        findings = [];
        if (!body.Scopes.Any(s => OrgUnit.Is(unit, s)))
            return OrganisationCodes.WrongScope.With(("body", request.CommitteeBody), ("scopes", Text.Listed(body.Scopes)), ("unit", request.Unit));
        // Whether the list is published decides when it may meet, not whether it may be kept.
        var setting = new CommitteeSetting(size, [], [.. request.Invited.IsDefault ? [] : request.Invited], ListPublished: true, ChairElected: request.Elected is not null);
        if (request.Named.Unfit() is { } noTerm)
            return noTerm;
        if (TwiceNamed(request) is { } twice)
            return CommitteeCodes.SubstituteIsMember.With(("person", twice.Name));
        if (InPerson(request, roles) is { } personal)
            return RoleCodes.Personal.With(("role", roles.NameOf(personal.Category)), ("person", personal.Name));
        findings = Composition.Check(body, [.. request.Members.Select(m => m.ToMember())], setting);
        var finding = findings.FirstOrDefault(f => f.Severity == Severity.Error);
        return finding is null ? null : RosterCodes.BodyUnfit.With(("finding", finding.In("zh-CN").TrimEnd('。')));
    }

    /// <summary>Somebody who is to sit in where nobody may.</summary>
    private static CommitteeMember? InPerson(PutCommittee request, RoleList roles) =>
        request.Substitutes.IsDefault ? null : request.Substitutes.FirstOrDefault(s => roles.Find(s.Category) is { Personal: true });

    private static CommitteeMember? TwiceNamed(PutCommittee request)
    {
        var seen = request.Members.Select(m => m.Id).ToHashSet(StringComparer.Ordinal);
        return request.Substitutes.IsDefault ? null : request.Substitutes.FirstOrDefault(s => !seen.Add(s.Id));
    }
}
