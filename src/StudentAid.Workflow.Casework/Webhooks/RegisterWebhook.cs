using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Webhooks;

/// <summary>Registers a receiver for what happens at a unit and below. Whether its host may be asked is the server's to say.</summary>
public sealed record RegisterWebhook(string Unit, string Name, string Url, ImmutableArray<string> Topics) : Command
{
    /// <summary>Made anew at each sending, so no part of what a repeated key is compared with.</summary>
    public string Secret { get; init; } = "";

    public Id Hook => Id.Of(WebhookState.Kind, Operation.ToString());

    public override Id Target => default;

    public override Value Body => Value.List(Unit, Name, Url, Value.List(Topics.Select(Value.Of)));
}

/// <summary>Change: ping, retry, switch-off, rotate, delete.</summary>
public sealed record ChangeWebhook(Id Hook, string Change) : Command
{
    /// <summary>The new secret of a rotation, made anew at each sending.</summary>
    public string Secret { get; init; } = "";

    public override Id Target => Hook;

    public override Value Body => Value.List(Hook.ToString(), Change);
}

/// <summary>What came of deliveries. One that the receiver has, or that is set aside, is done with in the same transaction.</summary>
public sealed record RecordDeliveries(Id Hook, ImmutableArray<Attempt> Attempts) : Command
{
    public override Id Target => Hook;

    public override Value Body => Value.List(Hook.ToString(), Value.List(Attempts.Select(a => (Value)RecordCodec.Write(a))));
}

/// <summary>Drops what a step queued for a hook while that was being deleted.</summary>
public sealed record DropDeliveries(Id Hook) : Command
{
    public override Id Target => Hook;

    public override Value Body => Hook.ToString();
}

public sealed class WebhookHandler(StepRunner runner, IStoreReader reader) :
    IRequestHandler<RegisterWebhook, Answer>, IRequestHandler<ChangeWebhook, Answer>, IRequestHandler<RecordDeliveries, Answer>, IRequestHandler<DropDeliveries, Answer>
{
    private const int MostName = 60;
    private const int MostUrl = 500;
    private const int MostHooks = 20;

    public async Task<Answer> Handle(RegisterWebhook request, CancellationToken cancellationToken)
    {
        if (Duties.Setup(request.Principal, request.Unit) is { } notYours)
            return notYours;
        if (Refuse(request) is { } refused)
            return refused;
        if ((await reader.DocumentsAsync(Scope.All, new DocumentFilter(Webhook.Document))).Count(d => d.OrgPath == request.Unit) >= MostHooks)
            return WebhookCodes.TooMany.With(("most", MostHooks));
        var hook = new Webhook(request.Hook, request.Unit, request.Name.Trim(), request.Url, request.Topics, true, request.Secret, "", null);
        return await runner.RunAsync<WebhookState>(request, request.Hook, (state, _, act, _) =>
        {
            var parts = new StepParts(act, state?.Version ?? 0);
            return Of(parts, state, hook, Put(parts, hook));
        }, cancellationToken);
    }

    public Task<Answer> Handle(ChangeWebhook request, CancellationToken cancellationToken) =>
        runner.RunAsync<WebhookState>(request, request.Hook, (state, _, act, facts) => Change(request, state, act, facts), cancellationToken);

    public Task<Answer> Handle(RecordDeliveries request, CancellationToken cancellationToken) =>
        runner.RunAsync<WebhookState>(request, request.Hook, (state, _, act, facts) => Record(request, state, act, facts), cancellationToken);

    public Task<Answer> Handle(DropDeliveries request, CancellationToken cancellationToken) =>
        runner.RunAsync<WebhookState>(request, request.Hook, (state, _, act, _) => Drop(request, state, act), cancellationToken);

    private static Rejection? Refuse(RegisterWebhook request)
    {
        if (request.Name.Trim().Length is 0 or > MostName)
            return WebhookCodes.BadName.With(("most", MostName));
        var odd = request.Topics.FirstOrDefault(t => !WebhookTopics.All.Contains(t));
        if (odd is not null || request.Topics.IsDefaultOrEmpty || request.Topics.Distinct(StringComparer.Ordinal).Count() != request.Topics.Length)
            return WebhookCodes.UnknownTopic.With(("known", Text.Listed([.. WebhookTopics.All.Select(t => new Text(t))])), ("topic", odd ?? ""));
        return request.Url.Length <= MostUrl && Uri.TryCreate(request.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length + url.Fragment.Length == 0
            ? null : WebhookCodes.BadUrl.With(("most", MostUrl), ("url", request.Url));
    }

    private static StreamDecision Change(ChangeWebhook request, WebhookState? state, Act act, Facts facts)
    {
        if (state is null or { Gone: true })
            return StepCodes.NotFound;
        if (Duties.Setup(request.Principal, state.Unit) is { } notYours)
            return notYours;
        if (Known(request.Hook, state, facts) is not { } hook)
            return new StreamDecision.Needs([WebhookSource.FactOf(request.Hook)]);
        var parts = new StepParts(act, state.Version);
        switch (request.Change)
        {
            case "ping" when !state.IsOn: return WebhookCodes.IsOff;
            case "ping":
                var ping = WebhookBook.Queued(request.Hook, act.Stream, parts.Seq, 0, WebhookTopics.Ping, request.Hook.ToString());
                parts.Row(ping);
                return Of(parts, state, hook, new WebhookEvent.Pinged(ping.Delivery));
            case "retry":
                Put(parts, hook with { On = true });
                return Of(parts, state, hook, new WebhookEvent.Retried());
            case "switch-off":
                Put(parts, hook with { On = false });
                return Of(parts, state, hook, new WebhookEvent.SwitchedOff("by-hand"));
            case "rotate":
                Put(parts, hook with { Secret = request.Secret, Previous = hook.Secret, Rotated = act.Now });
                return Of(parts, state, hook, new WebhookEvent.SecretRotated());
            case "delete":
                parts.Row(new DocumentPut(Webhook.Document, request.Hook.ToString(), null));
                parts.Row(new DeliveriesDropped(request.Hook));
                return Of(parts, state, hook, new WebhookEvent.Deleted());
            default: throw new ArgumentOutOfRangeException(nameof(request), request.Change, "Expected ping, retry, switch-off, rotate or delete.");
        }
    }

    private static StreamDecision Drop(DropDeliveries request, WebhookState? state, Act act)
    {
        if (!request.Principal.IsSystem || state is not { Gone: true })
            return StepCodes.NotFound;
        var parts = new StepParts(act, state.Version);
        parts.Row(new DeliveriesDropped(request.Hook));
        return state.Step(new Beside(state.Unit), parts, [new WebhookEvent.Dropped()]);
    }

    private static StreamDecision Record(RecordDeliveries request, WebhookState? state, Act act, Facts facts)
    {
        if (!request.Principal.IsSystem || state is null or { Gone: true })
            return StepCodes.NotFound;
        if (Known(request.Hook, state, facts) is not { } hook)
            return new StreamDecision.Needs([WebhookSource.FactOf(request.Hook)]);
        var parts = new StepParts(act, state.Version);
        var aside = state.ToSetAside(request.Attempts);
        parts.Row(new DeliveriesDone([.. request.Attempts.Where(a => a.Delivered).Select(a => a.Delivery), .. aside]));
        var tried = new WebhookEvent.Tried(act.Now, request.Attempts);
        ImmutableArray<WebhookEvent> events = aside.IsEmpty ? [tried] : [tried, new WebhookEvent.SetAside(aside)];
        var because = request.Attempts.Any(a => a.Answer == "410") ? "gone" : state.After(events).FailingSince <= act.Now - WebhookState.Patience ? WebhookState.Failing : "";
        if (because.Length == 0 || !state.IsOn)
            return Of(parts, state, hook, events);
        Put(parts, hook with { On = false });
        return Of(parts, state, hook, events.Add(new WebhookEvent.SwitchedOff(because)));
    }

    private static Webhook? Known(Id hook, WebhookState state, Facts facts) => facts.Find(WebhookSource.FactOf(hook)) is { } fact
        ? Webhook.From(new DocumentRow(hook, Webhook.Document, hook.ToString(), 0, fact.Value, state.Unit)) : null;

    private static WebhookEvent.Registered Put(StepParts parts, Webhook hook)
    {
        parts.Row(new DocumentPut(Webhook.Document, hook.Id.ToString(), hook.ToContent()));
        return new WebhookEvent.Registered(hook.Unit, UnitSteps.HashOf(Webhook.Document, hook.ToContent()));
    }

    private static Step Of(StepParts parts, WebhookState? before, Webhook hook, params ImmutableArray<WebhookEvent> events) =>
        (before ?? WebhookState.Empty).Step(new Beside(hook.Unit), parts, events);
}

/// <summary>A hook's document with its secrets, by the hook's id.</summary>
public sealed class WebhookSource(IStoreReader reader) : FactSource("webhook")
{
    public static FactKey FactOf(Id hook) => new("webhook", hook.ToString());

    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation) =>
        await reader.DocumentAsync(Scope.All, Id.Parse(key.Id), Webhook.Document, key.Id) is { } row ? new Fact(key, row.Content) : None(key);
}
