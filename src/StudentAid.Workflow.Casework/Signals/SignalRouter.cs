using System.Globalization;
using MediatR;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Triggers;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Signals;

/// <summary>A signal (信号) by name; with a correlation it finds the bookmarks of the same one and those without.</summary>
public sealed record Signal(string Name, string Correlation, Value Payload)
{
    /// <summary>Only this stream's bookmarks; None for everyone's.</summary>
    public Id Only { get; init; }

    /// <summary>The instance that raised it; None for a signal from outside.</summary>
    public Id Source { get; init; }

    /// <summary>Only says whom it would reach.</summary>
    public bool DryRun { get; init; }
}

/// <summary>What a signal reached: instances that waited for it, and instances that it started.</summary>
public sealed record Raised(IReadOnlyList<Id> Delivered, IReadOnlyList<Id> Started, Rejection? Refused = null);

/// <summary>Turns a signal into one delivery for each bookmark that stands for it when the router runs, and one start for each trigger.</summary>
public sealed class SignalRouter(IStoreReader reader, TriggerRouter triggers, IMediator mediator)
{
    /// <summary>
    /// Where it was delivered and what it started: definitions that hold for one of <paramref name="units"/>. Raised again under the same operation, what was
    /// done is not done twice.
    /// </summary>
    public async Task<Raised> RaiseAsync(
        Principal principal, Scope scope, IReadOnlyCollection<string> units, Id operation, Signal signal, CancellationToken cancellation)
    {
        var standing = await reader.SignalsAsync(scope, signal.Name, signal.Correlation.Length > 0 ? signal.Correlation : null);
        var delivered = new List<Id>();
        foreach (var row in standing.Where(s => signal.Only.IsNone || s.Stream == signal.Only))
        {
            var once = Id.Of("signal", operation.ToString(), row.Stream.ToString(), row.Bookmark.ToString(CultureInfo.InvariantCulture));
            var deliver = new DeliverToCase(row.Stream, new InstanceCommand.Resume(row.Bookmark, "signal", signal.Payload) { FromOutside = true })
            {
                Principal = principal, Key = once.ToString(), DerivedOperation = once, DryRun = signal.DryRun,
            };
            var answer = await mediator.Send(deliver, cancellation);
            if (answer.Succeeded)
                delivered.Add(row.Stream);
        }

        var started = signal.Only.IsNone
            ? await triggers.SignalAsync(principal, units, operation, signal, cancellation)
            : ([], null);
        return new Raised(delivered, started.Started, started.Refused);
    }
}
