namespace StudentAid.Workflow.Server.Tests.Cli;

/// <summary>A folder of its own for a test's files, gone after it.</summary>
internal sealed class Scratch : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("studentaid-").FullName;

    public string Write(string name, string text)
    {
        var file = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }

    /// <summary>Takes a folder of the checkout along, under its own name.</summary>
    public void Copy(string folder)
    {
        var from = Repository.PathOf(folder);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            Write(Path.Combine(folder, Path.GetRelativePath(from, file)), File.ReadAllText(file));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
