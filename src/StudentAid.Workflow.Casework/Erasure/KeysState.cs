using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Erasure;

/// <summary>What happened to the schools' keys, and to the master key that wraps them. A master key is told by its id, which says nothing about the key.</summary>
public abstract record KeysEvent
{
    private KeysEvent() { }

    public sealed record KeysRotated(int Schools, int Subjects) : KeysEvent;

    /// <summary>Somebody asks to wrap the schools' keys by the master key that lies ready beside the present one.</summary>
    public sealed record MasterKeyProposed(Id MasterKey, Id By) : KeysEvent;

    /// <summary>The change begins; alone where nobody else could have approved it.</summary>
    public sealed record MasterKeyApproved(Id MasterKey, Id By, bool Alone) : KeysEvent;

    public sealed record MasterKeyDeclined(Id MasterKey, Id By) : KeysEvent;

    /// <summary>So many schools' keys are wrapped by it, and none by another.</summary>
    public sealed record MasterKeyChanged(Id MasterKey, int Schools) : KeysEvent;
}

/// <summary>The last change of the master key: "proposed" (waits for a second person), "approved" (under way), "changed" or "declined".</summary>
public sealed record MasterKeyTurn(Id MasterKey, string Status, Id By, Id ApprovedBy, bool Alone);

/// <summary>The record of all rotations, and of the last change of the master key; null where there was none.</summary>
public sealed record KeysState(long Version, MasterKeyTurn? Master) : IBesideState<KeysState, KeysEvent>
{
    public const string Kind = "keys";
    public const int Format = 2;
    public const string Proposed = "proposed";
    public const string Approved = "approved";
    public const string Declined = "declined";
    public const string Changed = "changed";

    public static readonly Id Only = Id.Of(Kind);

    public static KeysState Empty { get; } = new(0, null);

    public static (string Kind, int Format) Stored => (Kind, Format);

    public string Status => Master?.Status ?? "rotated";

    public KeysState After(IEnumerable<KeysEvent> events) => events.Aggregate(this, (state, happened) => state.With(happened)) with { Version = Version + 1 };

    private KeysState With(KeysEvent happened) => happened switch
    {
        KeysEvent.MasterKeyProposed e => this with { Master = new MasterKeyTurn(e.MasterKey, Proposed, e.By, default, false) },
        KeysEvent.MasterKeyApproved e => this with { Master = Master! with { Status = Approved, ApprovedBy = e.By, Alone = e.Alone } },
        KeysEvent.MasterKeyDeclined => this with { Master = Master! with { Status = Declined } },
        KeysEvent.MasterKeyChanged => this with { Master = Master! with { Status = Changed } },
        _ => this,
    };
}
