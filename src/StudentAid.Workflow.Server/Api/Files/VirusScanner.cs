using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using StudentAid.Workflow.Casework.Files;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Server.Hosting;

namespace StudentAid.Workflow.Server.Api.Files;

/// <summary>
/// The virus scanner of the installation (<c>--scanner HOST:PORT</c>): each upload goes to it as it came, before anything here reads it, by clamd's INSTREAM. What it condemns is
/// refused, and so, for now, is what it has not answered for; without the setting nothing is asked.
/// </summary>
public sealed partial class VirusScanner(ServerSettings settings, ILogger<VirusScanner> logger)
{
    private const int PieceLength = 64 * 1024;
    private const int LongestAnswer = 1024;

    private const string TooLong = "INSTREAM size limit exceeded";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private bool toldLimit;

    /// <summary>Null where the upload may be kept.</summary>
    /// <param name="upload">The whole file, at most <see cref="ServerSettings.MaxUpload"/> bytes.</param>
    /// <param name="cancellation">Ends the question; a scanner that is slower than a minute has not answered.</param>
    public async Task<Rejection?> RefuseAsync(ReadOnlyMemory<byte> upload, CancellationToken cancellation)
    {
        if (settings.Scanner is not { } at)
            return null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        string answer;
        try
        {
            answer = await AskAsync(at, upload, patience.Token);
        }
        catch (Exception e) when (e is SocketException or IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            Silent(logger, at.ToString(), e.Message);
            return FileCodes.ScannerSilent;
        }

        if (answer == "stream: OK")
            return null;
        if (answer.StartsWith(TooLong, StringComparison.Ordinal))
        {
            // It is the installation's setting, and every such upload would say it again.
            if (!Interlocked.Exchange(ref toldLimit, true))
                Limited(logger, at.ToString(), ServerSettings.MaxUpload);
            return FileCodes.ScannerLimit;
        }

        if (answer.EndsWith(" FOUND", StringComparison.Ordinal))
        {
            Condemned(logger, answer);
            return FileCodes.Infected;
        }

        Silent(logger, at.ToString(), answer);
        return FileCodes.ScannerSilent;
    }

    private static async Task<string> AskAsync(ScannerAddress at, ReadOnlyMemory<byte> upload, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(at.Host, at.Port, cancellation);
        await using var stream = client.GetStream();
        await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), cancellation);
        IOException? cut = null;
        try
        {
            await SendAsync(stream, upload, cancellation);
        }
        catch (IOException e)
        {
            // It closes before the end of what is over its limit: what it said first can still be read.
            cut = e;
        }

        var answer = new byte[LongestAnswer];
        var read = await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, cancellation);
        return read == 0 && cut is not null ? throw new IOException(cut.Message, cut) : Encoding.UTF8.GetString(answer, 0, read).TrimEnd('\0', '\n');
    }

    private static async Task SendAsync(NetworkStream stream, ReadOnlyMemory<byte> upload, CancellationToken cancellation)
    {
        var length = new byte[sizeof(int)];
        for (var from = 0; from < upload.Length; from += PieceLength)
        {
            var piece = upload.Slice(from, Math.Min(PieceLength, upload.Length - from));
            BinaryPrimitives.WriteInt32BigEndian(length, piece.Length);
            await stream.WriteAsync(length, cancellation);
            await stream.WriteAsync(piece, cancellation);
        }

        BinaryPrimitives.WriteInt32BigEndian(length, 0);
        await stream.WriteAsync(length, cancellation);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The virus scanner condemned an upload: {Answer}")]
    private static partial void Condemned(ILogger logger, string answer);

    [LoggerMessage(Level = LogLevel.Error, Message = "The virus scanner at {Address} takes less than the {Limit} bytes that may be uploaded: set its StreamMaxLength a little above that")]
    private static partial void Limited(ILogger logger, string address, int limit);

    [LoggerMessage(Level = LogLevel.Error, Message = "The virus scanner at {Address} did not answer for an upload, which was refused for now: {Reason}")]
    private static partial void Silent(ILogger logger, string address, string reason);
}
