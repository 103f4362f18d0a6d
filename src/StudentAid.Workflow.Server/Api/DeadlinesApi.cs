using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Messages;
using StudentAid.Workflow.Casework.Signals;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Casework.Webhooks;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Pages;

namespace StudentAid.Workflow.Server.Api;

public sealed record DeadlineView(Id Stream, int Bookmark, DateTimeOffset Due, string Unit, string Status);

/// <summary>
/// A broken case (<c>step</c>), a message that its target refused (<c>message</c>), a web hook that was switched off by itself (<c>webhook</c>), or a task or list that
/// waits for a post which nobody holds (<c>no-holder</c>).
/// </summary>
public sealed record IncidentRow(Id Stream, string Kind, string Unit, string At, Id Message, string? Name, string? Code)
{
    /// <summary>Of what waits for nobody: the kind of its stream (a round's where no list can be made), and the roles of which somebody would have to hold one.</summary>
    public string? StreamKind { get; init; }

    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>What is wrong and who puts it right.</summary>
    public string? Sentence { get; init; }

    public ResponsibleView? Responsible { get; init; }

    public static IncidentRow Of(MessageRow refused, string language) => new(refused.Message.Source, "message", refused.OrgPath, "", refused.Message.Id, refused.Message.Name, refused.RefusedWith)
    {
        Sentence = RefusedMessage.Why(refused.Message, refused.RefusedWith ?? "").In(language),
    };

    /// <summary>A web hook that was switched off by itself; whether it may be tried again is asked where that is done.</summary>
    public static IncidentRow Of(StreamRow hook, string? name, string language) => new(hook.Id, "webhook", hook.OrgPath, "", default, name, WebhookCodes.SwitchedOff.Id)
    {
        Sentence = WebhookCodes.SwitchedOff.Sentence.In(language),
    };

    public static IncidentRow Of(UnheldTask task, string language) => new(task.Stream, "no-holder", task.Unit, task.Activity, default, null, UnheldCodes.NobodyHolds.Id)
    {
        StreamKind = task.StreamKind, Roles = task.Roles, Responsible = new ResponsibleView(task.Responsible.Unit, task.Responsible.People),
        Sentence = task.Why(ActivityTitles.Own(task.Activity)).In(language),
    };
}

/// <summary>Who can give the missing role: people of the nearest unit that has any; "" and nobody where none has.</summary>
public sealed record ResponsibleView(string Unit, IReadOnlyList<string> People);

public sealed record SignalInput(Value? Payload = null, string Correlation = "");

/// <summary>As <see cref="SignalInput"/>, with the name, which may hold any character.</summary>
public sealed record NamedSignalInput(string Name, Value? Payload = null, string Correlation = "");

public sealed record SignalAnswer(IReadOnlyList<Id> Delivered, IReadOnlyList<Id> Started);

public static class DeadlinesApi
{
    private const int Most = 200;

    public static void MapDeadlines(this RouteGroupBuilder api)
    {
        api.MapGet("/deadlines", Deadlines).WithSummary("Deadlines due until an instant, the earliest first");
        api.MapGet("/incidents", Incidents).WithSummary("Broken cases, refused messages, web hooks that were switched off by themselves, and what waits for a post that nobody holds");
        api.MapPost("/incidents/{stream}/{number:int}/retry", Retry).WithSummary("Run a broken step again");
        api.MapPost("/incidents/messages/{message}/retry", Resend).WithSummary("Deliver a refused message again");
        api.MapPost("/signals", (NamedSignalInput i, Caller c, SignalRouter s, CancellationToken t) => Raise(i.Name, new SignalInput(i.Payload, i.Correlation), c, s, t))
            .WithSummary("Raise a signal: for every bookmark in scope that waits for it, and for every definition that begins at it");
        api.MapPost("/signals/{name}", Raise).WithSummary("Raise a signal for every bookmark in scope that waits for it");
    }

    private static async Task<Listing<DeadlineView>> Deadlines(Caller caller, IStoreReader reader, TimeProvider time, DateTimeOffset? until) => Listing.All(
        (await reader.DueDeadlinesAsync(caller.Principal.Scope, until ?? time.GetUtcNow().AddDays(7), Most)).Select(d => new DeadlineView(d.Stream, d.Bookmark, d.Due, d.OrgPath, d.Status)));

    private static async Task<Listing<IncidentRow>> Incidents(Caller caller, IncidentReading incidents, Id? round, CancellationToken cancellation)
    {
        var found = await incidents.OfAsync(caller, caller.Principal.Scope, round, cancellation);
        return new Listing<IncidentRow>(found.Rows, null, null, found.Rows.Count + (found.IsWhole ? 0 : 1));
    }

    private static Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Resend(Id message, Caller caller, IMediator mediator, CancellationToken cancellation) =>
        mediator.SendAsync(new ResendMessage(message) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation);

    private static Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Retry(Id stream, int number, Caller caller, IMediator mediator, CancellationToken cancellation) =>
        mediator.SendAsync(new RetryIncident(stream, number) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation);

    private static async Task<SignalAnswer> Raise(string name, SignalInput input, Caller caller, SignalRouter signals, CancellationToken cancellation)
    {
        var operation = Id.Of("operation", caller.Principal.Id.ToString(), caller.Key);
        var signal = new Signal(name, input.Correlation, input.Payload ?? Value.Null) { DryRun = caller.DryRun };
        var raised = await signals.RaiseAsync(caller.Principal, caller.Principal.Scope, [.. caller.Principal.Grants.Select(g => g.Unit)], operation, signal, cancellation);
        return new SignalAnswer(raised.Delivered, raised.Started);
    }
}
