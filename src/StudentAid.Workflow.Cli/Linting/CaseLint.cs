using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Schools;
using StudentAid.Workflow.Cli.Documents;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Layers;

namespace StudentAid.Workflow.Cli.Linting;

/// <summary>The documents that a case file brings with it: each by itself, and as it lies on the folders of the file's school.</summary>
internal sealed class CaseLint(ActivityTypes types)
{
    private readonly Dictionary<string, FolderShelf> schools = new(StringComparer.Ordinal);

    public IEnumerable<Diagnostic> Of(DocumentFile file)
    {
        var brought = file.Tree.Root!["documents"]?.Items ?? [];
        if (brought.IsEmpty)
            yield break;
        var readable = new List<(DocumentFile Part, int Number)>();
        for (var i = 0; i < brought.Length; i++)
        {
            var (tree, _) = SourceTree.Parse(file.Text[brought[i].Start..brought[i].End]);
            var part = new DocumentFile(file.Path, tree, []);
            if (DocumentText.Read(part.Text, types).Refused is { } refused)
                yield return new Diagnostic(refused.Code, Severity.Error, refused.Arguments, Place(file, i, refused.Arguments.GetValueOrDefault("at", "")));
            else
                readable.Add((part, i));
        }

        var shelf = Shelf(file, [.. readable.Select(r => r.Part.Text)]);
        var overlays = new OverlayLint(() => shelf, types);
        var roles = new RoleLint([.. shelf.Documents.Where(d => d.Kind == RoleList.Kind.Name).Select(shelf.TextOf)], types);
        foreach (var (part, i) in readable)
        {
            foreach (var found in Of(part, overlays, roles))
                yield return found with { Position = Place(file, i, found.Arguments.GetValueOrDefault("at", "")) };
        }
    }

    private IEnumerable<Diagnostic> Of(DocumentFile part, OverlayLint overlays, RoleLint roles)
    {
        if (part.Tree.Root!["kind"] is null)
            return overlays.OfDefinition(DefinitionReader.Read(part.Text, types));
        if (part.Tree.Root["kind"]!.Text == Overlay.Kind)
            return overlays.Of(part).Concat(roles.OfOverlay(part, overlays)).Where(d => d.Severity != Severity.Info);
        return PackReader.Read(part.Text).Document is { } document ? overlays.OfDocument(document, part.Tree.PlaceOf) : [];
    }

    private static Position Place(DocumentFile file, int number, string at) => file.Tree.PlaceOf(at.StartsWith('/') && at.Length > 1 ? $"/documents/{number}{at}" : $"/documents/{number}");

    /// <summary>The file's documents before those of the school's folders, in whose place they stand.</summary>
    private FolderShelf Shelf(DocumentFile file, ImmutableArray<string> brought)
    {
        var school = file.Tree.Root!["school"]?.Text ?? "";
        var folders = SchoolDocument.FoldersOf(file.Path, school);
        var key = string.Join('|', folders);
        if (!schools.TryGetValue(key, out var below))
            schools[key] = below = FolderShelf.Of(folders.Where(Directory.Exists).SelectMany(f => DocumentFolder.Read(f)), types);
        var own = FolderShelf.Of(brought, types);
        return new FolderShelf([.. own.Documents, .. below.Documents], below.Texts.SetItems(own.Texts));
    }
}
