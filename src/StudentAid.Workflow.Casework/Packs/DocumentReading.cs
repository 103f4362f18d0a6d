using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>A document as its kind reads it: null where a diagnostic is an error.</summary>
public sealed record DocumentReading<T>(T? Document, ImmutableArray<Diagnostic> Diagnostics)
    where T : class;

/// <summary>Makes readings.</summary>
public static class DocumentReading
{
    /// <summary>Reads with <paramref name="read"/>; what it found decides whether there is a document.</summary>
    public static DocumentReading<T> Of<T>(Value body, Func<DocumentNode, T> read)
        where T : class
    {
        var findings = new Findings();
        var document = read(new DocumentNode(body, "", findings));
        return new DocumentReading<T>(findings.HasErrors ? null : document, findings.All);
    }
}
