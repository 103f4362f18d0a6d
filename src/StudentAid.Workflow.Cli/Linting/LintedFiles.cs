using StudentAid.Workflow.Cli.Documents;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Cli.Linting;

/// <summary>The files under the paths that were given, each once, in order: a file as it is, a folder with all its .json below.</summary>
internal static class LintedFiles
{
    private static readonly HashSet<string> Passed = new(StringComparer.OrdinalIgnoreCase) { "node_modules", "bin", "obj" };

    public static (List<string> Files, List<FileFinding> Missing) Under(IEnumerable<string> paths)
    {
        var files = new List<string>();
        var missing = new List<FileFinding>();
        foreach (var path in paths)
        {
            var found = Directory.Exists(path) ? Below(path).Order(StringComparer.Ordinal).ToList() : [path];
            if (found.Count == 0)
                missing.Add(FileFinding.Whole(path, Severity.Error, DocumentFileCodes.Nothing.With(("path", path))));
            files.AddRange(found.Where(f => !files.Contains(f, StringComparer.Ordinal)));
        }

        return (files, missing);
    }

    private static IEnumerable<string> Below(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.json"))
            yield return file;
        foreach (var inner in Directory.EnumerateDirectories(folder).Where(d => !Passed.Contains(Path.GetFileName(d)) && !Path.GetFileName(d).StartsWith('.')))
        {
            foreach (var file in Below(inner))
                yield return file;
        }
    }
}
