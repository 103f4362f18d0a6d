using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>What happened to a roster (名单); a publicity is one. Ids, levels, days and coded reasons only; free texts are sealed.</summary>
public abstract record RosterEvent
{
    private RosterEvent() { }

    /// <summary>The waiting entries of a gate under a unit were taken into this list. <paramref name="Missing"/> says what was not waited for; why is sealed at <paramref name="Reason"/>.</summary>
    public sealed record Frozen(
        Id Round, string Activity, string Unit, int Ordinal, string Act, string Body, string Role, string Pin, Value Options,
        ImmutableArray<RosterEntry> Entries, ImmutableArray<string> Missing, string Reason) : RosterEvent;

    /// <summary>
    /// The body met (到会、请假、回避、替补); a later meeting replaces an earlier one that could not decide, and <paramref name="PostponedTo"/> is the day to
    /// which that one was put off. Members and substitutes stand here by the ids of the published list, the mode by its code. <paramref name="Asked"/> are the
    /// members for whose seats a vote is outstanding and has a task; <paramref name="Committee"/> is the version of the list against which the seats were checked,
    /// 0 where it was not recorded. Of a <paramref name="Secret"/> ballot the seats say only who has put his paper in, and <paramref name="Read"/> how the papers
    /// read where all were in at once. <paramref name="Observers"/> sit there without a vote; <paramref name="Notes"/> is what the body's composition lacked that is only advised;
    /// <paramref name="Weights"/> are the seats with more than one vote; <paramref name="Chair"/> is the chair's own, where the body has it decide a tie.
    /// </summary>
    public sealed record Met(
        DateOnly Day, string Mode, ImmutableArray<Seating> Seats, DateOnly? PostponedTo = null, ImmutableArray<string> Asked = default, long Committee = 0, bool Secret = false,
        Tally? Read = null, ImmutableArray<string> Observers = default, ImmutableArray<MeetingNote> Notes = default, ImmutableArray<SeatWeight> Weights = default,
        string Chair = "") : RosterEvent;

    /// <summary>A member who was not at the meeting of this decision was told of the outcome; how is a code.</summary>
    public sealed record AbsentTold(string Member, DateOnly Day, string Channel, int Decision = 0) : RosterEvent;

    /// <summary>
    /// The vote of a seat, in a secret ballot only that it was <c>cast</c>; <paramref name="Own"/> where who sits there cast it himself, not whoever keeps the record.
    /// </summary>
    public sealed record Voted(string Member, string Vote, bool Own = false) : RosterEvent;

    /// <summary>A member's score sheet: his sum for each student; the points of the items stand sealed at <paramref name="Content"/>.</summary>
    public sealed record SheetFilled(string Member, ImmutableArray<SheetTotal> Totals, string Content, bool Own = false) : RosterEvent;

    /// <summary>The last paper of a secret ballot was in and all of them were read.</summary>
    public sealed record PapersRead(int Agree, int Disagree, int Abstain) : RosterEvent;

    /// <summary>The legal act: the outcome of every named entry. What was said to its hints stands in the minutes, and each answer sealed by itself.</summary>
    public sealed record Decided(int Number, ImmutableArray<EntryDecision> Entries, string Minutes, ImmutableArray<AnsweredHint> Hints = default) : RosterEvent;

    /// <summary>These stay for the next list; the reason is the address of a sealed text.</summary>
    public sealed record Held(ImmutableArray<Id> Cases, string Reason) : RosterEvent;

    /// <summary>Entries that left after the decision: for their cases there was nothing to write.</summary>
    public sealed record NotApplied(int Number, ImmutableArray<Id> Cases) : RosterEvent;

    /// <summary>The last case of every decision has been released.</summary>
    public sealed record Released(int Number) : RosterEvent;

    public sealed record TakenBack(int Number, ImmutableArray<Id> Cases, string Reason) : RosterEvent;

    /// <summary>The notice was posted; it is gone at <paramref name="Due"/>, 24:00 of <paramref name="LastDay"/>.</summary>
    public sealed record Posted(DateOnly Day, DateOnly LastDay, DateTimeOffset Due, bool Provisional, string Calendar, ImmutableArray<string> Where) : RosterEvent;

    public sealed record DeadlineMoved(DateOnly LastDay, DateTimeOffset Due, bool Provisional, string Calendar) : RosterEvent;

    /// <summary>An objection (异议) holds one entry; its text and the objector stand sealed at <paramref name="Content"/>. It was raised on <paramref name="Day"/> and is to be answered until <paramref name="Due"/>; <paramref name="Of"/> is the one that it takes to the second instance, else 0.</summary>
    public sealed record ObjectionRaised(int Number, Id Case, string Channel, bool Anonymous, DateOnly Due, string Content, DateOnly Day, int Of = 0, ImmutableArray<string> Evidence = default, DateTimeOffset? DueAt = null) : RosterEvent;

    /// <summary>A calendar was changed: the answer is due later.</summary>
    public sealed record AnswerMoved(int Number, DateOnly Due, DateTimeOffset? DueAt = null) : RosterEvent;

    /// <summary>Answered on <paramref name="Day"/>; where there is a second instance the entry stays held, and may be taken there until <paramref name="Until"/>.</summary>
    public sealed record ObjectionAnswered(int Number, bool Upheld, string Content, DateOnly? Day = null, DateOnly? Until = null, ImmutableArray<string> Evidence = default) : RosterEvent;

    /// <summary>A calendar was changed: the objection may be taken to the second instance for longer.</summary>
    public sealed record SecondInstanceMoved(int Number, DateOnly Until) : RosterEvent;

    /// <summary>Nobody took the objection to the second instance in time.</summary>
    public sealed record SecondInstanceLapsed(int Number) : RosterEvent;

    /// <summary>The period is over and the notice was taken down by itself.</summary>
    public sealed record TakenDown(DateTimeOffset At, string ShownHash) : RosterEvent;

    /// <summary>An erratum of a slip of the pen in one entry's column; what stood there, what is right, why and by whom stand sealed at <paramref name="Content"/>.</summary>
    public sealed record Corrected(int Number, Id Case, string Column, DateOnly Day, string Content) : RosterEvent;

    /// <summary>A photo of the paper board ("posted" or "taken-down").</summary>
    public sealed record Photographed(string Moment, string Evidence) : RosterEvent;

    /// <summary>The decision was signed in person, with the statement of responsibility of this hash; the name stands sealed at <paramref name="Content"/>.</summary>
    public sealed record Signed(int Decision, string Statement, string Content) : RosterEvent;

    /// <summary>The scan of the minutes that the members signed was put to a decision.</summary>
    public sealed record MinutesSigned(int Decision, string Evidence) : RosterEvent;

    /// <summary>Who acted in this step stood in (代理) for another, by whose duty he acted; it is the step's first event.</summary>
    public sealed record ActedFor(Id Whom) : RosterEvent;
}

/// <summary>One case on a list: the bookmark it stands for, whose it is, its class, and what it came with.</summary>
public sealed record RosterEntry(Id Case, int Bookmark, Id Person, string Place, string Level, string Suggested, decimal? Total, string Match, int Rank = 0, string Reference = "", string Superseded = "", string Asked = "", string Reason = "")
{
    public EntryKey Key => new(Case, Bookmark);
}

/// <summary>The sum of a member's points for one case.</summary>
public sealed record SheetTotal(Id Case, decimal Total);

/// <summary>The score sheet of a seat, filled in by the member himself where <paramref name="Own"/>; the points of the items stand sealed at <see cref="Content"/>.</summary>
public sealed record SeatSheet(string Member, ImmutableArray<SheetTotal> Totals, string Content, bool Own = false);

/// <summary>What was decided of one case: the outcome of its activity, the level, and a coded or sealed reason where it differs from what it came with.</summary>
public sealed record EntryDecision(Id Case, string Outcome, string Level, string Reason, string Opinion, string Target, int Rank = 0, bool Alone = false, decimal? Total = null);

/// <summary>A hint that the body answered: its kind, the cases it is about, and the address of the sealed sentence and answer.</summary>
public sealed record AnsweredHint(string Kind, ImmutableArray<Id> Cases, string Content);

/// <summary>What was found of a body's composition when it met: the code, and the sentence as it read then.</summary>
public sealed record MeetingNote(string Code, string ZhCn, string En);

/// <summary>A seat with so many votes.</summary>
public sealed record SeatWeight(string Member, int Votes);

/// <summary>A seat of the body at a meeting. Attendance is present, excused (请假), absent or withdrawn; a vote is agree, disagree or abstain, in a secret ballot cast, empty while outstanding.</summary>
public sealed record Seating(string Member, string Attendance, string Substitute, string Vote);
