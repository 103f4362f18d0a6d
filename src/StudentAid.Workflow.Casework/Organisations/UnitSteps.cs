using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>Builds the step of a unit's stream from its events and the documents that go with them.</summary>
internal sealed class UnitSteps(UnitState? before, string path, Act act)
{
    private readonly StepParts parts = new(act, before?.Version ?? 0);

    public Act Act => act;

    public StepParts Parts => parts;

    public long Seq => parts.Seq;

    /// <summary>Keeps a document and gives what the event says of it.</summary>
    public Kept Put(string kind, string key, Value content, string? place = null)
    {
        parts.Row(new DocumentPut(kind, key, content, place));
        return new Kept(kind, key, HashOf(kind, content));
    }

    public Step Of(params ImmutableArray<UnitEvent> events) => parts.Of(
        UnitState.Kind, path, "open", StreamData.Write(events), StreamData.Snapshot(UnitState.Format, (before ?? UnitState.Empty).After(events)));

    /// <summary>Of what stands in clear in the document.</summary>
    public static string HashOf(string kind, Value content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(SealedMembers.Clear(kind, content).ToJson())));
}
