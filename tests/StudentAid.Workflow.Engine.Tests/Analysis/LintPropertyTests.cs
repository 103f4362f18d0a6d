using System.Text;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Tests.Definitions;
using Xunit;

namespace StudentAid.Workflow.Engine.Tests.Analysis;

public sealed class LintPropertyTests
{
    private static readonly Config Rounds = Config.QuickThrowOnFailure.WithMaxTest(1000);

    [Fact]
    public void A_loop_is_refused_exactly_where_the_running_flowchart_would_break() => Check.One(Rounds, Prop.ForAll<int>(seed =>
    {
        var definition = RandomFlow(new Random(seed));
        var document = Documents.Read(DefinitionWriter.Short(definition));
        var graph = new FlowGraph(definition.Root);
        var breaks = definition.Root.Connections.Any(c => graph.IsReachable(c.From) && !graph.IsForward(c) && !graph.IsValidLoop(c));

        return DefinitionLint.Check(document, LintContext.Of(Documents.Types)).Any(d => d.Code == LintCodes.InvalidLoop) == breaks;
    }));

    [Fact]
    public void Dominators_are_those_without_which_a_node_is_not_reached() => Check.One(Rounds, Prop.ForAll<int>(seed =>
    {
        var flow = RandomFlow(new Random(seed), isAcyclic: true).Root;
        var (shape, graph) = (new FlowShape(flow, [], _ => false), new FlowGraph(flow));
        foreach (var (above, node) in from a in flow.Children from b in flow.Children select (a.Node.Id, b.Node.Id))
        {
            if (!graph.IsReachable(node) || !graph.IsReachable(above))
                continue;
            var expected = above == node || !graph.ReachableFrom(graph.Start!, without: above).Contains(node);
            shape.Dominators.Dominates(shape.Find(above)!.Value, shape.Find(node)!.Value).Should().Be(expected);
        }
    }));

    [Fact]
    public void Reading_and_checking_a_damaged_text_never_throws() => Check.One(Rounds, Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var definition = new RandomDefinition(seed).Create();
        var text = new StringBuilder(random.Next(2) == 0 ? DefinitionWriter.Short(definition) : DefinitionWriter.Elsa(definition));
        for (var i = random.Next(4); i >= 0; i--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(3))
            {
                case 0: text.Remove(at, Math.Min(random.Next(1, 4), text.Length - at)); break;
                case 1: text.Insert(at, "\"{}[]:,.\\0=->ne"[random.Next(15)]); break;
                default: text[at] = "\"{}[]:,0n "[random.Next(10)]; break;
            }
        }

        var document = Documents.Read(text.ToString());
        return DefinitionLint.Check(document, LintContext.Of(Documents.Types)).All(d => d.Position is not { } at || at.Offset + at.Length <= text.Length);
    }));

    private static Definition RandomFlow(Random random, bool isAcyclic = false)
    {
        var count = random.Next(2, 8);
        var connections = Enumerable.Range(0, random.Next(1, 14)).Select(i =>
        {
            var (from, to) = (random.Next(count), random.Next(count));
            return isAcyclic && from >= to ? null : new Connection($"n{from}", $"P{i}", $"n{to}");
        });
        return new Definition
        {
            DefinitionId = "d1",
            Name = "d",
            Root = new ActivityNode
            {
                Id = "root",
                Type = "Elsa.Flowchart",
                Elsa = Engine.Expressions.Value.Record(("start", "n0")),
                Children = [.. Enumerable.Range(0, count).Select(i => new ActivityChild("activities", new ActivityNode { Id = $"n{i}", Type = "Elsa.RunTask" }))],
                Connections = [.. connections.OfType<Connection>()],
            },
        };
    }
}
