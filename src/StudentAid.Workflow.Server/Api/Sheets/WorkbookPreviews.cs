using System.Collections.Concurrent;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api.Sheets;

/// <summary>Filled tables that were read and wait for their rows to be chosen: by token, half an hour long, for whoever uploaded them, at most 8 of each and 512 in all.</summary>
public sealed class WorkbookPreviews(TimeProvider time)
{
    private const int MostOfOne = 8;
    private const int Most = 512;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, Id List, Id Principal, WorkbookPreview Preview)> waiting = new(StringComparer.Ordinal);

    public void Keep(string token, Id list, Id principal, WorkbookPreview preview)
    {
        var now = time.GetUtcNow();
        // As it stands at one moment: sorted while another adds to it, a dictionary throws.
        foreach (var old in waiting.ToArray().OrderBy(w => w.Value.Until).Where((w, i) => w.Value.Until <= now || waiting.Count - i >= Most).Select(w => w.Key).ToList())
            waiting.TryRemove(old, out _);
        foreach (var own in waiting.Where(w => w.Value.Principal == principal && w.Key != token).OrderByDescending(w => w.Value.Until).Skip(MostOfOne - 1).Select(w => w.Key).ToList())
            waiting.TryRemove(own, out _);
        waiting[token] = (now + Kept, list, principal, preview);
    }

    /// <summary>Null where it is over, or was never there.</summary>
    public WorkbookPreview? Find(string token, Id list, Id principal) =>
        waiting.TryGetValue(token, out var found) && found.Until > time.GetUtcNow() && found.List == list && found.Principal == principal ? found.Preview : null;
}
