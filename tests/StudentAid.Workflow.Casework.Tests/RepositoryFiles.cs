using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Tests;

/// <summary>Data files of the repository, found upwards from the tests' output.</summary>
public static class RepositoryFiles
{
    private static readonly string Root = FindRoot();

    public static string PathOf(string path) => Path.Combine(Root, path);

    public static Value Json(string path) => Value.Parse(File.ReadAllBytes(Path.Combine(Root, path)));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "StudentAid.Workflow.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Expected the tests to run inside the repository.");
    }
}
