namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>The acts of the bodies (提出名单、审核、核准、批准) and the outcome each has when it agrees.</summary>
public static class Acts
{
    /// <summary>The act of a list that is shown, not decided by a body.</summary>
    public const string Publish = "publish";

    /// <summary>The type of the activity whose lists are shown.</summary>
    public const string Publicity = "StudentAid.Publicity";

    public static string OutcomeOf(string act) => act switch
    {
        "propose" => "Proposed",
        "review" => "Reviewed",
        "endorse" => "Endorsed",
        "approve" => "Approved",
        _ => throw new ArgumentOutOfRangeException(nameof(act), act, "Expected propose, review, endorse or approve."),
    };
}
