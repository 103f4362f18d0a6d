namespace StudentAid.Workflow.Storage;

/// <summary>Where an entry of a barrier stands. The numbers are those of the table.</summary>
public enum EntryState
{
    Waiting = 0,
    Frozen = 1,
    Decided = 2,
    Applied = 3,
    Left = 4,
    NotApplied = 5,
}

/// <summary>The words of <see cref="EntryState"/> and which state may follow which.</summary>
public static class EntryStates
{
    private static readonly string[] Words = ["waiting", "frozen", "decided", "applied", "left", "not-applied"];

    public static string Word(this EntryState state) => Words[(int)state];

    /// <summary>Throws <see cref="ArgumentException"/> for a word that is no state.</summary>
    public static EntryState Parse(string word)
    {
        var index = Array.IndexOf(Words, word);
        return index < 0 ? throw new ArgumentException($"Expected a state of an entry ({string.Join(", ", Words)}), but got '{word}'.", nameof(word)) : (EntryState)index;
    }

    /// <summary>Whether a barrier may mark an entry so: "frozen" takes waiting ones, the others only what it has taken itself.</summary>
    public static bool MayMark(EntryState from, EntryState to, bool own) => to switch
    {
        EntryState.Frozen => from == EntryState.Waiting,
        EntryState.Waiting or EntryState.Decided => own && (from is EntryState.Frozen or EntryState.Decided),
        EntryState.NotApplied => own && (from is EntryState.Frozen or EntryState.Decided or EntryState.Left),
        _ => false,
    };

    /// <summary>Whether the entry's own stream may close it so: released by a decision, or left from wherever it stood before that.</summary>
    public static bool MayClose(EntryState from, EntryState to) => to switch
    {
        EntryState.Applied => from == EntryState.Decided,
        EntryState.Left => from is EntryState.Waiting or EntryState.Frozen or EntryState.Decided,
        _ => false,
    };
}
