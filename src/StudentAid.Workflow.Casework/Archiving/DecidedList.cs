using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Applications.Forms;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Archiving;

/// <summary>
/// A case in a round's list: whose it is, where, what each body said, and the level that stands. <see cref="IsDecided"/> where the body that approves
/// has spoken, <see cref="IsDetermined"/> where it gave a level (认定), not 不予认定.
/// </summary>
public sealed record DecidedRow(StreamRow Stream, CaseHistory History, PersonRecord? Person, PlaceNames Place, bool IsDecided, bool IsDetermined)
{
    public Id Case => Stream.Id;

    public string Name => Person?.Name ?? "";
}

/// <summary>A round's cases with their levels, by place and then by pinyin; the scale and the definition that they go by.</summary>
public sealed record DecidedList(
    Id Round, RoundState State, OrgUnit? School, ExecutableDefinition? Definition, Scale? Scale, ImmutableArray<DecidedRow> Rows)
{
    /// <summary>The form of the applications, where the pin has one.</summary>
    public FormDocument? Form { get; init; }

    public IEnumerable<DecidedRow> Determined => Rows.Where(r => r.IsDetermined);

    /// <summary>How many have which level, by its name ("… 3 人、… 5 人"), in the order of the scale; levels without anybody are named too.</summary>
    public string Counts(IEnumerable<DecidedRow> rows)
    {
        var counted = rows.Where(r => r.IsDetermined).GroupBy(r => r.History.Level, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        return Scale is null ? "" : string.Join("、", Scale.Levels.Select(l => $"{l.Name.ZhCn} {counted.GetValueOrDefault(l.Id)} 人"));
    }
}

/// <summary>Reads the list of a round out of its cases' histories: one reading of events for each case, one of the people for the school.</summary>
public sealed class DecidedLists(StepRunner runner, IStepStore store, IStoreReader reader, Organisations.Directory directory, PinCache pins)
{
    /// <summary>Cases below <paramref name="unit"/> (null: the whole school). Null where there is no such round in scope.</summary>
    public async Task<DecidedList?> LoadAsync(Scope scope, Id round, string? unit, CancellationToken cancellation)
    {
        if (await runner.StateAsync<RoundState>(await store.LoadAsync(round, cancellation), cancellation) is not { } state)
            return null;
        var below = unit ?? state.School;
        if (!scope.Covers(below) || !UnitPath.IsBelow(below, state.School))
            return null;
        await pins.EnsureAsync(state.Pin, cancellation);
        var definition = pins.Definition(state.Pin);
        var scale = Scale.Kind.FindOnly(pins, state.Pin, null);
        var approving = definition?.Definition.Root.All().Where(n => n.Input("act")?.Value.AsText() == "approve").Select(n => n.Id).ToHashSet(StringComparer.Ordinal) ?? [];
        // A round's list is the work of whoever may see the unit; a person who moved away since is named by the register all the same.
        var people = (await directory.PeopleAsync(Scope.All, state.School)).ToDictionary(p => p.Id);
        var places = await PlaceIndex.LoadAsync(directory, state.School);
        var streams = await reader.StreamsAsync(
            Scope.Of(below), new StreamFilter { Group = round, Kind = InstanceSteps.Kind, Practice = state.Practice }, PageRequest.Everything);
        var rows = new List<DecidedRow>(streams.Items.Length);
        foreach (var stream in streams.Items)
        {
            if (await CaseHistory.LoadAsync(store, stream.Id, cancellation) is { } history)
                rows.Add(RowOf(stream, history, people.GetValueOrDefault(stream.Subject), places, approving, scale));
        }

        return new DecidedList(
            round, state, places.School, definition, scale,
            [.. rows.OrderBy(r => r.Stream.OrgPath, StringComparer.Ordinal).ThenBy(r => r.Name, Pinyin.Order).ThenBy(r => r.Case)])
        {
            Form = FormDocument.Kind.FindOnly(pins, state.Pin, null),
        };
    }

    private static DecidedRow RowOf(StreamRow stream, CaseHistory history, PersonRecord? person, PlaceIndex places, HashSet<string> approving, Scale? scale)
    {
        var decided = history.Stages.Any(s => approving.Contains(s.Activity)) && stream.Status != "cancelled" && history.Publicity != "Upheld";
        return new DecidedRow(stream, history, person, places.Of(stream.OrgPath), decided, decided && scale?.Levels.Any(l => l.Id == history.Level) == true);
    }
}

/// <summary>What the units above a place are called.</summary>
public sealed record PlaceNames(string School, string Department, string Class)
{
    /// <summary>As the class's record says, else the nearest above it; empty where none does.</summary>
    public string Grade { get; init; } = "";

    public string Major { get; init; } = "";
}

/// <summary>Names of a school's units by path.</summary>
public sealed class PlaceIndex
{
    private readonly Dictionary<string, OrgUnit> units;
    private readonly string school;

    private PlaceIndex(string school, Dictionary<string, OrgUnit> units) => (this.school, this.units) = (school, units);

    public OrgUnit? School => units.GetValueOrDefault(school);

    public static async Task<PlaceIndex> LoadAsync(Organisations.Directory directory, string school) =>
        new(school, (await directory.UnitsBelowAsync(school)).ToDictionary(u => u.Path, StringComparer.Ordinal));

    public string NameOf(string path) => units.GetValueOrDefault(path)?.Name.ZhCn ?? path;

    public PlaceNames Of(string place)
    {
        var line = UnitPath.Line(place).Select(units.GetValueOrDefault).OfType<OrgUnit>().ToList();
        return new PlaceNames(School?.Name.ZhCn ?? "", Named("department"), Named("class")) { Grade = Said("grade"), Major = Said("major") };
        string Said(string fact) => line.Select(u => u.Content[fact].AsText()).LastOrDefault(f => f is { Length: > 0 }) ?? "";
        string Named(string kind) => line.Find(u => u.Is(kind))?.Name.ZhCn ?? "";
    }
}
