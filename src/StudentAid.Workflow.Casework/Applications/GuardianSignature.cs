using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Applications.Forms;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Applications;

/// <summary>
/// The guardian's signature under a minor's application, with his relation to the student and the consents that he gave separately, by the ids of the
/// commitment's rules. Name and relation are personal.
/// </summary>
public sealed record GuardianSignature(string Name, string Relation, ImmutableArray<string> Consents)
{
    /// <summary>
    /// From <c>guardian: { name, relation, consents? }</c>, or the signature itself where the guardian signs (<c>relation</c>, <c>consents</c> beside the
    /// name); what the form says of him need not be repeated. Null without a refusal where no rule asks for it.
    /// </summary>
    public static (GuardianSignature? Signature, Rejection? Refused) Read(Value input, string signer, GuardianRules rules, Value answers, DateOnly today)
    {
        ImmutableArray<GuardianRule> asked = [.. rules.On(answers, today)];
        if (asked.IsEmpty)
            return (null, null);
        var own = signer == "guardian" ? input : input["guardian"];
        var inForm = rules.InForm(answers);
        // What the form names is no signature: only whoever signs as guardian is taken from there.
        var name = Written(own["name"]);
        if (name is null)
            return (null, ApplicationCodes.GuardianMissing.With(("rule", asked[0].Name), ("years", asked[0].Below), ("article", asked[0].Article)));
        if ((Written(own["relation"]) ?? (signer == "guardian" ? Written(inForm["relation"]) : null)) is not { } relation)
            return (null, ApplicationCodes.GuardianRelation.With(("rule", asked[0].Name), ("article", asked[0].Article)));
        ImmutableArray<string> consents = [.. own["consents"].Items.Select(c => c.AsText() ?? "").Intersect(asked.Select(r => r.Id), StringComparer.Ordinal)];
        return asked.FirstOrDefault(r => r.Separate && !consents.Contains(r.Id, StringComparer.Ordinal)) is { } without
            ? (null, ApplicationCodes.GuardianConsent.With(("rule", without.Name), ("id", without.Id), ("years", without.Below), ("article", without.Article)))
            : (new GuardianSignature(name, relation, consents), null);
    }

    private static string? Written(Value value) => value.AsText()?.Trim() is { Length: > 0 } text ? text : null;
}
