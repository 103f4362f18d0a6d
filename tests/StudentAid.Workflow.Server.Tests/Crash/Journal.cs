using System.Collections.Concurrent;
using System.Threading.Channels;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Crash;

/// <summary>A call as its sender knows it. It is acknowledged once an answer has come; how often it was sent says how often the line broke.</summary>
internal sealed record Call(Id Operation, string Path, string Body)
{
    public int Sent { get; set; }

    public bool IsAcknowledged { get; set; }

    /// <summary>The stream and version that the answer named; None and 0 where it named another thing, such as a new key.</summary>
    public (Id Stream, long Version) Told { get; set; }
}

/// <summary>Every call that changes something: written down before it is sent, and again when its answer has come.</summary>
internal sealed class Journal
{
    private readonly ConcurrentDictionary<Id, Call> calls = new();
    private readonly Channel<Call> acknowledged = Channel.CreateUnbounded<Call>();

    public ICollection<Call> Calls => calls.Values;

    public int Resent => calls.Values.Count(c => c.Sent > 1);

    public Call Sending(Id operation, string path, string body)
    {
        var call = calls.GetOrAdd(operation, o => new Call(o, path, body));
        call.Sent++;
        return call;
    }

    public void Acknowledge(Call call, (Id Stream, long Version) told)
    {
        (call.IsAcknowledged, call.Told) = (true, told);
        acknowledged.Writer.TryWrite(call);
    }

    /// <summary>Waits until so many more calls are acknowledged, or one at a path that ends so.</summary>
    public async Task AwaitAsync(int count, string path, CancellationToken cancellation)
    {
        for (var n = 0; n < count; n++)
        {
            if ((await acknowledged.Reader.ReadAsync(cancellation)).Path.EndsWith(path, StringComparison.Ordinal))
                return;
        }
    }

    /// <summary>Forgets the acknowledgements that nobody has waited for.</summary>
    public void Catch()
    {
        while (acknowledged.Reader.TryRead(out _))
        {
            // each is in the calls as well
        }
    }
}
