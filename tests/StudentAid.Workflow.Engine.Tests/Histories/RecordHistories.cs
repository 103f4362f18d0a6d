using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Engine.Tests.Histories;

/// <summary>Writes histories that are not there yet (<c>UPDATE=1</c>); one that exists is never written again.</summary>
public sealed class RecordHistories
{
    private static readonly (string Name, string[] Definitions, InstanceCommand[] Commands)[] Scenarios =
    [
        ("v1-returns", ["""
            { "$schema": "workflow-definition.schema.json", "definitionId": "returns", "name": "退回", "root": { "type": "Elsa.Flowchart", "id": "flow", "activities": [
              { "id": "aa", "type": "Elsa.RunTask", "taskName": "first" }, { "id": "bb", "type": "Elsa.RunTask", "taskName": "second" },
              { "id": "cc", "type": "Elsa.RunTask", "taskName": "third" }, { "id": "end", "type": "Elsa.End" } ],
              "connections": [ "aa -> bb -> cc -> end", "cc.Returned => aa", { "from": "bb", "port": "Asked", "to": "aa", "rewind": true, "redo": "none" } ] } }
            """],
            [Start(), Done(1), With(2, "Asked"), Done(3), Done(4), With(5, "Returned"), Done(6), Done(7), Done(8)]),
        ("v1-joins", ["""
            { "$schema": "workflow-definition.schema.json", "definitionId": "joins", "name": "汇合", "root": { "type": "Elsa.Flowchart", "id": "flow", "activities": [
              { "id": "fork", "type": "Elsa.FlowFork", "branches": ["Left", "Right", "Late"] }, { "id": "left", "type": "Elsa.RunTask", "taskName": "l" },
              { "id": "right", "type": "Elsa.RunTask", "taskName": "r" }, { "id": "late", "type": "Elsa.Delay", "timeSpan": "PT1H" },
              { "id": "first", "type": "Elsa.FlowJoin", "mode": "WaitAny" }, { "id": "both", "type": "Elsa.WriteLine", "text": "both" }, { "id": "end", "type": "Elsa.End" } ],
              "connections": [ "fork.Left -> left -> both -> end", "fork.Right -> right -> first -> both", "fork.Late -> late -> first" ] } }
            """],
            [Start(), Done(2), Done(1)]),
        ("v1-child", ["""
            { "$schema": "workflow-definition.schema.json", "definitionId": "parent", "name": "父流程", "root": { "type": "Elsa.Flowchart", "id": "flow", "activities": [
              { "id": "call", "type": "Child", "elsa": { "workflowDefinitionId": "child" } }, { "id": "good", "type": "Elsa.WriteLine", "text": "good" }, { "id": "end", "type": "Elsa.End" } ],
              "connections": [ "call.Good -> good -> end" ] } }
            """, """
            { "$schema": "workflow-definition.schema.json", "definitionId": "child", "name": "Child", "outcomes": ["Good"], "usableAsActivity": true, "root": { "type": "Elsa.Flowchart", "id": "cflow", "activities": [
              { "id": "wait", "type": "Elsa.Event", "eventName": "go" }, { "id": "done", "type": "Elsa.Complete", "outcomes": ["Good"] } ], "connections": [ "wait -> done" ] } }
            """],
            [Start(), new InstanceCommand.Resume(1, "signal", "payload")]),
        ("v1-incident", ["""
            { "$schema": "workflow-definition.schema.json", "definitionId": "incident", "name": "异常", "variables": [{ "name": "n", "type": "Decimal", "default": 0 }], "root": { "type": "Elsa.Flowchart", "id": "flow", "activities": [
              { "id": "before", "type": "Elsa.WriteLine", "text": "before" }, { "id": "divide", "type": "Elsa.WriteLine", "text": "= 1 / variables.n" }, { "id": "end", "type": "Elsa.End" } ],
              "connections": [ "before -> divide -> end" ] } }
            """],
            [Start(), new InstanceCommand.Retry(1), new InstanceCommand.Suspend("查"), new InstanceCommand.Continue(), new InstanceCommand.Cancel("停")]),
    ];

    [Fact]
    public void Every_scenario_has_its_history()
    {
        foreach (var (name, definitions, commands) in Scenarios)
        {
            var path = Path.Combine(HistoryFile.Folder, name + ".json");
            if (!File.Exists(path) && Environment.GetEnvironmentVariable("UPDATE") == "1")
                File.WriteAllText(path, HistoryFile.Layout(Record(definitions, commands)));
            File.Exists(path).Should().BeTrue($"{name} is recorded with UPDATE=1");
        }
    }

    private static RecordValue Record(string[] definitions, InstanceCommand[] commands)
    {
        var file = Value.Record(("definitions", Value.List(definitions.Select(Value.Parse))));
        var library = HistoryFile.Library(file);
        var steps = new List<Value>();
        InstanceState? state = null;
        var minute = 0;
        foreach (var command in commands)
        {
            var pinned = command is InstanceCommand.Start start ? start with { Pin = HistoryFile.PinOf(file) } : command;
            Value step = Value.Record(("command", RecordCodec.WriteNamed(pinned)), ("now", $"2026-09-21T02:{minute++:D2}:00.000Z"), ("facts", Value.EmptyList));
            var decision = HistoryFile.Interpreter.Decide(library, state, pinned, HistoryFile.ActOf(step), Facts.None);
            var decided = decision.Should().BeOfType<InstanceDecision.Decided>($"{command} of {definitions[0]}").Subject;
            steps.Add(HistoryFile.Written(step, decided));
            state = decided.State;
        }

        return file.With("steps", Value.List(steps)).With("snapshot", Value.Parse(Encoding.UTF8.GetString(state!.ToSnapshot())));
    }

    private static InstanceCommand.Start Start() => new("", Value.EmptyRecord);

    private static InstanceCommand.Resume Done(int bookmark) => new(bookmark, "complete", Value.EmptyRecord);

    private static InstanceCommand.Resume With(int bookmark, string outcome) => new(bookmark, "complete", Value.Record(("outcome", outcome)));
}
