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
public sealed class FindingHandler(BesideCases beside, StepRunner runner, IStepStore store, Cipher cipher, SchoolDays days)
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
            return (state ?? FindingState.Empty).Step(
                new Beside(request.School), parts, new FindingEvent.Issued(authority, request.School, request.Article, issue, request.Case, request.Due, today));
        }, cancellationToken);
    }

    public Task<Answer> Handle(AnswerFinding request, CancellationToken cancellationToken) => beside.StepAsync<FindingState, FindingEvent>(request, request.Finding, (state, today, parts) =>
    {
        if (Duties.Rounds(request.Principal, state.School) is { } notYours)
            return notYours;
        if (state.Status != FindingState.Open)
            return FindingCodes.NotOpen.With(("status", state.Status));
        if (string.IsNullOrWhiteSpace(request.Text))
            return FindingCodes.Incomplete.With(("missing", "text"));
        if (request.Evidence.IsDefaultOrEmpty || !request.Evidence.All(PlainText.IsHash))
            return FindingCodes.Incomplete.With(("missing", "evidence"));
        return new FindingEvent.Corrected(parts.Seal(cipher.Seal(parts.Stream, request.Text)), request.Evidence, today);
    }, cancellationToken, request.Evidence);

    public Task<Answer> Handle(ReturnFinding request, CancellationToken cancellationToken) => beside.StepAsync<FindingState, FindingEvent>(request, request.Finding, (state, today, parts) =>
    {
        if (NotJudge(request.Principal, state) is { } notYours)
            return notYours;
        if (string.IsNullOrWhiteSpace(request.Reason))
            return FindingCodes.Incomplete.With(("missing", "reason"));
        if (request.Due <= today)
            return FindingCodes.DueOver.With(("day", request.Due));
        return new FindingEvent.Returned(parts.Seal(cipher.Seal(parts.Stream, request.Reason)), request.Due, today);
    }, cancellationToken);

    public Task<Answer> Handle(CloseFinding request, CancellationToken cancellationToken) => beside.StepAsync<FindingState, FindingEvent>(request, request.Finding, (state, today, parts) =>
        NotJudge(request.Principal, state) is { } notYours
            ? notYours
            : new FindingEvent.Closed(request.Note.Length > 0 ? parts.Seal(cipher.Seal(parts.Stream, request.Note)) : "", today), cancellationToken);

    /// <summary>What the principal may do to it as it stands: "answer", "return" or "close".</summary>
    public static ImmutableArray<string> ActsOf(Principal principal, FindingState state) => state.Status switch
    {
        FindingState.Open when Duties.Rounds(principal, state.School) is null => ["answer"],
        FindingState.Answered when NotJudge(principal, state) is null => ["return", "close"],
        _ => [],
    };

    /// <summary>True of the authority that wrote the finding and of one above it, where it oversees the school now.</summary>
    internal static bool IsJudgeOf(Principal principal, FindingState state) =>
        principal.AuthorityOver(state.School) is not null && principal.Grants.Any(g => principal.Oversees(g) && UnitPath.IsBelow(state.Authority, g.Unit));

    /// <summary>Who judges the answer: the authority that wrote the finding, or one above it that oversees the school.</summary>
    private static Rejection? NotJudge(Principal principal, FindingState state)
    {
        if (principal.AuthorityOver(state.School) is null)
            return FindingCodes.NotAuthority.With();
        if (!IsJudgeOf(principal, state))
            return FindingCodes.OtherAuthority.With(("authority", state.Authority));
        return state.Status == FindingState.Answered ? null : FindingCodes.NotAnswered.With(("status", state.Status));
    }
}
