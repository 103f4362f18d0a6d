using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Revocations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Cases;

namespace StudentAid.Workflow.Server.Api.After;

/// <summary>Evidence are hashes of uploaded files.</summary>
public sealed record RevocationInput(Id Case, string Finding, IReadOnlyList<string> Evidence, DateOnly StatementDue);

public sealed record StatementInput(string Channel, string Text);

/// <summary>Result: revoked or dismissed; amounts of the recoveries in 分; paper is the hash of the decision's scan. Seats are the vote of the body that the rules name: agree is to revoke.</summary>
public sealed record RevocationDecisionInput(string Result, string Body, string Meeting, string Article, string Reasons, string Paper, IReadOnlyList<Recovery>? Recoveries = null, IReadOnlyList<Seating>? Seats = null, Tally? Papers = null);

/// <summary>Recovery counts from 1; amount in 分; receipt is a hash; day is when the money came back, today where it is left out.</summary>
public sealed record RepaymentInput(int Recovery, long Amount, string Receipt, DateOnly? Day = null);

/// <summary>Instalment counts from 1.</summary>
public sealed record WithdrawRepaymentInput(int Instalment, string Reason);

/// <summary>What is to be paid back, in 分: open, partly or recovered.</summary>
public sealed record RecoveryView(int Number, string Aid, long Amount, DateOnly Due, string Status, long Paid, long Owed)
{
    public static RecoveryView Of(RecoveryStanding standing) => new(standing.Number, standing.Aid, standing.Amount, standing.Due, standing.Status, standing.Paid, standing.Owed);
}

/// <summary>Money that came back, in 分. One that was put down wrongly says when and why it was withdrawn, and counts no more.</summary>
public sealed record InstalmentView(int Number, int Recovery, long Amount, DateOnly Day, string Receipt, DateOnly? WithdrawnOn, string? Reason);

/// <summary>Overdue where money that is owed was due before today.</summary>
public sealed record RevocationRow(
    Id Id, long Version, string Status, Id Person, string Name, Id Case, DateOnly? DecidedOn, long Total, long Paid, long Owed, DateOnly OpenedOn, DateOnly StatementDue, bool Overdue);

/// <summary>The body that votes, "open" or "secret"; its members as they are on record; none where nobody has named them.</summary>
public sealed record RevocationVoteView(string Body, string Ballot, IReadOnlyList<Rules.Seat> Seats);

public sealed record RevocationView(
    Id Id, long Version, string Status, Id Case, Id Person, string Name, string Finding, IReadOnlyList<string> Evidence, DateOnly StatementDue, string? Statement, DateOnly? HeardOn,
    string? Body, string? Meeting, string? Article, string? Reasons, DateOnly? DecidedOn, IReadOnlyList<RecoveryView> Recoveries, IReadOnlyList<InstalmentView> Instalments, long Total, long Paid, long Owed, IReadOnlyList<Seating> Seats)
{
    /// <summary>The numbers of votes where the body votes in secret; absent where it does not.</summary>
    public Tally? Papers { get; init; }

    public required Id Round { get; init; }

    public required string School { get; init; }

    public required DateOnly OpenedOn { get; init; }

    /// <summary>The hash of the decision's scan.</summary>
    public string? Paper { get; init; }

    /// <summary>The vote that the decision needs, by the rules that hold today; absent where who keeps rounds decides alone, or it is decided, and for whoever does not decide.</summary>
    public RevocationVoteView? Vote { get; init; }

    /// <summary>What the reader may do now: of "hear", "decide", "repay" and "withdraw-repayment".</summary>
    public required IReadOnlyList<string> Acts { get; init; }
}

/// <summary>Revocations of determinations (第二十二条), from the finding to the last instalment.</summary>
public static class RevocationsApi
{
    public static void MapRevocations(this RouteGroupBuilder api)
    {
        api.MapGet("/revocations", List).WithSummary("The register of revocations of a round or of a person, with what is owed");
        api.MapGet("/revocations/{id}", One).WithSummary("A revocation with statement, decision and instalments");
        api.MapPost("/revocations", (RevocationInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new OpenRevocation(i.Case, i.Finding, [.. i.Evidence], i.StatementDue) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t))
            .WithSummary("False data were found; the student may state his view");
        api.MapPost("/revocations/{id}/hear", (Id id, StatementInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new RecordStatement(id, i.Channel, i.Text) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Take down the student's statement");
        api.MapPost("/revocations/{id}/decide", (Id id, RevocationDecisionInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new DecideRevocation(id, i.Result, i.Body, i.Meeting, i.Article, i.Reasons, i.Paper, [.. i.Recoveries ?? []], [.. i.Seats ?? []], i.Papers) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t))
            .WithSummary("The body revokes or dismisses");
        api.MapPost("/revocations/{id}/repay", (Id id, RepaymentInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new RecordRepayment(id, i.Recovery, i.Amount, i.Receipt, i.Day) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Confirm an instalment that came back");
        api.MapPost("/revocations/{id}/withdraw-repayment", (Id id, WithdrawRepaymentInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new WithdrawRepayment(id, i.Instalment, i.Reason) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Withdraw an instalment that was put down wrongly, with the reason");
    }

    private static async Task<Results<Ok<Listing<RevocationRow>>, ProblemHttpResult>> List(
        Id? round, Id? person, Caller caller, RevocationReading reading, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        return round is null && person is null
            ? Problems.Of(DoorCodes.MissingParameter.With(("name", "round / person")), caller.Language)
            : TypedResults.Ok(await reading.RowsAsync(round ?? default, person ?? default, caller, cancellation));
    }

    private static async Task<Results<Ok<RevocationView>, ProblemHttpResult>> One(Id id, Caller caller, RevocationReading reading, ReadingRecord readings, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        if (await reading.FindAsync(id, caller, cancellation) is not { } view)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        return !caller.Principal.Persons.Contains(view.Person) && await readings.WriteAsync(caller, view.School, view.Case, id.ToString(), RecordReading.Told) is { } unrecorded
            ? Problems.Of(unrecorded, caller.Language) : TypedResults.Ok(view);
    }
}
