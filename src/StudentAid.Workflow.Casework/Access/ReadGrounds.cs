using StudentAid.Workflow.Casework.Inspections;
using StudentAid.Workflow.Casework.Objections;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Reconsiderations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Access;

/// <summary>
/// Whether what a reading rests on stands, whether the principal is the one who answers it, and who is to read: the same judgement by which objections and findings are
/// answered.
/// </summary>
public sealed class ReadGrounds(StepRunner runner, IStepStore store, PinCache pins, Organisations.Directory directory)
{
    public const string Applicant = "applicant";
    public const string Objector = "objector";
    public const string Second = "second-instance";
    public const string Authority = "authority";

    /// <summary>Who is to read, or why nobody is.</summary>
    internal async Task<(ReadRecipient? To, Rejection? Refused)> RecipientAsync(GiveReadGrant request, StoredStream about, CancellationToken cancellation) => request.Ground.Kind switch
    {
        ReadGround.Objection => await OfObjectionAsync(request, about, cancellation),
        ReadGround.Finding => await OfFindingAsync(request, about, cancellation),
        ReadGround.Reconsideration => await OfReconsiderationAsync(request, about, cancellation),
        _ => (null, ReadGrantCodes.NoGround.With()),
    };

    /// <summary>Whoever could have given it may take it back; of a sample the authority that drew it.</summary>
    internal async Task<bool> MayEndAsync(Principal principal, ReadGrantState grant, StoredStream about, CancellationToken cancellation)
    {
        if (grant.Ground.Kind == ReadGround.Sample)
            return grant.To.Is(principal, about.OrgPath);
        if (grant.Ground.Kind == ReadGround.Objection)
            return await RosterAsync(grant.Ground.Stream, cancellation) is { } list && await AnswersAsync(principal, list, cancellation);
        return await RoundAsync(about, cancellation) is { } round && Duties.Rounds(principal, round.School) is null;
    }

    private async Task<(ReadRecipient? To, Rejection? Refused)> OfObjectionAsync(GiveReadGrant request, StoredStream about, CancellationToken cancellation)
    {
        if (await RosterAsync(request.Ground.Stream, cancellation) is not { } list
            || list.Objections.FirstOrDefault(o => o.Number == request.Ground.Number && o.Case == about.Id) is not { } objection
            || !(objection.Holds || (request.To is Applicant or Objector && request.Parts.All(p => p == ReadParts.Result))))
            return (null, ReadGrantCodes.NoGround.With());
        if (!await AnswersAsync(request.Principal, list, cancellation))
            return (null, ReadGrantCodes.NotYours.With());
        var second = SecondInstance.Of(list);
        ReadRecipient? to = request.To switch
        {
            Applicant => new ReadRecipient(ReadRecipient.Person, about.Subject),
            Objector when !objection.Anonymous && await IsKnownAsync(request.Who, about) => new ReadRecipient(ReadRecipient.Person, request.Who),
            Second when second.Role.Length > 0 => new ReadRecipient(ReadRecipient.Post, Role: second.Role, Unit: second.Place),
            _ => null,
        };
        return to is null ? (null, NoRecipient(request, Applicant, Objector, Second)) : (to, null);
    }

    private async Task<(ReadRecipient? To, Rejection? Refused)> OfFindingAsync(GiveReadGrant request, StoredStream about, CancellationToken cancellation)
    {
        if (await runner.StateAsync<FindingState>(await store.LoadAsync(request.Ground.Stream, cancellation), cancellation) is not { } finding || finding.Status == FindingState.Closed
            || !UnitPath.IsBelow(about.OrgPath, finding.School) || (finding.Case.IsNone ? request.Parts.Any(p => p is not (ReadParts.Result or ReadParts.Record)) : finding.Case != about.Id))
            return (null, ReadGrantCodes.NoGround.With());
        if (Duties.Rounds(request.Principal, finding.School) is { } notYours)
            return (null, notYours);
        return request.To == Authority ? (new ReadRecipient(ReadRecipient.Authority, Unit: finding.Authority), null) : (null, NoRecipient(request, Authority));
    }

    private async Task<(ReadRecipient? To, Rejection? Refused)> OfReconsiderationAsync(GiveReadGrant request, StoredStream about, CancellationToken cancellation)
    {
        if (await runner.StateAsync<ReconsiderationState>(await store.LoadAsync(request.Ground.Stream, cancellation), cancellation) is not { Status: "open" } asked || asked.Case != about.Id)
            return (null, ReadGrantCodes.NoGround.With());
        if (Duties.Rounds(request.Principal, asked.School) is { } notYours)
            return (null, notYours);
        return request.To switch
        {
            Authority => (new ReadRecipient(ReadRecipient.Post, Role: asked.Authority.Role, Unit: asked.Authority.Unit), null),
            Applicant => (new ReadRecipient(ReadRecipient.Person, about.Subject), null),
            _ => (null, NoRecipient(request, Applicant, Authority)),
        };
    }

    /// <summary>The first instance's or the second's.</summary>
    private async Task<bool> AnswersAsync(Principal principal, RosterState list, CancellationToken cancellation)
    {
        await pins.EnsureAsync(list.Pin, cancellation);
        var duties = ListDuties.Of(list, pins);
        var school = (await runner.StateAsync<RoundState>(await store.LoadAsync(list.Round, cancellation), cancellation))?.School ?? "";
        return duties.AllowsAt(principal, ListAct.Decide, school, runner.Now())
            || (SecondInstance.Of(list) is { Role.Length: > 0 } second && second.At(duties).AllowsAt(principal, ListAct.Decide, school, runner.Now()));
    }

    /// <summary>Whether somebody is of the school: a person on its register, or a principal with a post there or who comes for such a person.</summary>
    private async Task<bool> IsKnownAsync(Id who, StoredStream about)
    {
        if (who.IsNone || await RoundAsync(about, default) is not { School: var school })
            return false;
        if (await directory.PersonAsync(who) is { } person)
            return UnitPath.IsBelow(person.Place, school);
        if (await directory.PrincipalAsync(who) is not { } principal)
            return false;
        foreach (var id in principal.Persons)
        {
            if (await directory.PersonAsync(id) is { } own && UnitPath.IsBelow(own.Place, school))
                return true;
        }

        return principal.Grants.Any(g => UnitPath.IsBelow(g.Unit, school));
    }

    private static Rejection NoRecipient(GiveReadGrant request, params string[] known) => ReadGrantCodes.NoRecipient.With(("known", Text.Listed(known)), ("to", request.To));

    private async Task<RosterState?> RosterAsync(Id list, CancellationToken cancellation) => await runner.StateAsync<RosterState>(await store.LoadAsync(list, cancellation), cancellation);

    private async Task<RoundState?> RoundAsync(StoredStream about, CancellationToken cancellation) => await runner.StateAsync<RoundState>(await store.LoadAsync(about.Group, cancellation), cancellation);
}
