using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Files;
using StudentAid.Workflow.Casework.Records;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Policy;

namespace StudentAid.Workflow.Server.Api.Cases;

/// <summary>A file that the case names; its bytes come by the same grant.</summary>
public sealed record GrantedFile(string Hash, string From, string Category);

/// <summary>A body's act as whoever may read the result alone reads it: no reason in words, no opinion.</summary>
public sealed record GrantedStage(Text Title, string Article, string Outcome, Text LevelName, DateTimeOffset At, RecordedVote? Vote, bool Standing);

/// <summary>How a case was decided, without a word of the family.</summary>
public sealed record GrantedResult(string Number, Text LevelName, IReadOnlyList<string> Outcomes, IReadOnlyList<GrantedStage> Stages, IReadOnlyList<RecordedNotice> Notices, IReadOnlyList<RecordedBasis> Basis);

/// <summary>What a grant shows: the parts that were asked for, each absent where it was not; until when, and the version of the record that says it was read.</summary>
public sealed record GrantedCase(
    Id Grant, long Version, Id Case, DateOnly Until, GrantedResult? Result, DecisionRecord? Record, IReadOnlyList<ShownFact>? Facts, IReadOnlyList<GrantedFile>? Files);

/// <summary>Puts together what somebody reads by the right he was given.</summary>
public sealed class GrantedReading(IStepStore store, StepRunner runner, DecisionRecords records, FamilyFacts family, SealedTexts texts)
{
    private static readonly HashSet<string> Reader = [FieldTable.Granted];

    internal async Task<GrantedCase?> OfAsync(Id grant, ReadGrantState state, ImmutableArray<string> parts, long version, CancellationToken cancellation)
    {
        if (await store.LoadAsync(state.Case, cancellation) is not { } stored || await runner.StateAsync<InstanceState>(stored, cancellation) is not { } instance)
            return null;
        var record = parts.Contains(ReadParts.Result) || parts.Contains(ReadParts.Record) ? await records.LoadAsync(state.Case, cancellation) : null;
        return new GrantedCase(
            grant, version, state.Case, state.Until, parts.Contains(ReadParts.Result) && record is not null ? ResultOf(record) : null, parts.Contains(ReadParts.Record) ? record : null,
            parts.Contains(ReadParts.Facts) ? await FactsAsync(stored, instance, cancellation) : null, parts.Contains(ReadParts.Files) ? await FilesAsync(state.Case, cancellation) : null);
    }

    /// <summary>The files that the case names now; no other is opened by a grant.</summary>
    internal async Task<IReadOnlyList<GrantedFile>> FilesAsync(Id @case, CancellationToken cancellation) => await CaseHistory.LoadAsync(store, @case, cancellation) is { } history
        ? [.. (await history.EvidenceAsync(texts, cancellation)).Select(e => new GrantedFile(e.Hash, e.From, e.Type))] : [];

    private async Task<IReadOnlyList<ShownFact>> FactsAsync(StoredStream stored, InstanceState state, CancellationToken cancellation) =>
        [.. (await family.AllAsync(stored, state, cancellation)).Where(f => FieldTable.Reveals(FamilyFacts.View, f.Key, Reader)).Select(f => new ShownFact(f.Key, f.Value))];

    private static GrantedResult ResultOf(DecisionRecord record) => new(
        record.Number, record.LevelName, record.Outcomes, [.. record.Stages.Select(s => new GrantedStage(s.Title, s.Article, s.Outcome, s.LevelName, s.At, s.Vote, s.Standing))], record.Notices, record.Basis);
}
