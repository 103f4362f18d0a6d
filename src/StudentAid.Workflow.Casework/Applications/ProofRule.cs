using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Applications.Forms;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Applications;

/// <summary>
/// The proof that one category of applicants gives (a form's member <c>proofs</c>): asked of those for whom <see cref="When"/> holds, of everybody where there
/// is none. A piece counts where its type is one of <see cref="Types"/> (any, where there are none) and bears every one of <see cref="Stamps"/>. Nothing is
/// asked of who is matched (<see cref="UnlessMatched"/>: at all, or in one of <see cref="MatchedIn"/>), or of who has signed the commitment (<see cref="OrCommitment"/>).
/// </summary>
public sealed record ProofRule(
    string Id, Text Name, Condition? When, ImmutableArray<string> Types, ImmutableArray<string> Stamps, bool UnlessMatched, bool OrCommitment)
{
    /// <summary>Where some are named, only who is matched in one of these categories is free of it.</summary>
    public ImmutableArray<string> MatchedIn { get; init; } = [];

    internal static ProofRule Read(DocumentNode node, FormSchema schema) => new(
        node.Id(), node.Label(), node.Has("when") ? FormCheck.When(node, schema) : null, node.Texts("types"), node.Texts("stamps"),
        Lists(node) || node.Flag("unlessMatched"), node.Flag("orCommitment"))
    {
        MatchedIn = Lists(node) ? node.Texts("unlessMatched") : [],
    };

    /// <summary>Whether the match frees of this proof. Whoever is matched in doubt proves it where the doubt is resolved.</summary>
    /// <param name="state">The outcome of the match.</param>
    /// <param name="categories">In which he is matched; where the outcome is a doubt, in which he may be.</param>
    public bool IsFree(string? state, Value categories) => UnlessMatched && state is "matched" or "doubtful"
        && (MatchedIn.IsEmpty || categories.Items.Any(c => c.AsText() is { } id && MatchedIn.Contains(id, StringComparer.Ordinal)));

    private static bool Lists(DocumentNode node) => node.Has("unlessMatched") && node.Value["unlessMatched"].Kind == ValueKind.List;

    /// <summary>Null where the pieces are enough; else what is missing. Earlier proof counts where no stamp is asked for, for nobody saw its stamps now.</summary>
    public Rejection? Refuse(ImmutableArray<Evidence> given, ImmutableArray<Evidence> earlier)
    {
        var fitting = given.Where(IsOfType).ToList();
        if (fitting.Exists(IsStamped) || (Stamps.IsEmpty && earlier.Any(IsOfType)))
            return null;
        return fitting.Count == 0
            ? ApplicationCodes.ProofOfCategory.With(("name", Name), ("types", Types.IsEmpty ? "…" : string.Join("、", Types)))
            : ApplicationCodes.ProofUnstamped.With(("name", Name), ("stamps", string.Join("、", Stamps)));
    }

    /// <summary>True where the answers put the applicant into this category; what they leave open does not.</summary>
    public bool IsAskedOf(Value answers) => When is null || When.Holds(answers) == true;

    private bool IsOfType(Evidence piece) => Types.IsEmpty || Types.Contains(piece.Type, StringComparer.Ordinal);

    private bool IsStamped(Evidence piece) => Stamps.All(s => piece.Stamps.Contains(s, StringComparer.Ordinal));
}
