using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Applications.Forms;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Applications;

/// <summary>
/// The proof that one category of applicants gives (a form's member <c>proofs</c>): asked of those for whom <see cref="When"/> holds, of everybody where there
/// is none. One of its <see cref="Ways"/> is enough. Nothing is
/// asked of who is matched (<see cref="UnlessMatched"/>: at all, or in one of <see cref="MatchedIn"/>), or of who has signed the commitment (<see cref="OrCommitment"/>).
/// </summary>
public sealed record ProofRule(string Id, Text Name, Condition? When, ImmutableArray<ProofWay> Ways, bool UnlessMatched, bool OrCommitment)
{
    /// <summary>Where some are named, only who is matched in one of these categories is free of it.</summary>
    public ImmutableArray<string> MatchedIn { get; init; } = [];

    /// <summary>What the form calls kinds of paper.</summary>
    public ImmutableArray<FormWord> Papers { get; init; } = [];

    /// <summary>What the form calls those whose stamps are asked for.</summary>
    public ImmutableArray<FormWord> Stamps { get; init; } = [];

    /// <param name="node">The rule.</param>
    /// <param name="schema">The form's fields.</param>
    /// <param name="papers">Where the form names kinds of paper, only these may be asked for; else any code.</param>
    /// <param name="stamps">The same of stamps.</param>
    internal static ProofRule Read(DocumentNode node, FormSchema schema, ImmutableArray<FormWord> papers, ImmutableArray<FormWord> stamps) => new(
        node.Id(), node.Label(), node.Has("when") ? FormCheck.When(node, schema) : null, ReadWays(node, papers, stamps),
        Lists(node) || node.Flag("unlessMatched"), node.Flag("orCommitment"))
    {
        Papers = papers, Stamps = stamps,
        MatchedIn = Lists(node) ? node.Texts("unlessMatched") : [],
    };

    /// <summary>Whether the match frees of this proof. Whoever is matched in doubt proves it where the doubt is resolved.</summary>
    /// <param name="state">The outcome of the match.</param>
    /// <param name="categories">In which he is matched; where the outcome is a doubt, in which he may be.</param>
    public bool IsFree(string? state, Value categories) => UnlessMatched && state is "matched" or "doubtful"
        && (MatchedIn.IsEmpty || categories.Items.Any(c => c.AsText() is { } id && MatchedIn.Contains(id, StringComparer.Ordinal)));

    private static bool Lists(DocumentNode node) => node.Has("unlessMatched") && node.Value["unlessMatched"].Kind == ValueKind.List;

    /// <summary>
    /// Null where the pieces are enough; else what is missing. Earlier proof counts where neither a stamp nor a day of issue is asked for, for nobody saw them now.
    /// </summary>
    public Rejection? Refuse(ImmutableArray<Evidence> given, ImmutableArray<Evidence> earlier, DateOnly today = default)
    {
        if (Ways.Any(w => given.Any(e => w.IsMet(e) && w.IsRecent(e, today)) || (w is { Stamps.IsEmpty: true, IssuedWithin: null } && earlier.Any(w.IsOfType))))
            return null;
        if (Ways.FirstOrDefault(w => w.IssuedWithin is not null && given.Any(w.IsMet)) is { } old)
            return ApplicationCodes.ProofTooOld.With(("name", Name), ("months", old.IssuedWithin));
        return Ways.FirstOrDefault(w => given.Any(w.IsOfType)) is { } begun
            ? ApplicationCodes.ProofUnstamped.With(("name", Name), ("stamps", Wanted(begun)))
            : ApplicationCodes.ProofOfCategory.With(("name", Name), ("types", Ways.Any(w => w.Types.IsEmpty) ? "…" : Named(Ways.SelectMany(w => w.Types).Distinct(StringComparer.Ordinal), Papers)));
    }

    /// <summary>Whose stamps are wanted, for people.</summary>
    private Text Wanted(ProofWay way) => Named(way.Stamps, Stamps) is var all && way.StampsNeeded is { } number && number < way.Stamps.Length
        ? new Text($"{all.ZhCn}中任意 {number} 个单位", $"{all.In("en")} ({number} of them)") : all;

    private static Text Named(IEnumerable<string> codes, ImmutableArray<FormWord> words) => Text.Listed(codes.Select(c => FormDocument.NameOf(c, words)));

    /// <summary>True where the answers put the applicant into this category; what they leave open does not.</summary>
    public bool IsAskedOf(Value answers) => When is null || When.Holds(answers) == true;

    private static ImmutableArray<ProofWay> ReadWays(DocumentNode node, ImmutableArray<FormWord> papers, ImmutableArray<FormWord> stamps)
    {
        if (!node.Has("any"))
            return [ProofWay.Read(node, papers, stamps)];
        foreach (var name in ProofWay.Members.Where(node.Has))
            node.Error(ApplicationCodes.ProofBesideAny, name, ("name", name));
        return
        [
            .. node.RequiredChildren("any").Select(child =>
            {
                var way = ProofWay.Read(child, papers, stamps);
                child.Close();
                return way;
            }),
        ];
    }
}

/// <summary>
/// A piece that proves: its type is one of <see cref="Types"/> (any, where there are none) and it bears at least <see cref="StampsNeeded"/> of <see cref="Stamps"/>, every one where no
/// number is said.
/// </summary>
public sealed record ProofWay(ImmutableArray<string> Types, ImmutableArray<string> Stamps, int? StampsNeeded)
{
    /// <summary>How many months before the application the paper was issued at most; null where it does not matter.</summary>
    public int? IssuedWithin { get; init; }

    internal static readonly ImmutableArray<string> Members = ["types", "stamps", "stampsNeeded", "issuedWithin"];

    public bool IsMet(Evidence piece) => IsOfType(piece) && Stamps.Count(s => piece.Stamps.Contains(s, StringComparer.Ordinal)) >= (StampsNeeded ?? Stamps.Length);

    public bool IsOfType(Evidence piece) => Types.IsEmpty || Types.Contains(piece.Type, StringComparer.Ordinal);

    /// <summary>The days with which its age in months turns.</summary>
    public IEnumerable<DateOnly> Turns(Evidence piece) => IssuedWithin is { } months && piece.Issued is { } day && day < DateOnly.MaxValue.AddMonths(-months) ? [day, day.AddMonths(months).AddDays(1)] : [];

    public bool IsRecent(Evidence piece, DateOnly today) => IssuedWithin is not { } months || piece.Issued is { } day && day <= today && today <= day.AddMonths(months);

    internal static ProofWay Read(DocumentNode node, ImmutableArray<FormWord> papers, ImmutableArray<FormWord> stamps)
    {
        var way = new ProofWay(node.Texts("types"), node.Texts("stamps"), node.OptionalWhole("stampsNeeded", 1, 20)) { IssuedWithin = node.OptionalWhole("issuedWithin", 1, 120) };
        if (way.StampsNeeded > way.Stamps.Length)
            node.Error(ApplicationCodes.StampsTooFew, "stampsNeeded", ("needed", way.StampsNeeded), ("count", way.Stamps.Length));
        Known(node, "types", way.Types, papers);
        Known(node, "stamps", way.Stamps, stamps);
        return way;
    }

    private static void Known(DocumentNode node, string name, ImmutableArray<string> codes, ImmutableArray<FormWord> words)
    {
        foreach (var code in codes.Where(c => !words.IsEmpty && words.All(w => w.Id != c)))
            node.Error(ApplicationCodes.ProofWordUnknown, name, ("code", code), ("known", string.Join("、", words.Select(w => w.Id))));
    }
}
