using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Announcements;
using StudentAid.Workflow.Casework.Applications;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Branching;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Letters;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Publicity;
using StudentAid.Workflow.Casework.ReferenceLevels;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Casework.Verification;
using StudentAid.Workflow.Engine.Activities;

namespace StudentAid.Workflow.Casework;

/// <summary>The activity types of student aid. A new one is one line here.</summary>
public static class CaseworkActivities
{
    public static IEnumerable<ActivityType> All =>
    [
        new AnnouncementActivity(), new ApplicationActivity(), new DataMatchActivity(), new VerificationActivity(), new SampleActivity(), new ScoringActivity(),
        new CommitteeReviewActivity(), new ApprovalActivity(), new ReferenceLevelActivity(), new BranchActivity(), new PublicityActivity(), new ResultLetterActivity(), new ArchiveActivity(),
        new AidCheckActivity(),
    ];
}
