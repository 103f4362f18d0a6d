using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>What a reader of a document found, each with the JSON pointer of its place as the argument <c>at</c>.</summary>
public sealed class Findings
{
    private readonly List<Diagnostic> diagnostics = [];

    public bool HasErrors => diagnostics.Exists(d => d.Severity == Severity.Error);

    public ImmutableArray<Diagnostic> All => [.. diagnostics];

    public void Error(Code code, string at, params ReadOnlySpan<(string Name, object? Value)> arguments) => Add(Severity.Error, code, at, arguments);

    public void Warning(Code code, string at, params ReadOnlySpan<(string Name, object? Value)> arguments) => Add(Severity.Warning, code, at, arguments);

    public void Info(Code code, string at, params ReadOnlySpan<(string Name, object? Value)> arguments) => Add(Severity.Info, code, at, arguments);

    private void Add(Severity severity, Code code, string at, ReadOnlySpan<(string Name, object? Value)> arguments) =>
        diagnostics.Add(new Diagnostic(code, severity, code.With(arguments).Arguments.SetItem("at", at.Length == 0 ? "/" : at)));
}

/// <summary>A document as its kind reads it: null where a diagnostic is an error.</summary>
public sealed record Reading<T>(T? Document, ImmutableArray<Diagnostic> Diagnostics)
    where T : class;

/// <summary>Makes readings.</summary>
public static class Reading
{
    /// <summary>Reads with <paramref name="read"/>; what it found decides whether there is a document.</summary>
    public static Reading<T> Of<T>(Value body, Func<DocumentNode, T> read)
        where T : class
    {
        var findings = new Findings();
        var document = read(new DocumentNode(body, "", findings));
        return new Reading<T>(findings.HasErrors ? null : document, findings.All);
    }
}
