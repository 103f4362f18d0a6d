using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.ReferenceLevels;

/// <summary>What became of a batch: its record, how many cases waited for their level and were given it, and whom the activity refused with why.</summary>
public sealed record ReferenceImported(Answer Answer, int Entered, ImmutableArray<(int Row, Rejection Why)> NotEntered);

/// <summary>
/// Takes a batch and gives the cases that wait for a reference level theirs, each by a command of its own under a key derived from the sending's, so that
/// a sending that broke off is completed by the same sending again.
/// </summary>
public sealed class ReferenceLevelImport(IMediator mediator, IStepStore store, IStoreReader reader, StepRunner runner, PinCache pins)
{
    private const string Activity = "StudentAid.ReferenceLevel";
    private const string Verb = "enter";

    public async Task<ReferenceImported> RunAsync(RecordReferenceLevels command, CancellationToken cancellation)
    {
        var answer = await mediator.Send(command, cancellation);
        if (answer.Rejected is not null || command.DryRun || await runner.StateAsync<RoundState>(await store.LoadAsync(command.Round, cancellation), cancellation) is not { } round)
            return new ReferenceImported(answer, 0, []);
        await pins.EnsureAsync(round.Pin, cancellation);
        var waiting = pins.Definition(round.Pin)?.Definition.Root.All()
            .Where(a => a.Type == Activity && (a.Input("source")?.Value.AsText() ?? new ReferenceLevelOptions().Source) == command.Source).Select(a => a.Id).ToHashSet(StringComparer.Ordinal) ?? [];
        var (entered, refused) = (0, ImmutableArray.CreateBuilder<(int, Rejection)>());
        foreach (var row in waiting.Count == 0 ? [] : command.Rows)
        {
            if (await TaskAsync(command.Round, row.Person, waiting) is not { } task)
                continue;
            var input = PlainText.Record(("level", row.Level), ("score", row.Score is { } points ? Value.Of(points) : Value.Null), ("batch", command.Batch));
            var done = await mediator.Send(new CompleteTask(task.Stream.Id, task.Bookmark, Verb, input, task.ShownAt) { Principal = command.Principal, Key = $"{command.Key}:{task.Stream.Id}" }, cancellation);
            if (done.Rejected is { } why)
                refused.Add((row.Row, why));
            else
                entered++;
        }

        return new ReferenceImported(answer, entered, refused.ToImmutable());
    }

    /// <summary>The open task of the person's latest case at one of the activities.</summary>
    private async Task<TaskRow?> TaskAsync(Id round, Id person, HashSet<string> activities)
    {
        StreamRow? latest = null;
        for (var attempt = 1; await reader.StreamAsync(Scope.All, BeginCase.IdOf(round, person, attempt)) is { } found; attempt++)
            latest = found;
        return latest is null ? null : (await reader.TasksOfAsync(Scope.All, latest.Id)).FirstOrDefault(t => activities.Contains(t.Activity));
    }
}
