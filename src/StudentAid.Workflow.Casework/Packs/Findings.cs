using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;

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
