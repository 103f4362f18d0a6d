using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Runtime;
using StudentAid.Workflow.Engine.Streams;
using static StudentAid.Workflow.Engine.Tests.Execution.Flows;

namespace StudentAid.Workflow.Engine.Tests.Execution;

/// <summary>What is personal stands in no event, whatever way it comes in, and expressions read it all the same.</summary>
public sealed class PersonalContentTests
{
    private const string Canary = "CANARY-7531";

    private static readonly VariableDeclaration Secret = new() { Name = "secret", Personal = true };

    private static readonly Value Payload = Value.Record(("who", Canary), ("income", 300));

    [Fact]
    public void A_signal_s_payload_is_kept_as_a_reference_and_decides_all_the_same()
    {
        var world = World(Definition("ask", Flowchart("flow",
            [Node("wait", "Elsa.Event", ("eventName", "told")), Node("which", "Elsa.FlowDecision").Expression("condition", "getOutputFrom('wait', 'result').income < 500"),
                Node("line", "Elsa.WriteLine").Expression("text", "`${getOutputFrom('wait', 'result').who}!`")],
            "wait -> which", "which.True -> line")));
        world.Start("ask");
        world.Signal("told", Payload);
        world.Lines.Should().Equal(Canary + "!");
        NothingInClear(world);
    }

    [Fact]
    public void The_payload_of_the_signal_that_starts_an_instance_is_kept_as_a_reference()
    {
        var world = World(Definition("ask", Flowchart("flow",
            [Node("wait", "Elsa.Event", ("eventName", "told")), Node("line", "Elsa.WriteLine").Expression("text", "input.payload.who")], "wait -> line")));
        world.Perform(world.Start("ask").Id, new InstanceCommand.Cancel(""));
        var start = new InstanceCommand.Start("ask", Value.Record(("payload", Payload)), Trigger: "wait");
        world.Perform(Id.Of("triggered"), start).Should().BeNull();
        world.Lines.Should().Equal(Canary);
        NothingInClear(world);
    }

    [Fact]
    public void What_is_set_into_a_personal_variable_is_sealed_and_read_in_a_later_step()
    {
        var world = World(Definition("keep", Flowchart("flow",
            [Node("set", "Elsa.SetVariable", ("variable", "secret"), ("value", Payload)), Task("pause"), Node("line", "Elsa.WriteLine").Expression("text", "variables.secret.who")],
            "set -> pause -> line"), variables: Secret));
        world.Start("keep");
        world.Complete("pause");
        world.Lines.Should().Equal(Canary);
        NothingInClear(world);
    }

    [Fact]
    public void A_text_that_looks_like_an_address_opens_nobody_else_s_content()
    {
        var foreign = $"{Id.Of("other")}/1/0";
        var world = World(Definition("forge", Flowchart("flow",
            [Node("set", "Elsa.SetVariable", ("variable", "secret"), ("value", foreign)), Task("pause"), Node("line", "Elsa.WriteLine").Expression("text", "variables.secret")],
            "set -> pause -> line"), variables: Secret));
        world.Know(new Fact(new FactKey("sealed", foreign), Canary));
        world.Start("forge");
        world.Complete("pause");
        world.Lines.Should().Equal(foreign);
    }

    [Fact]
    public void What_is_made_of_a_personal_variable_stays_sealed_in_a_plain_one_in_a_loop_and_in_a_child()
    {
        var world = World(
            Definition("keep", Flowchart("flow",
                [Node("set", "Elsa.SetVariable", ("variable", "secret"), ("value", Value.List(Canary, Canary))),
                    Node("copy", "Elsa.SetVariable", ("variable", "plain")).Expression("value", "variables.secret[0]"),
                    Node("each", "Elsa.ForEach").Expression("items", "variables.secret").With("body", Node("said", "Elsa.WriteLine").Expression("text", "variables.CurrentValue")),
                    Node("child", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", "child")).Expression("input", "{ told: variables.plain }"),
                    Node("line", "Elsa.WriteLine").Expression("text", "`${variables.plain} ${getOutputFrom('child', 'result').output.back}`")],
                "set -> copy -> each -> child -> line"), variables: [Secret, new VariableDeclaration { Name = "plain" }]),
            Definition("child", Flowchart("inner", [Node("out", "Elsa.SetOutput", ("outputName", "back")).Expression("outputValue", "input.told")])));
        world.Start("keep");
        world.Refused.Should().BeEmpty();
        world.Lines.Should().Equal(Canary, Canary, $"{Canary} {Canary}");
        NothingInClear(world);
    }

    [Fact]
    public void A_correlation_id_made_of_a_personal_variable_is_an_incident()
    {
        var world = World(Definition("tie", Flowchart("flow",
            [Node("set", "Elsa.SetVariable", ("variable", "secret"), ("value", Canary)), Node("tied", "Elsa.Correlate").Expression("correlationId", "variables.secret")],
            "set -> tied"), variables: Secret));
        world.Start("tie");
        world.Instances.Single().State.Incidents.Values.Single().Code.Should().Be("personal-kept-plain");
        NothingInClear(world);
    }

    [Fact]
    public void An_answer_in_words_is_sealed_and_a_bare_outcome_is_not()
    {
        var world = World(Definition("two", Flowchart("flow", [Task("first"), Task("second")], "first -> second")));
        world.Start("two");
        world.Perform(world.Instances.Single().Id, new InstanceCommand.Resume(1, "complete", Value.Record(("result", Payload))) { FromOutside = true });
        world.Perform(world.Instances.Single().Id, new InstanceCommand.Resume(2, "complete", Value.Record(("outcome", "Done"))) { FromOutside = true });
        NothingInClear(world);
        Written(world).Should().Contain("\"outcome\":\"Done\"");
    }

    private static void NothingInClear(World world) => Written(world).Should().NotBeEmpty().And.NotContain(Canary);

    private static string Written(World world) => string.Concat(world.Instances.SelectMany(i => i.History.Select(h => Encoding.UTF8.GetString(InstanceEventJson.Write(h)))
        .Append(Encoding.UTF8.GetString(i.State.ToSnapshot()))));
}
