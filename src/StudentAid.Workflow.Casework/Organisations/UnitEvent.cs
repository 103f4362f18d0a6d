using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>What happened to a school's or an authority's own documents: kinds, keys and content hashes; the contents are documents beside it.</summary>
public abstract record UnitEvent
{
    private UnitEvent() { }

    public sealed record UnitsPut(ImmutableArray<Kept> Units) : UnitEvent;

    /// <summary>A register was read in: who is new or changed. <paramref name="Source"/> is the file's hash or name.</summary>
    public sealed record PeopleImported(string Source, int Added, int Changed, int Unchanged, ImmutableArray<Kept> People) : UnitEvent;

    /// <summary>A person changed class; his open cases go along.</summary>
    public sealed record PersonMoved(Id Person, string From, string To, string Hash) : UnitEvent;

    public sealed record PersonStatusSet(Id Person, string Status, string Hash) : UnitEvent;

    public sealed record PrincipalPut(Kept Principal) : UnitEvent;

    /// <summary>A machine's key was given out, or (hash of nothing) taken back; the key itself is nowhere.</summary>
    public sealed record ApiKeyPut(Kept Key) : UnitEvent;

    /// <summary>The members of a body at a unit, and the day on which their list was published (第十一条、第十二条).</summary>
    public sealed record CommitteePut(Kept Committee, DateOnly? Published) : UnitEvent;

    /// <summary>Who answers reconsiderations of a school's results (第十条).</summary>
    public sealed record AuthorityPut(Kept Authority) : UnitEvent;

    /// <summary>Who stands in for whom, and when.</summary>
    public sealed record SubstitutePut(Kept Substitution) : UnitEvent;

    public sealed record DocumentDrafted(Kept Document) : UnitEvent;

    /// <summary>From now on this version never changes.</summary>
    public sealed record DocumentPublished(Kept Document) : UnitEvent;

    /// <summary>It waits for a second person of the unit to approve it.</summary>
    public sealed record DocumentProposed(Kept Document) : UnitEvent;

    /// <summary>A second person approved what <paramref name="ProposedBy"/> had proposed; the version was published with it.</summary>
    public sealed record DocumentApproved(string Key, Id ProposedBy) : UnitEvent;

    /// <summary>A proposal was turned down, or taken back by who had made it; it is a draft again.</summary>
    public sealed record ProposalDeclined(string Key, Id ProposedBy) : UnitEvent;

    /// <summary>Published by one person alone, for nobody else of the unit has the duty.</summary>
    public sealed record PublishedAlone(string Key) : UnitEvent;

    /// <summary>No round opened from now on takes it; those that have pinned it keep it.</summary>
    public sealed record DocumentRetracted(string Key, string Reason) : UnitEvent;

    /// <summary>Somebody wants it retracted; it holds until a second person approves that.</summary>
    public sealed record RetractionProposed(string Key, string Reason) : UnitEvent;

    /// <summary>A second person approved the retraction that <paramref name="ProposedBy"/> had proposed; it was retracted with it.</summary>
    public sealed record RetractionApproved(string Key, Id ProposedBy) : UnitEvent;

    /// <summary>A proposed retraction was turned down, or taken back by who had made it; the version holds as before.</summary>
    public sealed record RetractionDeclined(string Key, Id ProposedBy) : UnitEvent;

    /// <summary>Retracted by one person alone, for nobody else of the unit has the duty.</summary>
    public sealed record RetractedAlone(string Key) : UnitEvent;

    /// <summary>So many open rounds below were told to compare anew, in the order of their ids up to <paramref name="Last"/>.</summary>
    public sealed record ComparisonSent(string Batch, Id Last, int Count) : UnitEvent;

    /// <summary>So many running publicities were told that a calendar of this unit has changed, in the order of their ids up to <paramref name="Last"/>.</summary>
    public sealed record CalendarSent(Id Last, int Count) : UnitEvent;

    /// <summary>A definition's triggers stand anew; with none they are gone.</summary>
    public sealed record TriggersSet(string Definition, ImmutableArray<Kept> Triggers) : UnitEvent;

    /// <summary>A timed trigger fired for this instant and told this instance to begin.</summary>
    public sealed record TriggerFired(string Trigger, DateTimeOffset Due, Id Instance) : UnitEvent;

    /// <summary>A message that was refused with this code is delivered again; where it came from stands at this unit.</summary>
    public sealed record MessageResent(Id Message, Id Source, string Name, string Code) : UnitEvent;

    /// <summary>A provider's list was loaded for all schools below.</summary>
    public sealed record ListLoaded(string Batch, string Provider, DateOnly DataDate, int Rows) : UnitEvent;
}

/// <summary>A document that was kept: kind, key, and the hash of its content as it is stored.</summary>
public sealed record Kept(string Kind, string Key, string Hash);
