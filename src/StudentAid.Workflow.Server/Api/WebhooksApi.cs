using System.Collections.Immutable;
using System.Security.Cryptography;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Webhooks;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Hosting;
using StudentAid.Workflow.Server.Policy;

namespace StudentAid.Workflow.Server.Api;

/// <summary>For what happens at the unit and below; topics as docs/webhooks.md lists them.</summary>
public sealed record WebhookInput(string Unit, string Name, string Url, IReadOnlyList<string> Topics);

/// <summary>The secret is shown this once; it is empty where the call was a repetition, and of a dry run, which says what it would write instead.</summary>
public sealed record WebhookSecret(Id Id, string Secret, long Version, Preview? WouldWrite = null);

/// <summary>
/// Status: on, failing, off (by hand), switched-off (by itself), deleted. LastAnswer: the receiver's status, or timeout, failed, not-allowed. Waiting is counted up to
/// a thousand; where more wait, MoreWait says so.
/// </summary>
public sealed record WebhookView(
    Id Id, string Unit, string Name, string Url, IReadOnlyList<string> Topics, string Status, long Version, int Waiting, bool MoreWait, string LastAnswer, DateTimeOffset? LastTried, DateTimeOffset? FailingSince, DateTimeOffset? NextTry)
{
    private const int Most = 1_000;

    /// <summary>With what waits for each, counted at once.</summary>
    public static async Task<IReadOnlyList<WebhookView>> AllAsync(IReadOnlyList<(Webhook Hook, WebhookState State)> hooks, IStoreReader reader)
    {
        var waiting = hooks.Count == 0 ? ImmutableDictionary<Id, int>.Empty : await reader.DeliveryCountsAsync(Scope.All, [.. hooks.Select(h => h.Hook.Id)], Most + 1);
        return [.. hooks.Select(h => Of(h.Hook, h.State, waiting.GetValueOrDefault(h.Hook.Id)))];
    }

    private static WebhookView Of(Webhook hook, WebhookState state, int waiting) => new(
        hook.Id, hook.Unit, hook.Name, hook.Url, hook.Topics, state.Status, state.Version, Math.Min(waiting, Most), waiting > Most, state.Answer, state.TriedAt, state.FailingSince, state.IsOn ? state.NextTry : null);
}

/// <summary>A delivery that was tried: of which object at which version, how often, when last, and the answer. SetAside: refused too often, and not sent again.</summary>
public sealed record DeliveryView(Id Id, string Topic, string Object, long Version, DateTimeOffset At, int Attempts, DateTimeOffset LastTried, string LastAnswer, bool Delivered, bool SetAside)
{
    public static DeliveryView Of(Delivery d) => new(d.Id, d.Topic, d.Object, d.Version, d.At, d.Attempts, d.TriedAt, d.Answer, d.Delivered, d.SetAside);
}

public static class WebhooksApi
{
    private const int SecretBytes = 32;

    public static void MapWebhooks(this RouteGroupBuilder api)
    {
        api.MapGet("/webhooks", List).WithSummary("Receivers that are told what happens, with their last answer and never their secret");
        api.MapPost("/webhooks", Register).WithSummary("Register a receiver; its secret is shown once");
        api.MapGet("/webhooks/{id}", One).WithSummary("A receiver and how its deliveries go");
        api.MapGet("/webhooks/{id}/deliveries", Deliveries).WithSummary("The last deliveries that were tried, the latest first");
        api.MapPost("/webhooks/{id}/rotate", Rotate).WithSummary("Give it a new secret, shown once; the old one signs beside it for a day");
        foreach (var (verb, says) in ((string, string)[])[
            ("ping", "Send a delivery that tells nothing but that it arrives"), ("retry", "Send what waits at once, and switch it on where it is off"),
            ("switch-off", "Tell it nothing any more until it is retried"), ("delete", "Take the receiver and what waits for it away")])
        {
            api.MapPost("/webhooks/{id}/" + verb, (Id id, Caller caller, IMediator mediator, CancellationToken cancellation) => mediator.SendAsync(
                new ChangeWebhook(id, verb) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation)).WithSummary(says);
        }
    }

    /// <summary>Those of the units that the caller sets up: where a hook is sent may hold a secret of the receiver's.</summary>
    private static async Task<Listing<WebhookView>> List(Caller caller, IStoreReader reader, IStepStore store, StepRunner runner)
    {
        var hooks = new List<(Webhook Hook, WebhookState State)>();
        foreach (var row in (await reader.DocumentsAsync(caller.Principal.Scope, new DocumentFilter(Webhook.Document))).Where(d => Duties.Setup(caller.Principal, d.OrgPath) is null))
        {
            if (await runner.StateAsync<WebhookState>(await store.LoadAsync(row.Stream), default) is { } state)
                hooks.Add((Webhook.From(row), state));
        }

        return Listing.All((await WebhookView.AllAsync(hooks, reader)).OrderBy(v => v.Unit, StringComparer.Ordinal).ThenBy(v => v.Name, StringComparer.Ordinal));
    }

    private static async Task<Results<Ok<WebhookView>, ProblemHttpResult>> One(Id id, Caller caller, IStoreReader reader, IStepStore store, StepRunner runner) =>
        await FindAsync(id, caller, reader, store, runner) switch
        {
            { Refused: { } reason } => Problems.Of(reason, caller.Language),
            var found => TypedResults.Ok((await WebhookView.AllAsync([(found.Hook!, found.State!)], reader))[0]),
        };

    private static async Task<Results<Ok<Listing<DeliveryView>>, ProblemHttpResult>> Deliveries(Id id, Caller caller, IStoreReader reader, IStepStore store, StepRunner runner) =>
        await FindAsync(id, caller, reader, store, runner) switch
        {
            { Refused: { } reason } => Problems.Of(reason, caller.Language),
            var found => TypedResults.Ok(Listing.All(found.State!.Recent.Select(DeliveryView.Of))),
        };

    /// <summary>Refused: not found outside the caller's units, and within them only for who sets up the hook's.</summary>
    private static async Task<(Webhook? Hook, WebhookState? State, Rejection? Refused)> FindAsync(Id id, Caller caller, IStoreReader reader, IStepStore store, StepRunner runner)
    {
        if (await reader.DocumentAsync(caller.Principal.Scope, id, Webhook.Document, id.ToString()) is not { } row || await runner.StateAsync<WebhookState>(await store.LoadAsync(id), default) is not { } state)
            return (null, null, StepCodes.NotFound);
        return Duties.Setup(caller.Principal, row.OrgPath) is { } notYours ? (null, null, notYours) : (Webhook.From(row), state, null);
    }

    private static async Task<Results<Ok<WebhookSecret>, ProblemHttpResult>> Register(
        WebhookInput input, Caller caller, IMediator mediator, IStoreReader reader, ServerSettings settings, CancellationToken cancellation)
    {
        if (Uri.TryCreate(input.Url, UriKind.Absolute, out var url) && !HttpOutbox.IsAllowed(url, settings.AllowedHosts))
            return Problems.Of(WebhookCodes.HostNotAllowed.With(("host", url.Authority)), caller.Language);
        var command = new RegisterWebhook(input.Unit, input.Name, input.Url, [.. input.Topics]) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun, Secret = NewSecret() };
        return await ShownAsync(await mediator.Send(command, cancellation), command.Hook, command.Secret, caller, reader);
    }

    private static async Task<Results<Ok<WebhookSecret>, ProblemHttpResult>> Rotate(Id id, Caller caller, IMediator mediator, IStoreReader reader, CancellationToken cancellation)
    {
        var command = new ChangeWebhook(id, "rotate") { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun, Secret = NewSecret() };
        return await ShownAsync(await mediator.Send(command, cancellation), id, command.Secret, caller, reader);
    }

    /// <summary>The secret, where it is the one that was kept: not of a dry run, and not when the call had been made before.</summary>
    private static async Task<Results<Ok<WebhookSecret>, ProblemHttpResult>> ShownAsync(Answer answer, Id hook, string secret, Caller caller, IStoreReader reader)
    {
        if (answer.Rejected is { } reason)
            return Problems.Of(reason, caller.Language);
        var kept = await reader.DocumentAsync(Scope.All, hook, Webhook.Document, hook.ToString());
        return TypedResults.Ok(new WebhookSecret(hook, kept is not null && Webhook.From(kept).Secret == secret ? secret : "", answer.Version, answer.WouldWrite is { } step ? new Preview(step.Status, step.At, Value.Parse(step.Data.Span), Facts: ActTable.Of(step)) : null));
    }

    private static string NewSecret() => "whsec_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
}
