using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>"waiting" at "gate|unit": the entries with what they came with, who is missing, and the counters that say whether somebody left.</summary>
public sealed class WaitingFactSource(StepRunner runner, IStepStore store, IStoreReader reader, PositionReading standings) : FactSource(RosterFacts.Waiting)
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var bar = key.Id.IndexOf('|', StringComparison.Ordinal);
        var (gate, unit) = (key.Id[..bar], key.Id[(bar + 1)..]);
        var page = await reader.EntriesAsync(Scope.All, new EntryFilter { Gate = gate, State = EntryState.Waiting, Below = unit }, PageRequest.Everything);
        // Nobody decides on a case that is suspended: it waits for the next list.
        ImmutableArray<EntryRow> ready = [.. page.Items.Where(e => e.Stream.Status != "suspended")];
        var entries = ImmutableArray.CreateBuilder<Value>(ready.Length);
        var pinned = ImmutableArray.CreateBuilder<Value>(ready.Length);
        foreach (var entry in ready)
        {
            var state = await runner.StateAsync<InstanceState>(await store.LoadAsync(entry.Stream.Id, cancellation), cancellation);
            entries.Add(RecordCodec.Write(Read(entry, state)));
            pinned.Add(state?.Pin ?? "");
        }

        pinned.AddRange(await BehindAsync(gate, unit, cancellation));
        var missing = await MissingAsync(gate, unit, cancellation);
        return new Fact(key, Value.Record(
            ("entries", new ListValue(entries.ToImmutable())), ("pins", new ListValue(pinned.ToImmutable())), ("missing", Value.List(missing.Select(m => Value.Of(m.ZhCn)))),
            ("counters", await Counters.OfAsync(store, page.Items, cancellation))));
    }

    /// <summary>Pins of cases that wait at the same activity under a name it had before the round's pin was changed: they have not taken the new one yet.</summary>
    private async Task<IEnumerable<Value>> BehindAsync(string gate, string unit, CancellationToken cancellation)
    {
        var slash = gate.IndexOf('/', StringComparison.Ordinal);
        if (await runner.StateAsync<RoundState>(await store.LoadAsync(Id.Parse(gate[..slash]), cancellation), cancellation) is not { Repins: > 0 } round)
            return [];
        var behind = new List<Value>();
        foreach (var earlier in RoundPin.Of(round).Before.Values.SelectMany(m => m.Where(r => r.Value == gate[(slash + 1)..]).Select(r => r.Key)).Distinct(StringComparer.Ordinal))
        {
            var filter = new EntryFilter { Gate = $"{gate[..slash]}/{earlier}", State = EntryState.Waiting, Below = unit };
            foreach (var entry in (await reader.EntriesAsync(Scope.All, filter, PageRequest.Everything)).Items)
            {
                var state = await runner.StateAsync<InstanceState>(await store.LoadAsync(entry.Stream.Id, cancellation), cancellation);
                if (state is not null && state.Pin != round.Pin)
                    behind.Add(state.Pin);
            }
        }

        return behind;
    }

    private static RosterEntry Read(EntryRow entry, InstanceState? state)
    {
        var payload = state?.Bookmarks.GetValueOrDefault(entry.Bookmark)?.Payload ?? Value.Null;
        return new RosterEntry(
            entry.Stream.Id, entry.Bookmark, entry.Stream.Subject, entry.Stream.OrgPath, payload["level"].AsText() ?? "", payload["suggested"].AsText() ?? "",
            payload["total"].AsNumber(), payload["match"].AsText() ?? "", (int)(payload["rank"].AsNumber() ?? 0),
            payload["reference"].AsText() ?? "", payload["superseded"].AsText() ?? "", payload["asked"].AsText() ?? "", CaseVariables.ReasonOf(state));
    }

    private async Task<IReadOnlyList<Text>> MissingAsync(string gate, string unit, CancellationToken cancellation)
    {
        var slash = gate.IndexOf('/', StringComparison.Ordinal);
        return await standings.ReadAsync(Id.Parse(gate[..slash]), cancellation) is { } standing
            ? await standings.MissingAsync(standing, gate[(slash + 1)..], unit, cancellation)
            : [];
    }
}

/// <summary>"standing" of a roster: cases whose entries have left it, and the counters that say whether more leave.</summary>
public sealed class StandingFactSource(IStepStore store, IStoreReader reader) : FactSource(RosterFacts.Standing)
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        // The counters come first: who leaves between the two readings is seen by the claim.
        var entries = await reader.EntriesAsync(Scope.All, new EntryFilter { Barrier = Id.Parse(key.Id) }, PageRequest.Everything);
        var counters = await Counters.OfAsync(store, entries.Items, cancellation);
        var left = await reader.EntriesAsync(Scope.All, new EntryFilter { Barrier = Id.Parse(key.Id), State = EntryState.Left }, PageRequest.Everything);
        return new Fact(key, Value.Record(("left", Value.List(left.Items.Select(e => Value.Of(e.Stream.Id.ToString())))), ("counters", counters)));
    }
}

/// <summary>"committee" of "body|unit".</summary>
public sealed class CommitteeFactSource(IStoreReader reader) : FactSource(RosterFacts.Committee)
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var found = (await reader.DocumentsAsync(Scope.All, new DocumentFilter("committee") { Key = key.Id })).FirstOrDefault();
        return found is null ? None(key) : new Fact(key, await WithAccountsAsync((RecordValue)found.Content), "committee", found.Seq);
    }

    /// <summary>
    /// A member withdraws also from the cases of those for whom an account of his may act, and one who is a student from those of his guardians' other children, whether or not they were
    /// named with the members.
    /// </summary>
    private async Task<RecordValue> WithAccountsAsync(RecordValue committee)
    {
        ImmutableArray<string> accounts = [.. committee["members"].Items.Concat(committee["substitutes"].Items).SelectMany(AccountsOf).Distinct(StringComparer.Ordinal)];
        if (accounts.IsEmpty)
            return committee;
        var kin = (await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.Principal) { Keys = accounts }))
            .Where(d => !d.Content["persons"].Items.IsEmpty).ToDictionary(d => d.Key, d => d.Content["persons"].Items, StringComparer.Ordinal);
        return kin.Count == 0 ? committee : committee.With("members", With(committee["members"])).With("substitutes", With(committee["substitutes"]));

        // Whether a student sits who has applied himself is the body's own rule.
        Value With(Value members) => Value.List(members.Items.Select(m => AccountsOf(m).Where(kin.ContainsKey).SelectMany(a => kin[a]).Where(p => p != m["studentPerson"]).ToList() is { Count: > 0 } persons
            ? ((RecordValue)m).With("persons", Value.List(m["persons"].Items.Concat(persons).DistinctBy(p => p.AsText()))) : m));
    }

    private static IEnumerable<string> AccountsOf(Value member)
    {
        var seat = CommitteeMember.From(member);
        return seat.SignsInAs.Concat(seat.StudentPerson.IsNone ? [] : FamilyAccount.GuardianIds(seat.StudentPerson)).Select(i => i.ToString());
    }
}

/// <summary>"calendar" of a unit: the calendar documents of the units above it and its own, the widest first.</summary>
public sealed class CalendarFactSource(IStoreReader reader, IStepStore store) : FactSource(RosterFacts.Calendar)
{
    /// <summary>How often a calendar was put into force or taken out of it.</summary>
    public const string ChangesCounter = "calendar-changes";

    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        // The counter comes first: what changes between the two readings is seen by the claim.
        var changes = await store.CounterAsync(ChangesCounter, cancellation);
        var all = await reader.DocumentsAsync(Scope.All, new DocumentFilter("calendar"));
        var holding = all.Where(d => key.Id.StartsWith(d.OrgPath, StringComparison.Ordinal)).OrderBy(d => d.OrgPath.Length).Select(d => d.Content).ToList();
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(holding.Select(h => h.ToJson())))))[..16];
        return new Fact(key, Value.Record(("documents", Value.List(holding)), ("hash", hash), ("changes", changes)), "calendar", changes);
    }
}

internal static class Counters
{
    /// <summary>[[name, value]] of the left-counters of these entries' gates and units.</summary>
    public static async Task<Value> OfAsync(IStepStore store, ImmutableArray<EntryRow> entries, CancellationToken cancellation)
    {
        var counters = ImmutableArray.CreateBuilder<Value>();
        foreach (var name in entries.Select(e => BookmarkRows.LeftCounter(e.Gate, e.Unit)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            counters.Add(Value.List(name, await store.CounterAsync(name, cancellation)));
        return new ListValue(counters.ToImmutable());
    }
}
