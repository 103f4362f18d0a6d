using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api;

/// <summary>A case (认定申请) in lists.</summary>
public sealed record CaseRow(Id Id, Id Round, Id Person, string Name, string Unit, string Status, IReadOnlyList<string> At, long Version);

/// <summary>Where a case stands, in clear: nothing of what the family wrote. Level, total and match are those known so far.</summary>
public sealed record CaseView(
    Id Id, long Version, string Status, bool Suspended, Id Round, Id Person, string Name, string Number, string Unit, string Pin, string? Level, string? Suggested, decimal? Total,
    string? Match, IReadOnlyList<string> Outcomes, IReadOnlyList<WaitView> Waits, IReadOnlyList<IncidentView> Incidents)
{
    public static CaseView Of(StoredStream stored, InstanceState state, string name)
    {
        var variables = state.Frames.TryGetValue(1, out var root) ? root.Variables : null;
        Value Known(string variable) => variables?.GetValueOrDefault(variable) ?? Value.Null;
        return new CaseView(
            stored.Id, stored.Version, stored.Status, state.IsSuspended, stored.Group, stored.Subject, name, state.Name, stored.OrgPath, state.Pin,
            Known("level").AsText(), Known("suggested").AsText(), Known("total").AsNumber(), Known("match").AsText(), state.Outcomes,
            [.. state.Bookmarks.Values.Select(b => WaitView.Of(stored.Id, b))],
            [.. state.Incidents.Values.Select(i => new IncidentView(i.Id, i.Node, i.Code, i.Arguments))]);
    }
}

/// <summary>A place where a case waits: task, deadline, signal, entry or child.</summary>
public sealed record WaitView(string Id, string Kind, string Activity, string Name, string Unit, DateTimeOffset? Due, string? Etag)
{
    /// <summary>What the role is called that a task waits for; null of what is no task, and of a family's own.</summary>
    public Text? RoleName { get; init; }

    public static WaitView Of(Id stream, Bookmark b) => new(
        new TaskId(stream, b.Id).ToString(), b.Kind.ToString().ToLowerInvariant(), b.Node, b.Name, b.Unit, b.Due, b.Kind == BookmarkKind.Task ? TasksApi.EtagOf(b.ShownAt) : null);
}

/// <summary>A broken step that can be retried.</summary>
public sealed record IncidentView(int Number, string Activity, string Code, Value Arguments);

/// <summary>What the caller may do now at one of the case's tasks.</summary>
public sealed record ActionView(string Task, string Etag, string Activity, Text Title, string Role, DateTimeOffset? Due, IReadOnlyList<TaskAction> Actions)
{
    /// <summary>Who has it in hand, for those who work in the unit; absent where it lies open for its post.</summary>
    public string? Holder { get; init; }
}

/// <summary>The caller's tasks at a case with what may be done at each, and the acts at the case itself (<c>POST /api/cases/{id}/{verb}</c>).</summary>
public sealed record CaseActions(IReadOnlyList<ActionView> Items, long AtLeast, IReadOnlyList<TaskAction> Case)
{
    /// <summary>What he may do at tasks that are others' to do: remind them.</summary>
    public IReadOnlyList<ActionView> Others { get; init; } = [];

    /// <summary>Whose account the caller's is to the person of the case: <c>student</c> or <c>guardian</c>; absent where it was not made as a family's.</summary>
    public string? Signer { get; init; }

    /// <summary>The notice on which the family may object now; absent for all others, and where the case stands on none.</summary>
    public Id? Notice { get; init; }
}

/// <summary>One step of a case's history: what happened, in ids; who did it, by name, for those who work in the unit; and the list's decision, where it is one.</summary>
public sealed record StepView(long Seq, DateTimeOffset At, Id Actor, Value Events, string? By, DecisionView? Decision)
{
    /// <summary>"…代…办理", where he who acted stood in for another; absent else.</summary>
    public string? ActedFor { get; init; }

    /// <summary>What was written: opinions, answers to colleagues, reasons. For those who work on the case.</summary>
    public IReadOnlyList<SaidWords> Words { get; init; } = [];

    /// <summary>How the body of the decision voted, in numbers, for those who work on the case; absent where a post decides.</summary>
    public ListVotes? Votes { get; init; }

    /// <summary>Why the case was sent back to the family: told to the family too, who has to mend it; "" where it was not.</summary>
    public string Mend { get; init; } = "";
}

/// <summary>What a list decided of a case: the id of the deciding body ("" where a post decides), its unit, when, and who put it down.</summary>
public sealed record DecisionView(string Body, Text Unit, DateTimeOffset At, string? By)
{
    /// <summary>"…代…办理", where he who put it down stood in for another; absent else.</summary>
    public string? ActedFor { get; init; }
}

/// <summary>Three sentences to be read to the family on the telephone.</summary>
public sealed record SummaryView(IReadOnlyList<string> Sentences);
