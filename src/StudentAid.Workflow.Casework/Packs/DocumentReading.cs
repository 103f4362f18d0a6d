using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>A document as its kind reads it: null where a diagnostic is an error.</summary>
public sealed record DocumentReading<T>(T? Document, ImmutableArray<Diagnostic> Diagnostics)
    where T : class;
