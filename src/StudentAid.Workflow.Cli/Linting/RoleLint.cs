using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Layers;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Cli.Documents;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Layers;

namespace StudentAid.Workflow.Cli.Linting;

/// <summary>
/// Roles that nobody has described, in an activity, a body's duties or a grant, and lists of roles that the layers above do not allow. Known is what the
/// product brings and what the lists among the files of the call add.
/// </summary>
internal sealed class RoleLint(ImmutableArray<string> texts, ActivityTypes types)
{
    private static readonly string[] Options = ["role", "overdueRole", "secondRole", "roles"];

    private readonly ImmutableArray<RoleLayer> layers =
    [
        .. FolderShelf.Of(texts.Where(t => PackReader.Read(t).Document?.Kind == RoleList.Kind.Name), types) is var shelf
            ? shelf.Documents.Select(d => (Document: d, List: ListOf(shelf.TextOf(d)))).Where(d => d.List is not null).Select(d => new RoleLayer(d.Document, d.List!))
            : [],
    ];

    private RoleList Known => layers.Aggregate(RoleList.Shipped, (all, layer) => all.Under(layer.Roles));

    public IEnumerable<Diagnostic> Of(DefinitionDocument document) =>
        (document.Definition?.Root.All() ?? []).SelectMany(UnknownIn).Select(f => Unknown(f.Role, document.Places.Option(f.Node.Id, f.Option)));

    /// <summary>The roles that an overlay sets in the definition that its layers come to.</summary>
    public IEnumerable<Diagnostic> OfOverlay(DocumentFile file, OverlayLint overlays)
    {
        if (OverlayReader.Read(file.Text, types).Overlay is not { } overlay || overlays.At(overlay.Unit, overlay.Procedure) is not { } effective)
            return [];
        return effective.Definition.Root.All().SelectMany(UnknownIn)
            .Where(f => effective.Folded.Origins.Of(f.Node.Id, f.Option) is { } by && by.Document == overlay.Id && by.Unit == overlay.Unit)
            .Select(f => Unknown(f.Role, overlay.Changes.LastOrDefault(c => Sets(c, f.Node.Id, f.Option))?.At));
    }

    private IEnumerable<(ActivityNode Node, string Option, string Role)> UnknownIn(ActivityNode node) =>
        from option in Options
        let input = node.Input(option)
        where input is { Kind: InputKind.Literal }
        from role in input.Value.AsText() is { } one ? [one] : input.Value.Items.Select(i => i.AsText() ?? "")
        where role.Length > 0 && Known.Find(role) is null
        select (node, option, role);

    private static bool Sets(Change change, string activity, string option) => change switch
    {
        SetOption set => set.Activity == activity && set.Option == option,
        AddActivity add => add.Activity.All().Any(n => n.Id == activity),
        ReplaceActivity replace => replace.Activity.All().Any(n => n.Id == activity),
        _ => false,
    };

    /// <summary>A body's duties; where it has none, its categories act (第十一条、第十二条), and only some of those are roles.</summary>
    public IEnumerable<Diagnostic> OfBody(DocumentFile file) => file.Tree.Root!.ToValue()["duties"] is RecordValue duties
        ? duties.Members.SelectMany(m => m.Value.Items.Select((role, n) => (Role: role.AsText() ?? "", At: $"/duties/{m.Key}/{n}")))
            .Where(r => Known.Find(r.Role) is null).Select(r => Unknown(r.Role, file.Tree.PlaceOf(r.At)))
        : [];

    public IEnumerable<Diagnostic> OfSchool(DocumentFile file) => file.Tree.Root!.ToValue()["posts"].Items
        .SelectMany((post, p) => post["grants"].Items.Select((grant, g) => (Role: grant["role"].AsText() ?? "", At: $"/posts/{p}/grants/{g}/role")))
        .Where(r => Known.Find(r.Role) is null).Select(r => Unknown(r.Role, file.Tree.PlaceOf(r.At)));

    public IEnumerable<Diagnostic> OfList(DocumentFile file)
    {
        if (PackReader.Read(file.Text).Document is not { } document || ListOf(file.Text) is not { } list)
            return [];
        var place = document.Unit is { Length: > 0 } unit ? UnitCode.Path(unit) : UnitPath.Root;
        return new RoleBook(layers).Above(place).Refusals(list).Select(r => new Diagnostic(r.Code, Severity.Error, r.Arguments, file.Tree.PlaceOf("/roles")));
    }

    private static RoleList? ListOf(string text) => PackReader.Read(text).Document is { } document && document.Kind == RoleList.Kind.Name ? RoleList.Kind.Read(document).Document : null;

    private static Diagnostic Unknown(string role, Position? at) => new(RoleCodes.Unknown, Severity.Warning, RoleCodes.Unknown.With(("role", role)).Arguments, at);
}
