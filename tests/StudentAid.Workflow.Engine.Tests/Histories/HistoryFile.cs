using System.Collections.Immutable;
using System.Text;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Engine.Tests.Histories;

/// <summary>
/// A history that a released version wrote, kept for ever: definitions, and for each step the command, the facts and what was decided. A file is
/// never changed once released; a new meaning of an event is a new event and a new file.
/// </summary>
internal static class HistoryFile
{
    public static readonly Interpreter Interpreter = new(new ActivityTypes(GeneralActivities.All));
    public static readonly Id Instance = Id.Of("history");

    public static string Folder { get; } = Repository.PathOf("tests/StudentAid.Workflow.Engine.Tests/Histories");

    public static DefinitionLibrary Library(Value file) => new(file["definitions"].Items.Select(d => Read(d.ToJson())));

    public static string PinOf(Value file) => DefinitionLibrary.PinFor(Read(file["definitions"].Items[0].ToJson()));

    public static InstanceCommand CommandOf(Value step) => RecordCodec.ReadNamed<InstanceCommand>(step["command"]);

    public static Act ActOf(Value step) => new(Instance, DateTimeOffset.Parse(step["now"].AsText()!, System.Globalization.CultureInfo.InvariantCulture), Id.Of("actor"));

    public static Facts FactsOf(Value step) =>
        new(step["facts"].Items.Select(f => new Fact(new FactKey(f["kind"].AsText()!, f["id"].AsText()!), f["value"])));

    public static ImmutableArray<InstanceEvent> EventsOf(Value step) => [.. step["events"].Items.Select(InstanceEventJson.From)];

    public static Value Written(Value step, InstanceDecision.Decided decided) => ((RecordValue)step)
        .With("events", Value.List(decided.Events.Select(InstanceEventJson.ToValue)))
        .With("messages", Value.List(decided.Messages.Select(m => (Value)Value.Record(("name", m.Name), ("id", m.Id.ToString()), ("body", m.Body)))))
        .With("sealed", decided.Sealed.Length);

    /// <summary>One event a line, so that a change shows as a line.</summary>
    public static string Layout(Value file)
    {
        var text = new StringBuilder(file.ToJson());
        text.Replace("[\"", "\n[\"").Replace("{\"command\"", "\n{\"command\"").Replace("\"snapshot\"", "\n\"snapshot\"");
        return text.Append('\n').ToString();
    }

    private static Definition Read(string text)
    {
        var document = DefinitionReader.Read(text, Interpreter.Types);
        return document.HasErrors ? throw new InvalidOperationException(string.Join('\n', document.Diagnostics)) : document.Definition!;
    }
}
