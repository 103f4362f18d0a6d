using System.Text;
using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Casework.Schools;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Memory;

namespace StudentAid.Workflow.Server.Tests.Histories;

/// <summary>Histories of kinds whose file lags behind what is stored now: of the schools of the case files, which live on a clock moved by hand.</summary>
internal static class RecordGolden
{
    private const int MostBytes = 14_000;

    /// <summary>Writes each kind a file of its next number; what is there stays as it is.</summary>
    public static async Task WriteAsync(IReadOnlyCollection<StreamKind> wanted)
    {
        if (wanted.Count == 0)
            return;
        var found = wanted.ToDictionary(k => k.Name, _ => new List<(string From, IReadOnlyList<byte[]> Steps)>(), StringComparer.Ordinal);
        foreach (var file in Repository.Files("workflows", "*.case.json").Order(StringComparer.Ordinal))
        {
            foreach (var (kind, steps) in await PlayAsync(file, [.. found.Keys]))
                found[kind].Add((Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'), steps));
        }

        var files = wanted.Select(k => (Path: GoldenFile.NextOf(k.Name), Fields: Shapes.Of(k), Streams: StreamsOf(k, found[k.Name]))).ToArray();
        foreach (var (path, fields, streams) in files)
            GoldenFile.Write(path, fields, streams);
    }

    /// <summary>What the case files bring about of what no file has, and one of each event where they leave one out.</summary>
    private static List<(string From, IReadOnlyList<byte[]> Steps, Value State)> StreamsOf(StreamKind kind, List<(string From, IReadOnlyList<byte[]> Steps)> played)
    {
        var held = GoldenFile.HeldOf(kind);
        var streams = Chosen(played, held);
        if (streams.Count == 0 || kind.EventNames.Except(held).Except(streams.SelectMany(s => s.Steps).SelectMany(NamesIn)).Any())
            streams.Add((SampleEvents.From, kind.IsInstance ? SampleInstance.Steps : SampleEvents.Of(kind.Events)));
        return [.. streams.Select(s => (s.From, s.Steps, kind.Fold(s.Steps)))];
    }

    /// <summary>The streams with events that no other has yet, the shortest for each, as many as fit.</summary>
    private static List<(string From, IReadOnlyList<byte[]> Steps)> Chosen(List<(string From, IReadOnlyList<byte[]> Steps)> all, HashSet<string> held)
    {
        var (chosen, seen, left) = (new List<(string From, IReadOnlyList<byte[]> Steps)>(), held.ToHashSet(StringComparer.Ordinal), MostBytes);
        while (all.Select(s => (Stream: s, New: s.Steps.SelectMany(NamesIn).Distinct().Count(n => !seen.Contains(n)), Size: s.Steps.Sum(d => d.Length)))
            .Where(s => s.New > 0 && (s.Size <= left || chosen.Count == 0)).OrderBy(s => (double)s.Size / s.New).Select(s => s.Stream).FirstOrDefault() is { Steps: not null } next)
        {
            chosen.Add(next);
            seen.UnionWith(next.Steps.SelectMany(NamesIn));
            left -= next.Steps.Sum(d => d.Length);
        }

        return chosen;
    }

    private static IEnumerable<string> NamesIn(byte[] step) => Value.Parse(step).Items.Select(e => e.Items[0].AsText()!);

    private static async Task<IEnumerable<(string Kind, IReadOnlyList<byte[]> Steps)>> PlayAsync(string file, string[] kinds)
    {
        var store = new MemoryStore();
        var ran = await new CaseFileRunner(clock =>
            SchoolHosts.Open(new SchoolStore(store, store.Reader, store.MarkMessagesAsync, store.DeletePracticeAsync), clock, s => s.BuildServiceProvider())).RunAsync(file);
        if (!ran.Passed)
            throw new InvalidOperationException(file);
        var records = await store.Reader.RecordsAsync(Scope.All, kinds, PageRequest.Everything);
        return [.. records.Items.GroupBy(r => (r.Stream.Id, r.Stream.Kind)).Select(g => (g.Key.Kind, (IReadOnlyList<byte[]>)[.. g.OrderBy(r => r.Seq).Select(r => r.Data.ToArray())]))];
    }
}
