using StudentAid.Workflow.Casework.Applications;
using StudentAid.Workflow.Casework.Applications.Forms;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;

namespace StudentAid.Workflow.Casework.Cases;

/// <summary>The kinds of pinned documents that steps of a case read.</summary>
public static class CaseDocuments
{
    public static readonly PinnedDocument<FormDocument> Forms = new(FormDocument.Kind, FormDocument.Read);
    public static readonly PinnedDocument<CommitmentText> Commitments = new(CommitmentText.Kind, CommitmentText.Read);
    public static readonly PinnedDocument<Eligibility> Eligibilities = new(Eligibility.Kind, Eligibility.Read);
    public static readonly PinnedDocument<Scale> Scales = new(Scale.Kind, Scale.Read);
    public static readonly PinnedDocument<ScoreTable> ScoreTables = new(ScoreTable.Kind, ScoreTable.Read);
    public static readonly PinnedDocument<DatedValue> DatedValues = new(DatedValue.Kind, DatedValue.Read);
}
