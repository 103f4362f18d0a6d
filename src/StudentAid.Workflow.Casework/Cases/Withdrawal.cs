using StudentAid.Workflow.Casework.Applications;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;

namespace StudentAid.Workflow.Casework.Cases;

/// <summary>Until when an application may be taken back (第九条).</summary>
public static class Withdrawal
{
    /// <summary>
    /// Why it is too late: the activity that the definition names has decided on the case, or, where it decides nothing, is behind it; where none is named,
    /// somebody has decided. Null while it is not.
    /// </summary>
    public static Rejection? Refuse(InstanceState state, ExecutableDefinition? definition)
    {
        var until = definition is null ? null : UntilOf(definition.Definition.Root);
        if (state.Frames[1].Variables.Any(v => CaseVariables.ActedAt(v.Key, v.Value) is { } acted ? until is null || acted == until : IsDecision(v.Key, until)))
            return CaseCommandCodes.AlreadyDecided.With();
        return until is not null && Behind(definition!.Definition.Root, until).Any(passed => state.Frames.Values.Any(f => f.Visits(passed) > 0))
            ? CaseCommandCodes.TooLateToWithdraw.With(("activity", definition.Find(until)?.Title ?? until)) : null;
    }

    /// <summary>True at the act after which an application is not taken back any more: the first on the case, or the one that the definition names.</summary>
    internal static bool EndsAt(ActivityContext context)
    {
        var root = context.Definition.Definition.Root;
        return root.All().Any(n => n.Type == ApplicationActivity.TypeName)
            && (UntilOf(root) is { } until ? until == context.Node.Id : context.Variable(CaseVariables.Acted).IsNull);
    }

    private static string? UntilOf(ActivityNode root) =>
        root.All().Where(n => n.Type == ApplicationActivity.TypeName).Select(n => n.Input("withdrawUntil")?.Text).FirstOrDefault(t => t is { Length: > 0 });

    private static bool IsDecision(string variable, string? of)
    {
        var prefix = CaseVariables.DecisionOf("");
        return variable.StartsWith(prefix, StringComparison.Ordinal) && (of is null || variable.AsSpan(prefix.Length).SequenceEqual(of));
    }

    /// <summary>The activity, and those around it that do not stand around the application too: one of them has ended where it has.</summary>
    private static IEnumerable<string> Behind(ActivityNode root, string until)
    {
        for (var slash = until.LastIndexOf('/'); slash > 0; slash = until.LastIndexOf('/', slash - 1))
            yield return until[..slash];
        foreach (var around in root.All().Where(n => n.All().Any(m => m.Id == until) && n.All().All(m => m.Type != ApplicationActivity.TypeName)))
            yield return around.Id;
    }
}
