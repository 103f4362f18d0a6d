using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Publicity;
using StudentAid.Workflow.Casework.Signals;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Activities.Signals;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Messages;

/// <summary>
/// Delivers a message: it becomes a command to its target whose operation is the message's id, and is taken in the same transaction where the
/// target is an instance. What no step of a target could take is marked afterwards; sent again, it changes nothing.
/// </summary>
public sealed class MessageDelivery(SignalRouter signals, IMediator mediator, MarkMessages mark)
{
    /// <summary>The refusal, or null where it was delivered.</summary>
    public async Task<Rejection?> DeliverAsync(Message message, CancellationToken cancellation)
    {
        var refused = message.Name switch
        {
            "start" => await StartAsync(message, cancellation),
            "child-ended" or "http-response" => await ResumeAsync(message, message.Name == "child-ended" ? "child-ended" : "signal", cancellation),
            "move-unit" => await RunAsync(message, new InstanceCommand.MoveUnit(Text(message, "from"), Text(message, "to")), cancellation),
            "adopt" => await RunAsync(message, new InstanceCommand.Adopt(Text(message, "pin"), MappingOf(message.Body["mapping"])), cancellation),
            "rematch" => await RematchAsync(message, cancellation),
            "calendar-changed" => await RecomputeAsync(message, cancellation),
            PublishEvent.Topic => await RouteAsync(message, cancellation),
            _ => MessageCodes.UnknownMessage.With(("name", message.Name)),
        };
        if (refused is not null)
            await mark([new MessageTaken(message.Id, refused.Code.Id)], cancellation);
        return refused;
    }

    private Task<Rejection?> StartAsync(Message message, CancellationToken cancellation) => RunAsync(
        message,
        new InstanceCommand.Start(Text(message, "pin"), message.Body["input"], Text(message, "correlation"), "", Text(message, "parent"), Number(message, "bookmark")),
        cancellation);

    private Task<Rejection?> ResumeAsync(Message message, string verb, CancellationToken cancellation) =>
        RunAsync(message, new InstanceCommand.Resume(Number(message, "bookmark"), verb, message.Body), cancellation);

    /// <summary>A case whose match result changed is told at each bookmark that waits for it.</summary>
    private async Task<Rejection?> RematchAsync(Message message, CancellationToken cancellation)
    {
        var bookmark = Number(message, "bookmark");
        return bookmark > 0 ? await RunAsync(message, new InstanceCommand.Resume(bookmark, "rematch", message.Body), cancellation) : await RouteAsync(message, cancellation);
    }

    private async Task<Rejection?> RecomputeAsync(Message message, CancellationToken cancellation)
    {
        var answer = await mediator.Send(new RecomputePeriod(message.Target) { Principal = Principal.System, Key = message.Id.ToString(), DerivedOperation = message.Id }, cancellation);
        if (answer.Succeeded)
            await mark([new MessageTaken(message.Id)], cancellation);
        return answer.Rejected;
    }

    private async Task<Rejection?> RouteAsync(Message message, CancellationToken cancellation)
    {
        var name = message.Name == PublishEvent.Topic ? Text(message, "name") : message.Name;
        var signal = new Signal(name, Text(message, "correlation"), message.Body["payload"]) { Only = message.Target };
        await signals.RaiseAsync(Principal.System, Scope.All, message.Id, signal, cancellation);
        await mark([new MessageTaken(message.Id)], cancellation);
        return null;
    }

    private async Task<Rejection?> RunAsync(Message message, InstanceCommand command, CancellationToken cancellation)
    {
        var step = new DeliverToCase(message.Target, command, message) { Principal = Principal.System, Key = message.Id.ToString(), DerivedOperation = message.Id };
        return (await mediator.Send(step, cancellation)).Rejected;
    }

    private static ImmutableDictionary<string, string> MappingOf(Value mapping) =>
        ((mapping as RecordValue)?.Members ?? []).ToImmutableDictionary(m => m.Key, m => m.Value.AsText() ?? m.Key, StringComparer.Ordinal);

    private static string Text(Message message, string field) => message.Body[field].AsText() ?? "";

    private static int Number(Message message, string field) => (int)(message.Body[field].AsNumber() ?? 0);
}

/// <summary>Marks messages in the store that no step could take: delivered (no code) or refused.</summary>
public delegate Task MarkMessages(IReadOnlyList<MessageTaken> messages, CancellationToken cancellation);
