using System.Collections.Immutable;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>Places in the ownership tree: <c>/code/code/</c>; the whole tree is <c>/</c>.</summary>
public static class UnitPath
{
    public const string Root = "/";

    /// <summary>Begins and ends with a slash and has no empty code.</summary>
    public static bool IsPath(string path) =>
        path == Root || (path.Length > 2 && path[0] == '/' && path[^1] == '/' && !path.Contains("//", StringComparison.Ordinal) && !path.Any(char.IsWhiteSpace));

    /// <summary>Null for the root, and for what is no path.</summary>
    public static string? Parent(string path) => path == Root || path.Length < 2 ? null : path[..(path.LastIndexOf('/', path.Length - 2) + 1)];

    /// <summary>The last code; empty for the root.</summary>
    public static string Code(string path) => path == Root ? "" : path[(path.LastIndexOf('/', path.Length - 2) + 1)..^1];

    /// <summary>The unit and those above it, the root first.</summary>
    public static ImmutableArray<string> Line(string path)
    {
        var line = ImmutableArray.CreateBuilder<string>();
        for (var at = path; at is not null; at = Parent(at))
            line.Add(at);
        line.Reverse();
        return line.DrainToImmutable();
    }

    public static bool IsBelow(string path, string unit) => path.StartsWith(unit, StringComparison.Ordinal);
}
