using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Hosting;

namespace StudentAid.Workflow.Server.Api.Files;

/// <summary>An upload under way: whose it will be, how large it will be, and how much has arrived.</summary>
public sealed record PartialUpload(Id Id, Id Principal, Id Person, string Unit, string Category, DateOnly? ValidUntil, long Size)
{
    public long Offset { get; init; }
}

/// <summary>
/// Uploads under way, each a file beside the database in frames that are encrypted with the server's own keys, so that a dropped connection, or a restart,
/// loses at most the last frame. They are gone a day after they began.
/// </summary>
public sealed class PartialUploads(ServerSettings settings, IDataProtectionProvider protection, TimeProvider time)
{
    public const int MostOpen = 20;

    private const int FrameSize = 256 * 1024;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private readonly IDataProtector protector = protection.CreateProtector("uploads");
    private readonly ConcurrentDictionary<Id, SemaphoreSlim> locks = new();

    private string Folder => Path.Combine(settings.Directory, "uploads");

    /// <summary>Null where the principal has too many under way.</summary>
    public PartialUpload? Begin(PartialUpload upload)
    {
        Directory.CreateDirectory(Folder);
        var open = 0;
        foreach (var file in Directory.EnumerateFiles(Folder))
        {
            if (Header(file) is not { } begun)
                File.Delete(file);
            else if (begun.Principal == upload.Principal)
                open++;
        }

        if (open >= MostOpen)
            return null;
        var named = upload with { Id = Id.FromBytes(RandomNumberGenerator.GetBytes(16)) };
        using var stream = new FileStream(PathOf(named.Id), FileMode.CreateNew, FileAccess.Write);
        Write(stream, HeaderOf(named));
        return named;
    }

    /// <summary>Null where there is none of the principal's.</summary>
    public PartialUpload? Find(Id id, Id principal)
    {
        var path = PathOf(id);
        if (!File.Exists(path))
            return null;
        var upload = Header(path);
        return upload?.Principal == principal ? upload with { Id = id, Offset = Frames(path).Skip(1).Sum(f => (long)f.Length) } : null;
    }

    /// <summary>Takes what arrives, up to the announced size; what was taken stays when the connection drops. True where more arrived than was announced.</summary>
    public async Task<bool> AppendAsync(PartialUpload upload, Stream body, CancellationToken cancellation)
    {
        await using var stream = new FileStream(PathOf(upload.Id), FileMode.Append, FileAccess.Write);
        var (left, buffer) = (upload.Size - upload.Offset, new byte[FrameSize]);
        while (await FillAsync(body, buffer, cancellation) is > 0 and var read)
        {
            if (read > left)
                return true;
            Write(stream, buffer.AsSpan(0, read));
            left -= read;
        }

        return false;
    }

    public byte[] Content(Id id)
    {
        using var whole = new MemoryStream();
        foreach (var frame in Frames(PathOf(id)).Skip(1))
            whole.Write(frame);
        return whole.ToArray();
    }

    public void Forget(Id id)
    {
        File.Delete(PathOf(id));
        locks.TryRemove(id, out _);
    }

    /// <summary>One appends at a time.</summary>
    public SemaphoreSlim LockOf(Id id) => locks.GetOrAdd(id, _ => new SemaphoreSlim(1, 1));

    private string PathOf(Id id) => Path.Combine(Folder, id + ".part");

    /// <summary>Reads until the buffer is full or the body ends or breaks; what came before a break counts.</summary>
    private static async Task<int> FillAsync(Stream body, byte[] buffer, CancellationToken cancellation)
    {
        var filled = 0;
        try
        {
            while (filled < buffer.Length && await body.ReadAsync(buffer.AsMemory(filled), cancellation) is > 0 and var read)
                filled += read;
        }
        catch (Exception e) when (filled > 0 && e is IOException or OperationCanceledException)
        {
            return filled;
        }

        return filled;
    }

    private void Write(Stream stream, ReadOnlySpan<byte> plain)
    {
        var bytes = protector.Protect(plain.ToArray());
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        stream.Write(length);
        stream.Write(bytes);
    }

    /// <summary>The whole frames; one that was cut off by a crash is cut from the file.</summary>
    private List<byte[]> Frames(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        var (frames, length, good) = (new List<byte[]>(), new byte[4], 0L);
        while (stream.ReadAtLeast(length, 4, throwOnEndOfStream: false) == 4)
        {
            var size = BinaryPrimitives.ReadInt32BigEndian(length);
            if (size <= 0 || stream.Length - stream.Position < size)
                break;
            var bytes = new byte[size];
            stream.ReadExactly(bytes);
            frames.Add(protector.Unprotect(bytes));
            good = stream.Position;
        }

        if (good < stream.Length)
            stream.SetLength(good);
        return frames;
    }

    private byte[] HeaderOf(PartialUpload upload) => System.Text.Encoding.UTF8.GetBytes(Value.List(
        upload.Principal.ToString(), upload.Person.ToString(), upload.Unit, upload.Category,
        upload.ValidUntil?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "", upload.Size, time.GetUtcNow().ToUnixTimeMilliseconds()).ToJson());

    /// <summary>Null where the file is none of ours, or older than it may be.</summary>
    private PartialUpload? Header(string path)
    {
        if (Frames(path) is not [var header, ..])
            return null;
        var fields = Value.Parse(header).Items;
        if (time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds((long)fields[6].AsNumber()!) > Kept)
            return null;
        var until = fields[4].AsText() is { Length: > 0 } day ? DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : (DateOnly?)null;
        return new PartialUpload(
            default, Id.Parse(fields[0].AsText()!), Id.Parse(fields[1].AsText()!), fields[2].AsText()!, fields[3].AsText()!, until, (long)fields[5].AsNumber()!);
    }
}
