using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Steps;

/// <summary>Where a stream stands that is kept beside cases: its kind and format, its round, whom it is about, his place.</summary>
internal sealed record Beside(string Kind, int Format, string Place, Id Round, Id Person, bool Practice = false)
{
    /// <summary>The step that takes these events; <paramref name="after"/> is the state they lead to.</summary>
    public Step Of<TEvent>(StepParts parts, string status, object after, params ImmutableArray<TEvent> events)
        where TEvent : notnull =>
        parts.Of(Kind, Place, status, StreamData.Write(events), StreamData.Snapshot(Format, after)) with { Group = Round, Subject = Person, Practice = Practice };
}
