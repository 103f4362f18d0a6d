using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Copies;

/// <summary>Whom a case is copied to: a person, or whoever holds a role at a unit.</summary>
public sealed record CopyRecipient(Id Person, string Role, string Unit)
{
    /// <summary>Under this his copies are found.</summary>
    public string Key => Person.IsNone ? $"{Role}|{Unit}" : Person.ToString();

    public bool Is(Principal principal) => Person.IsNone ? principal.Grants.Contains(new Grant(Role, Unit)) : principal.Id == Person;

    public static CopyRecipient From(Value content) => new(Id.TryParse(content["to"].AsText()) ?? default, content["role"].AsText() ?? "", content["unit"].AsText() ?? "");
}

/// <summary>What happened to a copy.</summary>
public abstract record CopyEvent
{
    private CopyEvent() { }

    /// <summary>The case was copied, at this activity, by somebody; what was read before is to be read again.</summary>
    public sealed record Sent(Id Case, string Activity, Id By) : CopyEvent;

    public sealed record Read(Id By, DateTimeOffset At) : CopyEvent;
}

/// <summary>Who has read a copy (已阅), and when.</summary>
public sealed record CopyReader(Id Person, DateTimeOffset At);

/// <summary>A case as it was copied (抄送) to one recipient; it gives nobody a task.</summary>
public sealed record CopyState(long Version, Id Case, string Activity, Id By, ImmutableArray<CopyReader> Readers) : IBesideState<CopyState, CopyEvent>
{
    public const string Kind = "copy";
    public const int Format = 1;

    public static CopyState Empty { get; } = new(0, default, "", default, []);

    public static (string Kind, int Format) Stored => (Kind, Format);

    public static Id IdOf(Id @case, CopyRecipient to) => Id.Of(Kind, @case.ToString(), to.Key);

    public CopyState After(IEnumerable<CopyEvent> events) => events.Aggregate(this, (state, happened) => happened switch
    {
        CopyEvent.Sent e => state with { Case = e.Case, Activity = e.Activity, By = e.By, Readers = [] },
        CopyEvent.Read e => state with { Readers = state.Readers.Add(new CopyReader(e.By, e.At)) },
        _ => state,
    }) with { Version = Version + 1 };
}
