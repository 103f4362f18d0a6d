using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Cli.Documents;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Cli.Linting;

/// <summary>The proof of a score table with the scale and the dated values that stand in its folder.</summary>
internal static class ScoreTableFindings
{
    public static IEnumerable<Diagnostic> Of(DocumentFile file, PackDocument document)
    {
        if (ScoreTable.Kind.Read(document).Document is not { } table)
            return [];
        var beside = Beside(file.Path).ToList();
        var scale = beside.Where(d => d.Kind == "scale" && string.Equals(d.Id, table.Scale, StringComparison.Ordinal)).Select(d => Scale.Kind.Read(d).Document).FirstOrDefault();
        if (scale is null)
        {
            var missing = DocumentFileCodes.ScaleMissing.With(("scale", table.Scale));
            return [new Diagnostic(missing.Code, Severity.Info, missing.Arguments, file.Tree.PlaceOf("/scale"))];
        }

        var values = beside.Where(d => d.Kind == "dated-value").Select(d => DatedValue.Kind.Read(d).Document).OfType<DatedValue>()
            .DistinctBy(v => v.Id, StringComparer.Ordinal).ToImmutableDictionary(v => v.Id, StringComparer.Ordinal);
        return ScoreTableCheck.Prove(table, scale, new ReferenceValues(values, document.From)).Diagnostics
            .Select(d => d with { Position = file.Tree.PlaceOf(d.Arguments.GetValueOrDefault("at", "/")) });
    }

    private static IEnumerable<PackDocument> Beside(string path) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(Path.GetFullPath(path))!, "*.json").Order(StringComparer.Ordinal)
            .Select(f => DocumentFile.Read(f).File).OfType<DocumentFile>()
            .Where(f => f.Tree.Root?["kind"]?.Text is "scale" or "dated-value")
            .Select(f => PackReader.Read(f.Text).Document).OfType<PackDocument>();
}
