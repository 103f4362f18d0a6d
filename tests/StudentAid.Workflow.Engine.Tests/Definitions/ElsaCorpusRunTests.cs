using FluentAssertions;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Runtime;
using Xunit;

namespace StudentAid.Workflow.Engine.Tests.Definitions;

/// <summary>Elsa's documents run here as they run there.</summary>
public sealed class ElsaCorpusRunTests
{
    [CorpusFact]
    public void Every_case_of_the_corpus_prints_its_lines_and_ends_as_expected()
    {
        foreach (var expected in Value.Parse(File.ReadAllText(Path.Combine(Repository.ElsaCorpus!, "cases.json"))).Items.Where(c => c["lint"].IsNull))
        {
            var world = Run(expected);
            var instance = world.Instances.First();
            var name = expected["name"].AsText();

            world.Lines.Should().Equal(expected["lines"].Items.Select(l => l.AsText()), name);
            Status(instance).Should().Be(expected["status"].AsText(), name);
            if (expected["waits"].AsText() is { } waits)
                instance.State.Bookmarks.Values.Select(b => TypeOf(expected, b.Node)).Should().Equal([waits], name);
        }
    }

    private static World Run(Value expected)
    {
        Definition[] definitions = [Load(expected["file"].AsText()!), .. expected["with"].Items.Select(w => Load(w.AsText()!))];
        var library = new DefinitionLibrary(definitions);
        var world = new World(new Interpreter(Documents.Types), library, new DateTimeOffset(2026, 9, 21, 0, 0, 0, TimeSpan.Zero));
        world.Start(DefinitionLibrary.PinFor(definitions[0]), expected["input"] as RecordValue).Refused.Should().BeNull();
        return world;
    }

    private static Definition Load(string file) => Documents.Read(File.ReadAllText(Path.Combine(Repository.ElsaCorpus!, file))).Definition!;

    private static string? TypeOf(Value expected, string node) =>
        Load(expected["file"].AsText()!).Root.All().First(a => a.Id == node).Type;

    private static string Status(WorldInstance instance) =>
        instance.State.Incidents.Count > 0 ? "Faulted" : instance.State.IsOpen ? "Suspended" : "Finished";
}
