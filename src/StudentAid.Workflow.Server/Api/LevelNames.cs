using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Casework.Steps;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Names of levels (困难等级) by the scale that a round pins.</summary>
public static class LevelNames
{
    /// <summary>The scale that any activity of the definition names, else the only one that is pinned. Null where there is none or several.</summary>
    public static Scale? ScaleOf(PinCache pins, string pin) => PinnedScale.Of(pins, pin);

    /// <summary>The level's name, or its id where the scale does not know it.</summary>
    public static string Of(PinCache pins, string pin, string level, string language)
    {
        if (ScaleOf(pins, pin) is not { } known)
            return level;
        return known.NotDetermined.Id == level ? known.NotDetermined.Name.In(language) : known.Levels.FirstOrDefault(l => l.Id == level)?.Name.In(language) ?? level;
    }
}
