using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Schools;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Cli.Documents;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Layers;

namespace StudentAid.Workflow.Cli.Linting;

/// <summary>
/// Findings of one file of a set, whatever it is: a definition, a document of a pack, or nothing that is known here. A definition may use the others
/// of the set.
/// </summary>
internal sealed class DocumentLint
{
    private static readonly string[] DefinitionMembers = ["root", "definitionId", "activities"];

    private static readonly Dictionary<string, SchoolShape> Shapes = new(StringComparer.Ordinal)
    {
        [".case.json"] = SchoolShapes.Case, [".school.json"] = SchoolShapes.School,
    };

    private readonly ActivityTypes types;
    private readonly Dictionary<string, (DocumentFile? File, Rejection? Refused)> files;
    private readonly LintContext context;
    private readonly OverlayLint overlays;
    private readonly RoleLint roles;
    private readonly QuotaLint quotas;
    private readonly CaseLint cases;

    public DocumentLint(IEnumerable<string> paths, ActivityTypes types)
    {
        this.types = types;
        files = paths.ToDictionary(p => p, DocumentFile.Read, StringComparer.Ordinal);
        var definitions = files.Values.Select(f => f.File).OfType<DocumentFile>().Where(IsDefinition).Select(f => DefinitionReader.Read(f.Text, types).Definition);
        context = LintContext.Of(types, definitions.OfType<Definition>());
        ImmutableArray<string> texts = [.. files.Values.Select(f => f.File).OfType<DocumentFile>().Where(f => f.Faults.Count == 0).Select(f => f.Text)];
        overlays = new OverlayLint(() => FolderShelf.Of(texts, types), types);
        cases = new CaseLint(types);
        roles = new RoleLint(texts, types);
        quotas = new QuotaLint(texts, types);
    }

    public IEnumerable<FileFinding> Of(string path)
    {
        var (file, refused) = files[path];
        if (file is null)
            return [FileFinding.Whole(path, Severity.Error, refused!)];
        if (file.Faults.Count > 0)
            return file.Faults.Select(f => new FileFinding(path, f));
        if (path.EndsWith(".schema.json", StringComparison.Ordinal))
            return [];
        var ending = Shapes.Keys.FirstOrDefault(e => path.EndsWith(e, StringComparison.Ordinal));
        return (ending is null ? Of(file) : [.. Shapes[ending].Check(file.Tree), .. roles.OfSchool(file), .. ContactLint.OfSchool(file), .. OfCase(file, ending)]).Select(d => new FileFinding(path, d));
    }

    private IEnumerable<Diagnostic> OfCase(DocumentFile file, string ending) => Shapes[ending] == SchoolShapes.Case && file.Tree.Root is not null ? cases.Of(file) : [];

    private IEnumerable<Diagnostic> Of(DocumentFile file)
    {
        if (file.Tree.Root!["kind"]?.Text is not null)
            return OfPack(file);
        if (IsDefinition(file))
            return OfDefinition(DefinitionReader.Read(file.Text, types));
        var unknown = DocumentFileCodes.Unknown.With(("path", Path.GetFileName(file.Path)));
        return [new Diagnostic(unknown.Code, Severity.Warning, unknown.Arguments)];
    }

    private IEnumerable<Diagnostic> OfDefinition(DefinitionDocument document) =>
        DefinitionLint.Check(document, context).Concat(roles.Of(document)).Concat(QuotaLint.OfDefinition(document)).Concat(overlays.OfDefinition(document));

    private static bool IsDefinition(DocumentFile file) => file.Tree.Root is { } root && root["kind"] is null
        && (DefinitionMembers.Any(m => Has(root, m)) || (Has(root, "type") && Has(root, "id"))
            || root["$schema"]?.Text?.EndsWith(DefinitionReader.Schema, StringComparison.Ordinal) == true);

    // Other tools write Elsa's members in PascalCase.
    private static bool Has(SourceNode root, string name) => root.Members.Any(m => string.Equals(m.Name, name, StringComparison.OrdinalIgnoreCase));

    private IEnumerable<Diagnostic> OfPack(DocumentFile file)
    {
        if (file.Tree.Root!["kind"]!.Text == Overlay.Kind)
            return overlays.Of(file).Concat(quotas.OfOverlay(file)).Concat(roles.OfOverlay(file, overlays));
        var reading = PackReader.Read(file.Text);
        return reading.Diagnostics.Concat(reading.Document is { } read ? overlays.OfDocument(read, file.Tree.PlaceOf) : []).Concat(reading.Document?.Kind switch
        {
            { } kind when kind == ScoreTable.Kind.Name => ScoreTableFindings.Of(file, reading.Document),
            { } kind when kind == Body.Kind.Name => roles.OfBody(file),
            { } kind when kind == RoleList.Kind.Name => roles.OfList(file),
            { } kind when kind == AidRules.Kind.Name => quotas.OfAid(file, reading.Document),
            _ => [],
        });
    }
}
