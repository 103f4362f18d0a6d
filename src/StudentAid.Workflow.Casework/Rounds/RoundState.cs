using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rounds;

/// <summary>Where a round (批次) stands: a school's determination of one school year, or of one batch of it.</summary>
public sealed record RoundState(
    long Version, string School, string Procedure, string SchoolYear, string Name, DateOnly TermStart, DateOnly ReferenceDay, string Pin,
    ImmutableArray<string> Tracks, Adoption? Adoption, bool Practice, ImmutableArray<TrackStanding> Announcements, ImmutableArray<TrackWindow> Windows,
    ImmutableArray<PersonalWindow> PersonalWindows, ImmutableArray<ZeroReport> ZeroReports, int Repins, DateOnly? CompletedOn, DateOnly? ArchivedOn,
    ImmutableArray<PinChange> Changes)
    : IStreamState<RoundState>
{
    public const string Kind = "round";
    public const int Format = 2;

    public static RoundState Empty { get; } =
        new(0, "", "", "", "", default, default, "", [], null, false, [], [], [], [], 0, null, null, []);

    public static bool IsOf(string kind) => kind == Kind;

    /// <summary>"open", "completed" or "archived".</summary>
    public string Status => ArchivedOn is not null ? "archived" : CompletedOn is not null ? "completed" : "open";

    /// <summary>School year and name; a round that is called after its year names it once.</summary>
    public static string TitleOf(string schoolYear, string name) => name.Contains(schoolYear, StringComparison.Ordinal) ? name : $"{schoolYear} {name}";

    public static Id IdOf(string school, string procedure, string schoolYear, string name) => Id.Of("round", school, procedure, schoolYear, name);

    public static RoundState? FromSnapshot(ReadOnlySpan<byte> snapshot) => StreamData.FromSnapshot<RoundState>(Format, snapshot);

    public RoundState After(ReadOnlySpan<byte> data) => After(StreamData.Read<RoundEvent>(data));

    public RoundState After(IEnumerable<RoundEvent> events) =>
        events.Aggregate(this, (state, happened) => state.With(happened)) with { Version = Version + 1 };

    private RoundState With(RoundEvent happened) => happened switch
    {
        RoundEvent.Opened e => this with
        {
            School = e.School, Procedure = e.Procedure, SchoolYear = e.SchoolYear, Name = e.Name, TermStart = e.TermStart, ReferenceDay = e.ReferenceDay,
            Pin = e.Pin, Tracks = e.Tracks, Adoption = e.Adoption, Practice = e.Practice,
        },
        RoundEvent.Announced e => this with { Announcements = [.. Announcements.Where(a => a.Track != e.Track), new TrackStanding(e.Track, e.Day, e.Channels, e.TextHash, e.Evidence)] },
        RoundEvent.WindowSet e => this with { Windows = [.. Windows.Where(w => w.Track != e.Track), new TrackWindow(e.Track, e.Opens, e.Closes)] },
        RoundEvent.PersonalWindowSet e => this with { PersonalWindows = [.. PersonalWindows.Where(w => w.Person != e.Person), new PersonalWindow(e.Person, e.Closes, e.Reason)] },
        RoundEvent.ZeroReported e => this with { ZeroReports = [.. ZeroReports.Where(z => z.Activity != e.Activity || z.Unit != e.Unit), new ZeroReport(e.Activity, e.Unit, e.Day)] },
        RoundEvent.Repinned e => this with { Pin = e.Pin, Repins = Repins + 1, Changes = Changes.Add(new PinChange(Pin, e.Mapping)) },
        RoundEvent.Completed e => this with { CompletedOn = e.Day },
        RoundEvent.Archived e => this with { ArchivedOn = e.Day },
        _ => this,
    };
}

public sealed record TrackStanding(string Track, DateOnly Day, ImmutableArray<string> Channels, string TextHash, ImmutableArray<string> Evidence);

public sealed record TrackWindow(string Track, DateTimeOffset Opens, DateTimeOffset Closes);

public sealed record PersonalWindow(Id Person, DateTimeOffset Closes, string Reason);

/// <summary>零报告: no applicant at this activity's list of this unit.</summary>
public sealed record ZeroReport(string Activity, string Unit, DateOnly Day);

/// <summary>The round had this pin, and took another with this mapping.</summary>
public sealed record PinChange(string From, ImmutableArray<Renaming> Mapping);
