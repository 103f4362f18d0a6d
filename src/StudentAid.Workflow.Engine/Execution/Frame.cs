using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Execution;

/// <summary>
/// An activity that lasts: a container, a definition used as an activity, or one that waits. Frame 1 is the instance's definition itself.
/// </summary>
public sealed class Frame(int id, int parent, string node)
{
    private readonly Dictionary<string, int> visits = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, Arrival>> arrivals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Value> variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Value> outputs = new(StringComparer.Ordinal);

    /// <summary>In place of a source: a later rewind swallowed it, so what follows from the activity is done anew.</summary>
    public const string Anew = "*";

    public int Id { get; } = id;

    public int Parent { get; } = parent;

    /// <summary>Id of the activity; empty for the instance's own frame.</summary>
    public string Node { get; internal set; } = node;

    /// <summary>Set on frames of a definition: what runs inside.</summary>
    public string Pin { get; internal set; } = "";

    public Value Input { get; internal set; } = Value.Null;

    public int Tag { get; init; }

    /// <summary>True where a loop's backward connection led here, so that its end counts no visit.</summary>
    public bool Backward { get; init; }

    /// <summary>Source of a rewind that asked only for this activity to be done again; empty for none.</summary>
    public string ReturnTo { get; internal set; } = "";

    /// <summary>What the activity keeps for itself.</summary>
    public Value Data { get; internal set; } = Value.Null;

    public IReadOnlyDictionary<string, Value> Variables => variables;

    /// <summary>Outputs of activities ("node.name") and of a definition ("name").</summary>
    public IReadOnlyDictionary<string, Value> Outputs => outputs;

    public int Visits(string activity) => visits.GetValueOrDefault(activity);

    public Arrival Arrival(string join, string connection) =>
        arrivals.TryGetValue(join, out var found) ? found.GetValueOrDefault(connection) : default;

    internal void Visit(string activity) => visits[activity] = Visits(activity) + 1;

    internal void Arrive(string join, string connection, bool followed)
    {
        if (!arrivals.TryGetValue(join, out var found))
            arrivals[join] = found = new Dictionary<string, Arrival>(StringComparer.Ordinal);
        found[connection] = new Arrival(found.GetValueOrDefault(connection).Visits + 1, followed);
    }

    internal void Set(string name, Value value) => variables[name] = value;

    internal void SetOutput(string key, Value value) => outputs[key] = value;

    /// <summary>Visits of these activities count no more, nor what left them; arrivals at them from outside keep at most one visit.</summary>
    internal void Reset(ImmutableHashSet<string> activities, string kept = "")
    {
        foreach (var activity in activities)
            visits.Remove(activity);
        foreach (var (join, connections) in arrivals.ToArray())
        {
            foreach (var (connection, arrival) in connections.ToArray())
            {
                if (activities.Contains(SourceOf(connection)) && SourceOf(connection) != kept)
                    connections.Remove(connection);
                else if (activities.Contains(join) && arrival.Visits > 1)
                    connections[connection] = arrival with { Visits = 1 };
            }
        }
    }

    internal void Rename(IReadOnlyDictionary<string, string> mapping)
    {
        Node = To(Node);
        ReturnTo = To(ReturnTo);
        Rename(visits, To, static (one, other) => Math.Max(one, other));
        foreach (var connections in arrivals.Values)
            Rename(connections, key => To(SourceOf(key)) + key[SourceOf(key).Length..], static (one, other) => one.Visits >= other.Visits ? one : other);
        Rename(arrivals, To, static (one, _) => one);
        Rename(outputs, key => key.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? To(key[..dot]) + key[dot..] : key, static (one, _) => one);
        string To(string activity) => mapping.GetValueOrDefault(activity, activity);
    }

    /// <summary>All keys at once, so that two activities may take each other's names; where two become one, they are joined.</summary>
    private static void Rename<T>(Dictionary<string, T> rows, Func<string, string> to, Func<T, T, T> join)
    {
        var renamed = rows.GroupBy(r => to(r.Key), r => r.Value, StringComparer.Ordinal).Select(g => KeyValuePair.Create(g.Key, g.Aggregate(join))).ToList();
        rows.Clear();
        foreach (var (key, value) in renamed)
            rows[key] = value;
    }

    internal static string SourceOf(string connection) => connection[..connection.IndexOf('.', StringComparison.Ordinal)];

    internal Frame Copy()
    {
        var copy = new Frame(Id, Parent, Node) { Pin = Pin, Input = Input, Tag = Tag, Backward = Backward, ReturnTo = ReturnTo, Data = Data };
        foreach (var (activity, count) in visits)
            copy.visits[activity] = count;
        foreach (var (join, connections) in arrivals)
            copy.arrivals[join] = new Dictionary<string, Arrival>(connections, StringComparer.Ordinal);
        foreach (var (name, value) in variables)
            copy.variables[name] = value;
        foreach (var (key, value) in outputs)
            copy.outputs[key] = value;
        return copy;
    }

    internal Value ToValue() => Value.List(
        Id, Parent, Node, Fields.Opt(Pin), Input, Fields.Opt(Tag), Fields.Opt(Backward), Fields.Opt(ReturnTo), Data,
        Fields.Opt(Value.Record(visits.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => (v.Key, (Value)v.Value)))),
        Fields.Opt(Value.Record(arrivals.Where(a => a.Value.Count > 0).OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => (a.Key, (Value)ToValue(a.Value))))),
        Fields.Opt(Value.Record(variables.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => (v.Key, v.Value)))),
        Fields.Opt(Value.Record(outputs.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => (o.Key, o.Value))))).Trimmed();

    private static RecordValue ToValue(Dictionary<string, Arrival> connections) => Value.Record(connections
        .OrderBy(c => c.Key, StringComparer.Ordinal)
        .Select(c => (c.Key, (Value)Value.List(c.Value.Visits, Fields.Opt(c.Value.Followed)).Trimmed())));

    internal static Frame From(Value value)
    {
        var f = value.Items;
        var frame = new Frame(f.Int(0), f.Int(1), f.Text(2))
        {
            Pin = f.Text(3), Input = f.At(4), Tag = f.Int(5), Backward = f.Bool(6), ReturnTo = f.Text(7), Data = f.At(8),
        };
        foreach (var (activity, count) in Members(f.At(9)))
            frame.visits[activity] = (int)(count.AsNumber() ?? 0);
        foreach (var (join, connections) in Members(f.At(10)))
            frame.arrivals[join] = Members(connections).ToDictionary(c => c.Key, c => new Arrival(c.Value.Items.Int(0), c.Value.Items.Bool(1)), StringComparer.Ordinal);
        foreach (var (name, variable) in Members(f.At(11)))
            frame.variables[name] = variable;
        foreach (var (key, output) in Members(f.At(12)))
            frame.outputs[key] = output;
        return frame;
    }

    private static ImmutableArray<KeyValuePair<string, Value>> Members(Value value) => (value as RecordValue)?.Members ?? [];
}

/// <summary>How often a connection into a join was visited, and whether the last visit followed it.</summary>
public readonly record struct Arrival(int Visits, bool Followed);
