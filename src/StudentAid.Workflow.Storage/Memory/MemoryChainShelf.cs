using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Audit;
using StudentAid.Workflow.Storage.Keys;

namespace StudentAid.Workflow.Storage.Memory;

/// <summary>The tenants' chains in memory.</summary>
internal sealed class MemoryChainShelf(Func<MemoryState> state, Action<Func<MemoryState, MemoryState>> change) : IChainShelf
{
    private readonly Tenancy tenancy = new(unit => KindOf(state(), unit));

    public long SealedUpto() => Upto(state());

    public IReadOnlyList<UnsealedEvent> Unsealed(long after, int limit)
    {
        var now = state();
        return [.. now.Positions.Where(p => p.Key > after && !now.Streams[p.Value.Stream].Row.Practice).Take(limit).Select(p => Of(now, p.Key, p.Value.Stream, p.Value.Seq))];
    }

    public ChainRow? Last(string place) => state().Chains.GetValueOrDefault(place)?[^1];

    public IReadOnlyList<ChainRow> Rows(string place, long after, long upto) => [.. (state().Chains.GetValueOrDefault(place) ?? []).Where(r => r.N > after && r.N <= upto)];

    public ChainStart? StartOf(string place) => state().ChainStarts.GetValueOrDefault(place);

    public IReadOnlyList<string> Places() => [.. state().Chains.Keys];

    public string TenantOf(string place) => tenancy.Of(place);

    public Task<bool> AppendAsync(long sealedUpto, IReadOnlyList<ChainRow> rows)
    {
        var done = false;
        change(before =>
        {
            done = Upto(before) == sealedUpto;
            return done ? before with { Chains = rows.Aggregate(before.Chains, (all, row) => all.SetItem(row.Place, (all.GetValueOrDefault(row.Place) ?? []).Add(row))) } : before;
        });
        return Task.FromResult(done);
    }

    /// <summary>As the file does it.</summary>
    public static MemoryState Cut(MemoryState state, ChainCut cut)
    {
        var rows = state.Chains.GetValueOrDefault(cut.Place) ?? [];
        if (!rows.Any(r => r.N == cut.Row && r.Total == cut.Events && Convert.ToHexStringLower(r.Hash.Span) == cut.Hash) || rows[^1].N <= cut.Row)
            throw new BrokenStepException($"Expected a row of the chain with others after it, but there is none that {cut} names.");
        return state with
        {
            Chains = state.Chains.SetItem(cut.Place, rows.RemoveAll(r => r.N <= cut.Row)),
            ChainStarts = state.ChainStarts.SetItem(cut.Place, new ChainStart(cut.Place, cut.Row, cut.Events, Convert.FromHexString(cut.Hash))),
        };
    }

    private static long Upto(MemoryState state) => state.Chains.Values.Select(c => c[^1].Upto).DefaultIfEmpty(0).Max();

    private static UnsealedEvent Of(MemoryState state, long position, Engine.Streams.Id stream, long seq)
    {
        var found = state.Streams[stream];
        return new UnsealedEvent(position, found.Row.OrgPath, new SealedEntry(stream, seq, found.Events[(int)seq - 1].Hash));
    }

    private static string? KindOf(MemoryState state, string unit) => state.Documents
        .Where(d => d.Key.Kind == UnitFacts.OrgUnit && string.Equals(d.Key.Key, unit, StringComparison.Ordinal)).Select(d => d.Value.Content["kind"].AsText()).FirstOrDefault();
}

/// <summary>A memory store's history, as it is checked.</summary>
internal sealed class MemoryHistory(MemoryState state) : IHistory
{
    public (long Row, long Seq)? Orphan() => null;

    public IEnumerable<HistoryStream> Streams() => state.Streams.Values.OrderBy(s => s.Ordinal).Select(s => new HistoryStream(s.Row.Id, s.Row.Version, s.Row.Practice));

    public IEnumerable<Engine.Streams.StoredEvent> Events(Engine.Streams.Id stream) => state.Streams[stream].Events;

    public IEnumerable<ChainStart> Starts() => state.ChainStarts.Values;

    public IEnumerable<ChainRow> Chain() => state.Chains.Values.SelectMany(c => c);
}
