using FluentAssertions;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Runtime;

namespace StudentAid.Workflow.Engine.Tests.Definitions;

/// <summary>Runs Elsa documents in memory: the first one, with the others at hand.</summary>
internal static class ElsaRun
{
    public static World Of(params string[] documents)
    {
        var definitions = documents.Select(d => Documents.Read(d).Definition!).ToList();
        var world = new World(new Interpreter(Documents.Types), new DefinitionLibrary([.. definitions.Skip(1), definitions[0]]), new DateTimeOffset(2026, 9, 21, 0, 0, 0, TimeSpan.Zero));
        world.Start(DefinitionLibrary.PinFor(definitions[0])).Refused.Should().BeNull();
        return world;
    }

    public static IReadOnlyList<string> Lines(params string[] documents) => Of(documents).Lines;

    /// <summary>The outputs of the definition itself.</summary>
    public static Value Output(this World world, string name) => world.Instances.First().State.Frames[1].Outputs.GetValueOrDefault(name) ?? Value.Null;

    public static IEnumerable<string> Incidents(this World world) => world.Instances.SelectMany(i => i.State.Incidents.Values).Select(i => i.Code);
}
