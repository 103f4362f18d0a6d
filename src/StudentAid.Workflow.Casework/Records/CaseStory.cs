using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Records;

/// <summary>A body's opinion as it was noted: the level that stood before it, and whether a return threw it back later.</summary>
internal sealed record Heard(string Activity, Value Said, string Before, DateTimeOffset At)
{
    public bool Standing { get; set; } = true;
}

/// <summary>A case's events read for what led to its decision, in their order; what a return threw back stays and is marked.</summary>
internal sealed class CaseStory
{
    private string level = "";

    public InstanceState State { get; } = new();

    public List<RecordedFact> Facts { get; } = [];

    public List<(Value Note, DateTimeOffset At)> Scores { get; } = [];

    public List<Heard> Opinions { get; } = [];

    public List<(string Activity, Id Roster, string Outcome)> Publicities { get; } = [];

    public HashSet<string> Visited { get; } = new(StringComparer.Ordinal);

    public DateTimeOffset? SubmittedAt { get; private set; }

    /// <summary>The lists whose decisions reached the case.</summary>
    public IEnumerable<Id> Rosters => Opinions.Select(o => Id.TryParse(o.Said["roster"].AsText()) ?? default).Concat(Publicities.Select(p => p.Roster)).Where(r => !r.IsNone).Distinct();

    public static CaseStory Of(IReadOnlyList<StoredEvent> events)
    {
        var story = new CaseStory();
        foreach (var stored in events)
        {
            var step = InstanceEventJson.Read(stored.Data.Span);
            story.State.Apply(step);
            foreach (var happened in step)
                story.Take(happened, stored.At);
        }

        return story;
    }

    private void Take(InstanceEvent happened, DateTimeOffset at)
    {
        switch (happened)
        {
            case InstanceEvent.Rested rested: Facts.Add(new RecordedFact(rested.Kind, rested.Id, rested.Source, rested.Version, at)); break;
            case InstanceEvent.Ran ran: Visited.Add(ran.Node); break;
            case InstanceEvent.Rewound back: Opinions.ForEach(o => o.Standing &= !back.Reset.Contains(o.Activity)); break;
            case InstanceEvent.Noted note: Take(note, at); break;
        }
    }

    private void Take(InstanceEvent.Noted note, DateTimeOffset at)
    {
        switch (note.Name)
        {
            case "submitted": SubmittedAt = at; break;
            case "scored":
                Scores.Add((note.Content, at));
                level = note.Content["suggested"].AsText() ?? "";
                break;
            case "opinion":
                Opinions.Add(new Heard(note.Node, note.Content, level, at));
                if (note.Content["outcome"].AsText() != LevelOpinion.Returned && note.Content["level"].AsText() is { Length: > 0 } said)
                    level = said;
                break;
            case "publicity":
                Publicities.Add((note.Node, Id.TryParse(note.Content["roster"].AsText()) ?? default, note.Content["outcome"].AsText() ?? ""));
                break;
        }
    }
}

/// <summary>A list's events folded, with when its notice was taken down and what was shown, and what each of its decisions rests on.</summary>
internal sealed record RosterHistory(RosterState State, DateTimeOffset? TakenDownAt, string ShownHash, ImmutableDictionary<int, ImmutableArray<RecordedFact>> Facts)
{
    public static RosterHistory Of(IReadOnlyList<StoredEvent> events)
    {
        var history = new RosterHistory(RosterState.Empty, null, "", ImmutableDictionary<int, ImmutableArray<RecordedFact>>.Empty);
        foreach (var stored in events)
        {
            var step = StreamData.Read<RosterEvent>(stored.Data.Span).ToList();
            var down = step.OfType<RosterEvent.TakenDown>().LastOrDefault();
            var facts = step.OfType<RosterEvent.Decided>().Select(d => KeyValuePair.Create(d.Number, FactsOf(stored)));
            history = new RosterHistory(history.State.After(step), down?.At ?? history.TakenDownAt, down?.ShownHash ?? history.ShownHash, history.Facts.SetItems(facts));
        }

        return history;
    }

    private static ImmutableArray<RecordedFact> FactsOf(StoredEvent stored) =>
        [.. StreamData.FactsOf(stored.Data.Span).Select(f => new RecordedFact(f.Kind, f.Id, f.Source, f.Version, stored.At))];

    /// <summary>The vote behind a decision; null where a person acted, or nobody met.</summary>
    public RecordedVote? MeetingOf(int decision) => State.Meetings.FirstOrDefault(m => m.Decision == decision) is { } met
        ? new RecordedVote(
            met.Day, met.Mode, met.Voting.Count(), met.Voting.Count(s => s.Attendance == "present" || s.Substitute.Length > 0), met.Voting.Count(s => s.Attendance == "withdrawn"),
            met.Votes.Agree, met.Votes.Disagree, met.Votes.Abstain) : null;
}
