using System.Collections.Concurrent;
using StudentAid.Workflow.Casework.Accounts;

namespace StudentAid.Workflow.Server.Auth;

/// <summary>
/// Wrong tries at login ids that nobody has: they are made to wait as those of accounts are, so that waiting tells nothing. Kept in memory, the latest
/// ten thousand.
/// </summary>
public sealed class UnknownLogins
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, Lockout> tries = new(StringComparer.Ordinal);

    public DateTimeOffset? Until(string login, DateTimeOffset at) => tries.TryGetValue(login, out var lockout) ? lockout.Until(at) : null;

    public void Wrong(string login, DateTimeOffset at)
    {
        if (tries.Count >= Most)
        {
            foreach (var old in tries.ToArray().OrderBy(t => t.Value.Last).Take(Most / 10).Select(t => t.Key).ToList())
                tries.TryRemove(old, out _);
        }

        tries.AddOrUpdate(login, _ => default(Lockout).After(at), (_, before) => before.After(at));
    }
}
