using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Accounts;

/// <summary>
/// How people sign in at a unit (kind <c>sign-in</c>, id <c>sign-in</c>): which roles hand out activation codes to the families of their own unit, which
/// need a second factor, how long a session lasts (idle minutes, hours in all; shorter on a public computer), and how many days a code holds.
/// </summary>
public sealed record SignInRules(ImmutableArray<string> Issue, ImmutableArray<string> SecondFactor, int IdleMinutes, int Hours, int PublicIdleMinutes, int PublicHours, int CodeDays)
{
    public static readonly DocumentKind<SignInRules> Kind = new("sign-in", new Text("登录规则", "Rules of sign-in"), (n, _) => Read(n), Value.Parse("""
        { "type": "object", "properties": {
            "issue": { "type": "array", "items": { "type": "string" } }, "secondFactor": { "type": "array", "items": { "type": "string" } },
            "idleMinutes": { "type": "integer", "minimum": 5, "maximum": 480 }, "hours": { "type": "integer", "minimum": 1, "maximum": 24 },
            "publicIdleMinutes": { "type": "integer", "minimum": 1, "maximum": 60 }, "publicHours": { "type": "integer", "minimum": 1, "maximum": 8 },
            "codeDays": { "type": "integer", "minimum": 1, "maximum": 60 } } }
        """), isPinned: false);

    /// <summary>Where no document says otherwise: only administrators issue, and no role needs a second factor.</summary>
    public static readonly SignInRules Default = new([], [], 60, 8, 10, 2, 14);

    public static FactKey FactOf(string unit, DateOnly day) => DocumentShelf.NearestOf(unit, "", day, "sign-in/sign-in");

    public static SignInRules From(Value fact) => fact.IsNull ? Default : Kind.Read(fact).Document ?? Default;

    public bool NeedsSecondFactor(Principal principal) => principal.Grants.Any(g => SecondFactor.Contains(g.Role));

    public TimeSpan Lasts(bool isPublic) => TimeSpan.FromHours(isPublic ? PublicHours : Hours);

    public int Idle(bool isPublic) => isPublic ? PublicIdleMinutes : IdleMinutes;

    private static SignInRules Read(DocumentNode node)
    {
        var rules = new SignInRules(
            node.Texts("issue"), node.Texts("secondFactor"),
            node.OptionalWhole("idleMinutes", 5, 480) ?? Default.IdleMinutes, node.OptionalWhole("hours", 1, 24) ?? Default.Hours,
            node.OptionalWhole("publicIdleMinutes", 1, 60) ?? Default.PublicIdleMinutes, node.OptionalWhole("publicHours", 1, 8) ?? Default.PublicHours,
            node.OptionalWhole("codeDays", 1, 60) ?? Default.CodeDays);
        node.Close();
        return rules;
    }
}
