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

namespace StudentAid.Workflow.Cli.Linting;

/// <summary>
/// Roles that nobody has described, in an activity, a body's duties or a grant, and lists of roles that the layers above do not allow. Known is what the
/// product brings and what the lists among the files of the call add.
/// </summary>
internal sealed class RoleLint(ImmutableArray<string> texts, ActivityTypes types)
{
    private static readonly string[] Options = ["role", "overdueRole"];

    private readonly ImmutableArray<RoleLayer> layers =
    [
        .. FolderShelf.Of(texts.Where(t => PackReader.Read(t).Document?.Kind == RoleList.Kind.Name), types) is var shelf
            ? shelf.Documents.Select(d => (Document: d, List: ListOf(shelf.TextOf(d)))).Where(d => d.List is not null).Select(d => new RoleLayer(d.Document, d.List!))
            : [],
    ];

    private RoleList Known => layers.Aggregate(RoleList.Shipped, (all, layer) => all.Under(layer.Roles));

    public IEnumerable<Diagnostic> Of(DefinitionDocument document) =>
        from node in document.Definition?.Root.All() ?? []
        from option in Options
        where node.Input(option) is { Kind: InputKind.Literal, Text.Length: > 0 } input && Known.Find(input.Text) is null
        select Unknown(node.Input(option)!.Text!, document.Places.Option(node.Id, option));

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
