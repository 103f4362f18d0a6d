using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Adjustments;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Applications;
using StudentAid.Workflow.Casework.Applications.Forms;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Enrolment;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Prints;
using StudentAid.Workflow.Casework.Retention;
using StudentAid.Workflow.Casework.Revocations;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Scoring;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>Every kind of document that a pack may hold. A new kind is one line here.</summary>
public static class DocumentKinds
{
    public static readonly ImmutableArray<DocumentKind> All =
    [
        DatedValue.Kind,
        FormDocument.Kind,
        CommitmentText.Kind,
        Eligibility.Kind,
        Body.Kind,
        Scale.Kind,
        ScoreTable.Kind,
        ReviewSheet.Kind,
        SpecialGroups.Kind,
        MatchingRules.Kind,
        RoundPlanRules.Kind,
        WorkingDayCalendar.Kind,
        ColumnProfile.Kind,
        PrintForm.Kind,
        ExportProfile.Kind,
        RoleList.Kind,
        AidRules.Kind,
        EnrolmentRules.Kind,
        RevocationRules.Kind,
        AdjustmentRules.Kind,
        SignInRules.Kind,
        RetentionRules.Kind,
        new OverlayKind(),
    ];

    public static DocumentKind? Find(string name) => All.FirstOrDefault(k => string.Equals(k.Name, name, StringComparison.Ordinal));
}
