using StudentAid.Workflow.Casework.Messages;
using StudentAid.Workflow.Engine.Activities.Http;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>Delivers messages between streams, those to one target in order. A refused one is kept with its code. Requests to other hosts are <see cref="OutboxWorker"/>'s.</summary>
public sealed class MessageWorker(IStoreReader reader, MessageDelivery delivery, MarkMessages mark, WorkSignal signal, TimeProvider time, ILogger<MessageWorker> logger)
    : Worker(signal, time, logger)
{
    private const int Some = 128;

    private static readonly MessageFilter Ours = new(SendHttpRequest.Topic, Others: true);

    private readonly MessageTaking taking = new(mark, logger);

    public override async Task<bool> RunOnceAsync(CancellationToken cancellation = default)
    {
        var pending = await reader.PendingMessagesAsync(Scope.All, Time.GetUtcNow(), Some, Ours);
        foreach (var row in pending)
            await taking.DeliverAsync(row.Message, delivery.DeliverAsync, cancellation);
        return pending.Count > 0;
    }

    protected override Task<DateTimeOffset?> NextAsync() => reader.NextMessageAsync(Scope.All, Ours);
}

/// <summary>Sends requests to other hosts, in a loop of its own: one that does not answer holds up no step, and only the others asked in the same moment.</summary>
public sealed class OutboxWorker(IStoreReader reader, HttpOutbox outbox, MarkMessages mark, WorkSignal signal, TimeProvider time, ILogger<OutboxWorker> logger)
    : Worker(signal, time, logger)
{
    private const int Some = 32;

    private static readonly MessageFilter Ours = new(SendHttpRequest.Topic);

    private readonly MessageTaking taking = new(mark, logger);

    public override async Task<bool> RunOnceAsync(CancellationToken cancellation = default)
    {
        var pending = await reader.PendingMessagesAsync(Scope.All, Time.GetUtcNow(), Some, Ours);
        await Task.WhenAll(pending.Select(r => taking.DeliverAsync(r.Message, outbox.SendAsync, cancellation)));
        return pending.Count > 0;
    }

    protected override Task<DateTimeOffset?> NextAsync() => reader.NextMessageAsync(Scope.All, Ours);
}

/// <summary>Delivers one message and tells what came of it.</summary>
internal sealed partial class MessageTaking(MarkMessages mark, ILogger logger)
{
    public async Task DeliverAsync(Message message, Func<Message, CancellationToken, Task<Rejection?>> deliver, CancellationToken cancellation)
    {
        try
        {
            if (await deliver(message, cancellation) is { } refused && !message.Expects.Contains(refused.Code.Id))
                Refused(logger, message.Name, message.Id.ToString(), refused.ToString());
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or ArgumentException or BrokenStepException)
        {
            // A message that cannot be handled must not hold up those behind it: it becomes an incident of its source.
            Broken(logger, message.Name, message.Id.ToString(), e);
            await mark([new MessageTaken(message.Id, MessageCodes.BrokenMessage.Id)], cancellation);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Name} {Id} was refused: {Reason}")]
    private static partial void Refused(ILogger logger, string name, string id, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {Name} {Id} could not be handled.")]
    private static partial void Broken(ILogger logger, string name, string id, Exception exception);
}
