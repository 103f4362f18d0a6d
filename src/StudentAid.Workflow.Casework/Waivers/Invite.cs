using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Waivers;

/// <summary>Invites a student who is on a list to apply; a list itself determines nobody (第九条). Channel is a code such as "telephone".</summary>
public sealed record InviteStudent(Id Round, Id Person, string Channel) : Command
{
    public override Id Target => Round;

    public override Value Body => Value.List(Round.ToString(), Person.ToString(), Channel);
}

/// <summary>
/// What came of an invitation where no application did: "not-reached" with the channel tried, or "waived" (自愿放弃) with a coded reason and the hash of the
/// signed paper, which only the student's or guardian's own click may leave out.
/// </summary>
public sealed record AnswerInvitation(Id Round, Id Person, string Result, string Channel, string Reason, string Signed) : Command
{
    public override Id Target => Round;

    public override Value Body => Value.List(Round.ToString(), Person.ToString(), Result, Channel, Reason, Signed);
}

/// <summary>Takes a waiver back while the school year lasts; the student may then apply anew.</summary>
public sealed record TakeBackWaiver(Id Round, Id Person) : Command
{
    public override Id Target => Round;

    public override Value Body => Value.List(Round.ToString(), Person.ToString());
}

public sealed class InvitationHandler(StepRunner runner, IStepStore store, IStoreReader reader, Organisations.Directory directory, ChaseLists lists, SchoolDays days)
    : IRequestHandler<InviteStudent, Answer>, IRequestHandler<AnswerInvitation, Answer>, IRequestHandler<TakeBackWaiver, Answer>
{
    public const string NotReached = "not-reached";
    public const string Waived = "waived";

    public async Task<Answer> Handle(InviteStudent request, CancellationToken cancellationToken)
    {
        var (at, refused) = await FindAsync(request, request.Round, request.Person, cancellationToken);
        if (at is null)
            return refused!;
        if (await NotToChaseAsync(request.Round, at) is { } notToChase)
            return notToChase;
        return PlainText.IsCode(request.Channel)
            ? await WriteAsync(request, at, new InvitationEvent.Invited(request.Round, request.Person, at.Today, request.Channel), cancellationToken)
            : WaiverCodes.Incomplete.With(("missing", "channel"));
    }

    public async Task<Answer> Handle(AnswerInvitation request, CancellationToken cancellationToken)
    {
        var (at, refused) = await FindAsync(request, request.Round, request.Person, cancellationToken);
        if (at is null)
            return refused!;
        if (await NotToChaseAsync(request.Round, at) is { } notToChase)
            return notToChase;
        if (Check(request) is { } wrong)
            return wrong;
        InvitationEvent happened = request.Result == NotReached
            ? new InvitationEvent.NotReached(request.Round, request.Person, at.Today, request.Channel)
            : new InvitationEvent.Waived(request.Round, request.Person, at.Today, request.Reason, request.Signed);
        return await WriteAsync(request, at, happened, cancellationToken);
    }

    public async Task<Answer> Handle(TakeBackWaiver request, CancellationToken cancellationToken)
    {
        var (at, refused) = await FindAsync(request, request.Round, request.Person, cancellationToken);
        if (at is null)
            return refused!;
        var last = at.Round.TermStart.AddYears(1).AddDays(-1);
        if (at.Today > last)
            return WaiverCodes.YearOver.With(("day", last));
        var waived = await lists.WaivedCaseAsync(request.Round, request.Person, cancellationToken);
        return await runner.RunAsync<InvitationState>(request, InvitationState.IdOf(request.Round, request.Person), (state, _, act, _) =>
            (waived.IsNone || state?.Released.Contains(waived) == true) && state?.Status != Waived
                ? WaiverCodes.NothingWaived
                : StepOf(at, state, act, new InvitationEvent.TakenBack(request.Round, request.Person, at.Today, waived)), cancellationToken);
    }

    private static Rejection? Check(AnswerInvitation request)
    {
        if (request.Result is not (NotReached or Waived))
            return WaiverCodes.BadAnswer.With(("known", $"{NotReached}、{Waived}"), ("answer", request.Result));
        if (request.Result == NotReached)
            return PlainText.IsCode(request.Channel) ? null : WaiverCodes.Incomplete.With(("missing", "channel"));
        if (!PlainText.IsCode(request.Reason))
            return WaiverCodes.Incomplete.With(("missing", "reason"));
        if (request.Signed.Length > 0 && !PlainText.IsHash(request.Signed))
            return CaseCodes.NotAHash.With(("field", "signed"));
        return request.Signed.Length == 0 && !request.Principal.Persons.Contains(request.Person) ? WaiverCodes.NeedsPaper.With() : null;
    }

    private Task<Answer> WriteAsync(Command request, Chased at, InvitationEvent happened, CancellationToken cancellation) => runner.RunAsync<InvitationState>(
        request, InvitationState.IdOf(at.Id, at.Person.Id), (state, _, act, _) => StepOf(at, state, act, happened), cancellation);

    private static Step StepOf(Chased at, InvitationState? state, Act act, InvitationEvent happened) => (state ?? InvitationState.Empty).Step(
        new Beside(at.Person.Place, at.Id, at.Person.Id, at.Round.Practice), new StepParts(act, state?.Version ?? 0), happened);

    private async Task<Rejection?> NotToChaseAsync(Id round, Chased at)
    {
        if (at.Round.Status != "open")
            return RoundCodes.NotOpen.With(("status", at.Round.Status));
        var found = await reader.DocumentAsync(Scope.All, round, RunMatchingHandler.Document, at.Person.Id.ToString());
        if (found is null || MatchStateWords.Parse(found.Content["state"].AsText()) is null or MatchState.None)
            return WaiverCodes.NotListed.With();
        var cases = await reader.StreamsAsync(Scope.All, new StreamFilter { Subject = at.Person.Id, Practice = true }, PageRequest.Everything);
        return cases.Items.Any(c => c.Group == round && c.Kind == InstanceSteps.Kind && c.Status is not ("finished" or "cancelled")) ? WaiverCodes.HasCase.With() : null;
    }

    /// <summary>The student himself, or staff of one of his units up to the school.</summary>
    private async Task<(Chased? At, Rejection? Refused)> FindAsync(Command request, Id round, Id person, CancellationToken cancellation)
    {
        if (await runner.StateAsync<RoundState>(await store.LoadAsync(round, cancellation), cancellation) is not { } state
            || await directory.PersonAsync(person) is not { } student || !UnitPath.IsBelow(student.Place, state.School))
            return (null, StepCodes.NotFound.With());
        var who = request.Principal;
        var may = who.IsSystem || who.Persons.Contains(person)
            || who.Grants.Any(g => UnitPath.IsBelow(g.Unit, state.School) && student.Place.StartsWith(g.Unit, StringComparison.Ordinal));
        return may ? (new Chased(round, state, student, await days.DayAsync(state.School, runner.Now(), cancellation)), null) : (null, StepCodes.NotFound.With());
    }

    private sealed record Chased(Id Id, RoundState Round, PersonRecord Person, DateOnly Today);
}
