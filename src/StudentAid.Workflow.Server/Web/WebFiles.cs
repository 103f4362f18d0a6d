using System.Collections.Frozen;
using Microsoft.AspNetCore.StaticFiles;

namespace StudentAid.Workflow.Server.Web;

/// <summary>
/// The built dashboard: <c>work.html</c>, <c>family.html</c> and <c>assets/</c> with a <c>.br</c> and a <c>.gz</c> beside each. Only what was there
/// at start is served, so no name leads out of the folder. Without a build <see cref="Why"/> says in one sentence why there is none.
/// </summary>
public sealed class WebFiles
{
    public const string Work = "work.html";
    public const string Family = "family.html";

    private const string Reason = "why.txt";
    private static readonly FileExtensionContentTypeProvider Types = new();
    private readonly FrozenDictionary<string, WebFile> files;
    private readonly FrozenDictionary<string, string> pages;

    public WebFiles(string folder)
    {
        files = Directory.Exists(folder) ? Read(folder) : FrozenDictionary<string, WebFile>.Empty;
        pages = ((string[])[Work, Family]).Where(files.ContainsKey).ToFrozenDictionary(n => n, n => File.ReadAllText(files[n].Path), StringComparer.Ordinal);
        var reason = Path.Combine(folder, Reason);
        Why = IsBuilt ? null : File.Exists(reason) ? File.ReadAllText(reason).Trim() : "没有随程序找到控制台的构建结果。";
    }

    public bool IsBuilt => files.ContainsKey(Work) && files.ContainsKey(Family);

    public string? Why { get; }

    /// <summary>The text of a door's page as it was at start.</summary>
    public string Page(string name) => pages[name];

    public WebFile? Find(string name) => files.GetValueOrDefault(name);

    private static FrozenDictionary<string, WebFile> Read(string folder)
    {
        var found = new Dictionary<string, WebFile>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(folder, path).Replace('\\', '/');
            if (Types.TryGetContentType(path, out var type) && !name.EndsWith(".gz", StringComparison.Ordinal) && !name.EndsWith(".br", StringComparison.Ordinal))
                found[name] = new WebFile(path, type.StartsWith("text/", StringComparison.Ordinal) ? type + "; charset=utf-8" : type, File.Exists(path + ".br"), File.Exists(path + ".gz"));
        }

        return found.ToFrozenDictionary(StringComparer.Ordinal);
    }
}

/// <summary>A file and the compressed forms that stand beside it.</summary>
public sealed record WebFile(string Path, string Type, bool HasBrotli, bool HasGzip)
{
    /// <summary>The smallest form that the browser takes: the path and its Content-Encoding, or none.</summary>
    public (string Path, string? Encoding) For(string accepted) =>
        HasBrotli && Takes(accepted, "br") ? (Path + ".br", "br") : HasGzip && Takes(accepted, "gzip") ? (Path + ".gz", "gzip") : (Path, null);

    private static bool Takes(string accepted, string encoding) =>
        accepted.Split(',').Any(part => part.Split(';') is var p && p[0].Trim() == encoding && (p.Length == 1 || p[1].Replace(" ", "", StringComparison.Ordinal) is not "q=0"));
}
