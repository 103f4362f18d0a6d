using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Runtime;

namespace StudentAid.Workflow.Cli.Running;

/// <summary>An open bookmark: type and id of the activity that waits, what for, and until when.</summary>
internal sealed record OpenWait(string Type, string Activity, string Kind, string Name, DateTimeOffset? Due);

/// <summary>
/// How a run stands when it is quiet. <c>Faulted</c> is the definition that was run, where it broke or still waits for a child that broke;
/// incidents and waits are those of all instances, in the order in which they began.
/// </summary>
internal sealed record RunEnd(string Status, ImmutableArray<OpenWait> Waits, ImmutableArray<Rejection> Incidents, ImmutableArray<string> Outcomes, Value Outputs)
{
    public const string Finished = "Finished";
    public const string Suspended = "Suspended";
    public const string Faulted = "Faulted";

    public static RunEnd Of(World world, DefinitionLibrary library)
    {
        var instances = world.Instances.ToList();
        var main = instances[0].State;
        ImmutableArray<Rejection> incidents =
        [
            .. instances.SelectMany(i => i.State.Incidents.Values).Select(i => AllCodes.Rejection(i.Code, i.Arguments)),
            .. world.Refused,
        ];
        var status = !main.IsOpen ? Finished : incidents.IsEmpty ? Suspended : Faulted;
        return new RunEnd(status, [.. instances.SelectMany(i => Waiting(i.State, library))], incidents, main.Outcomes, OutputsOf(main));
    }

    private static IEnumerable<OpenWait> Waiting(InstanceState state, DefinitionLibrary library) =>
        state.Bookmarks.Values.Select(b => new OpenWait(TypeOf(state, b, library), b.Node, KindOf(b.Kind), b.Name, b.Due));

    private static string TypeOf(InstanceState state, Bookmark bookmark, DefinitionLibrary library)
    {
        var frame = state.Frames[bookmark.Frame];
        while (frame.Pin.Length == 0)
            frame = state.Frames[frame.Parent];
        return library.Definition(frame.Pin)?.Find(bookmark.Node)?.Type ?? "";
    }

    private static string KindOf(BookmarkKind kind) => kind switch
    {
        BookmarkKind.Task => "task",
        BookmarkKind.Deadline => "deadline",
        BookmarkKind.Signal => "signal",
        BookmarkKind.Entry => "entry",
        _ => "child",
    };

    /// <summary>Outputs of the definition itself; those of its activities are named with a point.</summary>
    private static RecordValue OutputsOf(InstanceState state) =>
        RecordValue.From(state.Frames[1].Outputs.Where(o => !o.Key.Contains('.', StringComparison.Ordinal)).OrderBy(o => o.Key, StringComparer.Ordinal));
}
