using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Execution;

/// <summary>An activity to be entered in a frame.</summary>
internal sealed record WorkItem(int Parent, string Node)
{
    public int Tag { get; init; }

    public bool Backward { get; init; }

    public string ReturnTo { get; init; } = "";

    /// <summary>Path inside the activity at which a rewind begins; empty for its start.</summary>
    public string StartAt { get; init; } = "";

    public ImmutableArray<(string Name, Value Value)> Locals { get; init; } = [];

    public Value ToValue() => Value.List(
        Parent, Node, Fields.Opt(Tag), Fields.Opt(Backward), Fields.Opt(ReturnTo), Fields.Opt(StartAt), Fields.Opt(Value.Record(Locals.Select(l => (l.Name, l.Value))))).Trimmed();

    public static WorkItem From(Value value)
    {
        var f = value.Items;
        return new WorkItem(f.Int(0), f.Text(1))
        {
            Tag = f.Int(2), Backward = f.Bool(3), ReturnTo = f.Text(4), StartAt = f.Text(5),
            Locals = [.. ((f.At(6) as RecordValue)?.Members ?? []).Select(m => (m.Key, m.Value))],
        };
    }

    /// <summary>The work of an incident after its activities were renamed.</summary>
    public static Value Renamed(Value pending, IReadOnlyDictionary<string, string> mapping) => Value.List(
        pending.Items.Select(From).Select(w => (w with { Node = mapping.GetValueOrDefault(w.Node, w.Node), ReturnTo = mapping.GetValueOrDefault(w.ReturnTo, w.ReturnTo) }).ToValue()));
}
