using System.Collections.Concurrent;
using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Steps;

/// <summary>
/// Pinned documents in memory: they never change, so once loaded they stay. A round's pin is <c>pin/{procedure}@{sha256}</c>, a blob
/// <c>{ "definition": pin, "definitions": { type: pin }, "documents": { "kind/id": pin } }</c> that names everything by hash.
/// </summary>
public sealed class PinCache(IPinSource source) : IPins
{
    /// <summary>
    /// How long the pin of a round is taken as read. A change made in this process is seen at once; one that another node made reaches every case by
    /// its message, and no later than this.
    /// </summary>
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, PinnedSet> sets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Id, HeldRound> rounds = new();

    /// <summary>What a round goes by, where it was read lately; null where it is to be read.</summary>
    public RoundPin? RoundAt(Id round, DateTimeOffset now) =>
        rounds.TryGetValue(round, out var held) && held.Pin is { } pin && (now - held.Read).Duration() < Lately ? pin : null;

    /// <summary>Holds what was read of a round, unless it is older than what is known.</summary>
    public void Hold(Id round, RoundPin pin, long version, DateTimeOffset read) => rounds.AddOrUpdate(
        round, new HeldRound(pin, version, read), (_, held) => version >= held.Version ? new HeldRound(pin, version, read) : held);

    /// <summary>The round has this version now: what was read of an earlier one holds no longer.</summary>
    public void Changed(Id round, long version) => rounds.AddOrUpdate(
        round, new HeldRound(null, version, default), (_, held) => version > held.Version ? new HeldRound(null, version, default) : held);

    /// <summary>Loads the pin and all it names, unless it is here.</summary>
    public async Task EnsureAsync(string pin, CancellationToken cancellation)
    {
        if (pin.Length > 0 && !sets.ContainsKey(pin) && await source.LoadAsync(pin, cancellation) is { } set)
            sets[pin] = set;
    }

    /// <summary>As above, of a pin whose manifest, and whatever else is not kept yet, the next step will write.</summary>
    public async Task EnsureAsync(string pin, ImmutableArray<Blob> blobs, CancellationToken cancellation)
    {
        if (!sets.ContainsKey(pin) && await source.LoadAsync(pin, blobs, cancellation) is { } set)
            sets[pin] = set;
    }

    public ExecutableDefinition? Definition(string pin)
    {
        if (sets.TryGetValue(pin, out var set))
            return set.Definition;
        foreach (var held in sets.Values)
        {
            if (held.Others.TryGetValue(pin, out var other))
                return other;
        }

        return null;
    }

    /// <summary>A definition used as an activity, by type name or definition id, among those that loaded pins name.</summary>
    public string? PinOf(string definitionIdOrType)
    {
        foreach (var held in sets.Values)
        {
            if (held.Types.TryGetValue(definitionIdOrType, out var pin))
                return pin;
        }

        return null;
    }

    /// <summary>As a pin names it: another round may have pinned another version of the same definition.</summary>
    public string? PinOf(string pin, string definitionIdOrType) =>
        sets.TryGetValue(pin, out var set) && set.Types.TryGetValue(definitionIdOrType, out var named) ? named : PinOf(definitionIdOrType);

    /// <summary>Ids of the documents of a kind that a loaded pin names.</summary>
    public IEnumerable<string> DocumentIds(string pin, string kind) => !sets.TryGetValue(pin, out var set) ? []
        : set.Documents.Keys.Where(k => k.StartsWith(kind + "/", StringComparison.Ordinal)).Select(k => k[(kind.Length + 1)..]);

    public Value? Document(string pin, string kind, string id) =>
        sets.TryGetValue(pin, out var set) && set.Documents.TryGetValue($"{kind}/{id}", out var document) ? document : null;

    private sealed record HeldRound(RoundPin? Pin, long Version, DateTimeOffset Read);
}

/// <summary>What a pin names, loaded: the definition, definitions it uses by pin and by type name, and documents by <c>kind/id</c>.</summary>
public sealed record PinnedSet(
    ExecutableDefinition Definition,
    IReadOnlyDictionary<string, ExecutableDefinition> Others,
    IReadOnlyDictionary<string, string> Types,
    IReadOnlyDictionary<string, Value> Documents);

/// <summary>Where pinned documents are kept.</summary>
public interface IPinSource
{
    /// <summary>Null where the pin is unknown here.</summary>
    Task<PinnedSet?> LoadAsync(string pin, CancellationToken cancellation);

    /// <summary>The same where these blobs are not kept yet.</summary>
    Task<PinnedSet?> LoadAsync(string pin, ImmutableArray<Blob> blobs, CancellationToken cancellation) => LoadAsync(pin, cancellation);
}
