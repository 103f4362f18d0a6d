using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Execution;

/// <summary>Where an instance stands. Only <see cref="Apply"/> changes it, and it reads neither pins nor facts.</summary>
public sealed partial class InstanceState : Streams.IStreamState<InstanceState>
{
    private readonly SortedDictionary<int, Frame> frames = [];
    private readonly SortedDictionary<int, Bookmark> bookmarks = [];
    private readonly SortedDictionary<int, Incident> incidents = [];

    /// <summary>"" before the start, then "open" until "finished" or "cancelled".</summary>
    public string Status { get; private set; } = "";

    public bool IsOpen => Status == "open";

    public bool IsSuspended { get; private set; }

    public long Version { get; private set; }

    public string Pin { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string Correlation { get; private set; } = "";

    /// <summary>Id and bookmark of the instance that waits for this one's end; empty and 0 for none.</summary>
    public string Parent { get; private set; } = "";

    public int ParentBookmark { get; private set; }

    public ImmutableArray<string> Outcomes { get; private set; } = [];

    public int LastFrame { get; private set; }

    public int LastBookmark { get; private set; }

    public int LastIncident { get; private set; }

    public IReadOnlyDictionary<int, Frame> Frames => frames;

    public IReadOnlyDictionary<int, Bookmark> Bookmarks => bookmarks;

    public IReadOnlyDictionary<int, Incident> Incidents => incidents;

    static InstanceState Streams.IStreamState<InstanceState>.Empty => new();

    static bool Streams.IStreamState<InstanceState>.IsOf(string kind) => InstanceSteps.IsInstance(kind);

    InstanceState Streams.IStreamState<InstanceState>.After(ReadOnlySpan<byte> data)
    {
        Apply(InstanceEventJson.Read(data));
        return this;
    }

    /// <summary>The fold of a whole history.</summary>
    public static InstanceState Fold(IEnumerable<IEnumerable<InstanceEvent>> steps)
    {
        var state = new InstanceState();
        foreach (var step in steps)
            state.Apply(step);
        return state;
    }

    /// <summary>Applies one step's events and advances the version.</summary>
    public void Apply(IEnumerable<InstanceEvent> step)
    {
        foreach (var happened in step)
            Apply(happened);
        Version++;
    }

    internal void Apply(InstanceEvent happened)
    {
        switch (happened)
        {
            case InstanceEvent.Started e: Start(e); break;
            case InstanceEvent.Entered e: Enter(e); break;
            case InstanceEvent.Ran e: End(e); break;
            case InstanceEvent.Skipped e: frames[e.Parent].Visit(e.Node); break;
            case InstanceEvent.Arrived e: frames[e.Parent].Arrive(e.Join, e.Connection, e.Followed); break;
            case InstanceEvent.Opened e: Keep(e.Bookmark); break;
            case InstanceEvent.Changed e: Keep(e.Bookmark); break;
            case InstanceEvent.Handed e: bookmarks[e.Bookmark] = bookmarks[e.Bookmark] with { Holding = e.Holding, ShownAt = Version + 1 }; break;
            case InstanceEvent.Reminded e: bookmarks[e.Bookmark] = bookmarks[e.Bookmark] with { Reminded = e.At }; break;
            case InstanceEvent.Closed e: bookmarks.Remove(e.Bookmark); break;
            case InstanceEvent.Cancelled e: Remove(e.Frame); break;
            case InstanceEvent.VariableSet e: frames[e.Frame].Set(e.Name, e.Value); break;
            case InstanceEvent.OutputSet e: frames[e.Frame].SetOutput(e.Node.Length > 0 ? $"{e.Node}.{e.Name}" : e.Name, e.Value); break;
            case InstanceEvent.DataSet e: frames[e.Frame].Data = e.Data; break;
            case InstanceEvent.Named e: Name = e.Name; break;
            case InstanceEvent.Correlated e: Correlation = e.Correlation; break;
            case InstanceEvent.Rewound e: Rewind(e); break;
            case InstanceEvent.Faulted e: Fault(e); break;
            case InstanceEvent.Retried e: incidents.Remove(e.Incident); break;
            case InstanceEvent.Suspended: IsSuspended = true; break;
            case InstanceEvent.Continued: IsSuspended = false; break;
            case InstanceEvent.Adopted e: Adopt(e); break;
            case InstanceEvent.InputChanged e: ChangeInput(e); break;
            case InstanceEvent.Ended e: End(e); break;
        }
    }

    /// <summary>Frames that stand in this one, in order.</summary>
    public IEnumerable<Frame> ChildrenOf(int frame) => frames.Values.Where(f => f.Parent == frame);

    public IEnumerable<Bookmark> BookmarksOf(int frame) => bookmarks.Values.Where(b => b.Frame == frame);

    private void Start(InstanceEvent.Started e)
    {
        (Status, Pin, Correlation, Name, Parent, ParentBookmark) = ("open", e.Pin, e.Correlation, e.Name, e.Parent, e.ParentBookmark);
        LastFrame = 1;
        frames[1] = new Frame(1, 0, "") { Pin = e.Pin, Input = e.Input };
    }

    private void Enter(InstanceEvent.Entered e)
    {
        LastFrame = Math.Max(LastFrame, e.Frame);
        frames[e.Frame] = new Frame(e.Frame, e.Parent, e.Node) { Tag = e.Tag, Backward = e.Backward, ReturnTo = e.ReturnTo, Pin = e.Pin, Input = e.Input };
    }

    private void End(InstanceEvent.Ran e)
    {
        if (e.Frame > 0)
            Remove(e.Frame);
        if (!e.Backward && frames.TryGetValue(e.Parent, out var parent))
            parent.Visit(e.Node);
    }

    private void Keep(Bookmark bookmark)
    {
        LastBookmark = Math.Max(LastBookmark, bookmark.Id);
        bookmarks[bookmark.Id] = bookmark with { Node = frames[bookmark.Frame].Node, ShownAt = bookmark.ShownAt > 0 ? bookmark.ShownAt : Version + 1 };
    }

    private void Remove(int frame)
    {
        foreach (var child in ChildrenOf(frame).Select(f => f.Id).ToArray())
            Remove(child);
        foreach (var bookmark in BookmarksOf(frame).Select(b => b.Id).ToArray())
            bookmarks.Remove(bookmark);
        foreach (var incident in incidents.Values.Where(i => i.Parent == frame).Select(i => i.Id).ToArray())
            incidents.Remove(incident);
        frames.Remove(frame);
    }

    private void Rewind(InstanceEvent.Rewound e)
    {
        ImmutableHashSet<string> region = [.. e.Reset];
        frames[e.Frame].Reset(region, e.Alone ? e.Target.Split('/')[0] : "");
        foreach (var owing in ChildrenOf(e.Frame).Where(f => region.Contains(f.ReturnTo)))
            owing.ReturnTo = Frame.Anew;
    }

    private void Fault(InstanceEvent.Faulted e)
    {
        LastIncident = Math.Max(LastIncident, e.Incident);
        incidents[e.Incident] = new Incident(e.Incident, e.Parent, e.Node, e.Code, e.Arguments, e.Pending);
    }

    private void Adopt(InstanceEvent.Adopted e)
    {
        var mapping = ((e.Mapping as RecordValue)?.Members ?? []).ToDictionary(m => m.Key, m => m.Value.AsText() ?? m.Key, StringComparer.Ordinal);
        foreach (var frame in frames.Values)
        {
            if (frame.Id == 1)
                frame.Pin = e.Pin;
            frame.Rename(mapping);
        }

        foreach (var bookmark in bookmarks.Values.ToArray())
            bookmarks[bookmark.Id] = bookmark with { Node = mapping.GetValueOrDefault(bookmark.Node, bookmark.Node) };
        foreach (var incident in incidents.Values.ToArray())
            incidents[incident.Id] = incident with { Node = mapping.GetValueOrDefault(incident.Node, incident.Node), Pending = WorkItem.Renamed(incident.Pending, mapping) };
        Pin = e.Pin;
    }

    private void ChangeInput(InstanceEvent.InputChanged e)
    {
        foreach (var (name, value) in ((RecordValue)e.Members).Members)
            frames[1].Input = frames[1].Input is RecordValue input ? input.With(name, value) : Value.Record((name, value));
    }

    private void End(InstanceEvent.Ended e)
    {
        (Status, Outcomes, IsSuspended) = (e.Status, e.Outcomes, false);
        bookmarks.Clear();
        incidents.Clear();
        foreach (var frame in frames.Keys.Where(f => f != 1).ToArray())
            frames.Remove(frame);
    }
}

/// <summary>A broken step (待处理异常) that an operator can retry; <see cref="Pending"/> is the work it takes up.</summary>
public sealed record Incident(int Id, int Parent, string Node, string Code, Value Arguments, Value Pending);
