using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Server.Api.Jobs;

namespace StudentAid.Workflow.Server.Api;

/// <summary>A table that was read: what applies it, and of a large register what its job takes.</summary>
public sealed record WaitingImport(Command Import, ImportTable? Large);

/// <summary>
/// What was read out of uploaded tables and waits to be applied: by token, half an hour long, for whoever uploaded it, at most 32 at a time.
/// </summary>
public sealed class ImportPreviews(TimeProvider time)
{
    private const int Most = 32;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, WaitingImport Waits)> waiting = new(StringComparer.Ordinal);

    /// <summary>What a file is called for whom it is read, and where.</summary>
    public static string TokenOf(byte[] bytes, params string[] about) => Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(string.Join('\n', about) + '\n'), .. bytes]));

    public void Keep(string token, WaitingImport import)
    {
        var now = time.GetUtcNow();
        // As it stands at one moment: sorted while another adds to it, a dictionary throws.
        foreach (var old in waiting.ToArray().OrderBy(w => w.Value.Until).Where((w, i) => w.Value.Until <= now || waiting.Count - i >= Most).Select(w => w.Key).ToList())
            waiting.TryRemove(old, out _);
        waiting[token] = (now + Kept, import);
    }

    /// <summary>Null where it is over, or was never there.</summary>
    public WaitingImport? Find(string token, Casework.Organisations.Principal principal) =>
        waiting.TryGetValue(token, out var found) && found.Until > time.GetUtcNow() && found.Waits.Import.Principal.Id == principal.Id ? found.Waits : null;
}
