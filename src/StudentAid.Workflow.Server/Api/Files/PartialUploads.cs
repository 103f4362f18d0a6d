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
/// loses at most the last frame. They are gone a day after they began. Of one that was kept its answer stays as long, for who did not hear it asks again.
/// </summary>
public sealed class PartialUploads(ServerSettings settings, IDataProtectionProvider protection, TimeProvider time)
{
    public const int MostOpen = 20;

    private const int FrameSize = 256 * 1024;
    private const string Part = ".part";
    private const string Answer = ".done";
    private const string New = ".new";

    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private readonly IDataProtector protector = protection.CreateProtector("uploads");
    private readonly ConcurrentDictionary<Id, SemaphoreSlim> locks = new();

    private string Folder => Path.Combine(settings.Directory, "uploads");

    /// <summary>Null where the principal has too many under way.</summary>
    public PartialUpload? Begin(PartialUpload upload)
    {
        Directory.CreateDirectory(Folder);
        var open = 0;
        foreach (var file in Directory.EnumerateFiles(Folder).Where(f => !f.EndsWith(New, StringComparison.Ordinal)))
        {
            if (Header(file) is not { } begun)
                File.Delete(file);
            else if (begun.Principal == upload.Principal && file.EndsWith(Part, StringComparison.Ordinal))
                open++;
        }

        if (open >= MostOpen)
            return null;
        var named = upload with { Id = Id.FromBytes(RandomNumberGenerator.GetBytes(16)) };
        Create(PathOf(named.Id, Part), HeaderOf(named));
        return named;
    }

    /// <summary>Null where there is none of the principal's.</summary>
    public PartialUpload? Find(Id id, Id principal)
    {
        var path = PathOf(id, Part);
        return Header(path) is { } upload && upload.Principal == principal ? upload with { Id = id, Offset = Arrived(path) } : null;
    }

    /// <summary>The hash and type of one that was kept; null where there is none of the principal's.</summary>
    public (long Size, string Hash, string Type)? Done(Id id, Id principal)
    {
        var path = PathOf(id, Answer);
        if (Header(path) is not { } upload || upload.Principal != principal || Frames(path).Skip(1).FirstOrDefault() is not { } answer)
            return null;
        var told = Value.Parse(answer).Items;
        return (upload.Size, told[0].AsText()!, told[1].AsText()!);
    }

    /// <summary>Takes what arrives, up to the announced size; what was taken stays when the connection drops. True where more arrived than was announced.</summary>
    public async Task<bool> AppendAsync(PartialUpload upload, Stream body, CancellationToken cancellation)
    {
        await using var stream = new FileStream(PathOf(upload.Id, Part), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        // A frame that was cut off by a crash is cut from the file.
        stream.SetLength(Lengths(stream).Select(f => f.End).LastOrDefault());
        stream.Seek(0, SeekOrigin.End);
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
        foreach (var frame in Frames(PathOf(id, Part)).Skip(1))
            whole.Write(frame);
        return whole.ToArray();
    }

    public void Forget(Id id)
    {
        File.Delete(PathOf(id, Part));
        locks.TryRemove(id, out _);
    }

    /// <summary>It was kept: its bytes go, its answer stays.</summary>
    public void End(PartialUpload upload, string hash, string type)
    {
        Create(PathOf(upload.Id, Answer), HeaderOf(upload), System.Text.Encoding.UTF8.GetBytes(Value.List(hash, type).ToJson()));
        Forget(upload.Id);
    }

    /// <summary>One appends at a time.</summary>
    public SemaphoreSlim LockOf(Id id) => locks.GetOrAdd(id, _ => new SemaphoreSlim(1, 1));

    private string PathOf(Id id, string ending) => Path.Combine(Folder, id + ending);

    /// <summary>Nobody meets it half written.</summary>
    private void Create(string path, params ReadOnlySpan<byte[]> frames)
    {
        using (var stream = new FileStream(path + New, FileMode.Create, FileAccess.Write))
        {
            foreach (var frame in frames)
                Write(stream, frame);
        }

        File.Move(path + New, path, overwrite: true);
    }

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

    /// <summary>A frame: the lengths of what follows and of what it is in clear, so that what has arrived is counted without opening it.</summary>
    private void Write(Stream stream, ReadOnlySpan<byte> plain)
    {
        var bytes = protector.Protect(plain.ToArray());
        Span<byte> lengths = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(lengths, bytes.Length);
        BinaryPrimitives.WriteInt32BigEndian(lengths[4..], plain.Length);
        stream.Write(lengths);
        stream.Write(bytes);
    }

    /// <summary>The whole frames from the start, one after the other: size on disk, length in clear, where it ends. The stream stands before each one's bytes.</summary>
    private static IEnumerable<(int Size, int Length, long End)> Lengths(FileStream stream)
    {
        var lengths = new byte[8];
        for (var at = 0L; ;)
        {
            stream.Position = at;
            if (stream.ReadAtLeast(lengths, lengths.Length, throwOnEndOfStream: false) < lengths.Length)
                yield break;
            var size = BinaryPrimitives.ReadInt32BigEndian(lengths);
            if (size <= 0 || stream.Length - stream.Position < size)
                yield break;
            at = stream.Position + size;
            yield return (size, BinaryPrimitives.ReadInt32BigEndian(lengths.AsSpan(4)), at);
        }
    }

    /// <summary>The whole frames in clear, opened one by one as they are asked for.</summary>
    private IEnumerable<byte[]> Frames(string path)
    {
        using var stream = Open(path);
        if (stream is null)
            yield break;
        foreach (var (size, _, _) in Lengths(stream))
        {
            var bytes = new byte[size];
            stream.ReadExactly(bytes);
            if (Clear(bytes) is not { } clear)
                yield break;
            yield return clear;
        }
    }

    /// <summary>Null where the key it was written under is gone, as after a change of the master key: then it is nobody's upload any more.</summary>
    private byte[]? Clear(byte[] bytes)
    {
        try
        {
            return protector.Unprotect(bytes);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static long Arrived(string path)
    {
        using var stream = Open(path);
        return stream is null ? 0 : Lengths(stream).Skip(1).Sum(f => (long)f.Length);
    }

    /// <summary>Only to read, beside whoever writes; null where it is gone.</summary>
    private static FileStream? Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private byte[] HeaderOf(PartialUpload upload) => System.Text.Encoding.UTF8.GetBytes(Value.List(
        upload.Principal.ToString(), upload.Person.ToString(), upload.Unit, upload.Category,
        upload.ValidUntil?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "", upload.Size, time.GetUtcNow().ToUnixTimeMilliseconds()).ToJson());

    /// <summary>Null where the file is none of ours, or older than it may be.</summary>
    private PartialUpload? Header(string path)
    {
        if (Frames(path).FirstOrDefault() is not { } header)
            return null;
        var fields = Value.Parse(header).Items;
        if (time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds((long)fields[6].AsNumber()!) > Kept)
            return null;
        var until = fields[4].AsText() is { Length: > 0 } day ? DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : (DateOnly?)null;
        return new PartialUpload(
            default, Id.Parse(fields[0].AsText()!), Id.Parse(fields[1].AsText()!), fields[2].AsText()!, fields[3].AsText()!, until, (long)fields[5].AsNumber()!);
    }
}
