using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Revocations;

/// <summary>What happened to a revocation (撤销, 第二十二条). Texts are addresses of sealed ones; papers are hashes; amounts are in 分.</summary>
public abstract record RevocationEvent
{
    private RevocationEvent() { }

    /// <summary>False data were found; the student may state his view until a day.</summary>
    public sealed record Opened(Id Round, Id Case, Id Person, string School, string Finding, ImmutableArray<string> Evidence, DateOnly StatementDue, DateOnly Day) : RevocationEvent;

    /// <summary>The student's or guardian's statement (陈述申辩) was taken down; channel is a code.</summary>
    public sealed record Heard(string Statement, string Channel, DateOnly Day) : RevocationEvent;

    /// <summary>A body decided: revoked, with article, reasons and what is to be paid back; or nothing is left of the finding. Seats are those of its vote.</summary>
    public sealed record Decided(string Result, string Body, string Meeting, string Article, string Reasons, string Paper, ImmutableArray<Recovery> Recoveries, DateOnly Day, ImmutableArray<Seating> Seats,
        Tally? Papers = null) : RevocationEvent;

    /// <summary>Part of a recovery (numbered from 1) came back on a day, as was confirmed by its receipt.</summary>
    public sealed record Repaid(int Recovery, long Amount, DateOnly Day, string Receipt) : RevocationEvent;

    /// <summary>An instalment (numbered from 1 over all recoveries) was put down wrongly and counts no more; why stands sealed at <paramref name="Reason"/>.</summary>
    public sealed record RepaymentWithdrawn(int Instalment, string Reason, DateOnly Day) : RevocationEvent;
}

/// <summary>Aid to be paid back: its code, the amount in 分, until when.</summary>
public sealed record Recovery(string Aid, long Amount, DateOnly Due);

/// <summary>An instalment of a recovery, with the receipt's hash; one that was withdrawn stays on record with the address of the reason, and counts no more.</summary>
public sealed record Instalment(int Recovery, long Amount, DateOnly Day, string Receipt, DateOnly? WithdrawnOn = null, string Reason = "")
{
    public bool Counts => WithdrawnOn is null;
}

/// <summary>How a recovery stands, in 分: <see cref="Open"/>, <see cref="Partly"/> or <see cref="Recovered"/>.</summary>
public sealed record RecoveryStanding(int Number, string Aid, long Amount, long Paid, DateOnly Due)
{
    public const string Open = "open";
    public const string Partly = "partly";
    public const string Recovered = "recovered";

    public long Owed => Amount - Paid;

    public string Status => Owed == 0 ? Recovered : Paid == 0 ? Open : Partly;
}

/// <summary>
/// Where a revocation stands: "hearing", "heard", "dismissed", "recovering" while something is owed, "revoked" when nothing is (any more).
/// </summary>
public sealed record RevocationState(
    long Version, Id Round, Id Case, Id Person, string School, string Finding, ImmutableArray<string> Evidence, DateOnly StatementDue, DateOnly OpenedOn,
    string Statement, string Channel, DateOnly? HeardOn, string Result, string Body, string Meeting, string Article, string Reasons, string Paper, DateOnly? DecidedOn,
    ImmutableArray<Recovery> Recoveries, ImmutableArray<Instalment> Instalments, ImmutableArray<Seating> Seats,
    Tally? Papers = null) : IBesideState<RevocationState, RevocationEvent>
{
    public const string Kind = "revocation";
    public const int Format = 3;
    public const string Revoked = "revoked";
    public const string Dismissed = "dismissed";

    public static RevocationState Empty { get; } =
        new(0, default, default, default, "", "", [], default, default, "", "", null, "", "", "", "", "", "", null, [], [], []);

    public string Status => Result switch
    {
        Revoked => Owed > 0 ? "recovering" : Revoked,
        Dismissed => Dismissed,
        _ => HeardOn is null ? "hearing" : "heard",
    };

    /// <summary>分 to be paid back in all.</summary>
    public long Total => Recoveries.Sum(r => r.Amount);

    public long Paid => Instalments.Where(i => i.Counts).Sum(i => i.Amount);

    public long Owed => Total - Paid;

    public static (string Kind, int Format) Stored => (Kind, Format);

    /// <summary>A case has one; after a dismissed finding the next one opens the same stream again.</summary>
    public static Id IdOf(Id @case) => Id.Of(Kind, @case.ToString());

    /// <summary>Each recovery with what came back of it.</summary>
    public IEnumerable<RecoveryStanding> Standings => Recoveries.Select((r, i) => StandingOf(i + 1));

    /// <summary>The recovery of this number, counted from 1.</summary>
    public RecoveryStanding StandingOf(int recovery) => new(
        recovery, Recoveries[recovery - 1].Aid, Recoveries[recovery - 1].Amount, Instalments.Where(i => i.Counts && i.Recovery == recovery).Sum(i => i.Amount), Recoveries[recovery - 1].Due);

    public RevocationState After(IEnumerable<RevocationEvent> events) =>
        events.Aggregate(this, (state, happened) => state.With(happened)) with { Version = Version + 1 };

    private RevocationState With(RevocationEvent happened) => happened switch
    {
        RevocationEvent.Opened e => Empty with
        {
            Version = Version, Round = e.Round, Case = e.Case, Person = e.Person, School = e.School, Finding = e.Finding, Evidence = e.Evidence,
            StatementDue = e.StatementDue, OpenedOn = e.Day,
        },
        RevocationEvent.Heard e => this with { Statement = e.Statement, Channel = e.Channel, HeardOn = e.Day },
        RevocationEvent.Decided e => this with
        {
            Result = e.Result, Body = e.Body, Meeting = e.Meeting, Article = e.Article, Reasons = e.Reasons, Paper = e.Paper, Recoveries = e.Recoveries, DecidedOn = e.Day,
            Seats = e.Seats.IsDefault ? [] : e.Seats, Papers = e.Papers,
        },
        RevocationEvent.Repaid e => this with { Instalments = Instalments.Add(new Instalment(e.Recovery, e.Amount, e.Day, e.Receipt)) },
        RevocationEvent.RepaymentWithdrawn e => this with
        {
            Instalments = Instalments.SetItem(e.Instalment - 1, Instalments[e.Instalment - 1] with { WithdrawnOn = e.Day, Reason = e.Reason }),
        },
        _ => this,
    };
}
