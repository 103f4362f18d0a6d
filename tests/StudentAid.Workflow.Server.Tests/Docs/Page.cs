using System.Text.RegularExpressions;

namespace StudentAid.Workflow.Server.Tests.Docs;

/// <summary>A page of Markdown that people read: a README, or one below docs. <see cref="Path"/> is seen from the checkout.</summary>
internal sealed partial record Page(string Path, string Text)
{
    private const string ChineseEnding = ".zh-CN.md";

    public static IReadOnlyList<Page> All { get; } =
        [.. new[] { "README.md", "README.zh-CN.md" }.Concat(Below("docs")).Concat(Below("samples")).Order(StringComparer.Ordinal).Select(At)];

    public bool IsChinese => Path.EndsWith(ChineseEnding, StringComparison.Ordinal);

    /// <summary>Where the page in the other language stands, or would stand.</summary>
    public string Twin => IsChinese ? $"{Path[..^ChineseEnding.Length]}.md" : $"{Path[..^".md".Length]}{ChineseEnding}";

    /// <summary>Blocks of code that say what they are written in (<c>json</c>, <c>mermaid</c>).</summary>
    public IReadOnlyList<string> Blocks => [.. Block().Matches(Text).Where(b => b.Groups["kind"].Value is "json" or "mermaid").Select(b => b.Groups["code"].Value)];

    /// <summary>Code inside sentences and tables, however its lines were broken.</summary>
    public IReadOnlySet<string> Spans => Span().Matches(Prose).Select(s => Blank().Replace(s.Groups["code"].Value.Trim(), " ")).ToHashSet(StringComparer.Ordinal);

    /// <summary>What it links to inside the checkout, as it is written.</summary>
    public IReadOnlyList<Link> Links => [.. LinkTo().Matches(Span().Replace(Prose, "")).Select(l => l.Groups["to"].Value).Where(l => !l.Contains("://", StringComparison.Ordinal)).Select(LinkOf)];

    /// <summary>What a link can name behind <c>#</c>.</summary>
    public IReadOnlySet<string> Anchors => Lines.Where(l => Heading().IsMatch(l)).Select(AnchorOf).ToHashSet(StringComparer.Ordinal);

    /// <summary>Headings by depth, items and rows in their order: what must be the same in another language.</summary>
    public IReadOnlyList<string> Outline => [.. Lines.Select(l => Mark().Match(l)).Where(m => m.Success).Select(m => m.Value[0] == '|' ? "row" : m.Value[0] == '#' ? m.Value.Trim() : "item")];

    private string Prose => Block().Replace(Text, "");

    private string[] Lines => Prose.Split('\n');

    public static Page At(string path) => new(path, File.ReadAllText(Repository.PathOf(path)).ReplaceLineEndings("\n"));

    public static bool IsThere(string path) => System.IO.Path.Exists(Repository.PathOf(path));

    private static IEnumerable<string> Below(string folder) => Repository.Files(folder, "*.md").Select(f => System.IO.Path.GetRelativePath(Repository.Root, f).Replace('\\', '/'));

    private Link LinkOf(string to)
    {
        var (file, anchor) = to.Split('#', 2) is [var before, var after] ? (before, after) : (to, "");
        var folder = System.IO.Path.GetDirectoryName(Repository.PathOf(Path))!;
        return new Link(to, file.Length == 0 ? Path : System.IO.Path.GetRelativePath(Repository.Root, System.IO.Path.Combine(folder, file)).Replace('\\', '/'), anchor);
    }

    /// <summary>As the usual viewers make it: small letters, no punctuation of any language, hyphens for spaces.</summary>
    private static string AnchorOf(string heading) => Punctuation().Replace(heading.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"^```(?<kind>\w*)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block();

    [GeneratedRegex(@"(?<!`)(?<mark>`+)(?!`)(?<code>.+?)(?<!`)\k<mark>(?!`)", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Span();

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LinkTo();

    [GeneratedRegex(@"^#+ ", RegexOptions.None, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(#+ |\||\s*[-*] |\s*\d+\. )", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Mark();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.None, 1000)]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Blank();
}

/// <summary>A link as it is written, the file that it means, and the heading in it ("" for the page).</summary>
internal sealed record Link(string Written, string File, string Anchor);
