using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Prints;

/// <summary>What a body's list is told from: state, decisions with opened opinions, names of people and members, and what the school calls things.</summary>
public sealed record MeetingSource(
    RoundState Round, RosterState Roster, string School, string Unit, string Activity, string Body, IReadOnlyDictionary<string, string> Members, Scale? Scale,
    IReadOnlyDictionary<Id, PersonRecord> People, Func<string, string> ClassOf, ImmutableArray<EntryDecision> Decisions, IReadOnlyDictionary<string, string> Opened, string Minutes);

/// <summary>评议记录 and 会议纪要: attendance, votes, and of every row suggestion, decision and reason; the sentences write themselves.</summary>
public static class MeetingSheet
{
    private static readonly ImmutableDictionary<string, string> Words = ImmutableDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["present"] = "到会", ["excused"] = "请假", ["absent"] = "缺席", ["withdrawn"] = "回避", ["agree"] = "同意", ["disagree"] = "不同意", ["abstain"] = "弃权", ["cast"] = "已投票",
        ["in-person"] = "现场会议", ["online"] = "线上会议", ["written"] = "书面表决", ["remote"] = "线上会议", ["mixed"] = "现场与线上结合", ["Returned"] = "退回", ["NotDetermined"] = "不予认定", ["Upheld"] = "异议成立",
    });

    public static PrintData Of(MeetingSource source)
    {
        var seats = source.Roster.Meeting?.Seats ?? [];
        var meeting = source.Roster.Meeting;
        string Member(string id) => source.Members.GetValueOrDefault(id, id);
        string Attending(params string[] how) => Names(meeting?.Seats ?? [], Member, how);
        var votes = source.Roster.Meeting?.Votes ?? new Tally(0, 0, 0);
        var data = PrintData.Empty.With(
            ("school", source.School), ("unit", source.Unit), ("schoolYear", source.Round.SchoolYear), ("round", source.Round.Name), ("activity", source.Activity),
            ("body", source.Body), ("day", source.Roster.Meeting is { } met ? ApplicationSheet.DayOf(met.Day) : ""), ("mode", Word(source.Roster.Meeting?.Mode ?? "")),
            ("ordinal", source.Roster.Ordinal.ToString(CultureInfo.InvariantCulture)), ("present", Names(meeting?.Voting ?? [], Member, "present")), ("absent", Attending("absent", "excused")),
            ("withdrawn", Attending("withdrawn")), ("observers", Observers(meeting, Member)),
            ("composition", meeting is null || meeting.Notes.IsDefaultOrEmpty ? "" : string.Join("", meeting.Notes.Select(n => n.ZhCn))),
            ("entitled", (meeting?.Voting ?? []).Count(s => s.Attendance != "withdrawn").ToString(CultureInfo.InvariantCulture)),
            ("agree", votes.Agree.ToString(CultureInfo.InvariantCulture)), ("disagree", votes.Disagree.ToString(CultureInfo.InvariantCulture)), ("abstain", votes.Abstain.ToString(CultureInfo.InvariantCulture)), ("counts", Counts(source)), ("minutes", string.Join("\n", source.Roster.Earlier.Select(m => Earlier(m, Member)).Append(source.Minutes).Where(m => m.Length > 0))));
        return data
            .WithTable("seats", seats.Select(s => PrintRow.Of(("member", Member(s.Member)), ("attendance", Word(s.Attendance)), ("substitute", s.Substitute.Length > 0 ? Member(s.Substitute) : ""), ("vote", meeting!.IsObserver(s.Member) ? "不参加表决" : Word(s.Vote) + (meeting.WeightOf(s) is > 1 and var weight && s.Vote.Length > 0 ? string.Create(CultureInfo.InvariantCulture, $"（{weight} 票）") : "")))))
            .WithTable("entries", source.Roster.Entries.Select((e, i) => Row(source, e, i + 1)));
    }

    /// <summary>A decision of an earlier meeting rests on that one's attendance, not on the last one's.</summary>
    private static string Earlier(Meeting meeting, Func<string, string> member)
    {
        var parts = new[]
        {
            ("到会", Names(meeting.Voting, member, "present")), ("缺席", Names(meeting.Seats, member, "absent", "excused")), ("回避", Names(meeting.Seats, member, "withdrawn")),
            ("列席监督", Observers(meeting, member)),
        };
        var seats = string.Join("；", parts.Where(p => p.Item2.Length > 0).Select(p => $"{p.Item1} {p.Item2}"));
        return string.Create(CultureInfo.InvariantCulture, $"第 {meeting.Decision} 次决定的会议（{ApplicationSheet.DayOf(meeting.Day)}）：{seats}。");
    }

    private static string Names(IEnumerable<Seating> seats, Func<string, string> member, params string[] attending) =>
        string.Join("、", seats.Where(s => attending.Contains(s.Attendance, StringComparer.Ordinal)).Select(s => member(s.Member)));

    /// <summary>Who sat there without a vote, and is none of those whose votes were asked for.</summary>
    private static string Observers(Meeting? meeting, Func<string, string> member) => meeting is null ? "" :
        string.Join("、", meeting.Seats.Where(s => Seats.IsTaken(s) && meeting.IsObserver(s.Member)).Select(s => member(s.Substitute.Length > 0 ? s.Substitute : s.Member)));

    private static PrintRow Row(MeetingSource source, RosterEntry entry, int number)
    {
        var decision = source.Decisions.LastOrDefault(d => d.Case == entry.Case);
        return PrintRow.Of(
            ("number", number.ToString(CultureInfo.InvariantCulture)), ("name", source.People.GetValueOrDefault(entry.Person)?.Name ?? ""), ("class", source.ClassOf(entry.Place)),
            ("total", entry.Total?.ToString("0.##", CultureInfo.InvariantCulture) ?? ""), ("suggested", LevelOf(source.Scale, entry.Suggested)), ("brought", LevelOf(source.Scale, entry.Level)),
            ("decided", decision is null ? "" : LevelOf(source.Scale, decision.Level)), ("outcome", decision is null ? "未表决" : Word(decision.Outcome, "同意")),
            ("reason", decision is null ? "" : ReasonOf(source, decision)));
    }

    private static string ReasonOf(MeetingSource source, EntryDecision decision)
    {
        var coded = source.Scale?.NotDetermined.Reasons.FirstOrDefault(r => r.Id == decision.Reason)?.Name.ZhCn ?? decision.Reason;
        var words = source.Opened.GetValueOrDefault(decision.Opinion, "");
        return coded.Length > 0 && words.Length > 0 ? $"{coded}；{words}" : coded + words;
    }

    private static string Counts(MeetingSource source)
    {
        if (source.Scale is not { } scale)
            return "";
        var last = source.Decisions.GroupBy(d => d.Case).Select(g => g.Last()).Where(d => d.Outcome != "Returned").ToList();
        var levels = scale.Levels.Select(l => (Name: l.Name.ZhCn, l.Id)).Append((Name: scale.NotDetermined.Name.ZhCn, scale.NotDetermined.Id));
        return string.Join("、", levels.Select(l => $"{l.Name} {last.Count(d => d.Level == l.Id)} 人"));
    }

    internal static string LevelOf(Scale? scale, string level) => level.Length == 0 ? "" : scale?.NameOf(level).ZhCn ?? level;

    private static string Word(string word, string? otherwise = null) => Words.GetValueOrDefault(word, otherwise ?? word);
}
