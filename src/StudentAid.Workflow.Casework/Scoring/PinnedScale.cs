using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;

namespace StudentAid.Workflow.Casework.Scoring;

/// <summary>The scale of levels that a pin goes by.</summary>
public static class PinnedScale
{
    /// <summary>The scale that any activity of the definition names, else the only one that is pinned. Null where there is none or several.</summary>
    public static Scale? Of(IPins pins, string pin)
    {
        var named = pins.Definition(pin)?.Definition.Root.All().Select(n => n.Input("scale")).FirstOrDefault(i => i is { Kind: InputKind.Literal, Text.Length: > 0 })?.Text;
        return Scale.Kind.FindOnly(pins, pin, named);
    }
}
