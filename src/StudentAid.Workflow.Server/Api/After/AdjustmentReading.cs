using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Adjustments;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Sampling;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Cases;

namespace StudentAid.Workflow.Server.Api.After;

/// <summary>Reads proposals of adjustment and samples for people.</summary>
public sealed class AdjustmentReading(IStepStore store, IStoreReader reader, StepRunner runner, SealedTexts texts, PeopleNames names, CaseNumbers numbers, AfterDecision after, ReadingRecord readings)
{
    /// <summary>In scope, the newest first: of a round or of a person.</summary>
    public async Task<Listing<AdjustmentView>> AdjustmentsAsync(Id round, Id person, Caller caller, CancellationToken cancellation)
    {
        var filter = new StreamFilter { Group = round, Subject = person, Kind = AdjustmentState.Kind, Practice = true };
        var rows = (await reader.StreamsAsync(caller.Principal.Scope, filter, PageRequest.Everything)).Items;
        var known = await names.EachAsync(rows.Select(r => r.Subject));
        var rules = new Dictionary<Id, AdjustmentRules>();
        var views = new List<AdjustmentView>();
        foreach (var row in rows)
        {
            var state = (await runner.StateAsync<AdjustmentState>(await store.LoadAsync(row.Id, cancellation), cancellation))!;
            views.Add(await ViewAsync(row.Id, state, known.GetValueOrDefault(row.Subject, ""), await RulesAsync(state.Round, rules, cancellation), caller, cancellation));
        }

        return Listing.All(views.OrderByDescending(v => v.ProposedOn).ThenBy(v => v.Id));
    }

    /// <summary>What was written of one proposal, for who keeps the school's rounds: it is a family's story, and is not laid beside another's.</summary>
    public async Task<(AdjustmentWords? Words, Rejection? Refused)> WordsAsync(Id id, Caller caller, CancellationToken cancellation)
    {
        if (await runner.StateAsync<AdjustmentState>(await store.LoadAsync(id, cancellation), cancellation) is not { } state || !caller.Principal.Scope.Covers(state.School))
            return (null, StepCodes.NotFound.With());
        return (Duties.Rounds(caller.Principal, state.School) ?? await readings.WriteAsync(caller, state.School, state.Case, id.ToString(), RecordReading.Told)) is { } refused ? (null, refused)
            : (new AdjustmentWords(id, await WordsAsync(state.Text, cancellation), await WordsAsync(state.Dismissal, cancellation)), null);
    }

    public async Task<Listing<SampleRow>> SamplesAsync(Id round, Caller caller, CancellationToken cancellation)
    {
        var rows = (await reader.StreamsAsync(caller.Principal.Scope, new StreamFilter { Group = round, Kind = SampleState.Kind, Practice = true }, PageRequest.Everything)).Items;
        var views = new List<SampleRow>();
        foreach (var row in rows)
        {
            var s = (await runner.StateAsync<SampleState>(await store.LoadAsync(row.Id, cancellation), cancellation))!;
            views.Add(new SampleRow(
                row.Id, row.Version, row.Status, s.Seed, s.Share, s.VisitShare, s.Population, s.DrawnOn, s.Cases.Length, s.Results.Length, s.Results.Count(r => r.Result == SampleState.Deviates)));
        }

        return Listing.All(views.OrderByDescending(v => v.DrawnOn).ThenBy(v => v.Id));
    }

    /// <summary>Nothing where there is none at a school in the caller's scope. What was found is told of the one case, for findings are families' stories and are not laid side by side.</summary>
    public async Task<(SampleView? View, Rejection? Refused)> SampleAsync(Id id, Id @case, Caller caller, CancellationToken cancellation)
    {
        if (await runner.StateAsync<SampleState>(await store.LoadAsync(id, cancellation), cancellation) is not { } state || !caller.Principal.Scope.Covers(state.School))
            return (null, StepCodes.NotFound.With());
        var keeps = Duties.Rounds(caller.Principal, state.School) is null;
        var found = keeps ? state.Results.FirstOrDefault(r => r.Case == @case) : null;
        if (found is not null && await readings.WriteAsync(caller, state.School, @case, id.ToString(), RecordReading.Told) is { } unrecorded)
            return (null, unrecorded);
        return (new SampleView(
            id, state.Version, state.Status, state.Seed, state.Share, state.VisitShare, state.Population, state.Cases, state.Round, state.DrawnOn,
            await SampledAsync(state, cancellation))
        {
            Acts = keeps ? state.Status == "open" ? ["check", "read"] : ["read"] : [], Finding = found is null ? null : await texts.TextAsync(found.Finding, cancellation),
        }, null);
    }

    private async Task<AdjustmentView> ViewAsync(Id id, AdjustmentState state, string name, AdjustmentRules rules, Caller caller, CancellationToken cancellation)
    {
        var keeps = Duties.Rounds(caller.Principal, state.School) is null;
        var may = keeps && state.Status == "open" && !caller.Principal.MustWithdrawFrom(state.Person);
        var rounds = may ? await after.RoundsAsync(state, cancellation) : [];
        return new AdjustmentView(
            id, state.Version, state.Status, state.Case, state.Person, state.Trigger, state.Source.Length > 0 ? state.Source : null,
            state.ProposedOn, state.Successor.IsNone ? null : state.Successor)
        {
            Name = name,
            TriggerName = rules.Find(state.Trigger)?.Name ?? state.Trigger,
            DismissedOn = state.DismissedOn,
            Acts = [.. !may ? Array.Empty<string>() : rounds.IsEmpty ? ["dismiss"] : ["begin", "dismiss"], .. keeps && state.Text.Length + state.Dismissal.Length > 0 ? ["read"] : Array.Empty<string>()],
            Rounds = rounds,
        };
    }

    /// <summary>Null where there is no address, or what stood there was erased.</summary>
    private async Task<string?> WordsAsync(string address, CancellationToken cancellation) =>
        address.Length > 0 && await texts.TextAsync(address, cancellation) is { Length: > 0 } text ? text : null;

    private async Task<AdjustmentRules> RulesAsync(Id round, Dictionary<Id, AdjustmentRules> known, CancellationToken cancellation)
    {
        if (!known.TryGetValue(round, out var rules))
        {
            var state = await runner.StateAsync<RoundState>(await store.LoadAsync(round, cancellation), cancellation);
            known[round] = rules = state is null ? AdjustmentRules.None : await after.RulesAsync(state, cancellation);
        }

        return rules;
    }

    private async Task<IReadOnlyList<SampledCaseView>> SampledAsync(SampleState state, CancellationToken cancellation)
    {
        var rows = new List<SampledCaseView>();
        foreach (var @case in state.Cases)
        {
            var stored = await store.LoadAsync(@case, cancellation);
            var name = stored is null ? "" : (await names.EachAsync([stored.Subject])).GetValueOrDefault(stored.Subject, "");
            var result = state.Results.FirstOrDefault(r => r.Case == @case);
            rows.Add(new SampledCaseView(
                @case, name, await numbers.OfAsync(@case), stored?.OrgPath ?? "", result?.Result, result?.Method, result?.Day));
        }

        return rows;
    }
}
