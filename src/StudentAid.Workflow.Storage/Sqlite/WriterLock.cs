namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>The file beside the database that one writing process holds open for itself alone.</summary>
internal sealed class WriterLock : IDisposable
{
    private readonly FileStream _file;

    private WriterLock(FileStream file) => _file = file;

    public static WriterLock Take(string path)
    {
        var name = path + ".lock";
        try
        {
            return new WriterLock(new FileStream(name, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e)
        {
            throw new StoreException($"Expected to be the only writer of '{path}', but another one holds '{name}'.", e);
        }
    }

    public void Dispose() => _file.Dispose();
}
