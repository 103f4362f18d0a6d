using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Layers;

/// <summary>
/// What one layer changes in a definition. <see cref="Unit"/> is the code of the layer's unit, empty for the topmost one; <see cref="Procedure"/> is the
/// definition's id; <see cref="From"/> the day from which it holds.
/// </summary>
public sealed record Overlay(string Id, string Unit, string Procedure, string Article, DateOnly From, Text Name, ImmutableArray<Change> Changes)
{
    public const string Kind = "overlay";

    public Origin Origin => new(Unit, Id, Name, Article);
}

/// <summary>Which document of which unit set a value, and its article.</summary>
public sealed record Origin(string Unit, string Document, Text Name, string Article);

/// <summary>One unit's part of a stack: its whole definition, if it has one, then its overlays, in the order in which they are applied.</summary>
public sealed record Layer(string Unit, Definition? Definition, ImmutableArray<Overlay> Overlays)
{
    /// <summary>The unit's own tables; each replaces the one above as a whole, before its overlays patch it.</summary>
    public ImmutableArray<LayerDocument> Documents { get; init; } = [];
}

/// <summary>A table of a layer by <c>kind/id</c>, and the document that it is.</summary>
public sealed record LayerDocument(string Name, Value Content, Origin By);

/// <summary>A row that an overlay set: who, and where in the overlay's text.</summary>
public sealed record PatchedRow(string Document, string Row, Value? Content, Origin By, Position? At);

/// <summary>A finding and the document of the layer in whose text its position lies.</summary>
public sealed record LayerFinding(Origin Origin, Diagnostic Diagnostic)
{
    /// <summary>The kind of the layer's document; empty where an overlay or the definition is meant.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Where in the document, as a JSON pointer; in a definition <c>activity.option</c>. Empty for the document as a whole.</summary>
    public string Pointer { get; init; } = "";
}

/// <summary>An overlay as it was read; <see cref="Overlay"/> is null where there is an error.</summary>
public sealed record OverlayDocument(SourceTree Tree, Overlay? Overlay, ImmutableArray<Diagnostic> Diagnostics);
