using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.ReferenceLevels;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rosters.Hints;
using StudentAid.Workflow.Casework.Rosters.Worksheets;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Policy;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Reads lists for people: with names, and only where the reader may know them.</summary>
public sealed class RosterReading(IStepStore store, StepRunner runner, PeopleNames names, PinCache pins, FactLoader facts, Worksheets worksheets, SealedTexts texts, Directory directory, AidPriority priority, OwnSeat seats, IStoreReader reader, ObjectionReading objections, ReferenceLevelRegister references, LastLevels lastLevels, PeriodReading periods)
{
    /// <summary>The list with names, or null where there is none for the caller.</summary>
    public async Task<RosterView?> FindAsync(Id id, Caller caller, CancellationToken cancellation = default) =>
        await StateAsync(id, caller, cancellation) is { } state ? await ViewAsync(id, state, caller, cancellation) : null;

    /// <summary>Hints and the working copy tell of families: they are for who records or decides, not for everybody who may see the list.</summary>
    private async Task<RosterView> ViewAsync(Id id, RosterState state, Caller caller, CancellationToken cancellation)
    {
        var duties = ListDuties.Of(state, pins);
        var known = await names.OfAsync(state.Unit, state.Entries.Select(e => e.Person));
        var school = await SchoolOfAsync(state, cancellation);
        var may = DutiesOf(duties, state, school, caller);
        var view = RosterView.Of(id, state, known, duties.Body, may, [], null) with
        {
            Signing = ListSigning.IsPersonal(state) && AidRules.Kind.FindOnly(pins, state.Pin, null) is { Statement: { } statement } signed ? new SigningView(statement, signed.StatementHash) : null,
            Scoring = ScoringView.Of(SheetResults.SheetOf(state, pins)),
            Errata = await ErrataAsync(state, cancellation),
            Objections = await objections.OfAsync(state, caller.Principal, school, cancellation),
            Composition = await CompositionAsync(state, duties.Body, cancellation),
            OwnVote = OwnVoteView.Of(state, await seats.OfAsync(caller.Principal, state, cancellation), duties.Body),
        };
        view = await LeftEntries.MarkAsync(reader, state, view) with { Period = await periods.LeftAsync(view.Period, state.Unit, caller.Language) };
        HashSet<string> who = may.MayRecord || may.MayDecide ? [FieldTable.Staff, FieldTable.Record] : [FieldTable.Staff];
        if (FieldTable.Sees("entry", "last", who) && await lastLevels.OfAsync(state.Round, state.Entries.Select(e => e.Person), cancellation) is { Count: > 0 } last)
            view = view with { Entries = [.. view.Entries.Select(e => e with { Last = last.GetValueOrDefault(e.Person) })] };
        if (Scale.Kind.FindOnly(pins, state.Pin, state.Options["scale"].AsText())?.NotDetermined.Id is { } refusing)
        {
            var refused = state.Entries.Where(e => e.Level == refusing).ToDictionary(e => e.Case, e => e.Reason);
            view = view with { Entries = [.. view.Entries.Select(e => e with { Refusal = refused.GetValueOrDefault(e.Case) })] };
        }

        var outside = await references.OfAsync(state.Round, cancellation);
        if (!outside.IsEmpty)
            view = view with { Entries = [.. view.Entries.Select(e => outside.GetValueOrDefault(e.Person) is { } said ? e with { Reference = said.Level } : e)] };
        if (may.MayRecord && state.Meeting is { } meeting && meeting.Awaited.Any())
            view = view with { Meeting = view.Meeting! with { WithoutAccount = [.. VoteTasks.WithoutAccount(meeting, await reader.TasksOfAsync(Scope.All, id)).Select(s => s.Member)] } };
        if (!FieldTable.Sees("list", "hints", who) && !FieldTable.Sees("list", "worksheet", who))
            return ListFields.Keep(view, who);
        var sheet = state.Status == "frozen" ? await SheetAsync(id, cancellation) : null;
        var first = await priority.OfAsync(state.Round, cancellation);
        if (!first.IsEmpty)
            view = view with { Entries = [.. view.Entries.Select(e => e with { Priority = first.Contains(e.Person) }).OrderBy(e => !e.Priority)] };
        return ListFields.Keep(view with { Hints = await HintsAsync(id, state, duties, sheet, cancellation), Worksheet = sheet }, who);
    }

    /// <summary>The state, its pin loaded; null where there is none for the caller.</summary>
    public async Task<RosterState?> StateAsync(Id id, Caller caller, CancellationToken cancellation = default)
    {
        var stored = await store.LoadAsync(id, cancellation);
        if (stored is not { Kind: RosterState.Kind } || !caller.MayKnow(stored.OrgPath))
            return null;
        var state = (await runner.StateAsync<RosterState>(stored, cancellation))!;
        await pins.EnsureAsync(state.Pin, cancellation);
        return state;
    }

    /// <summary>The working copy with the names of who kept each row; null where there is none.</summary>
    public async Task<WorksheetView?> SheetAsync(Id id, CancellationToken cancellation)
    {
        var (version, lines) = await worksheets.ReadAsync(id, cancellation);
        if (lines.IsEmpty)
            return null;
        var keepers = await directory.NamesOfAsync(lines.Select(l => l.Kept.By));
        return new WorksheetView(version, [.. lines.Select(l => new WorksheetRowView(
            l.Row.Key, l.Kept.Version, l.Kept.By, keepers[l.Kept.By], l.Kept.At, l.Row.Verdict, l.Row.Level, l.Row.Reason, l.Row.Opinion, l.Row.Answer, l.Row.Rank))]);
    }

    private async Task<IReadOnlyList<CompositionView>> CompositionAsync(RosterState state, Body? body, CancellationToken cancellation)
    {
        if (state.Status != "frozen" || body is null)
            return [];
        var known = await facts.LoadAsync([new FactKey(RosterFacts.Committee, $"{state.Body}|{state.Unit}"), .. body.AsksUnitSize ? [UnitSizeSource.Of(state.Unit)] : Array.Empty<FactKey>()], cancellation);
        var findings = StandingCommittee.Check(body, known[0].Value, body.AsksUnitSize ? (int)(known[1].Value.AsNumber() ?? 0) : 0);
        return [.. findings.Select(f => new CompositionView(f.Code.Id, new Text(f.In("zh-CN"), f.In("en")), f.Severity == Severity.Error))];
    }

    private async Task<IReadOnlyList<HintView>> HintsAsync(Id id, RosterState state, ListDuties duties, WorksheetView? sheet, CancellationToken cancellation)
    {
        if (FlagCheck.AidOf(state, pins) is { } aid)
            return await FlagsAsync(id, state, aid, sheet, cancellation);
        if (duties.Body is not { Hints.IsEmpty: false } body || Scale.Kind.FindOnly(pins, state.Pin, state.Options["scale"].AsText()) is not { } scale)
            return [];
        var answered = state.Decisions > 0 ? await AnsweredAsync(id, cancellation) : [];
        if (state.Status != "frozen")
            return answered;
        var told = (await facts.LoadAsync([HintFactSource.Of(id)], cancellation))[0].Value;
        var check = HintCheck.Of(body, scale, state, e => LevelOf(e, sheet, scale), told).About(state.Open.Select(e => e.Case));
        return [.. answered, .. check.Hints.Select(h => new HintView(
            h.Key, h.Kind, [.. h.Cases], check.TextOf(h), sheet?.Rows.FirstOrDefault(r => r.Key == h.Key)?.Answer ?? "", body.HintAnswers))];
    }

    /// <summary>The red flags of an aid's list: shown before it is signed, each to be answered.</summary>
    private async Task<IReadOnlyList<HintView>> FlagsAsync(Id id, RosterState state, AidRules aid, WorksheetView? sheet, CancellationToken cancellation)
    {
        var answered = state.Decisions > 0 ? await AnsweredAsync(id, cancellation) : [];
        if (state.Status != "frozen" || Scale.Kind.Find(pins, state.Pin, aid.Scale) is not { } scale)
            return answered;
        var told = (await facts.LoadAsync([FlagFactSource.Of(id)], cancellation))[0].Value;
        var check = FlagCheck.Of(aid, scale, state, e => LevelOf(e, sheet, scale), told).About(state.Open.Select(e => e.Case));
        return [.. answered, .. check.Hints.Select(h => new HintView(
            h.Key, h.Kind, [.. h.Cases], check.TextOf(h), sheet?.Rows.FirstOrDefault(r => r.Key == h.Key)?.Answer ?? "", Required: true))];
    }

    /// <summary>The level that the working copy gives a row, else the one it came with.</summary>
    private static string LevelOf(RosterEntry entry, WorksheetView? sheet, Scale scale) => sheet?.Rows.FirstOrDefault(r => r.Key == entry.Case.ToString()) switch
    {
        { Verdict: "return" or "hold" } => "",
        { Verdict: "not-determined" } => scale.NotDetermined.Id,
        { Level.Length: > 0 } row => row.Level,
        _ => entry.Level,
    };

    private async Task<List<HintView>> AnsweredAsync(Id id, CancellationToken cancellation)
    {
        var views = new List<HintView>();
        foreach (var stored in await store.EventsAsync(id, 0, cancellation))
        {
            foreach (var hint in StreamData.Read<RosterEvent>(stored.Data.Span).OfType<RosterEvent.Decided>().SelectMany(d => d.Hints.IsDefault ? [] : d.Hints))
            {
                var content = await texts.OpenAsync(hint.Content, cancellation);
                views.Add(new HintView(hint.Content, hint.Kind, [.. hint.Cases], new Text(content["hint"].AsText() ?? "", content["en"].AsText()), content["answer"].AsText() ?? "", false, IsAnswered: true));
            }
        }

        return views;
    }

    private async Task<IReadOnlyList<ErratumView>> ErrataAsync(RosterState state, CancellationToken cancellation)
    {
        var views = new List<ErratumView>();
        foreach (var erratum in state.Errata)
        {
            var said = await texts.OpenAsync(erratum.Content, cancellation);
            string Word(string name) => said[name].AsText() ?? "";
            views.Add(new ErratumView(erratum.Number, erratum.Case, erratum.Column, erratum.Day, Word("was"), Word("now"), Word("reason"), Word("by")));
        }

        return views;
    }

    /// <summary>The school of the list's round, which bounds how far above the list an office's role may be held.</summary>
    public async Task<string> SchoolOfAsync(RosterState state, CancellationToken cancellation) =>
        (await runner.StateAsync<RoundState>(await store.LoadAsync(state.Round, cancellation), cancellation))?.School ?? "";

    private DutiesView DutiesOf(ListDuties duties, RosterState state, string school, Caller caller)
    {
        bool May(ListAct act) => duties.AllowsAt(caller.Principal, act, school, runner.Now());
        var roles = caller.Principal.Roles.At(state.Unit);
        IReadOnlyList<RoleView> Roles(ListAct act) => [.. duties.Roles(act).Select(r => new RoleView(r, duties.NameOf(r, roles)))];
        return new DutiesView(May(ListAct.Record), May(ListAct.Decide), Roles(ListAct.Record), Roles(ListAct.Decide));
    }
}
