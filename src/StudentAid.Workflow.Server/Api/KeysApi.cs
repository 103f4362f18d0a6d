using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Erasure;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api;

/// <summary>The id of the master key that was read on the page. The key itself never goes over HTTP: it lies in a file on the server.</summary>
public sealed record MasterKeyInput(Id MasterKey);

/// <summary>So many schools' keys are wrapped by the master key of this id.</summary>
public sealed record WrappedView(Id MasterKey, int Schools);

/// <summary>
/// By which master keys the schools' keys are wrapped, by ids that say nothing about the keys. State: "held" (all by that of the key's file), "under-way", "move" (all by the next one: move its file over the key's),
/// "lost" (one that wraps something lies in neither file: put it back before the server stops). File and next: which keys lie there, absent where none does. Change: the last one and who proposed and approved it.
/// </summary>
public sealed record MasterKeyView(string State, IReadOnlyList<WrappedView> Wrapped, Id? File, Id? Next, MasterKeyChangeView? Change)
{
    /// <summary>False where the master key stands in an environment variable: beside that no next one can lie.</summary>
    public required bool InFile { get; init; }

    /// <summary>True where the key's file or the next one's is there and holds no key, or may not be read.</summary>
    public required bool Unread { get; init; }

    /// <summary>What the caller may do now: "propose", "approve", "decline".</summary>
    public required IReadOnlyList<string> Acts { get; init; }
}

/// <summary>Status: "proposed" (waits for a second person), "approved" (under way), "changed" or "declined". Alone: approved by who proposed it, for nobody else could.</summary>
public sealed record MasterKeyChangeView(Id MasterKey, string Status, string ByName, string ApprovedByName, bool Alone);

/// <summary>The keys under which everything personal is sealed.</summary>
public static class KeysApi
{
    public static void MapKeys(this RouteGroupBuilder api)
    {
        api.MapPost("/keys/rotate", (Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new RotateKeys { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Give every school a new key, beside running work");
        api.MapGet("/keys/master", Standing).WithSummary("By which master keys the schools' keys are wrapped, and how far a change is");
        api.MapPost("/keys/master", (Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new ProposeMasterKey { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Propose to wrap the schools' keys by the master key that lies ready on the server");
        api.MapPost("/keys/master/approve", (MasterKeyInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new ApproveMasterKey(i.MasterKey) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Begin the change of the master key that somebody else has proposed, beside running work");
        api.MapPost("/keys/master/decline", (MasterKeyInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new DeclineMasterKey(i.MasterKey) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Turn the change of the master key down");
    }

    private static async Task<Results<Ok<MasterKeyView>, ProblemHttpResult>> Standing(
        Caller caller, IMasterKeys keys, StepRunner runner, IStepStore store, Directory directory, FactLoader facts, CancellationToken cancellation)
    {
        if (Duties.Setup(caller.Principal, UnitPath.Root) is { } notYours)
            return Problems.Of(notYours, caller.Language);
        var state = await runner.StateAsync<KeysState>(await store.LoadAsync(KeysState.Only, cancellation), cancellation) ?? KeysState.Empty;
        var standing = keys.Standing();
        var names = await directory.NamesOfAsync(state.Master is { } known ? new[] { known.By, known.ApprovedBy }.Where(p => !p.IsNone) : []);
        return TypedResults.Ok(new MasterKeyView(
            standing.State, [.. standing.Wrapped.Select(w => new WrappedView(w.Key, w.Schools))], standing.File.IsNone ? null : standing.File, standing.Next.IsNone ? null : standing.Next,
            state.Master is { } last ? new MasterKeyChangeView(last.MasterKey, last.Status, names[last.By], last.ApprovedBy.IsNone ? "" : names[last.ApprovedBy], last.Alone) : null)
        {
            InFile = standing.InFile,
            Unread = standing.Unread,
            Acts = await MasterKeyHandler.ActsAsync(standing, state, caller.Principal, facts, cancellation),
        });
    }
}
