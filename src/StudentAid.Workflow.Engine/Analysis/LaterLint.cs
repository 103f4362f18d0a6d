using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Engine.Analysis;

/// <summary>Options that name an activity which is to come: it is reached forward from here, in the same container or one around it, and is no end.</summary>
internal static class LaterLint
{
    public static void Check(Linting linting)
    {
        var open = new Stack<(ActivityNode Node, Chain? Around)>([(linting.Definition.Root, null)]);
        while (open.TryPop(out var at))
        {
            linting.Operations++;
            foreach (var option in linting.TypeOf(at.Node)?.Description.Options.Where(o => o.Later) ?? [])
            {
                if (at.Node.Input(option.Name) is { Kind: InputKind.Literal, Text: { Length: > 0 } named } && !LeadsTo(linting, at.Node, at.Around, named))
                    linting.Report(LintCodes.NotLater.With(("activity", at.Node.Id), ("input", option.Name), ("value", named)), linting.Broken, linting.Places.Option(at.Node.Id, option.Name));
            }

            foreach (var child in at.Node.Children)
                open.Push((child.Node, new Chain(at.Node, at.Around)));
        }
    }

    private static bool LeadsTo(Linting linting, ActivityNode from, Chain? around, string named)
    {
        for (var inside = from; around is not null; (inside, around) = (around.Node, around.Around))
        {
            linting.Operations += around.Node.Children.Length;
            if (After(linting, around.Node, inside).Any(n => Names(linting, n, named)))
                return true;
        }

        return false;
    }

    private static IEnumerable<ActivityNode> After(Linting linting, ActivityNode container, ActivityNode inside)
    {
        var children = container.Children.Select(c => c.Node);
        if (linting.TypeOf(container) is not { Description.IsFlowchart: true })
            return children.SkipWhile(n => n != inside).Skip(1);
        var reached = linting.Executable.Graph(container).ReachableFrom(inside.Id).Remove(inside.Id);
        return children.Where(n => reached.Contains(n.Id));
    }

    /// <summary>The activity itself, one inside it, or by its path one of the definition that is used as it.</summary>
    private static bool Names(Linting linting, ActivityNode node, string named)
    {
        if (node.All().Any(n => n.Id == named && linting.TypeOf(n) is not { Description.IsTerminal: true }))
            return true;
        return named.StartsWith($"{node.Id}/", StringComparison.Ordinal)
            && (linting.ChildOf(node) is not { } child || child.Root.All().Any(n => Names(linting, n, named[(node.Id.Length + 1)..])));
    }

    private sealed record Chain(ActivityNode Node, Chain? Around);
}
