using System.Globalization;
using System.Text;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Histories;

/// <summary>
/// Histories of one kind of stream as a version wrote them: the fields of its records, and streams with their steps' events (the data part, nothing sealed) and
/// the state they fold to. A file that is there is never written again: what is stored has grown where today's fields are not in the kind's newest file or an event is in
/// none as it is stored now, and then a file of the next number stands beside it, with what the ones before it do not hold.
/// </summary>
internal static class GoldenFile
{
    public static string Folder { get; } = Repository.PathOf("tests/StudentAid.Workflow.Server.Tests/Histories");

    public static IEnumerable<string> All => Directory.EnumerateFiles(Folder, "v*-*.json").Order(StringComparer.Ordinal);

    /// <summary>The file of this kind with the highest number: what is stored now. Null where the kind has none.</summary>
    public static string? NewestOf(string kind) => All.Where(f => KindOf(f) == kind).MaxBy(VersionOf);

    /// <summary>Where this kind's next histories go: the number behind the highest that is on file. Each kind counts for itself.</summary>
    public static string NextOf(string kind) =>
        Path.Combine(Folder, FormattableString.Invariant($"v{(NewestOf(kind) is { } newest ? VersionOf(newest) : 0) + 1}-{kind}.json"));

    /// <summary>The events that the kind's files hold as they are stored now, down to the records within. An instance's events have no fields by name: only the newest file counts.</summary>
    public static HashSet<string> HeldOf(StreamKind kind)
    {
        var now = Shapes.Of(kind);
        return [.. All.Where(f => KindOf(f) == kind.Name && (!kind.IsInstance || f == NewestOf(kind.Name))).Select(Read).SelectMany(f => EventsIn(f).Where(e => kind.IsInstance || Shapes.IsSame(f["fields"], now, $"{kind.Events.Name}.{e}")))];
    }

    private static IEnumerable<string> EventsIn(Value file) => file["streams"].Items.SelectMany(s => s["steps"].Items).SelectMany(s => s.Items).Select(e => e.Items[0].AsText()!).Distinct();

    public static string KindOf(string path) => Path.GetFileNameWithoutExtension(path) is var name ? name[(name.IndexOf('-', StringComparison.Ordinal) + 1)..] : "";

    public static int VersionOf(string path) => Path.GetFileNameWithoutExtension(path) is var name
        ? int.Parse(name.AsSpan(1, name.IndexOf('-', StringComparison.Ordinal) - 1), CultureInfo.InvariantCulture) : 0;

    public static Value Read(string path) => Value.Parse(File.ReadAllText(path));

    /// <summary>False, and nothing written, where there is one already.</summary>
    public static bool Write(string path, Value fields, IEnumerable<(string From, IReadOnlyList<byte[]> Steps, Value State)> streams)
    {
        if (File.Exists(path))
            return false;
        var text = new StringBuilder("{\n\"fields\": {\n").AppendJoin(",\n", ((RecordValue)fields).Members.Select(m => $"{Value.Of(m.Key).ToJson()}: {m.Value.ToJson()}")).Append("\n},\n\"streams\": [\n");
        text.AppendJoin(",\n", streams.Select(s =>
            $"{{\"from\": {Value.Of(s.From).ToJson()}, \"steps\": [\n{string.Join(",\n", s.Steps.Select(d => Encoding.UTF8.GetString(d)))}\n], \"state\":\n{s.State.ToJson()}}}"));
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        file.Write(Encoding.UTF8.GetBytes(text.Append("\n]\n}\n").ToString()));
        return true;
    }
}
