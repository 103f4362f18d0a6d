using System.Globalization;
using MediatR;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Cases;

/// <summary>
/// Begins a person's case (认定申请) in a round: with his first draft or with 代录, never by itself, and not before his track was told (第十六条(一)).
/// The case's id derives from round, person and attempt, so that it begins once.
/// </summary>
public sealed record BeginCase(Id Round, Id Person, string Track, int Attempt = 1) : Command
{
    /// <summary>The decided case that this one looks at again, which it supersedes and never changes; None for a case of its own.</summary>
    public Id Supersedes { get; init; }

    /// <summary>The case that ended without a result and begins anew as this one; None for others.</summary>
    public Id Restarts { get; init; }

    // A class teacher and a student know their own case, not the school's round: who may begin is the handler's to say.
    public override Id Target => default;

    public override Value Body => (Supersedes.IsNone, Restarts.IsNone) switch
    {
        (true, true) => Value.List(Round.ToString(), Person.ToString(), Track, Attempt),
        (false, true) => Value.List(Round.ToString(), Person.ToString(), Track, Attempt, Supersedes.ToString()),
        _ => Value.List(Round.ToString(), Person.ToString(), Track, Attempt, Supersedes.ToString(), Restarts.ToString()),
    };

    public Id Case => IdOf(Round, Person, Attempt);

    /// <summary>This, or the first attempt after it that is free; sent again it is the attempt that this very operation began, so that it begins once.</summary>
    public async Task<BeginCase> NextAsync(IStepStore store, CancellationToken cancellation)
    {
        var begin = this;
        // Whether the same was asked for the first time is told by its body.
        var first = await store.OperationAsync(Operation, cancellation);
        while (first?.Stream != begin.Case && await store.LoadAsync(begin.Case, cancellation) is not null)
            begin = begin with { Attempt = begin.Attempt + 1 };
        return begin;
    }

    public static Id IdOf(Id round, Id person, int attempt) => Id.Of("case", round.ToString(), person.ToString(), attempt.ToString(CultureInfo.InvariantCulture));
}

public static class BeginCaseCodes
{
    public static readonly Code NoPerson = Code.Input("unknown-person", "应是本校登记的学生，但没有找到。", "Expected a person registered at the school, but there is none.");
    public static readonly Code NotEnrolled = Code.State("not-enrolled", "学生应在籍在校，但状态是“{status}”。", "Expected the person to be enrolled, but the status is '{status}'.");
    public static readonly Code RoundClosed = Code.State("round-closed", "批次应在进行中，但已经办结。", "Expected the round to be open, but it is closed.");
    public static readonly Code NotAnnounced = Code.State("not-announced", "应先完成“{track}”的提前告知，才能受理申请。", "Expected track '{track}' to be announced before applications begin, but it is not.", "实施办法 第十六条(一)、第十七条(一)");
    public static readonly Code AnotherCase = Code.State("case-exists", "该学生在本批次应只有一份进行中的申请，但已经有了。", "Expected the person to have no case in this round yet, but there is one.");
}

public sealed class BeginCaseHandler(StepRunner runner, IStepStore store, IStoreReader reader, PinCache pins, CaseSteps cases, LateAttempts late) : IRequestHandler<BeginCase, Answer>
{
    private const int MostDraws = 16;

    private readonly Turns numbers = new();

    public async Task<Answer> Handle(BeginCase request, CancellationToken cancellationToken)
    {
        var round = await runner.StateAsync<RoundState>(await store.LoadAsync(request.Round, cancellationToken), cancellationToken);
        if (round is null)
            return StepCodes.NotFound;
        var person = (await reader.DocumentsAsync(Scope.All, new DocumentFilter("person") { Key = request.Person.ToString(), Below = round.School })).FirstOrDefault();
        if (!await MayAskAsync(request, round, person, cancellationToken))
            return StepCodes.NotFound;
        var aid = AidDeclaration.Of(pins, round);
        if (Refuse(request, round, person, aid) is { } refused)
            return await RefusedAsync(request, round, person, refused, cancellationToken);
        var units = await UnitsAsync(person!.OrgPath);
        if (!MayBegin(request, round, units))
            return StepCodes.NotFound;
        if (await StandsAlreadyAsync(request, cancellationToken))
            return BeginCaseCodes.AnotherCase;
        var declared = aid is null ? 0 : await store.CounterAsync(aid.CounterOf(request.Person), cancellationToken);
        if (aid is not null && await DeclaredElsewhereAsync(request, round, aid, cancellationToken))
            return aid.DeclaredAlready;
        var claim = aid is null ? null : new Claim(aid.CounterOf(request.Person), Add: 1, Unchanged: declared);
        var counter = RoundFacts.Counter($"case-number:{round.School}:{round.SchoolYear}");
        using var turn = await numbers.TakeAsync(counter.Id, cancellationToken);
        for (var drawn = 1; ; drawn++)
        {
            var answer = await runner.RunAsync<InstanceState>(
                request, request.Case, (state, _, act, facts) => state is null ? Decide(request, round, person.OrgPath, units, counter, claim, act, facts) : BeginCaseCodes.AnotherCase, cancellationToken);
            // Another node took the number that was in sight: the next one is free.
            if (drawn == MostDraws || answer.Rejected is not { } lost || lost.Code != StepCodes.ClaimExceeded || lost.Arguments["counter"] != counter.Id)
                return answer;
        }
    }

    /// <summary>The refusal; where it is for being late, and of who might have begun, the attempt is kept.</summary>
    private async Task<Answer> RefusedAsync(BeginCase request, RoundState round, DocumentRow? person, Rejection refused, CancellationToken cancellation)
    {
        if (refused.Code == AidCodes.LateFiling && !request.DryRun && MayBegin(request, round, await UnitsAsync(person!.OrgPath)))
            await late.KeepAsync(request, round, person.OrgPath, cancellation);
        return refused;
    }

    private StreamDecision Decide(BeginCase request, RoundState round, string place, RecordValue units, FactKey counter, Claim? declared, Act act, Facts facts)
    {
        if (facts.Find(counter) is not { } last)
            return new StreamDecision.Needs([counter]);
        var drawn = (long)(last.Value.AsNumber() ?? 0);
        var serial = new Serial($"{UnitPath.Code(round.School)}-{round.SchoolYear}", drawn + 1);
        var number = serial.ToString();
        var input = Value.Record(
            ("round", request.Round.ToString()), ("person", request.Person.ToString()), ("track", request.Track), ("number", number), ("units", units),
            ("referenceDay", round.ReferenceDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        if (!request.Supersedes.IsNone)
            input = input.With("supersedes", request.Supersedes.ToString());
        if (!request.Restarts.IsNone)
            input = input.With("restarts", request.Restarts.ToString());
        var decision = cases.Decide(
            new InstanceCommand.Start(round.Pin, input, Name: number), new StreamPlace(place, request.Round, request.Person, round.Practice), null, act, facts);
        return Numbered(decision, serial, new Claim(counter.Id, Add: 1, Unchanged: drawn), round, request.Round, declared);
    }

    private Rejection? Refuse(BeginCase request, RoundState round, DocumentRow? person, AidDeclaration? aid) =>
        round.Status != "open" ? BeginCaseCodes.RoundClosed
        : person is null ? BeginCaseCodes.NoPerson
        : aid?.Refuse(round, request.Track, person.Content["status"].AsText() ?? "", runner.Now()) is { } notDeclared ? notDeclared
        : person.Content["status"].AsText() is { } status and not "enrolled" ? BeginCaseCodes.NotEnrolled.With(("status", status))
        : round.Announcements.All(a => a.Track != request.Track) ? BeginCaseCodes.NotAnnounced.With(("track", request.Track))
        : null;

    /// <summary>Of two that saw the same last number the claim lets one pass, and the other draws again.</summary>
    private static StreamDecision Numbered(StreamDecision decision, Serial serial, Claim number, RoundState round, Id id, Claim? declared) => decision is StreamDecision.Decided decided
        ? decided.Step with
        {
            Serial = serial,
            // A case that begins while its round takes another pin would stay on the old one untold.
            Claims = [.. decided.Step.Claims, number, new Claim(RosterState.RepinsCounter(id), Unchanged: round.Repins), .. declared is null ? [] : new[] { declared }],
        }
        : decision;

    /// <summary>Whoever may neither begin it nor knows the school is told nothing of the round.</summary>
    private async Task<bool> MayAskAsync(BeginCase request, RoundState round, DocumentRow? person, CancellationToken cancellation)
    {
        await pins.EnsureAsync(round.Pin, cancellation);
        return request.MayKnow(round.School, default) || request.Principal.Grants.Any(g => UnitPath.IsBelow(g.Unit, round.School))
            || (person is not null && MayBegin(request, round, await UnitsAsync(person.OrgPath)));
    }

    /// <summary>The person himself or his guardian, or staff of one of his units; oversight, wherever it is held, begins nothing.</summary>
    private bool MayBegin(BeginCase request, RoundState round, RecordValue units) =>
        request.Principal.Persons.Contains(request.Person)
        || request.Principal.IsStaff(
            g => !request.Principal.Oversees(g) && UnitPath.IsBelow(g.Unit, round.School) && units.Members.Any(u => u.Value.AsText() == g.Unit), PinnedDocuments.StudentRoles(pins, round.Pin));

    /// <summary>
    /// Another round of the same aid and semester in which the person's case stands, whatever came of it but a withdrawal: a restart begins anew what ended in its own
    /// round, and is no second declaration.
    /// </summary>
    private async Task<bool> DeclaredElsewhereAsync(BeginCase request, RoundState round, AidDeclaration aid, CancellationToken cancellation)
    {
        var streams = new StreamFilter { Subject = request.Person, Kind = InstanceSteps.Kind, Practice = round.Practice };
        foreach (var other in (await reader.StreamsAsync(Scope.All, streams, PageRequest.Everything)).Items.Select(c => c.Group).Where(g => g != request.Round).Distinct())
        {
            if (await runner.StateAsync<RoundState>(await store.LoadAsync(other, cancellation), cancellation) is { } state && aid.IsSame(state)
                && await StandsAlreadyAsync(request with { Round = other, Attempt = 0, Restarts = default }, cancellation))
                return true;
        }

        return false;
    }

    /// <summary>Another attempt's case that is open, or that ended otherwise than withdrawn, cancelled, or as the procedure lets this one begin anew after it.</summary>
    private async Task<bool> StandsAlreadyAsync(BeginCase request, CancellationToken cancellation)
    {
        var filter = new StreamFilter { Group = request.Round, Subject = request.Person, Kind = InstanceSteps.Kind, Practice = true };
        foreach (var row in (await reader.StreamsAsync(Scope.All, filter, PageRequest.Everything)).Items.Where(s => s.Id != request.Case && s.Status != "cancelled"))
        {
            var last = (await store.EventsAsync(row.Id, row.Version - 1, cancellation))[^1];
            if (!InstanceEventJson.Read(last.Data.Span).OfType<InstanceEvent.Ended>().Any(e => e.Outcomes.Contains(CaseCommandsHandler.Withdrawn))
                && !await IsReleasedAsync(request, row.Id, cancellation)
                && !await LetsRestartAsync(request, row.Id, cancellation))
                return true;
        }

        return false;
    }

    private async Task<bool> LetsRestartAsync(BeginCase request, Id @case, CancellationToken cancellation)
    {
        if (request.Restarts.IsNone || await runner.StateAsync<InstanceState>(await store.LoadAsync(@case, cancellation), cancellation) is not { } state)
            return false;
        await pins.EnsureAsync(state.Pin, cancellation);
        return Restarting.Refuse(pins, state) is null;
    }

    /// <summary>The case ended with a waiver that was taken back since.</summary>
    private async Task<bool> IsReleasedAsync(BeginCase request, Id @case, CancellationToken cancellation)
    {
        var invitation = await store.LoadAsync(Waivers.InvitationState.IdOf(request.Round, request.Person), cancellation);
        return (await runner.StateAsync<Waivers.InvitationState>(invitation, cancellation))?.Released.Contains(@case) == true;
    }

    /// <summary>The units above and at the person's place, by kind.</summary>
    private async Task<RecordValue> UnitsAsync(string place)
    {
        var members = new List<KeyValuePair<string, Value>>();
        for (var path = place; path.Length > 1; path = path[..(path.TrimEnd('/').LastIndexOf('/') + 1)])
        {
            var unit = (await reader.DocumentsAsync(Scope.All, new DocumentFilter("org-unit") { Key = path })).FirstOrDefault();
            members.AddRange((unit is null ? [] : OrgUnit.KindsOf(unit.Content)).Where(kind => members.All(m => m.Key != kind)).Select(kind => KeyValuePair.Create(kind, Value.Of(path))).ToList());
        }

        return RecordValue.From(members);
    }
}
