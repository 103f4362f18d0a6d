using System.Collections.Concurrent;
using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Prints;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Auth;

/// <summary>
/// Codes that were handed out and not yet looked at: in memory alone, for ten minutes, for whoever asked for them, and gone once shown. The store keeps
/// their hashes only.
/// </summary>
public sealed class HandedOut(SignInClock clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (Id Owner, DateTimeOffset Until, string Unit, ImmutableArray<SignInSlip> Slips)> lists = new(StringComparer.Ordinal);

    /// <summary>The token that shows the list once.</summary>
    public string Keep(Id owner, string unit, ImmutableArray<SignInSlip> slips)
    {
        foreach (var old in lists.Where(l => l.Value.Until <= clock.Now).Select(l => l.Key).ToList())
            lists.TryRemove(old, out _);
        var token = OpenSessions.NewToken();
        lists[token] = (owner, clock.Now + Kept, unit, slips);
        return token;
    }

    /// <summary>Null where it was shown, is over, is another's, or never was.</summary>
    public (string Unit, ImmutableArray<SignInSlip> Slips)? Take(string token, Id owner) =>
        lists.TryGetValue(token, out var list) && list.Owner == owner && lists.TryRemove(token, out list) && list.Until > clock.Now ? (list.Unit, list.Slips) : null;
}
