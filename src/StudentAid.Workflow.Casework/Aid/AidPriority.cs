using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Aid;

/// <summary>
/// Whose application comes first (人社厅发〔2020〕20号 (六)): students whom a provider's list names beyond doubt in one of the categories of the round's aid
/// (<c>priority</c>). It orders work lists and decides nothing.
/// </summary>
public sealed class AidPriority(StepRunner runner, IStepStore store, IStoreReader reader, PinCache pins, SealedTexts texts)
{
    /// <summary>The students of a round; nobody where its procedure knows no priority.</summary>
    public async Task<ImmutableHashSet<Id>> OfAsync(Id round, CancellationToken cancellation)
    {
        if (await runner.StateAsync<RoundState>(await store.LoadAsync(round, cancellation), cancellation) is not { } state)
            return [];
        await pins.EnsureAsync(state.Pin, cancellation);
        if (AidRules.Kind.FindOnly(pins, state.Pin, null) is not { Priority.IsEmpty: false } aid)
            return [];
        var first = ImmutableHashSet.CreateBuilder<Id>();
        foreach (var match in await reader.DocumentsAsync(Scope.All, new DocumentFilter(RunMatchingHandler.Document) { Stream = round }))
        {
            if (MatchStateWords.Parse(match.Content["state"].AsText()) != MatchState.Matched)
                continue;
            var told = await texts.OpenAsync(match.Content["sealed"].AsText() ?? "", cancellation);
            if (told["categories"].Items.Any(c => aid.Priority.Contains(c.AsText() ?? "", StringComparer.Ordinal)))
                first.Add(Id.Parse(match.Key));
        }

        return first.ToImmutable();
    }
}
