using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Matching;

/// <summary>What a comparison reads: the lists' rows, and by its facts the earlier results and the cases they concern.</summary>
public sealed class MatchingInputs(IStoreReader reader, IStepStore store, StepRunner runner, SealedTexts texts)
{
    /// <summary>The results of a round by person: <c>{ state, content }</c>, opened.</summary>
    public static FactKey ResultsOf(Id round) => new("match-results", round.ToString());

    /// <summary>Ids of the round's open cases by person.</summary>
    public static FactKey SubjectsOf(Id round) => new("round-subjects", round.ToString());

    /// <summary>Who belongs to the household of whom, by what the round's open cases say (a draft counts until there is an application).</summary>
    public async Task<IReadOnlyDictionary<Id, ImmutableArray<HouseholdMember>>> HouseholdsAsync(Id round, MatchingRules rules, CancellationToken cancellation)
    {
        var households = new Dictionary<Id, ImmutableArray<HouseholdMember>>();
        if (!rules.Household || rules.Members.IsEmpty)
            return households;
        var filter = new StreamFilter { Group = round, Kind = InstanceSteps.Kind, Practice = true };
        foreach (var row in (await reader.StreamsAsync(Scope.All, filter, PageRequest.Everything)).Items.Where(s => s.Status is not ("finished" or "cancelled")))
        {
            var state = await runner.StateAsync<InstanceState>(await store.LoadAsync(row.Id, cancellation), cancellation);
            var members = rules.HouseholdOf(await texts.OpenAsync(AnswersOf(state), cancellation));
            if (!members.IsEmpty)
                households[row.Subject] = members;
        }

        return households;
    }

    private static string AnswersOf(InstanceState? state) =>
        state is null || !state.Frames.TryGetValue(1, out var root) ? ""
        : root.Variables.GetValueOrDefault(CaseVariables.Answers)?.AsText()
        ?? state.Frames.Values.Select(f => f.Data["draft"].AsText()).FirstOrDefault(a => a is not null) ?? "";

    /// <summary>Ids of the round's ended cases by person.</summary>
    public static FactKey EndedOf(Id round) => new("round-ended", round.ToString());

    /// <summary>The rows of the lists that a school's unit and those above it hold.</summary>
    public async Task<IReadOnlyList<ListRow>> RowsAsync(string school)
    {
        var rows = new List<ListRow>();
        foreach (var unit in UnitPath.Line(school).Select(UnitState.IdOf))
        {
            foreach (var piece in await reader.DocumentsAsync(Scope.All, new DocumentFilter(LoadProviderListHandler.Document) { Stream = unit }))
                rows.AddRange(piece.Content["rows"].Items.Select(ListRowRecord.Read));
        }

        return rows;
    }
}

/// <summary>Earlier results of a round, opened from its events in one walk.</summary>
public sealed class MatchResultsSource(IStoreReader reader, IStepStore store, Cipher cipher) : FactSource("match-results")
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var round = Id.Parse(key.Id);
        var rows = await reader.DocumentsAsync(Scope.All, new DocumentFilter(RunMatchingHandler.Document) { Stream = round });
        var seqs = rows.Select(r => r.Seq).ToHashSet();
        var parts = (await store.EventsAsync(round, 0, cancellation)).Where(e => seqs.Contains(e.Seq)).ToDictionary(e => e.Seq, e => SealedFrame.Read(e.Sealed));
        return new Fact(key, Value.Record(rows.Select(r => (r.Key, (Value)Value.Record(("state", r.Content["state"]), ("content", Content(r, parts)))))));
    }

    private Value Content(DocumentRow row, Dictionary<long, System.Collections.Immutable.ImmutableArray<SealedPart>> parts)
    {
        var address = row.Content["sealed"].AsText() ?? "";
        var n = int.Parse(address[(address.LastIndexOf('/') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        return cipher.Open(parts[row.Seq][n], row.Stream, row.Seq, n);
    }
}

/// <summary>The open cases of a round by person.</summary>
public sealed class RoundSubjectsSource(IStoreReader reader) : FactSource("round-subjects")
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var filter = new StreamFilter { Group = Id.Parse(key.Id), Kind = InstanceSteps.Kind, Practice = true };
        var open = (await reader.StreamsAsync(Scope.All, filter, PageRequest.Everything)).Items.Where(s => s.Status is not ("finished" or "cancelled"));
        return new Fact(key, Value.Record(open.GroupBy(s => s.Subject).Select(g => (g.Key.ToString(), (Value)Value.List(g.Select(s => Value.Of(s.Id.ToString())))))));
    }
}

/// <summary>The ended cases of a round by person.</summary>
public sealed class RoundEndedSource(IStoreReader reader) : FactSource("round-ended")
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var filter = new StreamFilter { Group = Id.Parse(key.Id), Kind = InstanceSteps.Kind, Status = "finished", Practice = true };
        var ended = (await reader.StreamsAsync(Scope.All, filter, PageRequest.Everything)).Items;
        return new Fact(key, Value.Record(ended.GroupBy(s => s.Subject).Select(g => (g.Key.ToString(), (Value)Value.List(g.Select(s => Value.Of(s.Id.ToString())))))));
    }
}
