namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>The acts of the bodies (提出名单、审核、核准、批准) and the outcome each has when it agrees.</summary>
public static class Acts
{
    public static string OutcomeOf(string act) => act switch
    {
        "propose" => "Proposed",
        "review" => "Reviewed",
        "endorse" => "Endorsed",
        "approve" => "Approved",
        _ => throw new ArgumentOutOfRangeException(nameof(act), act, "Expected propose, review, endorse or approve."),
    };
}
