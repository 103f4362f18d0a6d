using System.Text;
using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Casework.Schools;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Memory;
using Xunit.Abstractions;

namespace StudentAid.Workflow.Server.Tests.Histories;

/// <summary>Writes the histories of kinds that have none on file (<c>UPDATE=1</c>): of the schools of the case files, which live on a clock moved by hand.</summary>
public sealed class RecordGolden(ITestOutputHelper output)
{
    private const int MostBytes = 14_000;

    [Fact]
    public async Task Kinds_without_a_file_get_one_when_asked_for()
    {
        if (Environment.GetEnvironmentVariable("UPDATE") != "1")
            return;
        StreamKind[] wanted = [.. StreamKind.All.Where(k => !File.Exists(GoldenFile.PathOf(k.Name)))];
        var found = wanted.ToDictionary(k => k.Name, _ => new List<(string From, IReadOnlyList<byte[]> Steps)>(), StringComparer.Ordinal);
        foreach (var file in Repository.Files("workflows", "*.case.json").Order(StringComparer.Ordinal))
        {
            foreach (var (kind, steps) in await PlayAsync(file, [.. found.Keys]))
                found[kind].Add((Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'), steps));
        }

        foreach (var kind in wanted)
        {
            var streams = Chosen(found[kind.Name]);
            output.WriteLine($"{kind.Name} {streams.Count} {string.Join(',', streams.SelectMany(s => s.Steps).SelectMany(NamesIn).Distinct())}");
            if (streams.Count == 0)
                streams.Add((SampleEvents.From, SampleEvents.Of(kind.Events!)));
            GoldenFile.Write(GoldenFile.PathOf(kind.Name), Shapes.Of(kind), streams.Select(s => (s.From, s.Steps, kind.Fold(s.Steps))));
        }
    }

    /// <summary>The streams with events that no other has yet, the shortest for each, as many as fit.</summary>
    private static List<(string From, IReadOnlyList<byte[]> Steps)> Chosen(List<(string From, IReadOnlyList<byte[]> Steps)> all)
    {
        var (chosen, seen, left) = (new List<(string From, IReadOnlyList<byte[]> Steps)>(), new HashSet<string>(StringComparer.Ordinal), MostBytes);
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
