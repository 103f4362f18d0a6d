using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Access;

/// <summary>
/// Who may read: <c>person</c> (a principal, or whoever is or guards the person <see cref="Who"/>), <c>authority</c> (who oversees at <see cref="Unit"/> or above it) or
/// <c>post</c> (who holds <see cref="Role"/> at <see cref="Unit"/> or above it).
/// </summary>
public sealed record ReadRecipient(string Kind, Id Who = default, string Role = "", string Unit = "")
{
    public const string Person = "person";
    public const string Authority = "authority";
    public const string Post = "post";

    /// <summary>The words that a grant is kept under: of a post or an authority one for each unit at which it may be held.</summary>
    public IEnumerable<string> Keys => Kind == Person ? [Who.ToString()] : UnitPath.Line(Unit).Select(u => $"{(Kind == Authority ? Kind : Role)}@{u}");

    /// <summary>The words under which grants to this principal are kept.</summary>
    public static IEnumerable<string> KeysOf(Principal principal) => principal.Persons.Append(principal.Id).Select(p => p.ToString())
        .Concat(principal.Grants.SelectMany(g => principal.Oversees(g) ? (string[])[$"{g.Role}@{g.Unit}", $"{Authority}@{g.Unit}"] : [$"{g.Role}@{g.Unit}"])).Distinct(StringComparer.Ordinal);

    /// <summary>True of who is meant, for a case at the place: an authority only as long as it oversees it.</summary>
    public bool Is(Principal principal, string place) => Kind switch
    {
        Person => principal.Id == Who || principal.Persons.Contains(Who),
        Authority => principal.AuthorityOver(place) is not null && principal.Grants.Any(g => principal.Oversees(g) && UnitPath.IsBelow(Unit, g.Unit)),
        Post => principal.Grants.Any(g => g.Role == Role && UnitPath.IsBelow(Unit, g.Unit)),
        _ => false,
    };
}

/// <summary>What a grant rests on: an <c>objection</c> (list and number), a <c>finding</c>, a <c>reconsideration</c>, or an authority's <c>sample</c>.</summary>
public sealed record ReadGround(string Kind, Id Stream, int Number = 0)
{
    public const string Objection = "objection";
    public const string Finding = "finding";
    public const string Reconsideration = "reconsideration";
    public const string Sample = "sample";
}

/// <summary>What happened to the right to read a case for a time (查阅权). Reasons are addresses of sealed texts.</summary>
public abstract record ReadGrantEvent
{
    private ReadGrantEvent() { }

    /// <summary>Given: parts of one case, to somebody, to the end of a day at its school.</summary>
    public sealed record Given(Id Case, Id Person, string Place, string Ground, Id GroundStream, int GroundNumber, ReadRecipient To, ImmutableArray<string> Parts, DateOnly Until, string Reason, Id By, DateOnly Day) : ReadGrantEvent;

    /// <summary>Taken back before its day.</summary>
    public sealed record Ended(string Reason, DateOnly Day) : ReadGrantEvent;
}

/// <summary>
/// The right of somebody who else may not to read parts of one case until the end of a day (查阅权). It is a stream beside the case, so that neither giving nor reading is a step
/// of it; each reading stands in the record of who was shown the case's facts.
/// </summary>
public sealed record ReadGrantState(
    long Version, Id Case, Id Person, string Place, ReadGround Ground, ReadRecipient To, ImmutableArray<string> Parts, DateOnly Until, string Reason, Id By, DateOnly GivenOn, DateOnly? EndedOn,
    string EndReason) : IBesideState<ReadGrantState, ReadGrantEvent>
{
    public const string Kind = "read-grant";
    public const int Format = 1;

    /// <summary>The document beside the stream by which its recipient finds it; its key is one of <see cref="ReadRecipient.Keys"/>.</summary>
    public const string Document = "read-grant";

    public static ReadGrantState Empty { get; } = new(0, default, default, "", new ReadGround("", default), new ReadRecipient(""), [], default, "", default, default, null, "");

    public static (string Kind, int Format) Stored => (Kind, Format);

    /// <summary>"open" until it is taken back; whether its day has come is asked of the calendar.</summary>
    public string Status => EndedOn is null ? "open" : "ended";

    public bool HoldsOn(DateOnly day) => EndedOn is null && day <= Until;

    /// <summary>One for each operation that gives it; of a sample one for each case.</summary>
    public static Id IdOf(Id sample, Id @case) => Id.Of(Kind, sample.ToString(), @case.ToString());

    public ReadGrantState After(IEnumerable<ReadGrantEvent> events) =>
        events.Aggregate(this, (state, happened) => state.With(happened)) with { Version = Version + 1 };

    private ReadGrantState With(ReadGrantEvent happened) => happened switch
    {
        ReadGrantEvent.Given e => this with
        {
            Case = e.Case, Person = e.Person, Place = e.Place, Ground = new ReadGround(e.Ground, e.GroundStream, e.GroundNumber), To = e.To, Parts = e.Parts, Until = e.Until, Reason = e.Reason,
            By = e.By, GivenOn = e.Day,
        },
        ReadGrantEvent.Ended e => this with { EndedOn = e.Day, EndReason = e.Reason },
        _ => this,
    };
}

/// <summary>The parts of a case that a grant may name.</summary>
public static class ReadParts
{
    /// <summary>Stages, levels, votes in numbers, notices and articles; nothing of the family and no words.</summary>
    public const string Result = "result";

    /// <summary>The whole decision record.</summary>
    public const string Record = "record";

    /// <summary>What the family told.</summary>
    public const string Facts = "facts";

    /// <summary>The files that the case names.</summary>
    public const string Files = "files";

    public static readonly ImmutableArray<string> All = [Result, Record, Facts, Files];
}
