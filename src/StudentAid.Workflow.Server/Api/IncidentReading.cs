using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Casework.Webhooks;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api;

/// <summary>What needs a hand; not whole where of some kind there are, or may be, more.</summary>
public sealed record Incidents(IReadOnlyList<IncidentRow> Rows, bool IsWhole);

/// <summary>Reads what needs a hand: for its list, and for its number on the first page.</summary>
public sealed class IncidentReading(IStoreReader reader, UnheldTasks unheld)
{
    /// <summary>So many of each kind and no more.</summary>
    public const int Most = 200;

    /// <param name="caller">Of what lies in his scope.</param>
    /// <param name="posts">The part of it in which it is looked for what waits for a post that nobody holds.</param>
    /// <param name="round">Of this round alone; null for all.</param>
    /// <param name="cancellation">To stop.</param>
    public async Task<Incidents> OfAsync(Caller caller, Scope posts, Id? round, CancellationToken cancellation)
    {
        var (rows, whole) = (new List<IncidentRow>(), true);
        var broken = await BrokenAsync(caller, round);
        rows.AddRange(broken.Take(Most).Select(s => new IncidentRow(s.Id, "step", s.OrgPath, s.At, default, null, null)));
        whole &= broken.Count <= Most;

        var refused = await reader.RefusedMessagesAsync(caller.Principal.Scope, Most);
        whole &= refused.Count < Most;
        foreach (var m in refused.Where(m => m.RefusedWith is { } code && !m.Message.Expects.Contains(code)))
        {
            if (round is null || m.Message.Source == round || (await reader.StreamAsync(Scope.All, m.Message.Source))?.Group == round)
                rows.Add(IncidentRow.Of(m, caller.Language));
        }

        if (round is null)
        {
            var off = await StreamsAsync(caller, new StreamFilter { Kind = WebhookState.Kind, Status = WebhookState.SwitchedOffItself });
            var names = await NamesAsync(caller, off.Items);
            rows.AddRange(off.Items.Select(h => IncidentRow.Of(h, names.GetValueOrDefault(h.Id), caller.Language)));
            whole &= off.Next is null;
        }

        var waiting = await unheld.LoadAsync(posts, round ?? default, Most, cancellation);
        rows.AddRange(waiting.Select(w => IncidentRow.Of(w, caller.Language)));
        return new Incidents(rows, whole && waiting.Length < Most);
    }

    /// <summary>Broken cases, then what runs beside them: more than are listed where there are more.</summary>
    private async Task<List<StreamRow>> BrokenAsync(Caller caller, Id? round)
    {
        var broken = new List<StreamRow>();
        foreach (var kind in (string[])[InstanceSteps.Kind, InstanceSteps.ChildKind])
        {
            var filter = new StreamFilter { Group = round ?? default, AnyGroup = round is null, Kind = kind, Status = "faulted", Practice = true };
            broken.AddRange((await reader.StreamsAsync(caller.Principal.Scope, filter, new PageRequest(null, Most + 1 - broken.Count))).Items);
            if (broken.Count > Most)
                break;
        }

        return broken;
    }

    private Task<Page<StreamRow>> StreamsAsync(Caller caller, StreamFilter filter) => reader.StreamsAsync(caller.Principal.Scope, filter, new PageRequest(null, Most));

    private async Task<Dictionary<Id, string>> NamesAsync(Caller caller, ImmutableArray<StreamRow> hooks) => hooks.IsEmpty ? [] :
        (await reader.DocumentsAsync(caller.Principal.Scope, new DocumentFilter(Webhook.Document) { Streams = [.. hooks.Select(h => h.Id)] })).ToDictionary(d => d.Stream, d => Webhook.From(d).Name);
}
