namespace StudentAid.Workflow.Casework.Objections;

/// <summary>What an objection holds back until it is answered (option <c>objectionEffect</c> of a publicity).</summary>
public static class ObjectionEffects
{
    /// <summary>The student alone; everybody else passes when the period is over.</summary>
    public const string Entry = "entry";

    /// <summary>Everybody on the list.</summary>
    public const string List = "list";

    /// <summary>Nobody: who has passed is looked at again where it is upheld later.</summary>
    public const string None = "none";
}
