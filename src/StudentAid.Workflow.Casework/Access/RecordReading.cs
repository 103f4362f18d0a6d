using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Access;

/// <summary>
/// Puts on record that somebody is given what tells of families: a kept file, a sheet, a table. The operation itself says what for. Only after this is written is it given.
/// </summary>
/// <param name="Place">Where it belongs; the record is found by those who see the place.</param>
/// <param name="About">The case or the person whom it is about; None of a list, a round or a batch.</param>
/// <param name="Of">What was given: a file's hash, a form's id, a batch, the id of a list or round.</param>
/// <param name="Purpose">One of <see cref="Purposes"/>.</param>
public sealed record RecordReading(string Place, Id About, string Of, string Purpose) : Command
{
    public const string Proof = "view-proof";
    public const string Print = "print";
    public const string Export = "export";
    public const string Payments = "check-payments";
    public const string Workbook = "fill-offline";
    public const string Changes = "view-changes";
    public const string Archive = "take-archive";
    public const string Vote = "vote";
    public const string FailedRows = "failed-rows";
    public const string Entry = "enter-paper";
    public const string Score = "view-score";

    /// <summary>A decision record with its points and findings.</summary>
    public const string Record = "view-record";

    /// <summary>What somebody told after the case was decided, or was told: an objection, a reconsideration, a revocation, a change, a check, a complaint.</summary>
    public const string Told = "view-told";

    /// <summary>What something is given for.</summary>
    public static readonly ImmutableArray<string> Purposes = [Proof, Print, Export, Payments, Workbook, Changes, Archive, Vote, FailedRows, Entry, Score, Record, Told];

    public override Id Target => default;

    public override Value Body => Value.List(Place, About.ToString(), Of, Purpose);

    /// <summary>One stream for whom it is about, beside his case; else for who reads and where.</summary>
    public static Id IdOf(Id about, Id principal, string place) => about.IsNone ? Id.Of("reading", principal.ToString(), place) : AccessState.IdOf(about);
}

public sealed class RecordReadingHandler(StepRunner runner) : IRequestHandler<RecordReading, Answer>
{
    public Task<Answer> Handle(RecordReading request, CancellationToken cancellationToken) => runner.RunAsync<AccessState>(
        request, RecordReading.IdOf(request.About, request.Principal.Id, request.Place),
        (before, _, act, _) => AccessState.StepOf(new StepParts(act, before?.Version ?? 0), request.Place, new AccessEvent.Given(request.About, request.Of, request.Purpose)), cancellationToken);
}
