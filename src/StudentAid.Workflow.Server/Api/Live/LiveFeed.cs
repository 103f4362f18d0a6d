using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api.Live;

/// <summary>Something has changed: a topic ("cases", "rosters", "rounds", "jobs", "units", "chase", "clock" …), an id and a version, and never a name. Place and subject say who is told.</summary>
public sealed record LiveEvent(long Number, string Topic, Id Id, long Version, string Place, Id Subject);

/// <summary>
/// What has changed lately, for pages that are open. It is told after it is on disk, kept for a while so that a dropped connection goes on where it was,
/// and forgotten with the process: then the page is told to read everything anew.
/// </summary>
public sealed class LiveFeed(TimeProvider time)
{
    private const int Kept = 4_096;

    // Of this process: an id of an earlier one is none of ours.
    private readonly string epoch = time.GetUtcNow().ToUnixTimeMilliseconds().ToString("x", CultureInfo.InvariantCulture);
    private readonly Lock gate = new();
    // By number, the latest over the one that is as many before it.
    private readonly LiveEvent[] lately = new LiveEvent[Kept];
    private readonly List<SemaphoreSlim> bells = [];
    private long last;

    public void Tell(string topic, Id id, long version, string place, Id subject = default)
    {
        lock (gate)
        {
            last++;
            lately[last % Kept] = new LiveEvent(last, topic, id, version, place, subject);
            foreach (var bell in bells.Where(b => b.CurrentCount == 0))
                bell.Release();
        }
    }

    /// <summary>Wakes every reader, with nothing to tell: who may not read any more finds that out now.</summary>
    public void Ring()
    {
        lock (gate)
        {
            foreach (var bell in bells.Where(b => b.CurrentCount == 0))
                bell.Release();
        }
    }

    /// <summary>What is written as the event's id.</summary>
    public string IdOf(long number) => $"{epoch}-{number.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The number after which a reader goes on; null where what he last saw is not known here any more. Without an id he begins now.</summary>
    public long? After(string? lastEventId)
    {
        lock (gate)
        {
            if (string.IsNullOrEmpty(lastEventId))
                return last;
            var parts = lastEventId.Split('-');
            var known = parts.Length == 2 && parts[0] == epoch && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
            return known >= 0 && known <= last && known >= last - Kept ? known : null;
        }
    }

    /// <summary>
    /// The number of the latest event there is, the changes after <paramref name="after"/> that this principal may know; the latest of a thing alone.
    /// Null where some of them are not kept any more.
    /// </summary>
    public (long Last, ImmutableArray<LiveEvent>? Events) Since(long after, Principal principal)
    {
        long latest;
        LiveEvent[] tail;
        lock (gate)
        {
            latest = last;
            if (after < latest - Kept)
                return (latest, null);
            tail = new LiveEvent[latest - after];
            for (var i = 0; i < tail.Length; i++)
                tail[i] = lately[(after + 1 + i) % Kept];
        }

        // Who may know what is found out while others go on telling.
        return (latest, [.. tail.Where(e => MayKnow(principal, e)).GroupBy(e => (e.Topic, e.Id)).Select(g => g.Last()).OrderBy(e => e.Number)]);
    }

    /// <summary>A reader's own bell; it is given back when he goes.</summary>
    public Listening Listen()
    {
        var bell = new SemaphoreSlim(0, 1);
        lock (gate)
            bells.Add(bell);
        return new Listening(bell, () =>
        {
            lock (gate)
                bells.Remove(bell);
        });
    }

    private static bool MayKnow(Principal principal, LiveEvent happened) =>
        happened.Topic switch
        {
            Topics.Clock => true,
            Topics.Jobs => happened.Subject == principal.Id,
            // A school's round is everyone's who works in it.
            Topics.Rounds => principal.Scope.Covers(happened.Place) || principal.Grants.Any(g => g.Unit.StartsWith(happened.Place, StringComparison.Ordinal)),
            _ => principal.Scope.Covers(happened.Place) || (!happened.Subject.IsNone && principal.Persons.Contains(happened.Subject)),
        };
}

/// <summary>Somebody listens until this is disposed of.</summary>
public sealed class Listening(SemaphoreSlim bell, Action leave) : IDisposable
{
    public SemaphoreSlim Bell => bell;

    public void Dispose()
    {
        leave();
        bell.Dispose();
    }
}

/// <summary>Topics by kind of stream; of other kinds nothing is told.</summary>
public static class Topics
{
    public const string Clock = "clock";
    public const string Rounds = "rounds";
    public const string Jobs = "jobs";

    public static string? Of(string kind) => kind switch
    {
        "instance" => "cases",
        "roster" => "rosters",
        "round" => Rounds,
        "job" => Jobs,
        "unit" => "units",
        "invitation" => "chase",
        "late-match" => "late-matches",
        "adjustment" or "standing" => "adjustments",
        "reconsideration" => "reconsiderations",
        "revocation" => "revocations",
        _ => null,
    };
}
