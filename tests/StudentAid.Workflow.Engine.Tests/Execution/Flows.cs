using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Runtime;

namespace StudentAid.Workflow.Engine.Tests.Execution;

/// <summary>Small definitions and worlds for tests, written without the reader.</summary>
internal static class Flows
{
    public static readonly Interpreter Interpreter = new(new ActivityTypes(GeneralActivities.All));
    public static readonly DateTimeOffset Monday = new(2026, 9, 21, 2, 0, 0, TimeSpan.Zero);

    public static ActivityNode Node(string id, string type, params (string Name, Value Value)[] inputs) => new()
    {
        Id = id, Type = type, Inputs = [.. inputs.Select(i => new ActivityInput(i.Name, InputKind.Literal, i.Value))],
    };

    public static ActivityNode Expression(this ActivityNode node, string name, string text) =>
        node with { Inputs = node.Inputs.Add(new ActivityInput(name, InputKind.JavaScript, text)) };

    public static ActivityNode Task(string id) => Node(id, "Elsa.RunTask", ("taskName", id));

    public static ActivityNode Line(string id) => Node(id, "Elsa.WriteLine", ("text", id));

    public static ActivityNode With(this ActivityNode node, string port, params ActivityNode[] children) =>
        node with { Children = [.. node.Children, .. children.Select(c => new ActivityChild(port, c))] };

    /// <summary>A flowchart; connections are "a -> b -> c", "a.Port -> b", "a.Port => b", "a.Port =>> b" (redo none).</summary>
    public static ActivityNode Flowchart(string id, IEnumerable<ActivityNode> activities, params string[] connections) => new()
    {
        Id = id,
        Type = "Elsa.Flowchart",
        Children = [.. activities.Select(a => new ActivityChild("activities", a))],
        Connections = [.. connections.SelectMany(Parse)],
    };

    public static Definition Definition(string id, ActivityNode root, bool strict = false, params VariableDeclaration[] variables) => new()
    {
        DefinitionId = id, Name = id, Root = root, Strict = strict, Variables = [.. variables], UsableAsActivity = true,
    };

    public static World World(params Definition[] definitions) => new(Interpreter, new Pins(definitions), Monday);

    public static string At(this World world, int instance = 0) =>
        string.Join(' ', world.Instances.ElementAt(instance).State.Bookmarks.Values.Select(b => b.Node).Order(StringComparer.Ordinal));

    /// <summary>Completes the task at an activity; throws with the refusal.</summary>
    public static void Complete(this World world, string activity, string? outcome = null, int instance = 0)
    {
        var target = world.Instances.ElementAt(instance);
        var bookmark = target.State.Bookmarks.Values.Single(b => b.Node == activity);
        var refused = world.Perform(target.Id, new InstanceCommand.Resume(bookmark.Id, "complete", outcome is null ? Value.EmptyRecord : Value.Record(("outcome", outcome))));
        if (refused is not null)
            throw new InvalidOperationException(refused.ToString());
    }

    private static IEnumerable<Connection> Parse(string text)
    {
        var none = text.Contains("=>>", StringComparison.Ordinal);
        var rewind = text.Contains("=>", StringComparison.Ordinal);
        var parts = text.Split(none ? "=>>" : rewind ? "=>" : "->", StringSplitOptions.TrimEntries);
        for (var i = 0; i + 1 < parts.Length; i++)
        {
            var from = parts[i].Split('.');
            yield return new Connection(from[0], from.Length > 1 ? from[1] : "Done", parts[i + 1].Split('.')[0], rewind, none ? Redo.None : Redo.Between);
        }
    }

    private sealed class Pins(IEnumerable<Definition> definitions) : IPins
    {
        private readonly ImmutableDictionary<string, ExecutableDefinition> byId =
            definitions.ToImmutableDictionary(d => d.DefinitionId, d => new ExecutableDefinition(d), StringComparer.Ordinal);

        public ExecutableDefinition? Definition(string pin) => byId.GetValueOrDefault(pin);

        public string? PinOf(string definitionIdOrType) => byId.ContainsKey(definitionIdOrType) ? definitionIdOrType : null;
    }
}
