using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using static StudentAid.Workflow.Engine.Execution.InstanceEvent;

namespace StudentAid.Workflow.Server.Tests.Histories;

/// <summary>One of each event of an instance, in an order in which they can have happened: what they name (frames, bookmarks, incidents) is there when they name it.</summary>
internal static class SampleInstance
{
    private static readonly DateTimeOffset At = new(2026, 9, 22, 2, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<byte[]> Steps { get; } = [.. Happened().Select(step => InstanceEventJson.Write(step))];

    private static IEnumerable<InstanceEvent[]> Happened()
    {
        var (task, content) = (new Bookmark(1, 3, "work", BookmarkKind.Task) { Name = "clerk", Unit = "/s/", Due = At, Person = Id.Of("person"), Payload = Value.Record(("n", 1)) }, Value.Record(("a", "b")));
        yield return [new Started("pin/flow@1", content, "correlation", "2026-1", "parent", 7)];
        yield return [new Entered(2, 1, "flow", 0, false, "", "", Value.Null)];
        yield return [new Entered(3, 2, "work", 1, true, "later", "pin/inner@1", content)];
        yield return [new Opened(task)];
        yield return [new Changed(task with { Due = At.AddDays(1) })];
        yield return [new Handed(1, new Holding(Id.Of("holder")) { Owner = Id.Of("owner"), For = Holding.Answer })];
        yield return [new Reminded(1, At)];
        yield return [new DataSet(3, content), new VariableSet(1, "answer", 1), new OutputSet(1, "work", "answer", 1)];
        yield return [new Rested("match", "person", "source", 3), new Noted("work", "opinion", content), new Said("line"), new Named("2026-2"), new Correlated("another")];
        yield return [new Suspended("reason")];
        yield return [new Continued()];
        yield return [new Skipped(2, "old"), new Arrived(2, "join", "old.Done", true)];
        yield return [new InputChanged(content), new Adopted("pin/flow@2", Value.Record(("old", "new")))];
        yield return [new Closed(1, "complete"), new Ran(2, "work", 3, ["Done", "Returned"], false)];
        yield return [new Entered(4, 2, "late", 0, false, "", "", Value.Null), new Opened(new Bookmark(2, 4, "late", BookmarkKind.Deadline) { Due = At })];
        yield return [new Cancelled(4)];
        yield return [new Rewound(2, "join", "work", ["work", "join"], "reason", true)];
        yield return [new Faulted(1, 2, "work", "code", content, Value.List(Value.List(2, "work")))];
        yield return [new Retried(1)];
        yield return [new Ended("finished", ["Good"])];
    }
}
