using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Activities.Http;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Webhooks;

/// <summary>What happened to a web hook (推送). Its address, topics and secret are a document beside it; here are only ids and answers.</summary>
public abstract record WebhookEvent
{
    private WebhookEvent() { }

    /// <summary>It was registered for what happens at a unit and below; <paramref name="Hash"/> is its document's, without the secret.</summary>
    public sealed record Registered(string Unit, string Hash) : WebhookEvent;

    /// <summary>It has a new secret; the old one goes on signing beside it for a day.</summary>
    public sealed record SecretRotated : WebhookEvent;

    /// <summary>Somebody asked for a delivery that tells nothing but that it arrives.</summary>
    public sealed record Pinged(Id Delivery) : WebhookEvent;

    /// <summary>What waits is to be sent at once; one that was off is on again.</summary>
    public sealed record Retried : WebhookEvent;

    /// <summary>Because: by-hand, failing (for too long), gone (the receiver said so, 410).</summary>
    public sealed record SwitchedOff(string Because) : WebhookEvent;

    public sealed record Deleted : WebhookEvent;

    public sealed record Tried(DateTimeOffset At, ImmutableArray<Attempt> Attempts) : WebhookEvent;

    /// <summary>Refused too often by a receiver that takes others; they are not sent again.</summary>
    public sealed record SetAside(ImmutableArray<Id> Deliveries) : WebhookEvent;

    /// <summary>What a step had queued for it while it was being deleted was dropped. Earlier versions wrote a second Deleted.</summary>
    public sealed record Dropped : WebhookEvent;
}

/// <summary>One attempt at a delivery. Answer is the receiver's status, or timeout, failed, not-allowed where there was none.</summary>
public sealed record Attempt(Id Delivery, string Topic, string Object, long Version, DateTimeOffset At, string Answer)
{
    /// <summary>The receiver has it: any status of success.</summary>
    public bool Delivered => Answer.Length == 3 && Answer[0] == '2';

    /// <summary>The receiver does not want this one: a status of refusal, but not that it is late (408), gone (410) or has too much (429).</summary>
    public bool Refused => Answer.Length == 3 && Answer[0] == '4' && Answer is not ("408" or "410" or "429");
}

/// <summary>A delivery as it stands: of what, when that happened, how often it was tried, when last, and what came back; set aside where it is not sent again.</summary>
public sealed record Delivery(Id Id, string Topic, string Object, long Version, DateTimeOffset At, int Attempts, DateTimeOffset TriedAt, string Answer, bool Delivered, bool SetAside = false);

/// <summary>
/// Where a web hook stands. While deliveries fail it is tried after growing pauses with the oldest one alone, so that their order stays; one that was refused
/// <see cref="MostRefusals"/> times lets the next be tried behind it, and is set aside when that arrives. After <see cref="Patience"/> without one that arrives it is switched off.
/// </summary>
public sealed record WebhookState(
    long Version, string Unit, string Off, bool Gone, int Failures, DateTimeOffset? FailingSince, DateTimeOffset? TriedAt, string Answer, ImmutableArray<Delivery> Recent) : IBesideState<WebhookState, WebhookEvent>
{
    public const string Kind = "webhook";
    public const int Format = 1;

    /// <summary>So many deliveries are shown.</summary>
    public const int Shown = 100;

    /// <summary>So often a delivery is refused before the receiver is tried with the next.</summary>
    public const int MostRefusals = 10;

    public const string Failing = "failing";
    public const string SwitchedOffItself = "switched-off";

    public static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    private const int ShorterPauses = 4;

    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    public static WebhookState Empty { get; } = new(0, "", "", false, 0, null, null, "", []);

    public static (string Kind, int Format) Stored => (Kind, Format);

    public bool IsOn => Version > 0 && Off.Length == 0 && !Gone;

    /// <summary>"on", "failing", "off" (by hand), "switched-off" (by itself), "deleted".</summary>
    public string Status => Gone ? "deleted" : Off == "by-hand" ? "off" : Off.Length > 0 ? SwitchedOffItself : Failures > 0 ? Failing : "on";

    /// <summary>Not before this instant; null for at once.</summary>
    public DateTimeOffset? NextTry => Failures == 0 || TriedAt is not { } tried ? null : tried + PauseAfter(Failures);

    /// <summary>10 s, 40 s, 160 s, 640 s, then an hour.</summary>
    public static TimeSpan PauseAfter(int failures) => failures > ShorterPauses ? LongestPause : SendHttpRequest.PauseAfter(failures);

    /// <summary>Refused with this attempt as often as it may be.</summary>
    public bool IsRefusedOften(Attempt attempt) => attempt.Refused && TriesOf(attempt.Delivery) + 1 >= MostRefusals;

    /// <summary>Of these attempts, what is not sent again: refused too often, while the receiver took another. Where it takes none, it is the receiver that is broken.</summary>
    public ImmutableArray<Id> ToSetAside(ImmutableArray<Attempt> attempts) =>
        attempts.Any(a => a.Delivered) ? [.. attempts.Where(IsRefusedOften).Select(a => a.Delivery)] : [];

    public WebhookState After(IEnumerable<WebhookEvent> events) => events.Aggregate(this, (state, happened) => state.With(happened)) with { Version = Version + 1 };

    private WebhookState With(WebhookEvent happened) => happened switch
    {
        WebhookEvent.Registered e => this with { Unit = e.Unit },
        WebhookEvent.Pinged => this with { Failures = 0 },
        WebhookEvent.Retried => this with { Off = "", Failures = 0, FailingSince = null },
        WebhookEvent.SwitchedOff e => this with { Off = e.Because },
        WebhookEvent.Deleted => this with { Gone = true },
        WebhookEvent.Tried e => Try(e),
        WebhookEvent.SetAside e => PutAside(e),
        _ => this,
    };

    private int TriesOf(Id delivery) => Recent.FirstOrDefault(d => d.Id == delivery)?.Attempts ?? 0;

    /// <summary>What is not sent again fails no more; whatever else of the same attempts has not arrived still does.</summary>
    private WebhookState PutAside(WebhookEvent.SetAside e)
    {
        var put = this with { Recent = [.. Recent.Select(d => e.Deliveries.Contains(d.Id) ? d with { SetAside = true } : d)] };
        return put.Recent.Any(d => d is { Delivered: false, SetAside: false } && d.TriedAt == TriedAt) ? put : put with { Failures = 0, FailingSince = null };
    }

    private WebhookState Try(WebhookEvent.Tried e)
    {
        var failed = e.Attempts.Any(a => !a.Delivered);
        var recent = e.Attempts.Aggregate(Recent, (list, a) =>
        {
            var before = list.FirstOrDefault(d => d.Id == a.Delivery)?.Attempts ?? 0;
            return [new Delivery(a.Delivery, a.Topic, a.Object, a.Version, a.At, before + 1, e.At, a.Answer, a.Delivered), .. list.Where(d => d.Id != a.Delivery)];
        });
        return this with
        {
            Recent = [.. recent.Take(Shown)], TriedAt = e.At, Answer = (e.Attempts.FirstOrDefault(a => !a.Delivered) ?? e.Attempts[^1]).Answer,
            Failures = failed ? Failures + 1 : 0, FailingSince = failed ? FailingSince ?? e.At : null,
        };
    }
}
