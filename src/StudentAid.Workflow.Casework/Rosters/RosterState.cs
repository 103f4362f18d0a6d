using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Objections;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>
/// Where a list stands: frozen, deciding, released. A list has one round, activity, unit and ordinal; later, late or returned students go on the
/// next ordinal with its own meeting and, in a publicity, its own full period. <c>Earlier</c> are meetings that decided before the body met again on what
/// was left open, <c>Signed</c> the decisions whose signed minutes are on file, <c>Ranked</c> the last place that was given, <c>Errata</c> the slips of a posted notice that were corrected.
/// </summary>
public sealed record RosterState(
    long Version, Id Round, string Activity, string Unit, int Ordinal, string Act, string Body, string Role, string Pin, Value Options,
    ImmutableArray<RosterEntry> Entries, ImmutableArray<EntryStanding> Standings, Meeting? Meeting, int Decisions, int ReleasedUpTo,
    Period? Period, ImmutableArray<Objection> Objections, ImmutableArray<Meeting> Earlier, ImmutableArray<int> Signed, int Ranked, ImmutableArray<Erratum> Errata) : IStreamState<RosterState>
{
    public const string Kind = "roster";
    public const int Format = 3;

    public static RosterState Empty { get; } =
        new(0, default, "", "", 0, "", "", "", "", Value.Null, [], [], null, 0, 0, null, [], [], [], 0, []);

    public static bool IsOf(string kind) => kind == Kind;

    /// <summary>All meetings that decided.</summary>
    public IEnumerable<Meeting> Meetings => Meeting is { Decision: > 0 } last ? Earlier.Append(last) : Earlier;

    public bool IsPublicity => Act == Acts.Publish;

    /// <summary>Entries that no decision has named and that wait for none on another list.</summary>
    public IEnumerable<RosterEntry> Open
    {
        get
        {
            var settled = Standings.Where(s => s.State != "open").Select(s => s.Case).ToHashSet();
            return Entries.Where(e => !settled.Contains(e.Case));
        }
    }

    /// <summary>Entries are open, or held by an objection: the list keeps its round's pin.</summary>
    public bool IsUnsettled => Open.Any() || Standings.Any(s => s.State == "objected");

    /// <summary>What an objection holds back: its entry, the whole list, or nothing.</summary>
    public string ObjectionEffect => Options["objectionEffect"].AsText() ?? ObjectionEffects.Entry;

    /// <summary>True while an objection that is not settled holds the whole list.</summary>
    public bool HoldsList => ObjectionEffect == ObjectionEffects.List && Objections.Any(o => o.Holds && StandingOf(o.Case).State == "objected");

    /// <summary>"frozen" while entries are open, "decided" until the last case is released, then "released".</summary>
    public string Status =>
        IsUnsettled ? (Period is null ? "frozen" : Period.Over ? "answering" : "posted")
        : ReleasedUpTo < Decisions ? "decided" : "released";

    /// <summary>Every case that its decisions released went back to the step: what is on it is decided on another list.</summary>
    public bool IsTakenBack => Status == "released" && Standings.Any(s => s.State == "taken-back") && Standings.All(s => s.State != "decided");

    public static string GateOf(Id round, string activity) => $"{round}/{activity}";

    public static Id IdOf(Id round, string activity, string unit, int ordinal) =>
        Id.Of("roster", round.ToString(), activity, unit, ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static string FrozenListsCounter(Id round) => $"round:{round}:frozen-lists";

    public static string RepinsCounter(Id round) => $"round:{round}:repins";

    public EntryStanding StandingOf(Id @case) => Standings.FirstOrDefault(s => s.Case == @case) ?? EntryStanding.Open(@case);

    /// <summary>All entries, each with where it stands.</summary>
    public IEnumerable<(RosterEntry Entry, EntryStanding Standing)> Standing()
    {
        var named = Standings.ToDictionary(s => s.Case);
        return Entries.Select(e => (e, named.GetValueOrDefault(e.Case) ?? EntryStanding.Open(e.Case)));
    }

    public static RosterState? FromSnapshot(ReadOnlySpan<byte> snapshot) => StreamData.FromSnapshot<RosterState>(Format, snapshot);

    public RosterState After(ReadOnlySpan<byte> data) => After(StreamData.Read<RosterEvent>(data));

    public RosterState After(IEnumerable<RosterEvent> events) =>
        events.Aggregate(this, (state, happened) => state.With(happened)) with { Version = Version + 1 };

    private RosterState With(RosterEvent happened) => happened switch
    {
        RosterEvent.Frozen e => this with
        {
            Round = e.Round, Activity = e.Activity, Unit = e.Unit, Ordinal = e.Ordinal, Act = e.Act, Body = e.Body, Role = e.Role, Pin = e.Pin,
            Options = e.Options, Entries = e.Entries,
        },
        RosterEvent.Met e => this with
        {
            Meeting = new Meeting(e.Day, e.Mode, e.Seats, e.PostponedTo, [], 0, Version + 1, e.Asked, [], e.Committee, e.Secret, e.Read, e.Observers, e.Notes) { Sheets = KeptSheets(e), Weights = e.Weights, Chair = e.Chair },
            Earlier = Meeting is { Decision: > 0 } ? Earlier.Add(Meeting) : Earlier,
        },
        RosterEvent.AbsentTold e => Tell(e),
        RosterEvent.Voted e => this with { Meeting = Meeting!.With(e) },
        RosterEvent.SheetFilled e => this with { Meeting = Meeting!.With(e) },
        RosterEvent.PapersRead e => this with { Meeting = Meeting! with { Read = new Tally(e.Agree, e.Disagree, e.Abstain) } },
        RosterEvent.Decided e => Decide(e),
        RosterEvent.Held e => Stand(e.Cases, "held", 0),
        RosterEvent.NotApplied e => Stand(e.Cases, "not-applied", e.Number),
        RosterEvent.Released e => this with { ReleasedUpTo = e.Number },
        RosterEvent.TakenBack e => Stand(e.Cases, "taken-back", e.Number),
        RosterEvent.Posted e => this with { Period = new Period(e.Day, e.LastDay, e.Due, e.Provisional, e.Calendar, e.Where, false, []) },
        RosterEvent.DeadlineMoved e => this with { Period = Period! with { LastDay = e.LastDay, Due = e.Due, Provisional = e.Provisional, Calendar = e.Calendar } },
        RosterEvent.ObjectionRaised e => (ObjectionEffect == ObjectionEffects.None ? this : Stand([e.Case], "objected", 0)) with
        {
            Objections = Until(e.Of, null).Add(new Objection(e.Number, e.Case, e.Channel, e.Anonymous, e.Due, e.Content, "", "", e.Day, e.Of, Evidence: e.Evidence, DueAt: e.DueAt)),
        },
        RosterEvent.SecondInstanceMoved e => this with { Objections = Until(e.Number, e.Until) },
        RosterEvent.SecondInstanceLapsed e => (this with { Objections = Until(e.Number, null) }).Free(Objections.First(o => o.Number == e.Number).Case),
        RosterEvent.AnswerMoved e => this with { Objections = [.. Objections.Select(o => o.Number == e.Number ? o with { Due = e.Due, DueAt = e.DueAt } : o)] },
        RosterEvent.ObjectionAnswered e => Answer(e),
        RosterEvent.TakenDown => this with { Period = Period! with { Over = true } },
        RosterEvent.Corrected e => this with { Errata = Errata.Add(new Erratum(e.Number, e.Case, e.Column, e.Day, e.Content)) },
        RosterEvent.Photographed e => this with { Period = Period! with { Photos = Period.Photos.Add($"{e.Moment}:{e.Evidence}") } },
        RosterEvent.MinutesSigned e => this with { Signed = Signed.Add(e.Decision) },
        _ => this,
    };

    /// <summary>Without a decision's number it was of the meeting that stood then.</summary>
    private RosterState Tell(RosterEvent.AbsentTold e) => e.Decision == 0 || Meeting!.Decision == e.Decision
        ? this with { Meeting = Meeting! with { Told = Meeting.Told.Add(e.Member) } }
        : this with { Earlier = [.. Earlier.Select(m => m.Decision == e.Decision ? m with { Told = m.Told.Add(e.Member) } : m)] };

    private RosterState Decide(RosterEvent.Decided e)
    {
        var named = e.Entries.Select(d => d.Case).ToHashSet();
        return this with
        {
            Standings = [.. Standings.Where(s => !named.Contains(s.Case)), .. e.Entries.OrderBy(d => d.Case).Select(d => new EntryStanding(d.Case, "decided", e.Number, d.Outcome == "Returned" ? "" : d.Level))],
            Decisions = e.Number, Ranked = Math.Max(Ranked, e.Entries.Select(d => d.Rank).DefaultIfEmpty().Max()),
            Meeting = Meeting is { Decision: 0 } ? Meeting with { Decision = e.Number } : Meeting,
        };
    }

    /// <summary>The score sheets of those who sit as before, where the same day's meeting is put down again.</summary>
    private ImmutableArray<SeatSheet> KeptSheets(RosterEvent.Met e) => Meeting is not { Decision: 0 } before || before.Day != e.Day || before.Sheets.IsDefault
        ? default
        : [.. before.Sheets.Where(s => e.Seats.Any(n => n.Member == s.Member && before.Seats.Any(o => o.Member == n.Member && o.Attendance == n.Attendance && o.Substitute == n.Substitute)))];

    private RosterState Answer(RosterEvent.ObjectionAnswered e)
    {
        var answered = this with
        {
            Objections =
            [
                .. Objections.Select(o => o.Number == e.Number ? o with { Result = e.Upheld ? "upheld" : "not-upheld", Answer = e.Content, AnsweredOn = e.Day, Until = e.Until, AnswerEvidence = e.Evidence } : o),
            ],
        };
        return answered.Free(Objections.First(o => o.Number == e.Number).Case);
    }

    /// <summary>True where another objection than this one holds its entry: unanswered, or still open to the second instance.</summary>
    public bool IsHeldBesides(Objection objection) => Objections.Any(o => o.Case == objection.Case && o.Number != objection.Number && o.Holds);

    /// <summary>
    /// True where an entry passed with this objection to it still open, for it holds nobody: all that is open passes in one decision, the last. An entry alone
    /// with the last decision that an objection was upheld against before was sent back by it.
    /// </summary>
    public bool HasPassed(Objection objection) =>
        ObjectionEffect == ObjectionEffects.None && Period is { Over: true } && StandingOf(objection.Case) is { State: "decided" } standing && standing.Decision == Decisions
        && (Standings.Count(s => s.Decision == Decisions) > 1 || !Objections.Any(o => o.Case == objection.Case && o.Number != objection.Number && o.Result == "upheld"));

    /// <summary>True while it may be taken to the second instance, and no other objection against the same entry was upheld.</summary>
    public bool IsOpenToSecond(Objection objection) => objection.Until is not null && StandingOf(objection.Case).State == "objected";

    /// <summary>What was settled, or decided by an objection before, stays so.</summary>
    private RosterState Free(Id about) => StandingOf(about).State != "objected" || Objections.Any(o => o.Case == about && o.Holds) ? this : Stand([about], "open", 0);

    private ImmutableArray<Objection> Until(int number, DateOnly? until) => [.. Objections.Select(o => o.Number == number ? o with { Until = until } : o)];

    private RosterState Stand(IEnumerable<Id> cases, string state, int decision)
    {
        var named = cases.ToHashSet();
        return this with { Standings = [.. Standings.Where(s => !named.Contains(s.Case)), .. named.Order().Select(c => new EntryStanding(c, state, decision))] };
    }
}

/// <summary>State of an entry: open, objected, decided, held, not-applied, taken-back; the decision that named it, and the level that it gave.</summary>
public sealed record EntryStanding(Id Case, string State, int Decision, string Level = "")
{
    /// <summary>Of an entry that no event has named yet.</summary>
    public static EntryStanding Open(Id @case) => new(@case, "open", 0);
}

/// <summary>
/// A meeting, and its first decision (0 before). Told are the members who were not there and have been told of the outcome; Recorded is the list's version that
/// wrote it down, Asked the members whose seat's vote has a task until it is cast, Own those whose vote was cast by who sits there; Committee is the version of the
/// published list that the seats were checked against. Of a Secret ballot Read is how all its papers read, null before the last was in. Observers sit there
/// without a vote; Notes is what the composition lacked, Sheets what each seat scored; Chair is the chair's seat, "" where it decides no tie.
/// </summary>
public sealed record Meeting(
    DateOnly Day, string Mode, ImmutableArray<Seating> Seats, DateOnly? PostponedTo, ImmutableArray<string> Told, int Decision = 0, long Recorded = 0,
    ImmutableArray<string> Asked = default, ImmutableArray<string> Own = default, long Committee = 0, bool Secret = false,
    Tally? Read = null, ImmutableArray<string> Observers = default, ImmutableArray<MeetingNote> Notes = default,
    ImmutableArray<SeatSheet> Sheets = default, ImmutableArray<SeatWeight> Weights = default, string Chair = "")
{
    /// <summary>How many votes the seat has.</summary>
    public int WeightOf(Seating seat) => Weights.IsDefaultOrEmpty ? 1 : Weights.FirstOrDefault(w => w.Member == seat.Member)?.Votes ?? 1;

    /// <summary>The seats that have a vote.</summary>
    public IEnumerable<Seating> Voting => Observers.IsDefaultOrEmpty ? Seats : Seats.Where(s => !Observers.Contains(s.Member, StringComparer.Ordinal));

    public bool IsObserver(string member) => !Observers.IsDefaultOrEmpty && Observers.Contains(member, StringComparer.Ordinal);

    /// <summary>How the seats voted, open or secret; of a secret ballot nothing before all papers are in.</summary>
    public Tally Votes => Secret ? Read ?? new Tally(0, 0, 0) : new Tally(CountOf("agree"), CountOf("disagree"), CountOf("abstain"));

    private int CountOf(string vote) => Seats.Where(s => s.Vote == vote).Sum(WeightOf);


    /// <summary>Seats whose vote is outstanding and has a task; none once the meeting has decided.</summary>
    public IEnumerable<Seating> Awaited => Asked.IsDefaultOrEmpty || Decision > 0 ? [] : Seats.Where(s => s.Vote.Length == 0 && Asked.Contains(s.Member, StringComparer.Ordinal));

    internal Meeting With(RosterEvent.Voted e) => this with
    {
        Seats = [.. Seats.Select(s => s.Member == e.Member ? s with { Vote = e.Vote } : s)],
        Own = e.Own ? [.. Own.IsDefault ? [] : Own, e.Member] : Own,
    };

    internal Meeting With(RosterEvent.SheetFilled e) => this with
    {
        Sheets = [.. (Sheets.IsDefault ? [] : Sheets).Where(s => s.Member != e.Member), new SeatSheet(e.Member, e.Totals, e.Content, e.Own)],
    };

    /// <summary>Who neither sat there nor had a substitute, nor withdrew: he is told, and never counted as agreeing.</summary>
    public IEnumerable<Seating> Missing => Seats.Where(s => s.Attendance is "absent" or "excused" && s.Substitute.Length == 0);
}

/// <summary>A publicity's period. Photos are "moment:hash" of the paper board.</summary>
public sealed record Period(
    DateOnly Day, DateOnly LastDay, DateTimeOffset Due, bool Provisional, string Calendar, ImmutableArray<string> Where, bool Over, ImmutableArray<string> Photos);

/// <summary>An erratum of one entry's column; its words stand sealed at <see cref="Content"/>.</summary>
public sealed record Erratum(int Number, Id Case, string Column, DateOnly Day, string Content);

/// <summary>
/// An objection: open while <see cref="Result"/> is empty, else "upheld" or "not-upheld". Content and answer are addresses of sealed texts. <see cref="Of"/> is the one
/// that it takes to the second instance; <see cref="DueAt"/> the moment until which it is answered where that is no end of a day; <see cref="Until"/> the last day on which it may be taken there itself, none where it cannot be, or was.
/// </summary>
public sealed record Objection(int Number, Id Case, string Channel, bool Anonymous, DateOnly Due, string Content, string Result, string Answer, DateOnly Day, int Of = 0, DateOnly? AnsweredOn = null, DateOnly? Until = null, ImmutableArray<string> Evidence = default,
    ImmutableArray<string> AnswerEvidence = default, DateTimeOffset? DueAt = null)
{
    /// <summary>Hashes of the files that came with it.</summary>
    public ImmutableArray<string> Evidence { get; init; } = Evidence.IsDefault ? [] : Evidence;

    /// <summary>Hashes of the files that came with the answer.</summary>
    public ImmutableArray<string> AnswerEvidence { get; init; } = AnswerEvidence.IsDefault ? [] : AnswerEvidence;

    public bool Holds => Result.Length == 0 || Until is not null;
}
