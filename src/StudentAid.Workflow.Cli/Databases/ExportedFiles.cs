using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Casework.Packs;

namespace StudentAid.Workflow.Cli.Databases;

/// <summary>
/// Which versions of a unit's documents are written into which files: of each document the latest published one, and where it is dated, the latest of each
/// date, for they hold one after another. <c>[unit-CODE/]procedure|general/kind/id[@from].json</c>.
/// </summary>
internal static class ExportedFiles
{
    public static ImmutableArray<(string File, StoredDocument Document)> Of(IEnumerable<StoredDocument> shelf) =>
    [
        .. shelf.Where(d => d.State == StoredDocument.Published)
            .GroupBy(d => d.Title, StringComparer.Ordinal).SelectMany(Dated)
            .OrderBy(f => f.File, StringComparer.Ordinal),
    ];

    private static IEnumerable<(string File, StoredDocument Document)> Dated(IEnumerable<StoredDocument> versions)
    {
        var latest = versions.GroupBy(d => d.From).Select(g => g.MaxBy(d => d.Version)!).ToList();
        return latest.Select(d => (FileOf(d, latest.Count > 1), d));
    }

    private static string FileOf(StoredDocument d, bool dated)
    {
        var name = dated ? string.Create(CultureInfo.InvariantCulture, $"{d.Id}@{d.From:yyyy-MM-dd}.json") : d.Id + ".json";
        var folder = Path.Combine(d.Procedure.Length == 0 ? "general" : Safe(d.Procedure), Safe(d.Kind), Safe(name));
        return d.Unit.Length == 0 ? folder : Path.Combine("unit-" + Safe(d.Unit), folder);
    }

    /// <summary>An Elsa document's id may hold any character; a file's name may not.</summary>
    private static string Safe(string name)
    {
        var safe = string.Concat(name.Select(c => c is '/' or '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|' || char.IsControl(c) ? '_' : c));
        return safe.Trim('.', ' ').Length == 0 ? "_" : safe.TrimStart('.');
    }
}
