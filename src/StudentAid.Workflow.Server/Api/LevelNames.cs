using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Casework.Steps;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Names of levels (困难等级) by the scale that a round pins.</summary>
public static class LevelNames
{
    private const string Usual = "scale";

    /// <summary>The scale by its id; without one the procedure's usual one. Null where it is not pinned.</summary>
    public static Scale? ScaleOf(PinCache pins, string pin, string? id) =>
        pins.Document(pin, "scale", id is { Length: > 0 } ? id : Usual) is not null ? PinnedDocuments.Scale(pins, pin, id is { Length: > 0 } ? id : Usual) : null;

    /// <summary>The level's name, or its id where the scale does not know it.</summary>
    public static string Of(PinCache pins, string pin, string? scale, string level, string language)
    {
        if (ScaleOf(pins, pin, scale) is not { } known)
            return level;
        return known.NotDetermined.Id == level ? known.NotDetermined.Name.In(language) : known.Levels.FirstOrDefault(l => l.Id == level)?.Name.In(language) ?? level;
    }
}
