using System.Collections.Immutable;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>The documents and definitions of a folder such as <c>workflows/</c>; folder names mean nothing. Schemas, case files and school files are none.</summary>
public static class DocumentFolder
{
    /// <summary>The texts in the order of their paths.</summary>
    public static ImmutableArray<string> Read(string folder) => [.. Files(folder).Select(File.ReadAllText)];

    /// <summary>The paths of the documents, in order.</summary>
    public static ImmutableArray<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Where(IsDocument).Order(StringComparer.Ordinal)];

    private static bool IsDocument(string file) =>
        !file.EndsWith(".schema.json", StringComparison.Ordinal) && !file.EndsWith(".case.json", StringComparison.Ordinal)
        && !file.EndsWith(".school.json", StringComparison.Ordinal) && !file.EndsWith(".tests.json", StringComparison.Ordinal);
}
