using System.Collections.Immutable;
using System.Globalization;
using MediatR;
using StudentAid.Workflow.Casework.Adjustments;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Files;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Payments;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Revocations;

/// <summary>False data were found in a determined case: the student is told and may state his view until the day (第二十二条).</summary>
public sealed record OpenRevocation(Id Case, string Finding, ImmutableArray<string> Evidence, DateOnly StatementDue) : Command
{
    public override Id Target => Case;

    public override Value Body => Value.List(Case.ToString(), Finding, Value.List(Evidence.Select(Value.Of)), Iso(StatementDue));

    internal static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>Takes down what the student or guardian says to the finding; by themselves, or by the office for them.</summary>
public sealed record RecordStatement(Id Revocation, string Channel, string Text) : Command
{
    public override Id Target => Revocation;

    public override Value Body => Value.List(Revocation.ToString(), Channel, Text);
}

/// <summary>The body's decision: "revoked" with article, reasons, the scan of the decision and what is to be paid back, or "dismissed"; and its vote, where the school's rules name a body, of a secret ballot how its papers read.</summary>
public sealed record DecideRevocation(
    Id Revocation, string Result, string DecidedBy, string Meeting, string Article, string Reasons, string Paper, ImmutableArray<Recovery> Recoveries, ImmutableArray<Seating> Seats,
    Tally? Papers = null) : Command
{
    public override Id Target => Revocation;

    public override Value Body => Papers is { } papers ? Value.List(Named, RecordCodec.Write(papers)) : Named;

    private Value Named => Value.List(
        Revocation.ToString(), Result, DecidedBy, Meeting, Article, Reasons, Paper, Value.List(Recoveries.Select(r => (Value)RecordCodec.Write(r))),
        Value.List(Seats.Select(s => (Value)RecordCodec.Write(s))));
}

public sealed class RevocationHandler(
    BesideCases beside, StepRunner runner, IStepStore store, PinCache pins, Cipher cipher, SchoolDays days, FactLoader facts, AfterDecision after)
    : IRequestHandler<OpenRevocation, Answer>, IRequestHandler<RecordStatement, Answer>, IRequestHandler<DecideRevocation, Answer>
{
    /// <summary>What the task is called under which a recovery is waited for.</summary>
    public const string RecoverTask = "recover";

    public async Task<Answer> Handle(OpenRevocation request, CancellationToken cancellationToken)
    {
        if (await DecidedCase.FindAsync(runner, store, request.Case, cancellationToken) is not { } decided)
            return RevocationCodes.NotDetermined;
        if (Duties.Rounds(request.Principal, decided.School) is { } notYours)
            return notYours;
        if (request.Principal.MustWithdrawFrom(decided.Person))
            return CaseCommandCodes.MustWithdraw.With();
        if (!await after.HoldsLevelAsync(decided, cancellationToken))
            return RevocationCodes.NotDetermined;
        var today = await days.DayAsync(decided.School, runner.Now(), cancellationToken);
        return await runner.RunAsync<RevocationState>(request, RevocationState.IdOf(request.Case), (state, _, act, facts) => Open(request, decided, today, state, act, facts), cancellationToken);
    }

    public Task<Answer> Handle(RecordStatement request, CancellationToken cancellationToken) =>
        beside.StepAsync<RevocationState, RevocationEvent>(request, request.Revocation, (state, today, parts) =>
        {
            if (!request.Principal.Persons.Contains(state.Person) && Duties.Rounds(request.Principal, state.School) is { } notYours)
                return notYours;
            if (state.Result.Length > 0)
                return RevocationCodes.NotInHearing.With(("status", state.Status));
            if (!PlainText.IsCode(request.Channel) || string.IsNullOrWhiteSpace(request.Text))
                return RevocationCodes.Incomplete.With(("missing", PlainText.IsCode(request.Channel) ? "text" : "channel"));
            return new RevocationEvent.Heard(parts.Seal(cipher.Seal(state.Person, request.Text)), request.Channel, today);
        }, cancellationToken);

    public async Task<Answer> Handle(DecideRevocation request, CancellationToken cancellationToken)
    {
        var rules = await RulesAsync(request.Revocation, cancellationToken);
        return await beside.StepAsync<RevocationState, RevocationEvent>(request, request.Revocation, (state, today, parts) =>
        {
            if (Duties.Rounds(request.Principal, state.School) is { } notYours)
                return notYours;
            if (request.Principal.MustWithdrawFrom(state.Person))
                return CaseCommandCodes.MustWithdraw;
            if ((Refuse(request, state, today) ?? rules.Refuse(request, state.Person, today)) is { } refused)
                return refused;
            var reasons = parts.Seal(cipher.Seal(state.Person, request.Reasons));
            var recoveries = request.Result == RevocationState.Revoked ? request.Recoveries : [];
            foreach (var (recovery, number) in rules.Rules.Role.Length > 0 ? recoveries.Select((r, i) => (r, i + 1)) : [])
                parts.Row(new TaskOpened(number, RecoverTask, rules.Rules.Role, state.School, rules.Calendar?.EndOf(recovery.Due), parts.Seq));
            return new RevocationEvent.Decided(
                request.Result, request.DecidedBy, request.Meeting, request.Article, reasons, request.Paper, recoveries, today, request.Seats, request.Papers);
        }, cancellationToken, request.Paper);
    }

    /// <summary>The rules that hold for the case's procedure, with the body and its members where they name one.</summary>
    private async Task<VoteRules> RulesAsync(Id revocation, CancellationToken cancellation)
    {
        if (await runner.StateAsync<RevocationState>(await store.LoadAsync(revocation, cancellation), cancellation) is not { } state
            || await runner.StateAsync<RoundState>(await store.LoadAsync(state.Round, cancellation), cancellation) is not { } round)
            return new VoteRules(RevocationRules.None, null, Value.Null, 0, null);
        var today = await days.DayAsync(state.School, runner.Now(), cancellation);
        await pins.EnsureAsync(round.Pin, cancellation);
        var found = await facts.LoadAsync([RevocationRules.FactOf(state.School, round.Procedure, today)], cancellation);
        var rules = RevocationRules.From(found[0].Value);
        var committee = rules.Body.Length == 0 ? Value.Null : (await facts.LoadAsync([new FactKey(RosterFacts.Committee, $"{rules.Body}|{state.School}")], cancellation))[0].Value;
        if (Kin.IsAsked(committee))
            committee = Kin.With(committee, (await facts.LoadAsync([Kin.FactOfPerson(state.Person)], cancellation))[0].Value);
        var body = rules.Body.Length == 0 ? null : Body.Kind.Find(pins, round.Pin, rules.Body);
        var students = body is { AsksUnitSize: true } ? (await facts.LoadAsync([UnitSizeSource.Of(state.School)], cancellation))[0].Value.AsNumber() : null;
        return new VoteRules(rules, body, committee, (int)(students ?? 0), await days.CalendarAsync(state.School, cancellation));
    }

    private sealed record VoteRules(RevocationRules Rules, Body? Body, Value Committee, int Students, WorkingDayCalendar? Calendar)
    {
        public Rejection? Refuse(DecideRevocation request, Id person, DateOnly today) =>
            Rules.Body.Length == 0 ? null
            : Body is null ? RevocationCodes.NoBody.With(("body", Rules.Body))
            : RevocationVote.Refuse(Body, Committee, Students, request.Seats, request.Papers, person, request.Result, today);
    }

    private static Rejection? Refuse(DecideRevocation request, RevocationState state, DateOnly today)
    {
        if (state.Result.Length > 0)
            return RevocationCodes.NotInHearing.With(("status", state.Status));
        if (request.Result is not (RevocationState.Revoked or RevocationState.Dismissed))
            return RevocationCodes.UnknownResult.With(("known", $"{RevocationState.Revoked}、{RevocationState.Dismissed}"), ("result", request.Result));
        if (state.HeardOn is null && today <= state.StatementDue)
            return RevocationCodes.NotHeard.With(("day", state.StatementDue));
        var missing = request.DecidedBy.Length == 0 ? "decidedBy" : request.Meeting.Length == 0 ? "meeting" : string.IsNullOrWhiteSpace(request.Reasons) ? "reasons"
            : request.Article.Length == 0 ? "article" : !PlainText.IsHash(request.Paper) ? "paper"
            : request.Recoveries.Any(r => !PlainText.IsCode(r.Aid) || r.Due == default) ? "recoveries" : null;
        if (missing is not null)
            return RevocationCodes.Incomplete.With(("missing", missing));
        return request.Recoveries.FirstOrDefault(r => r.Amount <= 0) is { } nothing ? RevocationCodes.BadAmount.With(("amount", PaymentSheet.Yuan(nothing.Amount))) : null;
    }

    private StreamDecision Open(OpenRevocation request, DecidedCase decided, DateOnly today, RevocationState? state, Act act, Facts facts)
    {
        if (state is not null && state.Status != RevocationState.Dismissed)
            return RevocationCodes.AlreadyOpen;
        if (string.IsNullOrWhiteSpace(request.Finding))
            return RevocationCodes.Incomplete.With(("missing", "finding"));
        if (request.Evidence.IsEmpty || !request.Evidence.All(PlainText.IsHash))
            return RevocationCodes.Incomplete.With(("missing", "evidence"));
        if (request.StatementDue <= today)
            return RevocationCodes.DueOver.With(("day", request.StatementDue));
        if (KeptFiles.Refuse(request.Evidence, decided.Person, decided.Place, facts) is { } notUploaded)
            return notUploaded;
        var parts = new StepParts(act, state?.Version ?? 0);
        var finding = parts.Seal(cipher.Seal(decided.Person, request.Finding));
        return (state ?? RevocationState.Empty).Step(decided.Beside, parts, new RevocationEvent.Opened(
            decided.Round, request.Case, decided.Person, decided.School, finding, request.Evidence, request.StatementDue, today));
    }
}
