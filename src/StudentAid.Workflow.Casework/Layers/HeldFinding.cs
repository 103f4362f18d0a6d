using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Layers;

namespace StudentAid.Workflow.Casework.Layers;

/// <summary>Something that the check found: whose doing it is, and where in his document; the pointer is empty where another document holds the place.</summary>
/// <remarks>
/// Whoever writes a name that nothing has, or one a slip away from a fact, is refused. What a nearer document makes unfit above it stops nothing: a unit may replace a form and leave
/// the table of its country as it is, whose rows then give nobody points.
/// </remarks>
internal sealed record HeldFinding(Origin By, string Kind, string Pointer, Position? At, Rejection Found)
{
    public bool IsWarning { get; init; }

    public static HeldFinding Of(HeldDocument by, HeldDocument naming, string pointer, Rejection found) =>
        (by.Patch is { } patch
            ? new HeldFinding(patch.By, Overlay.Kind, "", patch.At, found)
            : new HeldFinding(by.By, by.Kind, ReferenceEquals(by, naming) ? pointer : "", null, found))
        with { IsWarning = !ReferenceEquals(by, naming) || found.Code == NamedCodes.NoFact || found.Code == NamedCodes.NoChoice || found.Code == NamedCodes.NoLevel };

    public static HeldFinding OfOption(NamingOption option, Rejection found) =>
        new(option.By, option.Kind, option.Kind == Packs.StoredDocument.Definition ? $"{option.Node.Id}.{option.Option.Name}" : "", option.At, found);

    public LayerFinding ToLayer() => new(By, new Diagnostic(Found.Code, IsWarning ? Severity.Warning : Severity.Error, Found.Arguments, At)) { Kind = Kind, Pointer = Pointer };
}
