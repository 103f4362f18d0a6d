using System.Globalization;
using MediatR;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Signals;

/// <summary>A signal (信号) by name; with a correlation it finds the bookmarks of the same one and those without.</summary>
public sealed record Signal(string Name, string Correlation, Value Payload)
{
    /// <summary>Only this stream's bookmarks; None for everyone's.</summary>
    public Id Only { get; init; }
}

/// <summary>Turns a signal into one delivery for each bookmark that stands for it when the router runs.</summary>
public sealed class SignalRouter(IStoreReader reader, IMediator mediator)
{
    /// <summary>Where it was delivered. Raised again under the same operation, what was delivered is not delivered twice.</summary>
    public async Task<IReadOnlyList<Id>> RaiseAsync(Principal principal, Scope scope, Id operation, Signal signal, CancellationToken cancellation, bool dryRun = false)
    {
        var standing = await reader.SignalsAsync(scope, signal.Name, signal.Correlation.Length > 0 ? signal.Correlation : null);
        var delivered = new List<Id>();
        foreach (var row in standing.Where(s => signal.Only.IsNone || s.Stream == signal.Only))
        {
            var once = Id.Of("signal", operation.ToString(), row.Stream.ToString(), row.Bookmark.ToString(CultureInfo.InvariantCulture));
            var deliver = new DeliverToCase(row.Stream, new InstanceCommand.Resume(row.Bookmark, "signal", signal.Payload))
            {
                Principal = principal, Key = once.ToString(), DerivedOperation = once, DryRun = dryRun,
            };
            var answer = await mediator.Send(deliver, cancellation);
            if (answer.Succeeded)
                delivered.Add(row.Stream);
        }

        return delivered;
    }
}
