namespace StudentAid.Workflow.Casework.Matching;

/// <summary>Outcome of comparing with the providers' lists, in rising order: 未匹配, 匹配存疑, 匹配成功.</summary>
public enum MatchState
{
    None,
    Doubtful,
    Matched,
}

public static class MatchStateWords
{
    /// <summary>The word in JSON.</summary>
    public static string Word(this MatchState state) => state switch
    {
        MatchState.Matched => "matched",
        MatchState.Doubtful => "doubtful",
        _ => "none",
    };

    public static MatchState? Parse(string? word) => word switch
    {
        "matched" => MatchState.Matched,
        "doubtful" => MatchState.Doubtful,
        "none" => MatchState.None,
        _ => null,
    };
}
