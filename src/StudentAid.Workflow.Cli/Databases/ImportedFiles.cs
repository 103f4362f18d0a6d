using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Cli.Documents;
using StudentAid.Workflow.Cli.Linting;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Cli.Databases;

/// <summary>A file that may be kept, as it is read.</summary>
internal sealed record ImportedFile(string Path, string Text, DocumentText Document);

/// <summary>The files under the paths that were given, checked as <c>lint</c> does; those that are no documents are named and passed over.</summary>
internal sealed record ImportedFiles(ImmutableArray<ImportedFile> Files, ImmutableArray<FileFinding> Findings)
{
    private static readonly string[] NotDocuments = [".case.json", ".school.json", ".schema.json", ".tests.json"];

    public bool HasErrors => Findings.Any(f => f.Diagnostic.Severity == Severity.Error);

    public static ImportedFiles Read(IEnumerable<string> paths, ActivityTypes types)
    {
        var (found, missing) = LintedFiles.Under(paths);
        var documents = found.Where(f => !NotDocuments.Any(e => f.EndsWith(e, StringComparison.Ordinal))).ToList();
        var lint = new DocumentLint(documents, types);
        var files = ImmutableArray.CreateBuilder<ImportedFile>();
        var findings = missing.ToList();
        foreach (var path in documents)
        {
            var about = lint.Of(path).ToList();
            findings.AddRange(about.Where(f => f.Diagnostic.Severity > Severity.Info));
            if (about.Exists(f => f.Diagnostic.Severity == Severity.Error || f.Diagnostic.Code == DocumentFileCodes.Unknown))
                continue;
            var text = DocumentFile.Read(path).File!.Text;
            var (document, refused) = DocumentText.Read(text, types);
            if (document is null)
                findings.Add(FileFinding.Whole(path, Severity.Error, refused!));
            else
                files.Add(new ImportedFile(path, text, document));
        }

        return new ImportedFiles(files.ToImmutable(), [.. findings]);
    }
}
