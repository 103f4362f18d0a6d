using System.Collections.Immutable;
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
    public sealed record Decided(string Result, string Body, string Meeting, string Article, string Reasons, string Paper, ImmutableArray<Recovery> Recoveries, DateOnly Day, ImmutableArray<Seating> Seats) : RevocationEvent;

    /// <summary>Part of a recovery (numbered from 1) was paid back.</summary>
    public sealed record Repaid(int Recovery, long Amount, DateOnly Day, string Receipt) : RevocationEvent;
}

/// <summary>Aid to be paid back: its code, the amount in 分, until when.</summary>
public sealed record Recovery(string Aid, long Amount, DateOnly Due);

/// <summary>An instalment of a recovery, with the receipt's hash.</summary>
public sealed record Instalment(int Recovery, long Amount, DateOnly Day, string Receipt);

/// <summary>
/// Where a revocation stands: "hearing", "heard", "dismissed", "recovering" while something is owed, "revoked" when nothing is (any more).
/// </summary>
public sealed record RevocationState(
    long Version, Id Round, Id Case, Id Person, string School, string Finding, ImmutableArray<string> Evidence, DateOnly StatementDue, DateOnly OpenedOn,
    string Statement, string Channel, DateOnly? HeardOn, string Result, string Body, string Meeting, string Article, string Reasons, string Paper, DateOnly? DecidedOn,
    ImmutableArray<Recovery> Recoveries, ImmutableArray<Instalment> Instalments, ImmutableArray<Seating> Seats) : IBesideState<RevocationState, RevocationEvent>
{
    public const string Kind = "revocation";
    public const int Format = 2;
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

    public long Paid => Instalments.Sum(i => i.Amount);

    public long Owed => Total - Paid;

    public static (string Kind, int Format) Stored => (Kind, Format);

    /// <summary>A case has one; after a dismissed finding the next one opens the same stream again.</summary>
    public static Id IdOf(Id @case) => Id.Of(Kind, @case.ToString());

    public long OwedOf(int recovery) => Recoveries[recovery - 1].Amount - Instalments.Where(i => i.Recovery == recovery).Sum(i => i.Amount);

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
            Seats = e.Seats.IsDefault ? [] : e.Seats,
        },
        RevocationEvent.Repaid e => this with { Instalments = Instalments.Add(new Instalment(e.Recovery, e.Amount, e.Day, e.Receipt)) },
        _ => this,
    };
}
