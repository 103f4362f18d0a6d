using System.Collections.Immutable;
using System.Globalization;
using MediatR;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Inspections;

/// <summary>An authority writes down what it found at a school it oversees (第十九条): the article, the issue, until when it is to be corrected.</summary>
public sealed record IssueFinding(string School, string Article, string Issue, DateOnly Due, Id Case = default) : Command
{
    public override Id Target => Case;

    public override Value Body => Value.List(School, Article, Issue, Iso(Due), Case.ToString());

    internal static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>The school says what it did, with the hashes of the evidence.</summary>
public sealed record AnswerFinding(Id Finding, string Text, ImmutableArray<string> Evidence) : Command
{
    public override Id Target => Finding;

    public override Value Body => Value.List(Finding.ToString(), Text, Value.List(Evidence.Select(Value.Of)));
}

/// <summary>The authority is not content with the answer: the school corrects until the day.</summary>
public sealed record ReturnFinding(Id Finding, string Reason, DateOnly Due) : Command
{
    public override Id Target => Finding;

    public override Value Body => Value.List(Finding.ToString(), Reason, IssueFinding.Iso(Due));
}

/// <summary>The authority strikes the finding off (销号).</summary>
public sealed record CloseFinding(Id Finding, string Note) : Command
{
    public override Id Target => Finding;

    public override Value Body => Value.List(Finding.ToString(), Note);
}

/// <summary>Nothing here touches a case, a list or a decision: an authority finds, and the school corrects by its own acts.</summary>
public sealed class FindingHandler(StepRunner runner, IStepStore store, Cipher cipher, SchoolDays days)
    : IRequestHandler<IssueFinding, Answer>, IRequestHandler<AnswerFinding, Answer>, IRequestHandler<ReturnFinding, Answer>, IRequestHandler<CloseFinding, Answer>
{
    public async Task<Answer> Handle(IssueFinding request, CancellationToken cancellationToken)
    {
        if (!UnitPath.IsPath(request.School) || request.Principal.AuthorityOver(request.School) is not { } authority)
            return FindingCodes.NotAuthority;
        var missing = request.Article.Length == 0 ? "article" : string.IsNullOrWhiteSpace(request.Issue) ? "issue"
            : !request.Case.IsNone && (await store.LoadAsync(request.Case, cancellationToken) is not { } about || !UnitPath.IsBelow(about.OrgPath, request.School)) ? "case" : null;
        if (missing is not null)
            return FindingCodes.Incomplete.With(("missing", missing));
        var today = await days.DayAsync(request.School, runner.Now(), cancellationToken);
        if (request.Due <= today)
            return FindingCodes.DueOver.With(("day", request.Due));
        return await runner.RunAsync<FindingState>(request, FindingState.IdOf(request.Operation), (state, _, act, _) =>
        {
            var parts = new StepParts(act, state?.Version ?? 0);
            var issue = parts.Seal(cipher.Seal(act.Stream, request.Issue));
            return StepOf(parts, request.School, state, new FindingEvent.Issued(authority, request.School, request.Article, issue, request.Case, request.Due, today));
        }, cancellationToken);
    }

    public Task<Answer> Handle(AnswerFinding request, CancellationToken cancellationToken) => StepAsync(request, request.Finding, (state, today, parts, self) =>
    {
        if (Duties.Rounds(request.Principal, state.School) is { } notYours)
            return (null, notYours);
        if (state.Status != FindingState.Open)
            return (null, FindingCodes.NotOpen.With(("status", state.Status)));
        if (string.IsNullOrWhiteSpace(request.Text))
            return (null, FindingCodes.Incomplete.With(("missing", "text")));
        return request.Evidence.IsDefaultOrEmpty || !request.Evidence.All(PlainText.IsHash)
            ? (null, FindingCodes.Incomplete.With(("missing", "evidence")))
            : (new FindingEvent.Corrected(parts.Seal(cipher.Seal(self, request.Text)), request.Evidence, today), null);
    }, cancellationToken);

    public Task<Answer> Handle(ReturnFinding request, CancellationToken cancellationToken) => StepAsync(request, request.Finding, (state, today, parts, self) =>
    {
        if (NotJudge(request.Principal, state) is { } notYours)
            return (null, notYours);
        if (string.IsNullOrWhiteSpace(request.Reason))
            return (null, FindingCodes.Incomplete.With(("missing", "reason")));
        return request.Due <= today
            ? (null, FindingCodes.DueOver.With(("day", request.Due)))
            : (new FindingEvent.Returned(parts.Seal(cipher.Seal(self, request.Reason)), request.Due, today), null);
    }, cancellationToken);

    public Task<Answer> Handle(CloseFinding request, CancellationToken cancellationToken) => StepAsync(request, request.Finding, (state, today, parts, self) =>
        NotJudge(request.Principal, state) is { } notYours
            ? (null, notYours)
            : (new FindingEvent.Closed(request.Note.Length > 0 ? parts.Seal(cipher.Seal(self, request.Note)) : "", today), null), cancellationToken);

    /// <summary>Who judges the answer: the authority that wrote the finding, or one above it that oversees the school.</summary>
    private static Rejection? NotJudge(Principal principal, FindingState state)
    {
        if (principal.AuthorityOver(state.School) is null)
            return FindingCodes.NotAuthority.With();
        if (!principal.Grants.Any(g => principal.Oversees(g) && UnitPath.IsBelow(state.Authority, g.Unit)))
            return FindingCodes.OtherAuthority.With(("authority", state.Authority));
        return state.Status == FindingState.Answered ? null : FindingCodes.NotAnswered.With(("status", state.Status));
    }

    private async Task<Answer> StepAsync(
        Command request, Id finding, Func<FindingState, DateOnly, StepParts, Id, (FindingEvent? Happened, Rejection? Refused)> decide, CancellationToken cancellation)
    {
        if (await runner.StateAsync<FindingState>(await store.LoadAsync(finding, cancellation), cancellation) is not { } standing || !request.Principal.Scope.Covers(standing.School))
            return StepCodes.NotFound;
        var today = await days.DayAsync(standing.School, runner.Now(), cancellation);
        return await runner.RunAsync<FindingState>(request, finding, (state, _, act, _) =>
        {
            var parts = new StepParts(act, state!.Version);
            var (happened, refused) = decide(state, today, parts, act.Stream);
            return happened is null ? refused! : StepOf(parts, state.School, state, happened);
        }, cancellation);
    }

    private static Step StepOf(StepParts parts, string place, FindingState? before, FindingEvent happened)
    {
        var after = (before ?? FindingState.Empty).After([happened]);
        return new Beside(FindingState.Kind, FindingState.Format, place, default, default).Of(parts, after.Status, after, happened);
    }
}
