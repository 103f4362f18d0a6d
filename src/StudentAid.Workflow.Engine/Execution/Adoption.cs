using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Execution;

/// <summary>
/// An instance takes another pin. Where it stands goes by the mapping: what waits at an activity that keeps its type waits on as it is; where the
/// type is another one, what was open is cancelled and the mapped activity is entered, for its bookmarks are none of the new type's.
/// </summary>
internal static class Adoption
{
    public static void Take(Burst burst, InstanceCommand.Adopt c)
    {
        if (burst.Pins.Definition(c.Pin) is not { } next)
        {
            burst.Refuse(ExecutionCodes.UnknownPin.With(("pin", c.Pin)));
            return;
        }

        var own = burst.State.Frames.Values.Where(f => f.Id > 1 && IsOwn(burst, f)).ToList();
        if (own.Find(f => next.Find(To(c, f.Node)) is null) is { } lost)
        {
            burst.Refuse(ExecutionCodes.NotInTarget.With(("activity", lost.Node)));
            return;
        }

        if (own.GroupBy(f => (f.Parent, f.Tag, To(c, f.Node))).FirstOrDefault(g => g.Select(f => f.Node).Distinct(StringComparer.Ordinal).Count() > 1) is { } together)
        {
            burst.Refuse(ExecutionCodes.MappedTogether.With(("activities", string.Join(", ", together.Select(f => f.Node))), ("to", together.Key.Item3)));
            return;
        }

        var before = burst.Pins.Definition(burst.State.Pin);
        var anew = own.Where(f => before?.Find(f.Node) is { } node && node.Type != next.Find(To(c, f.Node))!.Type).Select(f => f.Id).ToList();
        var moved = own.Where(f => !anew.Contains(f.Id) && ContainerOf(next, To(c, f.Node)) != ContainerOf(burst, f, c)).Select(f => (f.Id, To: To(c, f.Node))).ToList();
        var gates = burst.State.Bookmarks.Values.Where(b => b.Kind == BookmarkKind.Entry && IsOwn(burst, burst.State.Frames[b.Frame]) && GateTo(c, b) != b.Name)
            .Select(b => (b.Id, Gate: GateTo(c, b))).ToList();
        burst.Emit(new InstanceEvent.Adopted(c.Pin, Value.Record(c.Mapping.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => (m.Key, Value.Of(m.Value))))));
        foreach (var (bookmark, gate) in gates)
            burst.Emit(new InstanceEvent.Changed(burst.State.Bookmarks[bookmark] with { Name = gate, ShownAt = burst.State.Version + 1 }));
        foreach (var frame in anew)
            EnterAnew(burst, frame);
        foreach (var (frame, to) in moved)
            EnterElsewhere(burst, next, frame, to);
        burst.Run();
    }

    /// <summary>What stood in one container and stands in another now is entered there: the nearest container around it that runs begins at it.</summary>
    private static void EnterElsewhere(Burst burst, ExecutableDefinition next, int id, string to)
    {
        if (!burst.State.Frames.ContainsKey(id))
            return;
        burst.Emit(new InstanceEvent.Cancelled(id));
        for (var (at, around) = (to, ContainerOf(next, to)); around.Length > 0; (at, around) = (around, ContainerOf(next, around)))
        {
            if (burst.State.Frames.Values.FirstOrDefault(f => f.Id > 1 && f.Node == around && IsOwn(burst, f)) is not { } running)
                continue;
            burst.Schedule(new WorkItem(running.Id, at) { StartAt = at == to ? "" : Inside(at, to) });
            return;
        }
    }

    private static string Inside(string container, string path) => path.StartsWith(container + "/", StringComparison.Ordinal) ? path[(container.Length + 1)..] : path;

    /// <summary>The container in which the definition has an activity; empty for its root.</summary>
    private static string ContainerOf(ExecutableDefinition definition, string activity) =>
        definition.Definition.Root.All().FirstOrDefault(n => n.Children.Any(c => c.Node.Id == activity))?.Id ?? "";

    /// <summary>The container in which a frame stands, under its new name.</summary>
    private static string ContainerOf(Burst burst, Frame frame, InstanceCommand.Adopt c) => frame.Parent == 1 ? "" : To(c, burst.State.Frames[frame.Parent].Node);

    private static void EnterAnew(Burst burst, int id)
    {
        // A frame inside one that was cancelled is gone with it.
        if (!burst.State.Frames.TryGetValue(id, out var frame))
            return;
        burst.Emit(new InstanceEvent.Cancelled(id));
        burst.Schedule(new WorkItem(frame.Parent, frame.Node) { Tag = frame.Tag, Backward = frame.Backward, ReturnTo = frame.ReturnTo });
    }

    private static string To(InstanceCommand.Adopt c, string activity) => c.Mapping.GetValueOrDefault(activity, activity);

    /// <summary>A gate ends in its activity's id.</summary>
    private static string GateTo(InstanceCommand.Adopt c, Bookmark entry) =>
        entry.Name.EndsWith("/" + entry.Node, StringComparison.Ordinal) ? entry.Name[..^entry.Node.Length] + To(c, entry.Node) : entry.Name;

    /// <summary>True where the frame's activity is the instance's own definition's, not one's that it uses.</summary>
    private static bool IsOwn(Burst burst, Frame frame)
    {
        var at = burst.State.Frames[frame.Parent];
        while (at.Pin.Length == 0)
            at = burst.State.Frames[at.Parent];
        return at.Id == 1;
    }
}
