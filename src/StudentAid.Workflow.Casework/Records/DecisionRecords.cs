using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Records;

/// <summary>
/// Makes decision records. It asks the store for events and blobs and for nothing else: no snapshot, no document, no row that was written beside them, so that the record
/// is what the history says and can be made again from a copy of it.
/// </summary>
public sealed class DecisionRecords(IStepStore store, SealedTexts texts, PinCache pins)
{
    /// <summary>Null where the stream has no events of a case that belongs to a round.</summary>
    public async Task<DecisionRecord?> LoadAsync(Id @case, CancellationToken cancellation)
    {
        var events = await store.EventsAsync(@case, 0, cancellation);
        if (events.Count == 0)
            return null;
        var story = CaseStory.Of(events);
        if (Id.TryParse(story.State.Frames.GetValueOrDefault(1)?.Input["round"].AsText()) is not { } roundId)
            return null;
        var round = (await store.EventsAsync(roundId, 0, cancellation)).Aggregate(RoundState.Empty, (state, e) => state.After(e.Data.Span));
        await pins.EnsureAsync(story.State.Pin, cancellation);
        var rosters = new Dictionary<Id, RosterHistory>();
        foreach (var id in story.Rosters)
            rosters[id] = RosterHistory.Of(await store.EventsAsync(id, 0, cancellation));
        return await OfAsync(@case, events, story, roundId, round, rosters, cancellation);
    }

    private async Task<DecisionRecord> OfAsync(
        Id @case, IReadOnlyList<StoredEvent> events, CaseStory story, Id roundId, RoundState round, Dictionary<Id, RosterHistory> rosters, CancellationToken cancellation)
    {
        var pin = story.State.Pin;
        var scale = Scale.Kind.FindOnly(pins, pin, null);
        Text NameOf(string level) => level.Length == 0 || scale is null ? level : scale.NameOf(level);
        var definition = pins.Definition(pin);
        var stages = await StagesAsync(story, definition, rosters, NameOf, cancellation);
        var history = CaseHistory.Of(@case, events);
        return new DecisionRecord(
            @case, history.Number, roundId, round.SchoolYear, round.Procedure, pin, Id.TryParse(story.State.Frames[1].Input["person"].AsText()) ?? default, history.Status, history.Outcomes,
            history.Level, NameOf(history.Level), history.Reason, history.Match, story.SubmittedAt, [.. story.Facts, .. FactsOf(story, rosters)], await ChecksAsync(history, cancellation),
            await ScoresAsync(story, pin, NameOf, cancellation), stages, [.. story.Publicities.Select(p => NoticeOf(p, rosters)).OfType<RecordedNotice>()],
            await ObjectionsAsync(@case, rosters.Values, cancellation), BasisOf(story, definition), events.Count, Convert.ToHexStringLower(events[^1].Hash.Span));
    }

    /// <summary>What the decisions of the lists rest on by which the case was decided.</summary>
    private static IEnumerable<RecordedFact> FactsOf(CaseStory story, Dictionary<Id, RosterHistory> rosters) => story.Opinions
        .Select(o => (Roster: Id.TryParse(o.Said["roster"].AsText()) ?? default, Decision: (int)(o.Said["decision"].AsNumber() ?? 0))).Distinct()
        .SelectMany(d => rosters.GetValueOrDefault(d.Roster)?.Facts.GetValueOrDefault(d.Decision, []) ?? []);

    private async Task<ImmutableArray<RecordedCheck>> ChecksAsync(CaseHistory history, CancellationToken cancellation)
    {
        var checks = ImmutableArray.CreateBuilder<RecordedCheck>();
        foreach (var note in history.Verifications)
            checks.Add(new RecordedCheck(note.Method, note.Day, (await texts.OpenAsync(note.Sealed, cancellation))["finding"].AsText() ?? ""));
        return checks.ToImmutable();
    }

    private async Task<ImmutableArray<RecordedScore>> ScoresAsync(CaseStory story, string pin, Func<string, Text> nameOf, CancellationToken cancellation)
    {
        var scores = ImmutableArray.CreateBuilder<RecordedScore>();
        foreach (var (note, at) in story.Scores)
        {
            var written = note["table"].AsText() ?? "";
            var table = ScoreTable.Kind.Find(pins, pin, written.Split('/')[^1].Split('@')[0]);
            var opened = await texts.OpenAsync(note["points"].AsText() ?? "", cancellation);
            var points = opened["items"].Items.Select(i => (Item: i["item"].AsText() ?? "", Value: i)).Select(i => (i.Value, Known: table?.Items.FirstOrDefault(t => t.Id == i.Item), i.Item));
            scores.Add(new RecordedScore(
                written, note["total"].AsNumber() ?? 0, note["suggested"].AsText() ?? "", nameOf(note["suggested"].AsText() ?? ""), at,
                [.. points.Select(p => new RecordedPoint(p.Item, p.Known?.Name ?? p.Item, p.Known?.Factor ?? "", p.Value["points"].AsNumber() ?? 0, p.Value["detail"].AsText() ?? ""))],
                table is null ? [] : GroundsOf(table, opened)));
        }

        return scores.ToImmutable();
    }

    private static ImmutableArray<RecordedGround> GroundsOf(ScoreTable table, Value points)
    {
        var held = points["vetoes"].Items.Append(points["veto"]).Append(points["by"]).Select(g => g.AsText()).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return
        [
            .. table.Vetoes.Where(v => held.Contains(v.Id)).Select(v => new RecordedGround(v.Name, "", Veto: true)),
            .. table.Direct.Where(d => held.Contains(d.Id)).Select(d => new RecordedGround(d.Name, d.Article ?? "", Veto: false)),
        ];
    }

    private async Task<ImmutableArray<RecordedStage>> StagesAsync(
        CaseStory story, ExecutableDefinition? definition, Dictionary<Id, RosterHistory> rosters, Func<string, Text> nameOf, CancellationToken cancellation)
    {
        var stages = ImmutableArray.CreateBuilder<RecordedStage>();
        foreach (var heard in story.Opinions)
        {
            var said = heard.Said;
            string Word(string name) => said[name].AsText() ?? "";
            var node = definition?.Find(heard.Activity);
            var meeting = Id.TryParse(Word("roster")) is { } roster ? rosters.GetValueOrDefault(roster)?.MeetingOf((int)(said["decision"].AsNumber() ?? 0)) : null;
            stages.Add(new RecordedStage(
                heard.Activity, node?.Title ?? heard.Activity, node?.Article ?? "", Word("outcome"), Word("level"), nameOf(Word("level")),
                Word("level").Length > 0 && heard.Before.Length > 0 && Word("level") != heard.Before, Word("reason"), await texts.TextAsync(Word("opinion"), cancellation), heard.At,
                meeting, heard.Standing));
        }

        return stages.ToImmutable();
    }

    private static RecordedNotice? NoticeOf((string Activity, Id Roster, string Outcome) publicity, Dictionary<Id, RosterHistory> rosters) =>
        rosters.GetValueOrDefault(publicity.Roster) is { State.Period: { } period } list
            ? new RecordedNotice(publicity.Activity, publicity.Roster, period.Day, period.LastDay, list.TakenDownAt, list.ShownHash, publicity.Outcome) : null;

    private async Task<ImmutableArray<RecordedObjection>> ObjectionsAsync(Id @case, IEnumerable<RosterHistory> rosters, CancellationToken cancellation)
    {
        var objections = ImmutableArray.CreateBuilder<RecordedObjection>();
        foreach (var one in rosters.SelectMany(r => r.State.Objections).Where(o => o.Case == @case).OrderBy(o => o.Day).ThenBy(o => o.Number))
            objections.Add(new RecordedObjection(one.Number, one.Day, one.Due, one.Result, one.AnsweredOn, await texts.TextAsync(one.Answer, cancellation)));
        return objections.ToImmutable();
    }

    /// <summary>The articles of the activities that the case went through, in the order of the definition.</summary>
    private static ImmutableArray<RecordedBasis> BasisOf(CaseStory story, ExecutableDefinition? definition) => definition is null ? [] :
        [.. definition.Definition.Root.All().Where(n => n.Article is { Length: > 0 } && story.Visited.Contains(n.Id)).Select(n => new RecordedBasis(n.Id, n.Title ?? n.Id, n.Article!))];
}
