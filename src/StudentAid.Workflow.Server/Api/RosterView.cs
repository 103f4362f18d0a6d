using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api;

/// <summary>A list (名单) in lists. Act: what its step does (propose, review, approve, publish …). TakenBack: released, and its decision taken back for every case since.</summary>
public sealed record RosterRow(Id Id, Id Round, string Unit, string Activity, string Status, long Version, string Act, bool TakenBack = false)
{
    /// <summary>Where an open list of a body stands: to-meet, or meeting; absent for every other.</summary>
    public string? Stage { get; init; }

    public static RosterRow Of(StreamRow row, RosterState state) => new(row.Id, row.Group, row.OrgPath, row.At, row.Status, row.Version, state.Act, state.IsTakenBack) { Stage = StageOf(state) };

    public static string? StageOf(RosterState state) => state is not { Status: "frozen", Body.Length: > 0 } ? null : state.Meeting is { Decision: 0, PostponedTo: null } ? "meeting" : "to-meet";
}

/// <summary>
/// A list with its entries, meeting, period and objections. <see cref="Etag"/> goes into If-Match of a decision; <see cref="Duties"/> say what the reader may
/// do on it and who else may.
/// </summary>
public sealed record RosterView(
    Id Id, string Etag, long Version, string Status, Id Round, string Activity, string Unit, int Ordinal, string Act, string Body, string Role, string Pin,
    Value Options, IReadOnlyList<EntryView> Entries, MeetingView? Meeting, PeriodView? Period, IReadOnlyList<ObjectionView> Objections, DutiesView Duties,
    IReadOnlyList<HintView> Hints, WorksheetView? Worksheet)
{
    /// <summary>What is signed in person when the list is decided; null where it is not.</summary>
    public SigningView? Signing { get; init; }

    /// <summary>The reader's own vote at the meeting; null where he has none.</summary>
    public OwnVoteView? OwnVote { get; init; }

    /// <summary>"secret" where the body's votes are kept as numbers only, else "open".</summary>
    public string Ballot { get; init; } = "open";

    /// <summary>What the composition of the body lacks by the rules of the round, while the list is open: warnings, and what keeps it from meeting.</summary>
    public IReadOnlyList<CompositionView> Composition { get; init; } = [];

    /// <summary>The items of the score sheet that every member fills in; null where the step has none.</summary>
    public ScoringView? Scoring { get; init; }

    /// <summary>Errata of a notice, with why and by whom.</summary>
    public IReadOnlyList<ErratumView> Errata { get; init; } = [];

    /// <summary>Where an open list of a body stands: to-meet, or meeting; absent for every other.</summary>
    public string? Stage { get; init; }

    /// <summary>Whether the body puts those agreed to in an order (排序).</summary>
    public bool Ranking { get; init; }

    /// <summary>The last place that this list has given; the next decision goes on behind it.</summary>
    public int Ranked { get; init; }

    /// <summary>Released, and the decision taken back for every case since.</summary>
    public bool TakenBack { get; init; }

    /// <param name="names">Name of a person, or "".</param>
    public static RosterView Of(Id id, RosterState state, IReadOnlyDictionary<Id, string> names, Body? body, DutiesView duties, IReadOnlyList<HintView> hints, WorksheetView? worksheet) => new(
        id, TasksApi.EtagOf(state.Version), state.Version, state.Status, state.Round, state.Activity, state.Unit, state.Ordinal, state.Act, state.Body, state.Role,
        state.Pin, state.Options, [.. state.Standing().Select(e => EntryView.Of(e.Entry, e.Standing, names.GetValueOrDefault(e.Entry.Person, ""), state.IsPublicity))],
        state.Meeting is { } m ? MeetingView.Of(m, body) : null,
        state.Period is { } p ? PeriodView.Of(p) : null,
        [],
        duties, hints, worksheet)
    {
        TakenBack = state.IsTakenBack, Ranking = state.Options["ranking"].AsBool() == true, Ranked = state.Ranked, Ballot = state.Meeting?.Secret ?? body?.Secret ?? false ? "secret" : "open",
        Stage = RosterRow.StageOf(state),
    };
}

/// <summary>Something that is found of a body's composition; where it Blocks the body cannot meet.</summary>
public sealed record CompositionView(string Code, Text Text, bool Blocks);

/// <summary>
/// A hint (提示): of an open list as it stands with its working copy, with the answer kept there; of a decided one as it was answered (isAnswered). Required says whether
/// the list can be decided without an answer.
/// </summary>
public sealed record HintView(string Key, string Kind, IReadOnlyList<Id> Cases, Text Text, string Answer, bool Required, bool IsAnswered = false);

/// <summary>A score sheet (评分表): what a member gives points for, each within its bounds.</summary>
public sealed record ScoringView(IReadOnlyList<ScoringItem> Items)
{
    public static ScoringView? Of(ReviewSheet? sheet) => sheet is null ? null : new([.. sheet.Items.Select(i => new ScoringItem(i.Id, i.Name, i.Minimum, i.Maximum))]);
}

public sealed record ScoringItem(string Id, Text Name, decimal Minimum, decimal Maximum);

/// <summary>The statement of responsibility and its address, which goes into the signature.</summary>
public sealed record SigningView(Text Statement, string Hash);

/// <summary>The member in whose seat the reader votes, his vote ("" while it is outstanding), and whether he may cast it now.</summary>
public sealed record OwnVoteView(string Member, string Vote, bool Open)
{
    public static OwnVoteView? Of(RosterState state, Seating? seat, Body? body) => seat is null ? null
        : new(seat.Member, seat.Vote, state is { Status: "frozen", Meeting: { } meeting } && MeetRosterHandler.RefuseVote(seat, meeting, body, Value.Null) is null);
}

/// <summary>The working copy of a list: shown to who may record or decide, and deleted when the list is decided.</summary>
public sealed record WorksheetView(long Version, IReadOnlyList<WorksheetRowView> Rows);

/// <summary>Key is the case's id, or a hint's key; Version goes into the next change of the row.</summary>
public sealed record WorksheetRowView(
    string Key, long Version, Id By, string ByName, DateTimeOffset At, string Verdict, string Level, string Reason, string Opinion, string Answer, int Rank = 0);

/// <summary>What the reader may do on a list, and the roles (with their names) that may, at the list's unit.</summary>
public sealed record DutiesView(bool MayRecord, bool MayDecide, IReadOnlyList<RoleView> Recorders, IReadOnlyList<RoleView> Deciders);

public sealed record RoleView(string Role, Text Name);

public sealed record EntryView(Id Case, Id Person, string Name, string Place, string Level, string Suggested, decimal? Total, string Match, string State, int Decision, int Rank)
{
    /// <summary>Whose application comes first by the rules of the aid; shown to who records or decides.</summary>
    public bool Priority { get; init; }

    /// <summary>The reason code where the level that it came with is 不予认定, "" where none came with it; null where it came with another.</summary>
    public string? Refusal { get; init; }

    /// <summary>What an outside system says (系统参考等级): of the latest batch that names him, else as it was entered at the case; "" where there is none.</summary>
    public string Reference { get; init; } = "";

    /// <summary>The level of the latest case in an earlier round of the school's same procedure; null where there was none.</summary>
    public LastLevelView? Last { get; init; }

    /// <summary>Once it is decided the level is the one that this list gave; where levels are given and this one got none, it went back.</summary>
    public static EntryView Of(RosterEntry entry, EntryStanding standing, string name, bool isPublicity)
    {
        var decided = !isPublicity && standing.State == "decided" && entry.Level.Length + entry.Suggested.Length > 0;
        return new(
            entry.Case, entry.Person, name, entry.Place, decided ? standing.Level : entry.Level, entry.Suggested, entry.Total, entry.Match,
            decided && standing.Level.Length == 0 ? "returned" : standing.State, standing.Decision, entry.Rank) { Reference = entry.Reference };
    }
}

/// <summary>
/// A meeting with its count. Outcome: open (votes are out), agreed, disagreed, or postponed (below the quorum, which can only be put off); ToTell are the
/// members who were not there and have still to be told.
/// </summary>
public sealed record MeetingView(
    DateOnly Day, string Mode, IReadOnlyList<Seating> Seats, string Outcome, int Entitled, int Present, int Agree, int Disagree, int Abstain, int Outstanding,
    DateOnly? PostponedTo, IReadOnlyList<string> ToTell)
{
    /// <summary>Members whose score sheet is in.</summary>
    public IReadOnlyList<string> Scored { get; init; } = [];

    /// <summary>Members who sit there without a vote.</summary>
    public IReadOnlyList<string> Observers { get; init; } = [];

    /// <summary>What the body's composition lacked when it met, that is only advised.</summary>
    public IReadOnlyList<Text> Notes { get; init; } = [];

    /// <summary>Members whose vote is waited for.</summary>
    public IReadOnlyList<string> Awaited { get; init; } = [];

    /// <summary>Of these the ones without an account, whom no task reminds: whoever keeps the record puts their vote down. Told to whoever may.</summary>
    public IReadOnlyList<string> WithoutAccount { get; init; } = [];

    public static MeetingView? Of(Meeting meeting, Body? body)
    {
        var count = body is null ? null : MeetRosterHandler.Count(body, meeting);
        return new MeetingView(
            meeting.Day, meeting.Mode, [.. meeting.Seats], count?.Outcome switch
            {
                BallotOutcome.Agreed => "agreed", BallotOutcome.Disagreed => "disagreed", BallotOutcome.Postponed => "postponed", _ => "open",
            },
            count?.Entitled ?? 0, count?.Present ?? 0, count?.Agree ?? 0, count?.Disagree ?? 0, count?.Abstain ?? 0, count?.Outstanding ?? 0, meeting.PostponedTo,
            [.. meeting.Missing.Select(s => s.Member).Where(m => !meeting.Told.Contains(m, StringComparer.Ordinal))])
        {
            Awaited = [.. meeting.Awaited.Select(s => s.Member)],
            Scored = meeting.Sheets.IsDefault ? [] : [.. meeting.Sheets.Select(s => s.Member)],
            Observers = meeting.Observers.IsDefault ? [] : [.. meeting.Observers],
            Notes = meeting.Notes.IsDefault ? [] : [.. meeting.Notes.Select(n => new Text(n.ZhCn, n.En))],
        };
    }
}

/// <summary>A notice's period: it is gone at <see cref="Due"/>, which is 24:00 of <see cref="LastDay"/>.</summary>
public sealed record PeriodView(DateOnly Day, DateOnly LastDay, DateTimeOffset Due, bool Provisional, string Calendar, IReadOnlyList<string> Where, bool Over, IReadOnlyList<string> Photos)
{
    /// <summary>"还剩 3 个工作日", while it hangs and a calendar is loaded; null else.</summary>
    public string? Left { get; init; }

    public static PeriodView Of(Period period) =>
        new(period.Day, period.LastDay, period.Due, period.Provisional, period.Calendar, period.Where, period.Over, period.Photos);
}

/// <summary>An erratum of an entry's column.</summary>
public sealed record ErratumView(int Number, Id Case, string Column, DateOnly Day, string Was, string Now, string Reason, string By);

/// <summary>
/// An objection. Its text, who objects ("" for one without a name) and the words of the answer are shown to who answers it and to nobody else; of one that went on to the second
/// instance the second reads the first too.
/// </summary>
public sealed record ObjectionView(int Number, Id Case, string Channel, bool Anonymous, DateOnly Due, string Result, int Of, DateOnly? Until)
{
    public string Text { get; init; } = "";

    public string Objector { get; init; } = "";

    public string Answer { get; init; } = "";

    /// <summary>The moment until which it is answered, where that is not the end of its day.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Hashes of the files that came with it, and with the answer.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    public IReadOnlyList<string> AnswerEvidence { get; init; } = [];
}
