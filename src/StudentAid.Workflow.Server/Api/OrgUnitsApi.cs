using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Auth;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Keeper is the unit in whose name it is kept, and under which one below it is put; Closed: not in use any more.</summary>
public sealed record UnitView(string Path, string Kind, Text Name, string? Parent)
{
    public string Keeper { get; init; } = UnitPath.Root;

    public string? Grade { get; init; }

    public string? Major { get; init; }

    public string? Telephone { get; init; }

    public bool Closed { get; init; }

    internal static UnitView Of(OrgUnit unit) => new(unit.Path, unit.Kind, unit.Name, unit.Parent)
    {
        Keeper = unit.Keeper, Grade = unit.Content["grade"].AsText(), Major = unit.Content["major"].AsText(), Telephone = unit.Content["telephone"].AsText(), Closed = unit.IsClosed,
    };
}

/// <summary>Another name or telephone, out of use (closed) or back into it; what is left out stays.</summary>
public sealed record UnitChange(string Path, string? Name = null, string? Telephone = null, bool? Closed = null);

/// <summary>Units kept by the stream of <see cref="Unit"/>; each path lies at or below it.</summary>
public sealed record UnitsInput(string Unit, IReadOnlyList<UnitInput> Units);

/// <summary>Grade and major are what a class is; of a group, which has that kind or says so, whom it takes, besides its members. StandsFor is the kind in whose place it stands. Telephone, of a school or an authority, stands on notices.</summary>
public sealed record UnitInput(
    string Path, string Kind, Text Name, string Grade = "", string Major = "", IReadOnlyList<Oversight>? SupervisedBy = null, IReadOnlyList<Id>? Members = null,
    bool Group = false, string StandsFor = "", string Telephone = "");

/// <summary>Term is school years such as 2025—2026; with TermUntil it may be any words. Traits (gender, dormitory …) are judged now and not kept.</summary>
public sealed record CommitteeInput(
    string School, string Procedure, string Body, string Unit, string Term, IReadOnlyList<MemberInput> Members, DateOnly? Published = null, IReadOnlyList<string>? Invited = null,
    IReadOnlyList<MemberInput>? Substitutes = null, DateOnly? Elected = null, DateOnly? TermFrom = null, DateOnly? TermUntil = null);

/// <summary>Persons are those in whose cases the member must withdraw; Account the principal as whom he signs in and votes, where that is not his id.</summary>
public sealed record MemberInput(
    string Id, string Name, string Category, bool Chair = false, IReadOnlyList<Id>? Persons = null, Id? StudentPerson = null, Dictionary<string, string>? Traits = null, Id? Account = null);

public sealed record CommitteeView(string Body, string Unit, DateOnly? Published, IReadOnlyList<SeatView> Members, IReadOnlyList<SeatView> Substitutes, string Term = "", DateOnly? TermFrom = null, DateOnly? TermUntil = null)
{
    public DateOnly? Elected { get; init; }

    /// <summary>Categories that were invited.</summary>
    public IReadOnlyList<string> Invited { get; init; } = [];
}

/// <summary>A member or substitute. Persons (in whose cases he withdraws), StudentPerson and Account are given to who names the committee, and absent for others.</summary>
public sealed record SeatView(string Id, string Name, string Category, bool Chair = false, IReadOnlyList<Id>? Persons = null, Id? StudentPerson = null, Id? Account = null);

public static class OrgUnitsApi
{
    public static void MapOrgUnits(this RouteGroupBuilder api)
    {
        api.MapGet("/org-units", List).WithSummary("Units at and below a place");
        api.MapPost("/org-units", Put).WithSummary("Keep units");
        api.MapPost("/org-units/change", Change).WithSummary("Call a unit otherwise, or take it out of use or back into it");
        api.MapOrgImports();
        api.MapGet("/committees", Committee).WithSummary("The committee of a body at a unit");
        api.MapPost("/committees", PutMembers).WithSummary("Keep the members of a body for a term");
    }

    private static async Task<Listing<UnitView>> List(Caller caller, Directory directory, string? below) => Listing.All(
        (await directory.UnitsBelowAsync(below ?? "/")).Where(u => caller.MayKnow(u.Path)).Select(UnitView.Of));

    /// <summary>Whom a unit is supervised by may now see it, or not any more.</summary>
    private static async Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Put(
        UnitsInput input, Caller caller, IMediator mediator, PrincipalDirectory principals, CancellationToken cancellation)
    {
        var command = new PutOrgUnits(input.Unit, [.. input.Units.Select(u => new OrgUnitRow(
            u.Path, u.Kind, u.Name, u.Grade, u.Major, u.SupervisedBy is null ? default : [.. u.SupervisedBy], u.Members is null ? default : [.. u.Members], u.Group, u.StandsFor) { Telephone = u.Telephone })])
        {
            Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun,
        };
        var answer = await mediator.SendAsync(command, caller, cancellation);
        principals.Forget();
        return answer;
    }

    private static async Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Change(UnitChange input, Caller caller, IMediator mediator, PrincipalDirectory principals, CancellationToken cancellation)
    {
        var answer = await mediator.SendAsync(
            new ChangeOrgUnit(input.Path, input.Name, input.Telephone, input.Closed) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation);
        principals.Forget();
        return answer;
    }

    private static async Task<Listing<CommitteeView>> Committee(Caller caller, Directory directory, string body, string unit) =>
        caller.MayKnow(unit) && await directory.CommitteeAsync(body, unit) is { } found
            ? Listing.All([ViewOf(found, names: Duties.Rounds(caller.Principal, unit) is null)])
            : Listing.All<CommitteeView>([]);

    private static Task<Results<Ok<StepAnswer>, ProblemHttpResult>> PutMembers(CommitteeInput input, Caller caller, IMediator mediator, CancellationToken cancellation) =>
        mediator.SendAsync(
            new PutCommittee(
                input.School, input.Procedure, input.Body, input.Unit, input.Term, input.Published, [.. input.Members.Select(MemberOf)],
                input.Invited is null ? default : [.. input.Invited], input.Substitutes is null ? default : [.. input.Substitutes.Select(MemberOf)], input.Elected, input.TermFrom, input.TermUntil)
            {
                Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun,
            },
            caller,
            cancellation);

    /// <param name="found">The committee.</param>
    /// <param name="names">True where the reader names it: he is given what naming it anew takes along.</param>
    private static CommitteeView ViewOf(CommitteeRecord found, bool names) => new(
        found.Body, found.Unit, found.PublishedOn, [.. found.Members.Select(m => SeatOf(m, names))], [.. found.Substitutes.Select(m => SeatOf(m, names))],
        found.Term.Label, found.Term.From, found.Term.Until) { Elected = found.Elected, Invited = found.Invited };

    private static SeatView SeatOf(CommitteeMember member, bool names) => !names ? new(member.Id, member.Name, member.Category, member.Chair)
        : new(member.Id, member.Name, member.Category, member.Chair, member.Persons, member.StudentPerson.IsNone ? null : member.StudentPerson, member.Account.IsNone ? null : member.Account);

    private static CommitteeMember MemberOf(MemberInput member) => new(
        member.Id, member.Name, member.Category, member.Chair, [.. member.Persons ?? []], member.StudentPerson ?? default,
        member.Traits is null ? null : System.Collections.Immutable.ImmutableDictionary.CreateRange(member.Traits), member.Account ?? default);
}
