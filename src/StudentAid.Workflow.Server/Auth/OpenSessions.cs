using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Live;

namespace StudentAid.Workflow.Server.Auth;

/// <summary>
/// Which sessions hold; one that a key began as long as the key. The cookie bears 32 random bytes and the store their SHA-256, so that who reads the database can take over nobody's session.
/// What was found is held until a session of this process ends.
/// </summary>
public sealed class OpenSessions(IStoreReader reader, SignInClock clock, LiveFeed feed, PrincipalDirectory principals)
{
    private const int TokenBytes = 32;
    private const int MostHeld = 10_000;

    private readonly ConcurrentDictionary<string, Session> known = new(StringComparer.Ordinal);
    private long generation;

    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));

    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token)));

    /// <summary>The session as it stands; null where it never was, has ended or is over.</summary>
    public async Task<Session?> FindAsync(string hash)
    {
        if (!known.TryGetValue(hash, out var session))
        {
            var before = Interlocked.Read(ref generation);
            if (await reader.DocumentsAsync(Scope.All, new DocumentFilter(Session.Document) { Key = hash }) is not [var row, ..])
                return null;
            session = Session.From(hash, row.Content);
            // One that ended while it was read is not held.
            if (known.Count < MostHeld && before == Interlocked.Read(ref generation))
                known[hash] = session;
        }

        return session.Ends > clock.Now && (session.Key.IsNone || await principals.HoldsAsync(session.Key)) ? session : null;
    }

    /// <summary>To be called after sessions have ended; open pages are woken to see whether theirs has.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref generation);
        known.Clear();
        feed.Ring();
    }
}
