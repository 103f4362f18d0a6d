using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Schools;

/// <summary>
/// Does what a step says, <c>activity.verb</c>, by the product's commands alone, and lets everything follow that follows by itself. <c>round</c>, <c>list</c>, <c>register</c>,
/// <c>unit</c>, <c>post</c>, <c>committee</c>, <c>documents</c>, <c>case</c>, <c>person</c> and what stands beside and after a decision (<c>chase</c>, <c>adjustment</c>, <c>standing</c>, <c>revocation</c>,
/// <c>sample</c>, <c>reconsideration</c>, <c>finding</c>, <c>complaint</c>, <c>payments</c>, <c>reference-levels</c>, <c>substitution</c>, <c>copy</c>) stand for things that are no activity.
/// </summary>
public sealed class SchoolActs(LiveSchool school)
{
    private static readonly string[] OfLists = ["freeze", "meet", "pledge", "vote", "sheet", "tell-absent", "worksheet", "decide", "take-back", "post", "object", "further", "answer", "photograph", "correct"];

    /// <summary>The refusal, or null where it was done.</summary>
    public async Task<Rejection?> DoAsync(SchoolStep step)
    {
        if (school.PrincipalOf(step.As) is not { } who)
            return LiveSchool.Unknown(step.As);
        if (school.RoundOf(step.Round) is not { } round)
            return SchoolCodes.UnknownRound.With(("round", step.Round));
        if (step.Do.Split('.') is not [var activity, var verb])
            return SchoolCodes.UnknownAct.With(("do", step.Do));
        var refused = await DoAsync(new Doing(step, who, round, activity, verb));
        await school.Host.Settling.RunAsync();
        return refused;
    }

    private Task<Rejection?> DoAsync(Doing doing) => doing.Activity switch
    {
        "round" or "list" or "register" or "unit" or "post" or "committee" or "documents" or "quota" or "ledger" => new RoundActs(school).DoAsync(doing),
        "chase" or "adjustment" or "standing" or "revocation" or "sample" or "reconsideration" => new AfterActs(school).DoAsync(doing),
        "payments" => new PaymentActs(school).DoAsync(doing),
        "reference-levels" => new ReferenceActs(school).DoAsync(doing),
        "copy" => new CopyActs(school).DoAsync(doing),
        "substitution" => new SubstitutionActs(school).DoAsync(doing),
        "finding" => new OversightActs(school).DoAsync(doing),
        "complaint" => new ComplaintActs(school).DoAsync(doing),
        "case" or "person" => new PersonActs(school).DoAsync(doing),
        _ when OfLists.Contains(doing.Verb, StringComparer.Ordinal) => new RosterActs(school).DoAsync(doing),
        _ => new PersonActs(school).DoAsync(doing),
    };
}

/// <summary>A step with who does it, in which round, to what.</summary>
internal sealed record Doing(SchoolStep Step, Principal Who, SchoolRound Round, string Activity, string Verb);
