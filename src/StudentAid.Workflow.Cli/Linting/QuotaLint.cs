using System.Collections.Immutable;
using System.Text.RegularExpressions;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Cli.Documents;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Layers;

namespace StudentAid.Workflow.Cli.Linting;

/// <summary>
/// Numbers that would bind who is determined to be in hardship (应认尽认): for 认定 a quota is information, it binds awards alone. Found are an aid's limit on a
/// procedure that determines, and a way that is chosen by a place in a ranking. A procedure determines where it asks for no aid's eligibility.
/// </summary>
internal sealed partial class QuotaLint(ImmutableArray<string> texts, ActivityTypes types)
{
    private const string AidCheck = "StudentAid.AidCheck";

    private readonly ImmutableArray<Definition> definitions =
        [.. texts.Select(t => DefinitionReader.Read(t, types)).Where(d => d.Definition is not null && !d.HasErrors).Select(d => d.Definition!)];

    public IEnumerable<Diagnostic> OfAid(DocumentFile file, PackDocument document)
    {
        if (AidRules.Kind.Read(document).Document is not { Limit.Length: > 0 } aid)
            return [];
        return definitions.Where(d => (document.Procedure ?? d.DefinitionId) == d.DefinitionId && Determines(d))
            .Select(d => Warning(QuotaCodes.Limit.With(("limit", aid.Limit), ("procedure", d.Name)), file.Tree.PlaceOf("/limit")));
    }

    public static IEnumerable<Diagnostic> OfDefinition(DefinitionDocument document) => document.Definition is { } definition && Determines(definition)
        ? definition.Root.All().SelectMany(Ranked).Select(f => Warning(QuotaCodes.Rank.With(("activity", f.Node.Id), ("option", f.Option)), document.Places.Option(f.Node.Id, f.Option)))
        : [];

    public IEnumerable<Diagnostic> OfOverlay(DocumentFile file)
    {
        if (OverlayReader.Read(file.Text, types).Overlay is not { } overlay || definitions.FirstOrDefault(d => d.DefinitionId == overlay.Procedure) is { } known && !Determines(known))
            return [];
        return overlay.Changes.SelectMany(c => (c switch
        {
            AddActivity add => add.Activity.All().SelectMany(Ranked),
            ReplaceActivity replace => replace.Activity.All().SelectMany(Ranked),
            SetOption { Input: { } value } set when IsByRank(value) => [(new ActivityNode { Id = set.Activity, Type = "" }, set.Option)],
            _ => [],
        }).Select(f => Warning(QuotaCodes.Rank.With(("activity", f.Node.Id), ("option", f.Option)), c.At)));
    }

    private static bool Determines(Definition definition) =>
        definition.Root.All().Any(n => n.Type.StartsWith("StudentAid.", StringComparison.Ordinal)) && definition.Root.All().All(n => n.Type != AidCheck);

    private static IEnumerable<(ActivityNode Node, string Option)> Ranked(ActivityNode node) => node.Inputs.Where(IsByRank).Select(i => (node, i.Name));

    /// <summary>Anywhere in the value, for a switch keeps its conditions in a list.</summary>
    private static bool IsByRank(ActivityInput input) =>
        (input.Kind is InputKind.JavaScript or InputKind.CSharp || input.Value is RecordValue or ListValue) && Rank().IsMatch(input.Text);

    private static Diagnostic Warning(Rejection found, Position? at) => new(found.Code, Severity.Warning, found.Arguments, at);

    [GeneratedRegex(@"\bvariables\.rank\b|\bgetRank\s*\(", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rank();
}

/// <summary>Where a pack makes numbers bind a determination.</summary>
public static class QuotaCodes
{
    public static readonly Code Limit = Code.Input("quota-binds-determination", "“{procedure}”是困难认定，名额只供参考（应认尽认），这里却用“limit”写成“{limit}”限制人数；请删去，需要提示的在认定机构的 hints 中写 quota。", "Expected numbers to be information in '{procedure}', which determines who is in hardship, but 'limit' makes them bind as '{limit}'; give them as the hint 'quota' of a body instead.");
    public static readonly Code Rank = Code.Input("quota-by-rank", "困难认定应逐人判断（应认尽认），但环节“{activity}”的“{option}”按名次决定去向，等于按名额取舍。", "Expected each student to be judged on his own, but '{option}' of '{activity}' chooses the way by a place in a ranking, which is a quota.");
}
