using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Applications;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Publicity;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Archiving;

/// <summary>What one body said of a case: its activity, outcome, level, coded reason, and addresses of the sealed opinion and of the list's decision.</summary>
public sealed record StageLevel(string Activity, string Outcome, string Level, string Reason, string Opinion, string Roster, DateTimeOffset At)
{
    /// <summary>What the posts said that signed before the last one (会签), in their order.</summary>
    public ImmutableArray<StageLevel> Signed { get; init; } = [];
}

/// <summary>A record of verification: method and day, and the address of who and what.</summary>
public sealed record VerificationNote(string Method, string Day, string Sealed, ImmutableArray<string> Evidence);

/// <summary>
/// A case as its events tell it, ended or not. Stages are in the order in which the bodies spoke, of an activity that spoke again only the last;
/// what a return threw back is gone with it.
/// </summary>
public sealed record CaseHistory(
    Id Case, string Number, string Track, string Status, ImmutableArray<string> Outcomes, string Level, string Reason, string Suggested, decimal? Total, string Match,
    string Answers, string Attachments, string Publicity, bool Archived, ImmutableArray<StageLevel> Stages, ImmutableArray<VerificationNote> Verifications)
{
    /// <summary>What the check of an aid proposed: aid, semester, amount in 分, ground; nothing where the procedure has no such check.</summary>
    public Value Aid { get; init; } = Value.Null;

    /// <summary>Whether a body or office has said anything of the case that stands, with a note or without one, however the case ended.</summary>
    public bool IsDecided { get; init; }

    /// <summary>Address of the categories in which the student is matched; empty where nobody compared.</summary>
    public string Categories { get; init; } = "";

    /// <summary>Address of the answers that staff saved from the paper of an application which waits to be handed in; empty where there are none.</summary>
    public string Draft { get; init; } = "";

    /// <summary>Hashes of what was attached to opinions, answers and signatures (附件), in their order.</summary>
    public ImmutableArray<string> Attached { get; init; } = [];

    /// <summary>Null where there is no such case.</summary>
    public static async Task<CaseHistory?> LoadAsync(IStepStore store, Id @case, CancellationToken cancellation)
    {
        var events = await store.EventsAsync(@case, 0, cancellation);
        return events.Count == 0 ? null : Of(@case, events);
    }

    public static CaseHistory Of(Id @case, IEnumerable<StoredEvent> events)
    {
        var state = new InstanceState();
        var notes = new Notes();
        foreach (var stored in events)
        {
            var step = InstanceEventJson.Read(stored.Data.Span);
            state.Apply(step);
            foreach (var happened in step)
                notes.Take(happened, stored.At);
        }

        var variables = state.Frames.TryGetValue(1, out var frame) ? frame.Variables : new Dictionary<string, Value>(StringComparer.Ordinal);
        string Text(string name) => variables.GetValueOrDefault(name)?.AsText() ?? "";
        return new CaseHistory(
            @case, state.Name, frame?.Input["track"].AsText() ?? "", state.Status, state.Outcomes, Text(CaseVariables.Level), Text(CaseVariables.Reason), Text(CaseVariables.Suggested),
            variables.GetValueOrDefault(CaseVariables.Total)?.AsNumber(), Text(CaseVariables.Match), Text(CaseVariables.Answers), Text(CaseVariables.Attachments),
            notes.Publicity, notes.Archived, [.. notes.Stages], [.. notes.Verifications])
        {
            Draft = state.Bookmarks.Values.Where(b => b.Kind == BookmarkKind.Task).Select(b => state.Frames[b.Frame].Data).FirstOrDefault(d => d[ApplicationActivity.DraftEntered].AsBool() == true)?[ApplicationActivity.DraftAnswers].AsText() ?? "",
            Categories = Text(CaseVariables.Categories), Aid = notes.Aid, Attached = [.. notes.Attached.Distinct(StringComparer.Ordinal)], IsDecided = notes.Stages.Count > 0 || variables.Any(v => CaseVariables.SaysDecided(v.Key, v.Value)),
        };
    }

    private sealed class Notes
    {
        private readonly List<StageLevel> signed = [];

        public List<StageLevel> Stages { get; } = [];

        public List<VerificationNote> Verifications { get; } = [];

        public List<string> Attached { get; } = [];

        public string Publicity { get; private set; } = "";

        public bool Archived { get; private set; }

        public Value Aid { get; private set; } = Value.Null;

        public void Take(InstanceEvent happened, DateTimeOffset at)
        {
            if (happened is InstanceEvent.Rewound back)
                Forget(back);
            if (happened is not InstanceEvent.Noted note)
                return;
            if (note.Name is "opinion" or TaskVerbs.Reply or TaskVerbs.Sign)
                Attached.AddRange(note.Content["evidence"].Items.Select(e => e.AsText()).OfType<string>());
            switch (note.Name)
            {
                case "opinion": Hear(note, at); break;
                case "publicity": Publicity = note.Content["outcome"].AsText() ?? ""; break;
                case "archived": Archived = true; break;
                case "aid-checked": Aid = note.Content; break;
                case "verified": Verifications.Add(new VerificationNote(
                    note.Content["method"].AsText() ?? "", note.Content["date"].AsText() ?? "", note.Content["sealed"].AsText() ?? "",
                    [.. note.Content["evidence"].Items.Select(e => e.AsText()!)])); break;
            }
        }

        private void Forget(InstanceEvent.Rewound back)
        {
            Stages.RemoveAll(s => back.Reset.Contains(s.Activity));
            signed.RemoveAll(s => back.Reset.Contains(s.Activity));
            (Publicity, Archived) = ("", false);
        }

        private void Hear(InstanceEvent.Noted note, DateTimeOffset at)
        {
            var said = note.Content;
            if (said["signed"].AsBool() == true)
            {
                signed.Add(Said(""));
                return;
            }

            Stages.RemoveAll(s => s.Activity == note.Node);
            if (said["outcome"].AsText() is { } outcome && outcome != LevelOpinion.Returned)
                Stages.Add(Said(outcome) with { Signed = [.. signed.Where(s => s.Activity == note.Node)] });
            signed.RemoveAll(s => s.Activity == note.Node);
            StageLevel Said(string outcome) => new(note.Node, outcome, Word("level"), Word("reason"), Word("opinion"), Word("roster"), at);
            string Word(string name) => said[name].AsText() ?? "";
        }
    }
}
