using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Policy;

namespace StudentAid.Workflow.Server.Api;

/// <summary>What a state-changing call answers: the object and the version at which it now stands.</summary>
public sealed record StepAnswer(Id Id, long Version, Preview? WouldWrite = null)
{
    /// <summary>What was done all the same, though it is not as it should be; absent where there is nothing.</summary>
    public IReadOnlyList<StepWarning>? Warnings { get; init; }
}

/// <summary>A warning's code and sentence.</summary>
public sealed record StepWarning(string Code, string Text);

/// <summary>What a dry run would write, what else it found, and what one reads before the act; absent of an act without consequences.</summary>
public sealed record Preview(string Status, string At, Value Events, Value? Report = null, ActFacts? Facts = null);

/// <summary>A page of a list; a cursor is absent where there is nothing on that side.</summary>
public sealed record Listing<T>(IReadOnlyList<T> Items, string? Previous, string? Next, long AtLeast);

public static class Listing
{
    public static Listing<T> Of<TRow, T>(Page<TRow> page, Func<TRow, T> shape) => new([.. page.Items.Select(shape)], page.Previous, page.Next, page.AtLeast);

    public static Listing<T> All<T>(IEnumerable<T> items)
    {
        T[] all = [.. items];
        return new Listing<T>(all, null, null, all.Length);
    }
}

/// <summary>The way of every command from a handler to the pipeline and back.</summary>
public static class Sending
{
    public static async Task<Results<Ok<StepAnswer>, ProblemHttpResult>> SendAsync(this IMediator mediator, Command command, Caller caller, CancellationToken cancellation)
    {
        var answer = await mediator.Send(command, cancellation);
        if (answer.Rejected is { } reason)
            return Problems.Of(reason, caller.Language);
        var preview = answer.WouldWrite is { } step ? new Preview(step.Status, step.At, Value.Parse(step.Data.Span), answer.Report, ActTable.Of(step)) : null;
        return TypedResults.Ok(new StepAnswer(answer.WouldWrite?.Stream ?? answer.Stream, answer.Version, preview)
        {
            Warnings = answer.Warnings.IsEmpty ? null : [.. answer.Warnings.Select(w => new StepWarning(w.Code.Id, w.In(caller.Language)))],
        });
    }

    /// <summary>Whether the caller may know what stands at this place of the tree, or is about this person.</summary>
    public static bool MayKnow(this Caller caller, string place, Id subject = default) =>
        caller.Principal.Scope.Covers(place) || (!subject.IsNone && caller.Principal.Persons.Contains(subject))
        || caller.Principal.Grants.Any(g => !caller.Principal.IsSeat(g) && place.StartsWith(g.Unit, StringComparison.Ordinal));

    public static PageRequest PageOf(string? cursor, int? size) => new(cursor, Math.Clamp(size ?? DefaultSize, 1, LargestSize));

    private const int DefaultSize = 50;
    private const int LargestSize = 200;
}
