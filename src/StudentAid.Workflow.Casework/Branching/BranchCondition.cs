using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Branching;

/// <summary>The condition of a branch, and what it may read.</summary>
internal sealed record BranchCondition(string Activity, Condition When)
{
    private const string Answers = "answers.";

    /// <summary>All but the fields of the form, which are the form's to know.</summary>
    private static readonly ImmutableArray<string> Known =
    [
        .. PersonRow.PlainFields.Append("status").Select(f => $"applicant.{f}"), "match.state", "match.categories", "held.level", "held.from", "held.until", "track",
    ];

    /// <summary>The fields of the form that are read.</summary>
    public IEnumerable<string> Fields => When.Paths.Where(p => p.Text.StartsWith(Answers, StringComparison.Ordinal)).Select(p => p.Text[Answers.Length..]);

    /// <summary>Null with the finding where it cannot be read.</summary>
    public static (BranchCondition? Condition, Rejection? Unreadable) Read(string activity, RecordValue written)
    {
        var findings = new Findings();
        var node = new DocumentNode(written, "", findings);
        var when = Condition.Read(node, dated: true);
        node.Close();
        return findings.All.FirstOrDefault(f => f.Severity == Severity.Error) is { } error
            ? (null, BranchCodes.Unreadable.With(("activity", activity), ("reason", new Rejection(error.Code, error.Arguments))))
            : (new BranchCondition(activity, when), null);
    }

    public bool Reads(string root) => When.Paths.Any(p => p.Text == root || p.Text.StartsWith(root + ".", StringComparison.Ordinal));

    public IEnumerable<Rejection> Unknown() => When.Paths.Select(p => p.Text).Where(p => !Known.Contains(p) && !(p.StartsWith(Answers, StringComparison.Ordinal) && p.Length > Answers.Length))
        .Select(p => BranchCodes.UnknownFact.With(("activity", Activity), ("path", p), ("known", string.Join(", ", Known.Append("answers.…")))));
}
