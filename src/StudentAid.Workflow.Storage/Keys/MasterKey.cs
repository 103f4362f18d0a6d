using System.Security.Cryptography;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Keys;

/// <summary>
/// The key that wraps every tenant's key: 32 bytes, as base 64 in a file or an environment variable, never in the database. Without it a database, or
/// a copy of it, says nothing about anybody.
/// </summary>
public sealed class MasterKey
{
    /// <summary>The environment variable that holds the key itself, in base 64.</summary>
    public const string Variable = "STUDENTAID_MASTER_KEY";

    /// <summary>The environment variable that names the key's file.</summary>
    public const string FileVariable = "STUDENTAID_KEY_FILE";

    private const int Length = 32;
    private const int FewestDifferentBytes = 12;

    private MasterKey(byte[] bytes)
    {
        Bytes = bytes;
        Id = Id.FromBytes(HMACSHA256.HashData(bytes, "master"u8));
    }

    /// <summary>Tells keys apart; says nothing about the key.</summary>
    public Id Id { get; }

    internal byte[] Bytes { get; }

    public static MasterKey New() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>Throws <see cref="VaultException"/> where the text is no key, or one that anybody could guess.</summary>
    public static MasterKey Parse(string text, string where)
    {
        var bytes = new byte[Length];
        if (!Convert.TryFromBase64String(text.Trim(), bytes, out var length) || length != Length)
            throw new VaultException($"主密钥应为 32 字节的 base64，但 {where} 不是。请用 studentaid keys create 新建。 Expected a master key of 32 bytes in base 64 in {where}, but it is none: make one with 'studentaid keys create FILE'.");
        if (IsGuessable(bytes))
            throw new VaultException($"主密钥应为随机生成，但 {where} 是示例或默认密钥。请用 studentaid keys create 新建。 Expected a random master key in {where}, but it is an example or a default: make one with 'studentaid keys create FILE'.");
        return new MasterKey(bytes);
    }

    public static MasterKey Read(string path) => File.Exists(path)
        ? Parse(File.ReadAllText(path), path)
        : throw new VaultException($"主密钥文件 {path} 应存在，但没有。请放回，或用 studentaid keys create 新建。 Expected the master key's file {path}, but there is none: put it back, or make one with 'studentaid keys create FILE'.");

    /// <summary>Writes the key into a new file that only its owner may read; one that exists is read instead.</summary>
    public static MasterKey ReadOrCreate(string path)
    {
        if (File.Exists(path))
            return Read(path);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var key = New();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(key.Bytes) + Environment.NewLine));
        file.Flush(flushToDisk: true);
        return key;
    }

    /// <summary>From the file that was named, else from the environment; null where neither says one.</summary>
    public static MasterKey? From(string? file, Func<string, string?> environment)
    {
        if (file is { Length: > 0 })
            return Read(file);
        if (environment(Variable) is { Length: > 0 } text)
            return Parse(text, Variable);
        return environment(FileVariable) is { Length: > 0 } named ? Read(named) : null;
    }

    // Zeros, one byte again and again, 0 1 2 3 …: what examples and templates hold. Of 32 random bytes fewer than 12 differ about never.
    private static bool IsGuessable(byte[] bytes)
    {
        var step = (byte)(bytes[1] - bytes[0]);
        return bytes.Distinct().Count() < FewestDifferentBytes || Enumerable.Range(1, bytes.Length - 1).All(i => (byte)(bytes[i] - bytes[i - 1]) == step);
    }
}
