using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Erasure;

/// <summary>How many schools' keys a master key wraps.</summary>
public sealed record WrappedKeys(Id Key, int Schools);

/// <summary>
/// By which master keys the schools' keys are wrapped, by which one a new school's would be, and which stand in the key's file and in the one beside it for the next (None where there is none).
/// All are ids, which say nothing about the keys.
/// </summary>
public sealed record MasterKeyStanding(ImmutableArray<WrappedKeys> Wrapped, Id Current, Id File, Id Next)
{
    /// <summary>The key's file holds what wraps everything.</summary>
    public const string Held = "held";

    /// <summary>Some keys are wrapped by the former master key and some by the next.</summary>
    public const string UnderWay = "under-way";

    /// <summary>All are wrapped by the next one, which has still to take the former one's place.</summary>
    public const string Move = "move";

    /// <summary>A master key that wraps something stands in neither file: as soon as the server stops nothing opens any more.</summary>
    public const string Lost = "lost";

    /// <summary>False where the master key stands in an environment variable.</summary>
    public bool InFile { get; init; } = true;

    /// <summary>True where one of the files is there and holds no key, or may not be read.</summary>
    public bool Unread { get; init; }

    public string State
    {
        get
        {
            ImmutableArray<Id> keys = Wrapped.IsEmpty ? [Current] : [.. Wrapped.Select(w => w.Key)];
            return InFile && keys.Any(k => k != File && k != Next) ? Lost
                : keys.Length > 1 ? UnderWay
                : InFile && keys[0] != File ? Move : Held;
        }
    }
}

/// <summary>The master keys of the store. The keys themselves stay behind it.</summary>
public interface IMasterKeys
{
    MasterKeyStanding Standing();

    /// <summary>
    /// Wraps all schools' keys by the master key of this id, and answers how many they are; null, and nothing done, where it is not at hand. It may run beside steps, be cut off and be run again.
    /// </summary>
    Task<int?> ChangeAsync(Id key, CancellationToken cancellation);
}

/// <summary>A store that seals nothing has none.</summary>
internal sealed class NoMasterKeys : IMasterKeys
{
    public MasterKeyStanding Standing() => new([], default, default, default) { InFile = false };

    public Task<int?> ChangeAsync(Id key, CancellationToken cancellation) => Task.FromResult<int?>(null);
}
