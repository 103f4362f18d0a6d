using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Access;

/// <summary>
/// Puts on record that somebody looked for people by name or number at a place: what for, and who was found. What was typed is about a person and is sealed.
/// Only after this is written is anything shown.
/// </summary>
public sealed record RecordSearch(string Place, string Text, string Purpose, ImmutableArray<Id> Found) : Command
{
    /// <summary>The purpose where the caller says none.</summary>
    public const string LookUp = "look-up";

    public override Id Target => default;

    public override Value Body => Value.List(Place, Text, Purpose, Value.List(Found.Select(f => Value.Of(f.ToString()))));

    /// <summary>One stream for whom searches and where: the record of all his searches there.</summary>
    public static Id IdOf(Id principal, string place) => Id.Of("search", principal.ToString(), place);
}

public sealed class RecordSearchHandler(StepRunner runner, Cipher cipher) : IRequestHandler<RecordSearch, Answer>
{
    public async Task<Answer> Handle(RecordSearch request, CancellationToken cancellationToken) =>
        request.Purpose.Length is < 2 or > 200
            ? AccessCodes.NoPurpose
            : await runner.RunAsync<AccessState>(
                request, RecordSearch.IdOf(request.Principal.Id, request.Place), (before, _, act, _) => Searched(request, before, act), cancellationToken);

    private StreamDecision Searched(RecordSearch request, AccessState? before, Act act)
    {
        var parts = new StepParts(act, before?.Version ?? 0);
        var coded = PlainText.IsCode(request.Purpose);
        var typed = Value.Record(("text", request.Text));
        // Where it was one person, what was typed goes with him.
        var about = request.Found is [var one] ? one : act.Stream;
        var content = parts.Seal(cipher.Seal(about, coded ? typed : typed.With("purpose", request.Purpose)));
        return AccessState.StepOf(parts, request.Place, new AccessEvent.Searched(request.Found, coded ? request.Purpose : "", content));
    }
}
