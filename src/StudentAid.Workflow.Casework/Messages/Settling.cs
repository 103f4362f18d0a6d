using System.Globalization;
using MediatR;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Objections;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Publicity;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Triggers;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Messages;

/// <summary>
/// Does by hand what a server's workers do by themselves: delivers messages, fires what is due, releases decided lists, until nothing is left to do at
/// this instant. The same operations as the workers', so that a server that goes on from here repeats nothing.
/// </summary>
public sealed class Settling(IStoreReader reader, IStepStore store, IMediator mediator, MessageDelivery delivery, RosterRelease release, AutomaticFreeze freeze, TimeProvider time)
{
    private const int Some = 256;

    /// <summary>The operation of a deadline that fires: derived, so that it has one effect.</summary>
    public static Id OperationOf(DeadlineRow due) => Id.Of(
        "deadline", due.Stream.ToString(), due.Bookmark.ToString(CultureInfo.InvariantCulture), due.Due.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));

    /// <summary>What a due deadline asks of the stream that set it: the end of a publicity, the start of a triggered instance, or a case's next step.</summary>
    public static Command CommandOf(DeadlineRow due, string kind)
    {
        var operation = OperationOf(due);
        var (principal, key) = (Principal.System, operation.ToString());
        return kind switch
        {
            RosterState.Kind when SecondInstance.ObjectionOf(due.Bookmark) is { } objection =>
                new EndObjectionWindow(due.Stream, objection) { Principal = principal, Key = key, DerivedOperation = operation },
            RosterState.Kind => new EndPublicity(due.Stream) { Principal = principal, Key = key, DerivedOperation = operation },
            UnitState.Kind => new FireTrigger(due.Stream, due.Bookmark, due.Due) { Principal = principal, Key = key, DerivedOperation = operation },
            _ => new DeliverToCase(due.Stream, new InstanceCommand.Resume(due.Bookmark, "deadline", Value.Null)) { Principal = principal, Key = key, DerivedOperation = operation },
        };
    }

    public async Task RunAsync(CancellationToken cancellation = default)
    {
        var busy = true;
        while (busy)
        {
            busy = await DeliverAsync(cancellation);
            busy |= await FireAsync(cancellation);
            busy |= await ReleaseAsync(cancellation);
            busy |= await freeze.RunOnceAsync(cancellation);
        }
    }

    private async Task<bool> DeliverAsync(CancellationToken cancellation)
    {
        var pending = await reader.PendingMessagesAsync(Scope.All, time.GetUtcNow(), Some);
        foreach (var row in pending)
            await delivery.DeliverAsync(row.Message, cancellation);
        return pending.Count > 0;
    }

    private async Task<bool> FireAsync(CancellationToken cancellation)
    {
        var fired = false;
        foreach (var due in (await reader.DueDeadlinesAsync(Scope.All, time.GetUtcNow(), Some)).Where(d => d.Status != "suspended"))
        {
            if (await store.LoadAsync(due.Stream, cancellation) is not { } stream)
                continue;
            fired |= (await mediator.Send(CommandOf(due, stream.Kind), cancellation)).Succeeded;
        }

        return fired;
    }

    private async Task<bool> ReleaseAsync(CancellationToken cancellation)
    {
        var released = false;
        var rounds = await reader.StreamsAsync(Scope.All, new StreamFilter { Kind = RoundState.Kind, Practice = true }, PageRequest.Everything);
        foreach (var round in rounds.Items)
        {
            var lists = await reader.StreamsAsync(Scope.All, new StreamFilter { Group = round.Id, Kind = RosterState.Kind, Practice = true }, PageRequest.Everything);
            foreach (var list in lists.Items.Where(l => l.Status != "released"))
            {
                while (await release.RunOnceAsync(list.Id, cancellation))
                    released = true;
            }
        }

        return released;
    }
}
