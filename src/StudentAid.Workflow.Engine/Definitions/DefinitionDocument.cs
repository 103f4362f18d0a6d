using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Engine.Definitions;

/// <summary>Whose rules a document follows.</summary>
public enum Dialect
{
    /// <summary>Ours: what is unknown is an error.</summary>
    Strict,

    /// <summary>Elsa 3's: what is unknown is kept.</summary>
    Elsa,
}

/// <summary>
/// A text as it was read. <see cref="Definition"/> is there as far as the text could be understood, also beside errors (a designer shows it all the
/// same); it is null where there is nothing to show: no JSON, no object, an Elsa 2 document.
/// </summary>
public sealed record DefinitionDocument(SourceTree Tree, Dialect Dialect, Definition? Definition, ImmutableArray<Diagnostic> Diagnostics, DefinitionPlaces Places)
{
    public bool HasErrors => Diagnostics.Any(d => d.Severity == Severity.Error);
}

/// <summary>Where a value stands; <see cref="Text"/> is the string in it that is an expression or literal, whose first <see cref="Skip"/> characters are none of it.</summary>
public sealed record OptionPlace(SourceNode Whole, SourceNode? Text, int Skip);

/// <summary>Where the parts of a definition stand in its text.</summary>
public sealed class DefinitionPlaces(SourceTree tree)
{
    private readonly Dictionary<string, SourceNode> activities = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourceNode> ids = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Activity, string Option), OptionPlace> options = [];
    private readonly Dictionary<(string Flowchart, int Index), Position> connections = [];

    private readonly List<(string Flowchart, Connection Connection)> meant = [];

    /// <summary>The whole object of an activity, the first of that id.</summary>
    public Position? Activity(string id) => activities.TryGetValue(id, out var node) ? tree.PositionOf(node) : null;

    /// <summary>The id's own string, or the activity's object where it has no id of its own.</summary>
    public Position? Id(string id) => ids.TryGetValue(id, out var node) ? tree.PositionOf(node) : Activity(id);

    /// <summary>An option's value; of a case <c>cases[0].condition</c>.</summary>
    public Position? Option(string activity, string option) =>
        options.TryGetValue((activity, option), out var place) ? tree.PositionOf(place.Text ?? place.Whole) : Activity(activity);

    /// <summary>A character of an option's expression.</summary>
    public Position? Option(string activity, string option, int character) =>
        options.TryGetValue((activity, option), out var place) && place.Text is { } text
            ? tree.PositionOf(tree.OffsetIn(text, place.Skip + character), Math.Max(text.End - 1, tree.OffsetIn(text, place.Skip + character)))
            : Option(activity, option);

    /// <summary>A connection of a flowchart, by its index in the model; in a chain its own two ends.</summary>
    public Position? Connection(string flowchart, int index) => connections.TryGetValue((flowchart, index), out var at) ? at : Activity(flowchart);

    /// <summary>Connections of a flowchart that stand nowhere in the model, as they were meant: a misspelt end is the near one.</summary>
    internal ImmutableArray<Connection> MeantOf(string flowchart) => [.. meant.Where(m => m.Flowchart == flowchart).Select(m => m.Connection)];

    public IEnumerable<string> Activities => activities.Keys;

    internal bool Add(string id, SourceNode whole, SourceNode? own)
    {
        if (!activities.TryAdd(id, whole))
            return false;
        if (own is not null)
            ids[id] = own;
        return true;
    }

    internal void Add(string activity, string option, OptionPlace place) => options.TryAdd((activity, option), place);

    internal void Mean(string flowchart, Connection connection) => meant.Add((flowchart, connection));

    internal void Add(string flowchart, int index, Position at) => connections[(flowchart, index)] = at;
}
