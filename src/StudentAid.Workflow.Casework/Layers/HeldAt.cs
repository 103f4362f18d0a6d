using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Branching;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Layers;

namespace StudentAid.Workflow.Casework.Layers;

/// <summary>Where an option that names a document stands: the activity and its option, what it names, and whose it is.</summary>
internal sealed record NamingOption(ActivityNode Node, OptionDescription Option, ImmutableArray<string> Ids, Origin By, string Kind, Position? At);

/// <summary>An option that reads facts, as if it were a document of whoever set it.</summary>
internal sealed record ReadingOption(NamingOption Option, HeldDocument By)
{
    public string At => $"{Option.Node.Id}.{Option.Option.Name}";
}

/// <summary>An effective definition and every document that holds with it at a unit. <see cref="Steps"/> are the activities of the unit's other definitions too.</summary>
internal sealed class HeldAt(string procedure, Definition definition, ImmutableArray<HeldDocument> all, ImmutableHashSet<string> steps, ImmutableArray<NamingOption> options, ImmutableArray<ReadingOption> reading)
{
    public const string AidCheck = "StudentAid.AidCheck";

    /// <summary>The option of a body's step that names the form's field with the level asked for.</summary>
    public const string NotAbove = "notAbove";

    public string Procedure { get; } = procedure;

    public Definition Definition { get; } = definition;

    /// <summary>Those of every procedure.</summary>
    public ImmutableArray<HeldDocument> All { get; } = all;

    public ImmutableHashSet<string> Steps { get; } = steps;

    public ImmutableArray<NamingOption> Options { get; } = options;

    public ImmutableArray<ReadingOption> Reading { get; } = reading;

    /// <summary>Those that hold for this procedure, the procedure's own before a general one of the same name.</summary>
    public ImmutableArray<HeldDocument> Own { get; } =
    [
        .. all.Where(d => d.Stored.Procedure.Length == 0 || d.Stored.Procedure == procedure).GroupBy(d => (d.Kind, d.Id))
            .Select(g => g.OrderByDescending(d => d.Place.Length).ThenByDescending(d => d.Stored.Procedure.Length).First()),
    ];

    public HeldDocument? Find(string kind, string id) => Own.FirstOrDefault(d => d.Is(kind, id));

    public IEnumerable<HeldDocument> Of(string kind) => Own.Where(d => d.Kind == kind);

    /// <summary>Those of a kind that the procedure goes by: named by an option, or written for it alone.</summary>
    public IEnumerable<HeldDocument> Used(string kind) => Of(kind).Where(d => d.Stored.Procedure == Procedure || IsNamed(d));

    public bool IsNamed(HeldDocument document) => Options.Any(o => o.Option.References == document.Kind && o.Ids.Contains(document.Id));

    /// <summary>The scales that the procedure's lists go by: the one named, else all that are there.</summary>
    public ImmutableArray<HeldDocument> Scales(string? named) =>
        named is { Length: > 0 } ? [.. Of(Scale.Kind.Name).Where(s => s.Id == named)] : [.. Of(Scale.Kind.Name)];

    public static ImmutableArray<string> LevelsOf(HeldDocument scale) =>
        [.. scale.Content["levels"].Items.Select(l => l["id"].AsText() ?? "").Append(scale.Content["notDetermined"]["id"].AsText() ?? "")];

    /// <summary>The options of a definition that name documents, each with the document that set it.</summary>
    public static ImmutableArray<NamingOption> OptionsOf(Folded folded, ImmutableArray<Layer> layers, ActivityTypes types) =>
    [
        .. from node in folded.Definition!.Root.All()
           from option in types.Find(node.Type)?.Description.Options ?? []
           where option.References is not null && option.References != StoredDocument.Definition
           let input = node.Input(option.Name)
           where input is { Kind: InputKind.Literal }
           let ids = input.Value.AsText() is { } one ? [one] : input.Value.Items.Select(i => i.AsText() ?? "").ToImmutableArray()
           let origin = folded.Origins.Of(node.Id, option.Name)
           where origin is not null && ids.Any(i => i.Length > 0)
           select Of(node, option, [.. ids.Where(i => i.Length > 0)], origin, layers),
    ];

    /// <summary>The options of a definition that read facts of a case, each with the document that set it: the conditions of branches, and the level that was asked for.</summary>
    public static IEnumerable<NamingOption> ReadingOptionsOf(Folded folded, ImmutableArray<Layer> layers, ActivityTypes types) =>
        from node in folded.Definition!.Root.All()
        from option in types.Find(node.Type)?.Description.Options ?? []
        where (node.Type, option.Name) is (BranchActivity.TypeName, "when") or (_, NotAbove) && node.Input(option.Name) is { Kind: InputKind.Literal }
        let origin = folded.Origins.Of(node.Id, option.Name)
        where origin is not null
        select Of(node, option, [], origin, layers);

    private static NamingOption Of(ActivityNode node, OptionDescription option, ImmutableArray<string> ids, Origin by, ImmutableArray<Layer> layers)
    {
        var overlay = layers.SelectMany(l => l.Overlays).LastOrDefault(o => o.Unit == by.Unit && o.Id == by.Document);
        var change = overlay?.Changes.LastOrDefault(c => c switch
        {
            SetOption set => set.Activity == node.Id && set.Option == option.Name,
            AddActivity add => add.Activity.All().Any(n => n.Id == node.Id),
            ReplaceActivity replace => replace.Activity.All().Any(n => n.Id == node.Id),
            _ => false,
        });
        return new NamingOption(node, option, ids, by, overlay is null ? StoredDocument.Definition : Overlay.Kind, change?.At);
    }
}
