using System.Text.Json.Nodes;

namespace StudentAid.Workflow.Server.Tests.Obligations;

/// <summary>A flowchart without one of its activities: what came before it leads on to what came after, and returns to it go to the one before.</summary>
internal static class Omission
{
    private const string Forward = " -> ";
    private const string Back = " => ";

    /// <summary>False where there is no such activity.</summary>
    public static bool Of(JsonNode container, string activity)
    {
        var written = container["connections"]!.AsArray().Select(c => c!.GetValue<string>()).ToList();
        var chains = written.Where(c => c.Contains(Forward, StringComparison.Ordinal)).Select(c => c.Split(Forward).ToList()).ToList();
        var before = chains.Where(c => c.FindIndex(end => Is(end, activity)) > 0).Select(c => c[c.FindIndex(end => Is(end, activity)) - 1].Split('.')[0]).FirstOrDefault();
        Join(chains, activity);
        foreach (var chain in chains)
            chain.RemoveAll(end => Is(end, activity));
        var returns = written.Where(c => c.Contains(Back, StringComparison.Ordinal)).Select(c => c.Split(Back))
            .Where(c => !Is(c[0], activity)).Select(c => $"{c[0]}{Back}{(Is(c[1], activity) ? before : c[1])}");
        var left = chains.Where(c => c.Count > 1).Select(c => string.Join(Forward, c)).Concat(returns);
        container["connections"] = new JsonArray([.. left.Select(c => JsonValue.Create(c))]);
        return Pointer.Change(container, $"/activities/{activity}", null);
    }

    /// <summary>A chain that ends at the activity goes on with the first that begins there; the other ways out of it are gone.</summary>
    private static void Join(List<List<string>> chains, string activity)
    {
        var on = chains.Find(c => Is(c[0], activity));
        foreach (var chain in chains.Where(c => Is(c[^1], activity)))
            chain.AddRange(on ?? []);
        chains.RemoveAll(c => Is(c[0], activity));
    }

    private static bool Is(string end, string activity) => end.Split('.')[0] == activity;
}
