using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Aid;

/// <summary>How often somebody tried for a student after the round's window had closed (逾期不予补报, 人社厅发〔2020〕20号 (七)).</summary>
public sealed record LateAttemptState(long Version, int Count) : IBesideState<LateAttemptState, LateTriedEvent>
{
    public const string Kind = "late-attempt";
    public const int Format = 1;

    /// <summary>The kind of the document beside each attempt.</summary>
    public const string Document = "late-attempt";

    public static LateAttemptState Empty { get; } = new(0, 0);

    public static (string Kind, int Format) Stored => (Kind, Format);

    public static Id IdOf(Id round, Id person) => Id.Of(Kind, round.ToString(), person.ToString());

    public LateAttemptState After(IEnumerable<LateTriedEvent> events) => new(Version + 1, Count + events.Count());
}

/// <summary>What stands in the log.</summary>
public abstract record LateTriedEvent
{
    private LateTriedEvent() { }

    /// <summary>Refused on this track, whose window had closed at the instant.</summary>
    public sealed record Tried(Id Round, Id Person, string Track, DateTimeOffset Closed) : LateTriedEvent;
}

/// <summary>An attempt as the log tells it: whose, by whom, when.</summary>
public sealed record LateAttempt(Id Person, Id By, DateTimeOffset At, string Track);

/// <summary>The log of attempts to declare aid late: the only refusal that is kept, for the inspection asks for it.</summary>
public sealed class LateAttempts(StepRunner runner, IStoreReader reader)
{
    /// <summary>Keeps an attempt; the same sending again is the same attempt.</summary>
    internal Task<Answer> KeepAsync(BeginCase refused, RoundState round, string place, CancellationToken cancellation) => runner.RunAsync<LateAttemptState>(
        refused with { Key = $"{refused.Key}/late" }, LateAttemptState.IdOf(refused.Round, refused.Person), (state, _, act, _) =>
        {
            var parts = new StepParts(act, state?.Version ?? 0);
            var closed = round.Windows.First(w => w.Track == refused.Track).Closes;
            var happened = new LateTriedEvent.Tried(refused.Round, refused.Person, refused.Track, closed);
            var before = state ?? LateAttemptState.Empty;
            parts.Row(new DocumentPut(LateAttemptState.Document, $"{refused.Round}-{refused.Person}-{before.Count + 1}", Value.Record(
                ("round", refused.Round.ToString()), ("person", refused.Person.ToString()), ("by", act.Actor.ToString()), ("at", act.Now.ToUnixTimeMilliseconds()), ("track", refused.Track)), place));
            return before.Step(new Beside(place, refused.Round, refused.Person, round.Practice), parts, happened);
        }, cancellation);

    /// <summary>The round's attempts in scope, the earliest first.</summary>
    public async Task<ImmutableArray<LateAttempt>> LoadAsync(Scope scope, Id round) =>
    [
        .. (await reader.DocumentsAsync(scope, new DocumentFilter(LateAttemptState.Document))).Where(d => d.Content["round"].AsText() == round.ToString())
            .Select(d => new LateAttempt(
                Id.Parse(d.Content["person"].AsText()!), Id.Parse(d.Content["by"].AsText()!), DateTimeOffset.FromUnixTimeMilliseconds((long)d.Content["at"].AsNumber()!), d.Content["track"].AsText() ?? ""))
            .OrderBy(a => a.At).ThenBy(a => a.Person),
    ];
}
