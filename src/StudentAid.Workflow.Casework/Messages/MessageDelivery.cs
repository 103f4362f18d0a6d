using MediatR;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Signals;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Triggers;
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
public sealed class MessageDelivery(SignalRouter signals, IStoreReader reader, IMediator mediator, MarkMessages mark)
{
    /// <summary>The answer to an HTTP request, addressed to the instance that asked.</summary>
    public const string HttpAnswer = "http-response";

    /// <summary>The refusal, or null where it was delivered.</summary>
    public async Task<Rejection?> DeliverAsync(Message message, CancellationToken cancellation)
    {
        var refused = message.Name switch
        {
            "start" when Engine.Definitions.Text.From(message.Body[FireTriggerHandler.Unfit]) is { } reason => TriggerSetCodes.Unfit.With(("reason", reason)),
            "start" => await ToCaseAsync(message, Start(message), cancellation),
            "child-ended" => await ToCaseAsync(message, new InstanceCommand.Resume(Number(message, "bookmark"), "child-ended", message.Body) { FromOutside = IsPersonal(message) }, cancellation),
            HttpAnswer => await ToCaseAsync(message, new InstanceCommand.Resume(Number(message, "bookmark"), "signal", message.Body), cancellation),
            PublishEvent.Topic => await RouteAsync(message, cancellation),
            _ => CaseMessages.CommandOf(message) is { } command ? await SendAsync(command, cancellation) : MessageCodes.UnknownMessage.With(("name", message.Name)),
        };
        if (refused is not null)
            await mark([new MessageTaken(message.Id, refused.Code.Id)], cancellation);
        return refused;
    }

    private static InstanceCommand.Start Start(Message message) =>
        new(Text(message, "pin"), message.Body["input"], Text(message, "correlation"), "", Text(message, "parent"), Number(message, "bookmark"), Text(message, "trigger"))
        {
            Personal = IsPersonal(message),
        };

    private async Task<Rejection?> RouteAsync(Message message, CancellationToken cancellation)
    {
        var signal = new Signal(Text(message, "name"), Text(message, "correlation"), message.Body["payload"]) { Only = message.Target, Source = message.Source };
        // What an instance raises starts instances where it stands itself.
        var source = await reader.StreamAsync(Scope.All, message.Source);
        var raised = await signals.RaiseAsync(Principal.System, Scope.All, source is null ? [] : [source.OrgPath], message.Id, signal, cancellation);
        if (raised.Refused is null)
            await mark([new MessageTaken(message.Id)], cancellation);
        return raised.Refused;
    }

    private Task<Rejection?> ToCaseAsync(Message message, InstanceCommand command, CancellationToken cancellation) => SendAsync(
        new DeliverToCase(message.Target, command, message.Source) { Principal = Principal.System, Key = message.Id.ToString(), Message = message.Id }, cancellation);

    private async Task<Rejection?> SendAsync(Command command, CancellationToken cancellation) => (await mediator.Send(command, cancellation)).Rejected;

    private static bool IsPersonal(Message message) => message.Body["personal"].AsBool() == true;

    private static string Text(Message message, string field) => message.Body[field].AsText() ?? "";

    private static int Number(Message message, string field) => (int)(message.Body[field].AsNumber() ?? 0);
}

/// <summary>Marks messages in the store that no step could take: delivered (no code) or refused.</summary>
public delegate Task MarkMessages(IReadOnlyList<MessageTaken> messages, CancellationToken cancellation);
