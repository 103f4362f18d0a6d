using System.Security.Cryptography;
using System.Text;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Engine.Execution;

/// <summary>
/// Where a stream stands besides its state: what the store lists it by. A <paramref name="Child"/> was started by an instance of the same group and is
/// none of the group's own.
/// </summary>
public sealed record StreamPlace(string OrgPath, Id Group = default, Id Subject = default, bool Practice = false, bool Child = false);

/// <summary>Turns an instance's decision into the step that writes it.</summary>
public static class InstanceSteps
{
    public const string Kind = "instance";

    /// <summary>An instance in a group that another one of it started: it is no case of its own, so that nothing that lists or counts cases sees it.</summary>
    public const string ChildKind = "child";

    public static bool IsInstance(string kind) => kind is Kind or ChildKind;

    public static Step Of(InstanceDecision.Decided decided, InstanceState? before, Act act, StreamPlace place, Id operation, long bodyHash) => new()
    {
        Stream = act.Stream,
        Kind = place.Child ? ChildKind : Kind,
        Expected = before?.Version ?? 0,
        OrgPath = place.OrgPath,
        Group = place.Group,
        Subject = place.Subject,
        Practice = place.Practice,
        Status = StatusOf(decided.State),
        At = string.Join(',', decided.State.Bookmarks.Values.Select(b => b.Node).Concat(decided.State.Incidents.Values.Select(i => i.Node)).Distinct(StringComparer.Ordinal)),
        Operation = operation,
        BodyHash = bodyHash,
        Actor = act.Actor,
        Now = act.Now,
        Data = InstanceEventJson.Write(decided.Events),
        Sealed = [],
        Snapshot = decided.State.IsOpen ? decided.State.ToSnapshot() : default,
        Rows = BookmarkRows.Between(before, decided.State, decided.Released),
        Messages = decided.Messages,
        Claims = BookmarkRows.Claims(before, decided.State, decided.Released),
    };

    /// <summary>"open", "suspended", "faulted" (an incident stands), "finished" or "cancelled".</summary>
    public static string StatusOf(InstanceState state) =>
        !state.IsOpen ? state.Status : state.Incidents.Count > 0 ? "faulted" : state.IsSuspended ? "suspended" : "open";

    /// <summary>The first 8 bytes of the SHA-256 of a command's body; a store keeps it under a key (<see cref="IStepStore.KeptBodyHash"/>).</summary>
    public static long BodyHashOf(Value body) => BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(body.ToJson())));
}
