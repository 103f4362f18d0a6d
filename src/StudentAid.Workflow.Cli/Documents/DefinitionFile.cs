using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Cli.Documents;

/// <summary>A definition read from a file, with all that was found; the definition is null where there is an error.</summary>
public sealed record DefinitionFile(string Path, Definition? Definition, IReadOnlyList<FileFinding> Findings)
{
    public static DefinitionFile Read(string path, ActivityTypes types)
    {
        var (file, refused) = DocumentFile.Read(path);
        if (file is null)
            return new DefinitionFile(path, null, [FileFinding.Whole(path, Severity.Error, refused!)]);
        var document = DefinitionReader.Read(file.Text, types);
        var findings = document.Diagnostics.Select(d => new FileFinding(path, d)).ToList();
        return new DefinitionFile(path, document.HasErrors ? null : document.Definition, findings);
    }

    /// <summary>What stops it from being used.</summary>
    public IEnumerable<FileFinding> Errors => Findings.Where(f => f.Diagnostic.Severity == Severity.Error);
}
