using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>
/// Which definitions are laid into the one that uses them when a round pins both: those whose steps are a case's, for these read what the case began
/// with and wait at lists that are named by activity. One that declares inputs or outputs of its own runs by itself.
/// </summary>
internal static class CaseParts
{
    private const string Steps = "StudentAid.";
    private const int Deepest = 8;

    public static Definition LaidInto(Definition definition, Func<string, Definition?> used) =>
        LaidIn.Of(definition, name => used(name) is { } part && IsPart(part, used, 0) ? part : null);

    private static bool IsPart(Definition part, Func<string, Definition?> used, int depth) =>
        part is { UsableAsActivity: true, Inputs.IsEmpty: true, Outputs.IsEmpty: true }
        && part.Root.All().Any(n => n.Type.StartsWith(Steps, StringComparison.Ordinal) || (depth < Deepest && used(n.Type) is { } inner && IsPart(inner, used, depth + 1)));
}
