using StudentAid.Workflow.Casework.Messages;
using StudentAid.Workflow.Engine.Activities.Http;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>Delivers messages between streams, those to one target in order. A refused one is kept with its code.</summary>
public sealed partial class MessageWorker(
    IStoreReader reader, MessageDelivery delivery, HttpOutbox outbox, MarkMessages mark, WorkSignal signal, TimeProvider time, ILogger<MessageWorker> logger)
    : Worker(signal, time, logger)
{
    private const int Some = 128;

    public override async Task<bool> RunOnceAsync(CancellationToken cancellation = default)
    {
        var pending = await reader.PendingMessagesAsync(Scope.All, Time.GetUtcNow(), Some);
        foreach (var row in pending.Where(r => r.Message.Name != SendHttpRequest.Topic))
            await DeliverAsync(row.Message, cancellation);
        // A slow host holds up nobody but the others that are asked in the same moment.
        await Task.WhenAll(pending.Where(r => r.Message.Name == SendHttpRequest.Topic).Select(r => DeliverAsync(r.Message, cancellation)));
        return pending.Count > 0;
    }

    protected override Task<DateTimeOffset?> NextAsync() => reader.NextMessageAsync(Scope.All);

    private async Task DeliverAsync(Message message, CancellationToken cancellation)
    {
        try
        {
            var refused = message.Name == SendHttpRequest.Topic ? await outbox.SendAsync(message, cancellation) : await delivery.DeliverAsync(message, cancellation);
            if (refused is not null && !message.Expects.Contains(refused.Code.Id))
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
