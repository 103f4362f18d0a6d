using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Engine.Analysis;

/// <summary>Rewinds: their target is an earlier activity of the same or an enclosing flowchart, or of a composite there.</summary>
internal static class RewindLint
{
    public static void Check(Linting linting)
    {
        var open = new Stack<(ActivityNode Node, Chain? Around)>([(linting.Definition.Root, null)]);
        while (open.TryPop(out var at))
        {
            linting.Operations++;
            var chain = new Chain(at.Node, at.Around);
            for (var i = 0; i < at.Node.Connections.Length; i++)
            {
                if (at.Node.Connections[i].Rewind)
                    Check(linting, chain, i);
            }

            foreach (var child in at.Node.Children)
                open.Push((child.Node, chain));
        }

        CheckEnds(linting);
    }

    private static void Check(Linting linting, Chain chain, int number)
    {
        var rewind = chain.Node.Connections[number];
        var place = linting.Places.Connection(chain.Node.Id, number);
        var path = rewind.To.Split('/');
        var source = rewind.From;
        var names = new List<string>();
        for (var at = chain; at is not null; source = at.Node.Id, at = at.Around)
        {
            linting.Operations++;
            if (linting.TypeOf(at.Node) is not { Description.IsFlowchart: true })
                continue;
            var shape = linting.ShapeOf(at.Node);
            if (shape.Find(path[0]) is { } target)
            {
                CheckFound(linting, shape, target, source, path, place);
                return;
            }

            names.AddRange(shape.Nodes.Select(n => n.Id));
        }

        ReportMissing(linting, rewind.To, path[0], names, place);
    }

    private static void CheckFound(Linting linting, FlowShape shape, int target, string source, string[] path, Position? place)
    {
        var inside = shape.Nodes[target];
        foreach (var step in path.Skip(1))
        {
            if (inside.Children.FirstOrDefault(c => c.Node.Id == step)?.Node is not { } next)
            {
                if (linting.TypeOf(inside) is not null)
                    ReportMissing(linting, string.Join('/', path), step, inside.Children.Select(c => c.Node.Id), place);
                return;
            }

            inside = next;
        }

        if (shape.Find(source) is { } from && shape.IsReachable(from) && !shape.Reaches(target, from))
            linting.Report(LintCodes.RewindNotEarlier.With(("target", path[0]), ("source", source)), linting.Broken, place);
    }

    private static void ReportMissing(Linting linting, string target, string step, IEnumerable<string> known, Position? place)
    {
        var nearest = linting.Near(step, known);
        linting.Report(
            nearest is null ? LintCodes.NoRewindTarget.With(("target", target)) : LintCodes.NoRewindTargetNear.With(("target", target), ("nearest", nearest)),
            linting.Broken, place);
    }

    /// <summary>In a strict definition nothing inside branches that run at once may end the whole definition.</summary>
    private static void CheckEnds(Linting linting)
    {
        if (!linting.Definition.Strict)
            return;
        var open = new Stack<(ActivityNode Node, string? Parallel)>([(linting.Definition.Root, null)]);
        while (open.TryPop(out var at))
        {
            linting.Operations++;
            if (at.Parallel is not null && at.Node.Type is "Elsa.Complete" or "Elsa.Finish" && at.Parallel is { } parallel)
                linting.Report(LintCodes.EndInParallel.With(("activity", parallel)), Severity.Error, linting.Places.Id(at.Node.Id));
            var around = at.Node.Type is "Elsa.Fork" or "Elsa.Parallel" or "Elsa.ParallelForEach" ? at.Node.Id : at.Parallel;
            foreach (var child in at.Node.Children)
                open.Push((child.Node, around));
        }
    }

    private sealed record Chain(ActivityNode Node, Chain? Around);
}
