using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Accounts;

namespace StudentAid.Workflow.Server.Api.Home;

/// <summary>
/// The first page of whoever is signed in: at most three sentences of what is to be done (<see cref="HomeItem.Kind"/> tasks, lists, publicities,
/// incidents, rules or second-factors), and for each open round where its days stand.
/// </summary>
public sealed record HomeView(DateTimeOffset Now, IReadOnlyList<HomeItem> Today, IReadOnlyList<HomeDays> Days);

/// <summary>One sentence of 今天要办的事, how many it counts, and the list behind it.</summary>
public sealed record HomeItem(string Kind, string Sentence, long Count, string Link, DateTimeOffset? Due = null, bool Overdue = false);

/// <summary>Where a round's days stand: the sentence, and the numbers it is made of. Without a plan in the round's documents only the name.</summary>
public sealed record HomeDays(Id Round, string SchoolYear, string Name, string? Sentence, int? Passed, int? Days, DateOnly? Deadline, bool Late);

/// <summary>Reads the first page.</summary>
public sealed class HomeReading(KnownRounds rounds, RoundSheets sheets, IStoreReader reader, IStepStore store, StepRunner runner, PinCache pins, CalendarReading calendars, IncidentReading incidents, WaitingRules rules, WaitingDrops drops)
{
    private const int Sentences = 3;

    public async Task<HomeView> OfAsync(Caller caller)
    {
        var open = new List<RoundSheet>();
        foreach (var row in await rounds.OpenAsync(caller.Principal))
        {
            if (await sheets.LoadAsync(Scope.All, row.Id, CancellationToken.None) is { } sheet)
                open.Add(sheet);
        }

        var items = new List<HomeItem?> { await drops.HomeAsync(caller), await rules.OfAsync(caller) };
        items.AddRange([.. Lists(caller, open), await IncidentsAsync(caller, open), await TasksAsync(caller), await PublicitiesAsync(caller, open)]);
        return new HomeView(
            calendars.Now,
            [.. items.OfType<HomeItem>().OrderByDescending(i => i.Overdue).ThenByDescending(i => i.Kind == WaitingDrops.Kind).ThenBy(i => i.Due ?? DateTimeOffset.MaxValue).Take(Sentences)],
            await DaysAsync(open, caller));
    }

    private async Task<IReadOnlyList<HomeDays>> DaysAsync(List<RoundSheet> open, Caller caller)
    {
        var days = new List<HomeDays>();
        foreach (var sheet in open.Where(s => !s.State.Practice))
        {
            var clock = sheet.Plan?.Clock;
            var until = sheet.StoppedOn ?? (await calendars.OfAsync(sheet.State.School))?.DayOf(calendars.Now);
            days.Add(new HomeDays(
                sheet.Round, sheet.State.SchoolYear, sheet.State.Name, sheet.Days?.In(caller.Language), until is { } day ? clock?.DaysPassed(day) : null, clock?.Days,
                clock?.Deadline, until is { } at && clock?.IsLate(at) == true));
        }

        return days;
    }

    private async Task<HomeItem?> TasksAsync(Caller caller)
    {
        var counts = await CountsAsync(caller.Principal, null);
        var count = counts.Sum(c => c.Count);
        if (count == 0)
            return null;
        var overdue = (await CountsAsync(caller.Principal, calendars.Now)).Sum(c => c.Count);
        var first = counts.Min(c => c.FirstDue);
        var place = counts.FirstOrDefault(c => c.FirstDue == first)?.Unit ?? UnitPath.Root;
        var due = DueText.Of(await calendars.OfAsync(place), calendars.Now, first, caller.IsEnglish);
        return new HomeItem("tasks", TasksSentence(count, overdue, due?.Text, caller.IsEnglish), count, "/api/tasks", first, overdue > 0);
    }

    private static string TasksSentence(long count, long overdue, string? due, bool english)
    {
        FormattableString sentence = overdue > 0
            ? english ? (FormattableString)$"{Counted(count, "task waits", "tasks wait")} for you, {overdue} of them overdue" : $"有 {count} 项待办，其中 {overdue} 项已超期"
            : due is null
                ? english ? (FormattableString)$"{Counted(count, "task waits", "tasks wait")} for you" : $"有 {count} 项待办"
                : english ? (FormattableString)$"{Counted(count, "task waits", "tasks wait")} for you, the first {due}" : $"有 {count} 项待办，最近一项{due}";
        return FormattableString.Invariant(sentence);
    }

    private async Task<IReadOnlyList<TaskCount>> CountsAsync(Principal principal, DateTimeOffset? before)
    {
        var filter = new TaskFilter { DueBefore = before };
        var counts = new List<TaskCount>();
        if (!principal.Grants.IsEmpty)
            counts.AddRange(await reader.TaskCountsAsync(Scope.All, filter.For(principal)));
        foreach (var person in principal.Persons)
            counts.AddRange(await reader.TaskCountsAsync(Scope.All, filter with { Person = person }));
        return counts;
    }

    /// <summary>For each round the lists that one decides oneself, or whose notice one posts: so says the body, or the activity's role.</summary>
    private IEnumerable<HomeItem?> Lists(Caller caller, List<RoundSheet> open) => open.Select(sheet =>
    {
        var frozen = sheet.Standing.Where(c => c is { Kind: RosterState.Kind, Status: "frozen" } && MayDecide(caller, sheet, c)).ToList();
        var count = frozen.Sum(c => c.Count);
        if (count == 0)
            return null;
        var titles = Titles(open, frozen, caller.Language);
        var sentence = FormattableString.Invariant(caller.IsEnglish ? $"{Counted(count, "list waits", "lists wait")}: {titles}" : (FormattableString)$"有 {count} 份名单等待处理：{titles}");
        return new HomeItem("lists", sentence, count, $"/api/rosters?round={sheet.Round}&status=frozen");
    });

    private bool MayDecide(Caller caller, RoundSheet sheet, RoundStanding standing) => standing.At.All(
        activity => pins.Definition(sheet.State.Pin)?.Find(activity) is { } node
            && ListDuties.Of(sheet.Round, standing.Place, sheet.State.Pin, node, pins).AllowsAt(caller.Principal, ListAct.Decide, sheet.State.School, runner.Now()));

    private static string Counted(long count, string one, string many) => FormattableString.Invariant($"{count} {(count == 1 ? one : many)}");

    private string Titles(List<RoundSheet> open, List<RoundStanding> frozen, string language)
    {
        var titles = frozen.SelectMany(f => f.At).Distinct(StringComparer.Ordinal)
            .Select(a => open.Select(s => pins.Definition(s.State.Pin)?.Find(a)?.Title).FirstOrDefault(t => t is not null)?.In(language) ?? a);
        return string.Join(language == Languages.English ? ", " : "、", titles);
    }

    /// <summary>Notices that are up, the first to end in the sentence.</summary>
    private async Task<HomeItem?> PublicitiesAsync(Caller caller, List<RoundSheet> open)
    {
        var posted = new List<(RoundSheet Sheet, Id List, RosterState State)>();
        foreach (var sheet in open.Where(s => s.Standing.Any(c => c is { Kind: RosterState.Kind, Status: "posted" })))
        {
            var rows = await reader.StreamsAsync(Scope.All, new StreamFilter { Group = sheet.Round, Kind = RosterState.Kind, Status = "posted", Practice = true }, PageRequest.Everything);
            foreach (var row in rows.Items.Where(r => caller.MayKnow(r.OrgPath) || caller.Principal.Grants.Any(g => UnitPath.IsBelow(g.Unit, r.OrgPath))))
                posted.Add((sheet, row.Id, (await runner.StateAsync<RosterState>(await store.LoadAsync(row.Id), CancellationToken.None))!));
        }

        if (posted.Count == 0)
            return null;
        var first = posted.MinBy(p => p.State.Period!.Due);
        var period = first.State.Period!;
        var due = DueText.Of(await calendars.OfAsync(first.State.Unit), calendars.Now, period.Due, caller.IsEnglish);
        var text = caller.IsEnglish
            ? (FormattableString)$"The notice of {first.Sheet.State.Name} ends on {period.LastDay:yyyy-MM-dd} at 24:00, {due?.Text}"
            : $"{first.Sheet.State.Name}的公示 {period.LastDay.Month} 月 {period.LastDay.Day} 日 24:00 结束，{due?.Text}";
        // Who does not see the school's lists sees the notice as everybody who is signed in; one on the board alone only at the board.
        var link = caller.MayKnow(first.State.Unit) ? $"/api/rosters?round={first.Sheet.Round}&status=posted"
            : period.Where.Any(w => w is "open" or "signed-in") ? $"/notices/{first.List}" : $"/api/rounds/{first.Sheet.Round}";
        return new HomeItem("publicities", FormattableString.Invariant(text), posted.Count, link, period.Due);
    }

    /// <summary>For those who operate: how many rows their list of incidents has.</summary>
    private async Task<HomeItem?> IncidentsAsync(Caller caller, List<RoundSheet> open)
    {
        if (!caller.Principal.Grants.Any(g => Duties.Operations(caller.Principal, g.Unit) is null))
            return null;
        // A first page costs what its rounds' schools have, and not what the whole tree has.
        var own = caller.Principal.Scope;
        var schools = Scope.Of(open.SelectMany(s => own.Covers(s.State.School) ? [s.State.School] : own.Places.Where(p => UnitPath.IsBelow(p, s.State.School))));
        var found = await incidents.OfAsync(caller, schools, null, CancellationToken.None);
        var (count, whole) = (found.Rows.Count, found.IsWhole && open.Count < KnownRounds.Most);
        if (count == 0)
            return null;
        var needs = Counted(count, "incident needs", "incidents need");
        FormattableString sentence = caller.IsEnglish ? (FormattableString)$"{(whole ? "" : "At least ")}{needs} a hand" : $"{(whole ? "有" : "至少有")} {count} 件待处理异常";
        return new HomeItem("incidents", FormattableString.Invariant(sentence), count, "/api/incidents");
    }
}
