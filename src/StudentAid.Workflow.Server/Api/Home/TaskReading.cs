using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Pages;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api.Home;

/// <summary>Reads tasks as a person reads them: whose, where, since when, and what is left. What it reads grows with the rows shown, with nothing else.</summary>
public sealed class TaskReading(IStepStore store, StepRunner runner, PinCache pins, CalendarReading calendars, PeopleNames names, Directory directory)
{
    public async Task<IReadOnlyList<TaskView>> ViewsAsync(IReadOnlyList<TaskRow> rows, string language)
    {
        var english = language == Languages.English;
        var people = await names.EachAsync(rows.Select(r => r.Stream.Subject));
        var holders = await directory.NamesOfAsync(rows.Select(r => r.Holder));
        var held = new Dictionary<string, WorkingDayCalendar?>(StringComparer.Ordinal);
        var views = new List<TaskView>();
        foreach (var row in rows)
        {
            if (!held.TryGetValue(row.Unit, out var calendar))
                held[row.Unit] = calendar = await calendars.OfAsync(row.Unit);
            var (number, title, reminded) = await TitleAsync(row, language);
            var since = await SinceAsync(row);
            var due = DueText.Of(calendar, calendars.Now, row.Due, english);
            views.Add(TaskView.Of(row) with
            {
                Title = title, Name = people.GetValueOrDefault(row.Stream.Subject), Number = number, UnitName = await UnitAsync(row.Unit, language), Since = since, Holder = holders.Find(row.Holder), Reminded = reminded,
                Overdue = due?.Overdue ?? row.Due <= calendars.Now, DueText = due?.Text, Sentence = Sentence(title, calendar, since, due, english),
            });
        }

        return views;
    }

    /// <summary>Titles of a round's activities; the product's own tasks have titles of their own.</summary>
    public async Task<string> TitleOfAsync(Id round, string activity, string language) => (await TitlesAsync([round], [activity], language))[activity];

    /// <summary>What each activity is called: in several rounds under several names, all of them.</summary>
    public async Task<IReadOnlyDictionary<string, string>> TitlesAsync(IEnumerable<Id> rounds, IEnumerable<string> activities, string language)
    {
        var titles = activities.Distinct(StringComparer.Ordinal).ToDictionary(a => a, a => ActivityTitles.Own(a)?.In(language), StringComparer.Ordinal);
        var known = new List<ExecutableDefinition>();
        foreach (var round in titles.ContainsValue(null) ? rounds : [])
        {
            if (await runner.StateAsync<RoundState>(await store.LoadAsync(round), CancellationToken.None) is not { } state)
                continue;
            await pins.EnsureAsync(state.Pin, CancellationToken.None);
            if (pins.Definition(state.Pin) is { } definition)
                known.Add(definition);
        }

        return titles.ToDictionary(
            t => t.Key, t => t.Value ?? (known.Select(d => d.Find(t.Key)?.Title?.In(language)).OfType<string>().Distinct(StringComparer.Ordinal).ToList() is { Count: > 0 } called ? string.Join(" / ", called) : t.Key),
            StringComparer.Ordinal);
    }

    public async Task<string> UnitAsync(string path, string language) => (await directory.UnitAsync(path))?.Name.In(language) ?? path;

    /// <summary>"等待院（系）审核，已 3 个工作日，还剩 2 个工作日"</summary>
    private string Sentence(string title, WorkingDayCalendar? calendar, DateTimeOffset? since, DueText? due, bool english)
    {
        var parts = new List<string> { english ? $"Waits for {title}" : $"等待{title}" };
        if (calendar is not null && since is { } at && calendar.WorkingDaysBetween(calendar.DayOf(at), calendar.DayOf(calendars.Now)) is > 0 and var days)
            parts.Add(FormattableString.Invariant(english ? $"for {days} working {(days == 1 ? "day" : "days")}" : (FormattableString)$"已 {days} 个工作日"));
        if (due is not null)
            parts.Add(due.Text);
        return string.Join(english ? ", " : "，", parts);
    }

    private async Task<(string? Number, string Title, DateTimeOffset? Reminded)> TitleAsync(TaskRow row, string language)
    {
        if (row.Stream.Kind != InstanceSteps.Kind)
            return (null, await TitleOfAsync(row.Stream.Group, row.Activity, language), null);
        var state = await runner.StateAsync<InstanceState>(await store.LoadAsync(row.Stream.Id), CancellationToken.None);
        return (state?.Name is { Length: > 0 } number ? number : null, await TitleOfAsync(row.Stream.Group, row.Activity, language), state?.Bookmarks.GetValueOrDefault(row.Bookmark)?.Reminded);
    }

    /// <summary>When what its holder is shown came to be so.</summary>
    private async Task<DateTimeOffset?> SinceAsync(TaskRow row) =>
        (await store.EventsAsync(row.Stream.Id, row.ShownAt - 1)).FirstOrDefault()?.At;
}
