using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Prints;

/// <summary>Reads what sheets of a list say: a body's meeting, an objection's answer.</summary>
public sealed class RosterSheets(StepRunner runner, IStepStore store, IStoreReader reader, Organisations.Directory directory, PinCache pins, SealedTexts texts)
{
    public async Task<bool> MaySeeAsync(Scope scope, Id roster) => await reader.StreamAsync(scope, roster) is { Kind: RosterState.Kind };

    /// <summary>Null where there is no such list in scope, or it is a publicity.</summary>
    public async Task<MeetingSource?> MeetingAsync(Scope scope, Id roster, CancellationToken cancellation)
    {
        if (await LoadAsync(scope, roster, cancellation) is not { State.IsPublicity: false } loaded)
            return null;
        var (state, round) = loaded;
        var decided = (await store.EventsAsync(roster, 0, cancellation)).SelectMany(e => StreamData.Read<RosterEvent>(e.Data.Span)).OfType<RosterEvent.Decided>().ToList();
        var opened = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var address in decided.SelectMany(d => d.Entries).Select(e => e.Opinion).Where(o => o.Length > 0).Distinct(StringComparer.Ordinal))
            opened[address] = await texts.TextAsync(address, cancellation);
        var minutes = new List<string>();
        foreach (var address in decided.Select(d => d.Minutes).Where(m => m.Length > 0))
            minutes.Add(await texts.TextAsync(address, cancellation));
        var places = await PlaceIndex.LoadAsync(directory, round.School);
        var node = pins.Definition(state.Pin)?.Find(state.Activity);
        return new MeetingSource(
            round, state, places.School?.Name.ZhCn ?? "", places.NameOf(state.Unit), node is null ? state.Activity : RosterFlow.TitleOf(node),
            BodyName(state), (await directory.CommitteeAsync(state.Body, state.Unit))?.Names ?? new Dictionary<string, string>(StringComparer.Ordinal),
            Scale.Kind.FindOnly(pins, state.Pin, state.Options["scale"].AsText()), (await directory.PeopleAsync(Scope.All, round.School)).ToDictionary(p => p.Id),
            place => places.Of(place).Class, [.. decided.SelectMany(d => d.Entries)], opened, string.Join("\n", minutes));
    }

    /// <summary>The answered objection of this number, without a word of who objected.</summary>
    public async Task<PrintData?> ObjectionAsync(Scope scope, PrintRequest request, CancellationToken cancellation)
    {
        if (await LoadAsync(scope, request.Roster, cancellation) is not { } loaded
            || loaded.State.Objections.FirstOrDefault(o => o.Number == request.Number && o.Result.Length > 0) is not { } objection)
            return null;
        var (state, round) = loaded;
        var entry = state.Entries.First(e => e.Case == objection.Case);
        var places = await PlaceIndex.LoadAsync(directory, round.School);
        return PrintData.Empty.With(
            ("school", places.School?.Name.ZhCn ?? ""), ("schoolYear", round.SchoolYear), ("number", objection.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("name", (await directory.PersonAsync(entry.Person))?.Name ?? ""), ("class", places.Of(entry.Place).Class),
            ("result", objection.Result == "upheld" ? "异议成立，退回重新审核" : "异议不成立，维持原认定结果"), ("answer", await texts.TextAsync(objection.Answer, cancellation)),
            ("day", ApplicationSheet.DayOf(request.Day)));
    }

    private async Task<(RosterState State, RoundState Round)?> LoadAsync(Scope scope, Id roster, CancellationToken cancellation)
    {
        if (!await MaySeeAsync(scope, roster) || await runner.StateAsync<RosterState>(await store.LoadAsync(roster, cancellation), cancellation) is not { } state
            || await runner.StateAsync<RoundState>(await store.LoadAsync(state.Round, cancellation), cancellation) is not { } round)
            return null;
        await pins.EnsureAsync(state.Pin, cancellation);
        return (state, round);
    }

    private string BodyName(RosterState state) =>
        state.Body.Length > 0 && pins.Document(state.Pin, "body", state.Body) is { } body ? Engine.Definitions.Text.From(body["name"])?.ZhCn ?? state.Body : state.Role;
}
