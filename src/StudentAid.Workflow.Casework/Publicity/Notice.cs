using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Publicity;

/// <summary>
/// One line of a notice, and all that can be on it (第十六条(四)、第十七条(四)，教财厅函〔2017〕28号): no number, address, category or score has a place here.
/// What the definition's columns leave out is empty.
/// </summary>
public sealed record NoticeEntry(string Name, string School, string Department, string Class, string Grade, string Major, string Level);

/// <summary>An erratum on a notice: the day, whose entry (as it is right), the column, what stood there and what is right.</summary>
public sealed record NoticeErratum(int Number, DateOnly Day, string Name, string Column, string Was, string Now);

/// <summary>A notice as it is shown while its period runs. <see cref="Columns"/> are the words of the publicity's option.</summary>
public sealed record Notice(
    string Title, string Unit, DateOnly Posted, DateOnly LastDay, ImmutableArray<string> Columns, ImmutableArray<NoticeEntry> Entries)
{
    /// <summary>The entries stand corrected already; this says what was wrong on the paper that was seen before.</summary>
    public ImmutableArray<NoticeErratum> Errata { get; init; } = [];

    /// <summary>Who hears objections and complaints: the school, and the authority above it, each with its telephone; only those that have one on record.</summary>
    public ImmutableArray<NoticeContact> Contacts { get; init; } = [];
}

/// <summary>A unit that hears objections and complaints, and its telephone.</summary>
public sealed record NoticeContact(string Name, string Telephone);

/// <summary>Builds notices; outside their period, and where they were not posted, there is none.</summary>
public sealed class Notices(StepRunner runner, IStepStore store, IStoreReader reader, Organisations.Directory directory, PinCache pins, SealedTexts texts)
{
    /// <summary>A notice of those who came later or whose level changed; it has a full period of its own.</summary>
    private const string Supplementary = "（补充公示）";

    private static readonly ImmutableArray<string> UsualColumns = ["name", "department", "class", "level"];

    /// <summary>The notice as somebody sees it who follows its address: what hangs openly everybody; what is for the signed-in those of its school, and who watches over it.</summary>
    public async Task<Notice?> ShownToAsync(Id roster, Principal? reader, CancellationToken cancellation) =>
        await ShownAsync(roster, PublicityPlaces.Open, cancellation)
        ?? (reader is not null && await IsOfItsSchoolAsync(roster, reader, cancellation) ? await ShownAsync(roster, PublicityPlaces.SignedIn, cancellation) : null);

    private async Task<bool> IsOfItsSchoolAsync(Id roster, Principal reader, CancellationToken cancellation)
    {
        if (await runner.StateAsync<RosterState>(await store.LoadAsync(roster, cancellation), cancellation) is not { } state
            || await runner.StateAsync<RoundState>(await store.LoadAsync(state.Round, cancellation), cancellation) is not { School: var school })
            return false;
        if (reader.Scope.Covers(school) || reader.Grants.Any(g => UnitPath.IsBelow(g.Unit, school)))
            return true;
        foreach (var person in reader.Persons)
        {
            if (await directory.PersonAsync(person) is { } found && UnitPath.IsBelow(found.Place, school))
                return true;
        }

        return false;
    }

    /// <summary>
    /// The notice as it is seen at a place: "board" (what is printed), "signed-in" or "open". Null before it was posted, from the instant its period is
    /// over, and where it was not posted there or the definition does not let it be.
    /// </summary>
    public async Task<Notice?> ShownAsync(Id roster, string where, CancellationToken cancellation)
    {
        if (await runner.StateAsync<RosterState>(await store.LoadAsync(roster, cancellation), cancellation) is not { IsPublicity: true, Period: { Over: false } period } state)
            return null;
        return runner.Now() >= period.Due || !period.Where.Contains(where, StringComparer.Ordinal) || !PublicityPlaces.Allows(state.Options, where)
            ? null : await BuildAsync(roster, state, period.Day, period.LastDay, cancellation);
    }

    /// <summary>A notice that is not posted yet, as it would hang if it were: posted on one day, over with another. Null where it is none, or hangs.</summary>
    public async Task<Notice?> PreviewAsync(Id roster, DateOnly posted, DateOnly lastDay, CancellationToken cancellation) =>
        await runner.StateAsync<RosterState>(await store.LoadAsync(roster, cancellation), cancellation) is { IsPublicity: true, Period: null } state
            ? await BuildAsync(roster, state, posted, lastDay, cancellation) : null;

    private async Task<Notice> BuildAsync(Id roster, RosterState state, DateOnly posted, DateOnly lastDay, CancellationToken cancellation)
    {
        await pins.EnsureAsync(state.Pin, cancellation);
        var round = await runner.StateAsync<RoundState>(await store.LoadAsync(state.Round, cancellation), cancellation);
        var places = await PlaceIndex.LoadAsync(directory, round?.School ?? state.Unit);
        var columns = ColumnsOf(state);
        var scale = Scale.Kind.FindOnly(pins, state.Pin, null);
        var people = (await directory.PeopleAsync(Scope.All, round?.School ?? state.Unit)).ToDictionary(p => p.Id);
        var errata = await ErrataAsync(state, cancellation);
        ImmutableArray<(Id Case, NoticeEntry Entry)> entries =
            [.. (await StandingAsync(roster, state)).Select(e => (e.Case, Corrected(EntryOf(e, people.GetValueOrDefault(e.Person), places, scale, columns), errata.Where(c => c.Of.Case == e.Case))))];
        return new Notice(
            TitleOf(state, round, places), places.NameOf(state.Unit), posted, lastDay, columns,
            [.. entries.Select(e => e.Entry).OrderBy(e => e.Department, StringComparer.Ordinal).ThenBy(e => e.Class, StringComparer.Ordinal).ThenBy(e => e.Name, Pinyin.Order)])
        {
            Contacts = await ContactsAsync(state.Unit, round?.School ?? state.Unit),
            Errata =
            [
                .. errata.Join(entries, c => c.Of.Case, e => e.Case, (c, e) => new NoticeErratum(c.Of.Number, c.Of.Day, e.Entry.Name, c.Of.Column, c.Was, c.Now)).OrderBy(c => c.Number),
            ],
        };
    }

    /// <summary>The nearest of the notice's unit and those above it up to the school, then the authorities that the school's record names.</summary>
    private async Task<ImmutableArray<NoticeContact>> ContactsAsync(string unit, string school)
    {
        var line = UnitPath.Line(unit).Where(u => UnitPath.IsBelow(u, school)).Reverse().ToList();
        var own = new List<NoticeContact>();
        foreach (var at in line.Where(_ => own.Count == 0))
            own.AddRange(await ContactAsync(at));
        var authorities = (await directory.UnitAsync(school))?.Content["supervisedBy"].Items.Select(s => s["unit"].AsText() ?? "") ?? [];
        var named = (await Reconsiderations.Authority.FindAsync(reader, school))?.Unit;
        foreach (var at in authorities.Append(named ?? "").Where(u => u.Length > 0).Distinct(StringComparer.Ordinal))
            own.AddRange(await ContactAsync(at));
        return [.. own];
    }

    private async Task<IEnumerable<NoticeContact>> ContactAsync(string unit) =>
        await directory.UnitAsync(unit) is { } found && found.Content["telephone"].AsText() is { Length: > 0 } telephone ? [new NoticeContact(found.Name.ZhCn, telephone)] : [];

    private async Task<ImmutableArray<(Erratum Of, string Was, string Now)>> ErrataAsync(RosterState state, CancellationToken cancellation)
    {
        var read = ImmutableArray.CreateBuilder<(Erratum, string, string)>();
        foreach (var erratum in state.Errata)
        {
            var said = await texts.OpenAsync(erratum.Content, cancellation);
            if (said["now"].AsText() is { } now)
                read.Add((erratum, said["was"].AsText() ?? "", now));
        }

        return read.ToImmutable();
    }

    /// <summary>The register may still have the slip; the notice has not.</summary>
    private static NoticeEntry Corrected(NoticeEntry entry, IEnumerable<(Erratum Of, string Was, string Now)> errata) => errata.Aggregate(entry, (e, c) => c.Of.Column switch
    {
        "name" => e with { Name = c.Now },
        "school" => e with { School = c.Now },
        "department" => e with { Department = c.Now },
        "class" => e with { Class = c.Now },
        "grade" => e with { Grade = c.Now },
        "major" => e with { Major = c.Now },
        _ => e,
    });

    /// <summary>The notices of a unit and those above it that are shown at a place now.</summary>
    public async Task<ImmutableArray<(Id Roster, Notice Notice)>> AllShownAsync(Id round, string where, CancellationToken cancellation)
    {
        var found = ImmutableArray.CreateBuilder<(Id, Notice)>();
        var streams = await reader.StreamsAsync(Scope.All, new StreamFilter { Group = round, Kind = RosterState.Kind }, PageRequest.Everything);
        foreach (var stream in streams.Items)
        {
            if (await ShownAsync(stream.Id, where, cancellation) is { } notice)
                found.Add((stream.Id, notice));
        }

        return found.ToImmutable();
    }

    /// <summary>Without those whose objection was upheld and those who have left since.</summary>
    private async Task<IEnumerable<RosterEntry>> StandingAsync(Id roster, RosterState state)
    {
        var left = await reader.EntriesAsync(Scope.All, new EntryFilter { Barrier = roster, State = EntryState.Left }, PageRequest.Everything);
        var gone = left.Items.Select(e => e.Stream.Id).Concat(state.Objections.Where(o => o.Result == "upheld").Select(o => o.Case))
            .Concat(state.Standings.Where(s => s.State == "not-applied").Select(s => s.Case)).ToHashSet();
        return state.Entries.Where(e => !gone.Contains(e.Case));
    }

    private static NoticeEntry EntryOf(RosterEntry entry, PersonRecord? person, PlaceIndex places, Scale? scale, ImmutableArray<string> columns)
    {
        var place = places.Of(entry.Place);
        return new NoticeEntry(
            If("name", person?.Name), If("school", place.School), If("department", place.Department), If("class", place.Class),
            If("grade", person?.Content["grade"].AsText()), If("major", person?.Content["major"].AsText()), If("level", scale?.NameOf(entry.Level).ZhCn));
        string If(string column, string? text) => columns.Contains(column, StringComparer.Ordinal) ? text ?? "" : "";
    }

    private string TitleOf(RosterState state, RoundState? round, PlaceIndex places)
    {
        var activity = pins.Definition(state.Pin)?.Find(state.Activity);
        var procedure = pins.Definition(state.Pin)?.Definition.Name.ZhCn ?? "";
        return $"{places.NameOf(state.Unit)}{(round is null ? "" : round.SchoolYear + " 学年")}{procedure}{(activity is null ? "" : RosterFlow.TitleOf(activity))}{(state.Ordinal > 1 ? Supplementary : "")}";
    }

    /// <summary>What the notice shows.</summary>
    internal static ImmutableArray<string> ColumnsOf(RosterState state)
    {
        ImmutableArray<string> given = [.. state.Options["columns"].Items.Select(c => c.AsText()).OfType<string>()];
        return given.IsEmpty ? UsualColumns : given;
    }
}

/// <summary>Where a publicity may be seen.</summary>
public static class PublicityPlaces
{
    /// <summary>For who is signed in and of the school, or watches over it.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>On the open web.</summary>
    public const string Open = "open";

    /// <summary>Every place that a notice can have; the board is the paper one.</summary>
    public static readonly ImmutableArray<string> Known = ["board", SignedIn, Open];

    /// <summary>Why a notice cannot be posted at these places, or null: at none nobody could see it, and an unknown one is no place.</summary>
    public static Rejection? Refuse(Value options, ImmutableArray<string> where)
    {
        if (where.IsDefaultOrEmpty)
            return PublicityCodes.NoPlace;
        if (where.FirstOrDefault(w => !Known.Contains(w, StringComparer.Ordinal)) is { } unknown)
            return PublicityOptionCodes.UnknownPlace.With(("place", unknown), ("known", string.Join(", ", Known)));
        return where.FirstOrDefault(w => !Allows(options, w)) is { } place
            ? PublicityCodes.PlaceNotAllowed.With(("place", place), ("allowed", Text.Listed(options["where"].Items.Select(w => w.AsText())))) : null;
    }

    /// <summary>A definition that names no place lets it be posted anywhere.</summary>
    public static bool Allows(Value options, string where) =>
        options["where"].Items.IsEmpty || options["where"].Items.Any(w => w.AsText() == where);
}
