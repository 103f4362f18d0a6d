using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Tests;

/// <summary>The checkout that the tests run in, found upwards from their output.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Folder of Elsa's own documents beside the repository, which are not ours to keep in it; null where it is not there.</summary>
    public static string? ElsaCorpus { get; } = Path.Combine(Root, "..", "shared", "elsa-corpus") is var folder && Directory.Exists(folder) ? folder : null;

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    public static Value Json(string relative) => Value.Parse(File.ReadAllBytes(PathOf(relative)));

    /// <summary>Files of the checkout that nobody built.</summary>
    public static IEnumerable<string> Files(string under, string pattern) =>
        Directory.EnumerateFiles(PathOf(under), pattern, SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "StudentAid.Workflow.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("Expected the tests to run inside the checkout.");
    }
}
