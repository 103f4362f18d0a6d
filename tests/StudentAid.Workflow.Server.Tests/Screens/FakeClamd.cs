using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StudentAid.Workflow.Server.Tests.Screens;

/// <summary>A scanner that speaks clamd's INSTREAM and answers what it is told to; <see cref="Seen"/> is what it was shown.</summary>
public sealed class FakeClamd : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly Task serving;

    public FakeClamd()
    {
        listener.Start();
        serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>"" closes the connection without a word.</summary>
    public string Answer { get; set; } = "stream: OK";

    public ConcurrentQueue<byte[]> Seen { get; } = new();

    /// <summary>From now on nobody listens there.</summary>
    public async Task StopAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        await serving;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        end.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync(end.Token);
                await TalkAsync(client.GetStream());
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        var command = new byte["zINSTREAM\0".Length];
        await stream.ReadExactlyAsync(command, end.Token);
        using var content = new MemoryStream();
        var length = new byte[sizeof(int)];
        for (;;)
        {
            await stream.ReadExactlyAsync(length, end.Token);
            if (BinaryPrimitives.ReadInt32BigEndian(length) is not (> 0 and var size))
                break;
            var piece = new byte[size];
            await stream.ReadExactlyAsync(piece, end.Token);
            content.Write(piece);
        }

        Seen.Enqueue(content.ToArray());
        if (Answer.Length > 0)
            await stream.WriteAsync(Encoding.UTF8.GetBytes(Answer + "\0"), end.Token);
    }
}
