using System.Text;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Execution;

/// <summary>A cache of the fold, JSON with a format number. Of an unknown format nothing is read: the events are folded instead.</summary>
public sealed partial class InstanceState
{
    private const int Format = 1;

    /// <summary>The state's snapshot; equal states give equal bytes.</summary>
    public byte[] ToSnapshot() => Encoding.UTF8.GetBytes(Value.List(
        Format, Version, Status, Fields.Opt(IsSuspended), Pin, Fields.Opt(Name), Fields.Opt(Correlation), Fields.Opt(Parent), Fields.Opt(ParentBookmark),
        Fields.Opt(Value.List(Outcomes.Select(Value.Of))), LastFrame, Fields.Opt(LastBookmark), Fields.Opt(LastIncident),
        Value.List(frames.Values.Select(f => f.ToValue())),
        Fields.Opt(Value.List(bookmarks.Values.Select(b => (Value)new ListValue(b.Fields(inEvent: false))))),
        Fields.Opt(Value.List(incidents.Values.Select(i => Value.List(i.Id, i.Parent, i.Node, i.Code, i.Arguments, i.Pending))))).Trimmed().ToJson());

    /// <summary>Null where the bytes are empty or of another format.</summary>
    public static InstanceState? FromSnapshot(ReadOnlySpan<byte> snapshot)
    {
        if (snapshot.IsEmpty)
            return null;
        var f = Value.Parse(snapshot).Items;
        if (f.Int(0) != Format)
            return null;
        var state = new InstanceState
        {
            Version = f.Long(1), Status = f.Text(2), IsSuspended = f.Bool(3), Pin = f.Text(4), Name = f.Text(5), Correlation = f.Text(6),
            Parent = f.Text(7), ParentBookmark = f.Int(8), Outcomes = f.Texts(9), LastFrame = f.Int(10), LastBookmark = f.Int(11), LastIncident = f.Int(12),
        };
        foreach (var frame in f.At(13).Items.Select(Frame.From))
            state.frames[frame.Id] = frame;
        foreach (var bookmark in f.At(14).Items.Select(i => Bookmark.From(i.Items, 0)))
            state.Keep(bookmark);
        foreach (var i in f.At(15).Items.Select(i => i.Items))
            state.incidents[i.Int(0)] = new Incident(i.Int(0), i.Int(1), i.Text(2), i.Text(3), i.At(4), i.At(5));
        return state;
    }

    internal InstanceState Copy()
    {
        var copy = new InstanceState
        {
            Version = Version, Status = Status, IsSuspended = IsSuspended, Pin = Pin, Name = Name, Correlation = Correlation, Parent = Parent,
            ParentBookmark = ParentBookmark, Outcomes = Outcomes, LastFrame = LastFrame, LastBookmark = LastBookmark, LastIncident = LastIncident,
        };
        foreach (var frame in frames.Values)
            copy.frames[frame.Id] = frame.Copy();
        foreach (var bookmark in bookmarks.Values)
            copy.bookmarks[bookmark.Id] = bookmark;
        foreach (var incident in incidents.Values)
            copy.incidents[incident.Id] = incident;
        return copy;
    }
}
