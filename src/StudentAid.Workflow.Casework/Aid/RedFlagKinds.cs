using System.Collections.Immutable;

namespace StudentAid.Workflow.Casework.Aid;

/// <summary>What a list of aid is looked through for (人社厅发〔2020〕20号 (十)).</summary>
public static class RedFlagKinds
{
    /// <summary>大龄: older than usual on the reference day. No legal limit is known: it is reviewed by hand, never refused.</summary>
    public const string Age = "age-outlier";

    /// <summary>Several students with one bank card, telephone or address.</summary>
    public const string Shared = "shared-value";

    /// <summary>学籍修改频繁: more edits of one student's register than usual.</summary>
    public const string Edits = "frequent-edits";

    /// <summary>大批量学籍异动: more of a school's students with a change of enrolment in seven days than usual.</summary>
    public const string Changes = "mass-changes";

    /// <summary>The register was created so many days after the term began.</summary>
    public const string LateRegister = "late-register";

    /// <summary>A graduate with running aid.</summary>
    public const string Graduated = "graduated";

    /// <summary>On a provider's list, and not on this one.</summary>
    public const string MatchedExcluded = "matched-excluded";

    /// <summary>同一账号修改频繁: one account changed more records of the school's students since the term began than usual.</summary>
    public const string Accounts = "account-edits";

    public static readonly ImmutableArray<string> All = [Age, Shared, Edits, Changes, LateRegister, Graduated, MatchedExcluded, Accounts];
}
