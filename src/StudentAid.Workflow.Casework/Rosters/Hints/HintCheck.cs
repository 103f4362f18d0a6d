using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters.Hints;

/// <summary>The hints of one list as it stands or would be decided, with what its cases tell.</summary>
public sealed record HintCheck(ImmutableArray<Hint> Hints, Value Facts, Scale Scale)
{
    /// <summary>Sentences of hints by their keys, where they are not those of a body's hints.</summary>
    public ImmutableDictionary<string, Engine.Definitions.Text> Texts { get; init; } = ImmutableDictionary<string, Engine.Definitions.Text>.Empty;

    /// <param name="body">Whose hints apply.</param>
    /// <param name="scale">The list's levels.</param>
    /// <param name="entries">The rows with the level that each would get; "" leaves one out.</param>
    /// <param name="facts">The fact <see cref="HintFactSource"/>.</param>
    /// <param name="unit">The list's unit.</param>
    public static HintCheck Of(Body body, Scale scale, IEnumerable<(RosterEntry Entry, string Level)> entries, Value facts, string unit = "") => new(
        ListHints.Find(body.Hints, entries.Select(e => RowOf(e.Entry, e.Level, facts[e.Entry.Case.ToString()])), scale, (int)(facts[HintFactSource.Students].AsNumber() ?? 0), unit),
        facts, scale);

    /// <summary>The same of a list: what was decided of it already counts at the level that it got, the open rows at the one that <paramref name="levelOf"/> says.</summary>
    public static HintCheck Of(Body body, Scale scale, RosterState list, Func<RosterEntry, string> levelOf, Value facts) => Of(body, scale, LevelsOf(list, levelOf), facts, list.Unit);

    /// <summary>Each row with the level at which it counts: the one that it got, or for an open row the one that <paramref name="levelOf"/> says.</summary>
    internal static IEnumerable<(RosterEntry Entry, string Level)> LevelsOf(RosterState list, Func<RosterEntry, string> levelOf)
    {
        var settled = list.Standings.Where(s => s.State != "open").ToDictionary(s => s.Case);
        return list.Entries.Select(e => (e, settled.TryGetValue(e.Case, out var standing) ? standing.Level : levelOf(e)));
    }

    /// <summary>Only the hints that one of these cases is in, and those about the list as a whole: the others are not up for decision.</summary>
    public HintCheck About(IEnumerable<Id> cases)
    {
        var named = cases.ToHashSet();
        return this with { Hints = [.. Hints.Where(h => !h.Cases.Any() || h.Cases.Any(named.Contains))] };
    }

    public Engine.Definitions.Text TextOf(Hint hint) => Texts.TryGetValue(hint.Key, out var text) ? text : HintText.Of(hint, c => Facts[c.ToString()]["name"].AsText() ?? "", Scale);

    /// <summary>The refusal where a hint has no answer; its <c>keys</c> are those of all of them, a line each.</summary>
    public Rejection? Unanswered(ImmutableArray<HintAnswer> answers)
    {
        ImmutableArray<Hint> open = [.. Hints.Where(h => AnswerTo(h, answers).Length == 0)];
        return open.IsEmpty ? null : RosterCodes.HintUnanswered.With(("count", open.Length), ("key", open[0].Key), ("hint", TextOf(open[0])), ("keys", string.Join('\n', open.Select(h => h.Key))));
    }

    /// <summary>What goes into the minutes: each hint with its answer.</summary>
    public string Minutes(ImmutableArray<HintAnswer> answers) => string.Join("\n", Hints.Select(h => (Hint: h, Answer: AnswerTo(h, answers)))
        .Where(h => h.Answer.Length > 0).Select(h => $"提示：{TextOf(h.Hint).ZhCn}答复：{h.Answer}"));

    public static string AnswerTo(Hint hint, ImmutableArray<HintAnswer> answers) => answers.IsDefault ? "" : answers.LastOrDefault(a => a.Key == hint.Key)?.Answer.Trim() ?? "";

    private static HintRow RowOf(RosterEntry entry, string level, Value told) => new(
        entry.Case, level, entry.Total, told["direct"].AsText() ?? "", told["lastLevel"].AsText() ?? "", told["lastTotal"].AsNumber(), told["answers"]);
}
