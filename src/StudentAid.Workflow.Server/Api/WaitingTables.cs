using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Jobs;

namespace StudentAid.Workflow.Server.Api;

/// <summary>A table that was read: what applies it, and of a large register what its job takes.</summary>
public sealed record WaitingImport(Command Import, ImportTable? Large);

/// <summary>
/// What was read out of uploaded tables and waits to be applied: by token, half an hour long, for whoever uploaded it, at most 8 of each person, so that nobody's uploads drive out another's before
/// there are so many in all.
/// </summary>
/// <param name="most">How many in all.</param>
public sealed class WaitingTables<T>(TimeProvider time, int most)
{
    private const int MostOfOne = 8;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, Id Owner, T Table)> waiting = new(StringComparer.Ordinal);

    public void Keep(string token, Id owner, T table)
    {
        var now = time.GetUtcNow();
        // As it stands at one moment: sorted while another adds to it, a dictionary throws.
        var others = waiting.ToArray().Where(w => w.Key != token).OrderByDescending(w => w.Value.Until).ToList();
        foreach (var (old, _) in others.Where((w, i) => w.Value.Until <= now || i >= most - 1).Concat(others.Where(w => w.Value.Owner == owner).Skip(MostOfOne - 1)))
            waiting.TryRemove(old, out _);
        waiting[token] = (now + Kept, owner, table);
    }

    /// <summary>Nothing where it is over, was never there, or is another's.</summary>
    public T? Find(string token, Id owner) =>
        waiting.TryGetValue(token, out var found) && found.Until > time.GetUtcNow() && found.Owner == owner ? found.Table : default;
}

public static class WaitingTables
{
    /// <summary>What a file is called for whom it is read, and where.</summary>
    public static string TokenOf(byte[] bytes, params string[] about) => Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(string.Join('\n', about) + '\n'), .. bytes]));
}
