namespace StudentAid.Workflow.Storage.Keys;

/// <summary>
/// Where the master key lies as a file and, beside it under the same name with <c>.next</c>, the one that is to follow. It is read anew each time, for whoever changes the key moves
/// the files beside the running server. Without a path the key stands in an environment variable, and nothing lies beside it.
/// </summary>
public sealed class MasterKeyFile(string? path)
{
    private const string Suffix = ".next";

    /// <summary>False where the key stands in an environment variable.</summary>
    public bool IsFile => path is not null;

    /// <summary>Null where there is none, or where it cannot be read: what lies there may be half a copy, and the keys at hand go on.</summary>
    public (MasterKey? Key, bool Unread) Current() => Read(path);

    /// <summary>The same of the key that is to follow.</summary>
    public (MasterKey? Key, bool Unread) Next() => Read(path is null ? null : path + Suffix);

    /// <summary>The file that was named, else that which the environment names; without a path where the environment holds the key itself, or nothing.</summary>
    public static MasterKeyFile Of(string? file, Func<string, string?> environment) => new(
        file is { Length: > 0 } ? file
        : environment(MasterKey.Variable) is { Length: > 0 } ? null
        : environment(MasterKey.FileVariable) is { Length: > 0 } named ? named : null);

    // What is wrapped by a key must not reach the disk before the key itself: whoever copied it here may not have waited.
    private static (MasterKey? Key, bool Unread) Read(string? path)
    {
        if (path is null || !File.Exists(path))
            return (null, false);
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                using var handle = File.OpenHandle(path);
                RandomAccess.FlushToDisk(handle);
            }

            return (MasterKey.Read(path), false);
        }
        catch (Exception e) when (e is VaultException or IOException or UnauthorizedAccessException)
        {
            return (null, true);
        }
    }
}
