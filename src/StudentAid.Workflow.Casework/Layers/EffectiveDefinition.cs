using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Layers;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Layers;

/// <summary>
/// What a procedure comes to at a unit. <see cref="Pin"/> and <see cref="Text"/> address it; where no layer changes anything they are those of the
/// definition as its author wrote it, whose pin is <see cref="Whole"/>. <see cref="IsMade"/>
/// says that layers changed it, so that its text is in no store yet. With findings it must not be used for anything but showing.
/// </summary>
public sealed record EffectiveDefinition(string Id, string Pin, string Whole, Definition Definition, Blob Text, Folded Folded, ImmutableArray<LayerFinding> Findings, bool IsMade)
{
    /// <summary>The tables whose rows layers changed.</summary>
    public ImmutableArray<PatchedTable> Tables { get; init; } = [];

    /// <summary>What does not stop it from being used, and that somebody should look at.</summary>
    public ImmutableArray<LayerFinding> Warnings { get; init; } = [];

    public bool Fits => Findings.IsEmpty;

    /// <summary>Why it cannot be used and whose document did it; null where it fits.</summary>
    public Rejection? Refusal(string unit)
    {
        if (Findings.IsEmpty)
            return null;
        var (by, found) = (Findings[0].Origin, Findings[0].Diagnostic);
        return LayerUseCodes.DoesNotFit.With(
            ("place", unit), ("definition", Id), ("document", by.Name), ("code", by.Unit), ("reason", new Rejection(found.Code, found.Arguments)));
    }
}

/// <summary>Why a procedure cannot be used at a unit.</summary>
public static class LayerUseCodes
{
    public static readonly Code DoesNotFit = Code.State("definition-does-not-fit", "“{place}”的流程“{definition}”应与上级规定相合，但不合，不能开展新的批次；问题出在“{document}”（{code}）：{reason}。", "Expected the definition '{definition}' of '{place}' to fit what the layers above say, but it does not and no round can be opened; it is because of '{document}' ({code}): {reason}.");
    public static readonly Code Unreadable = Code.State("layer-unreadable", "文档“{document}”应能读取，但现在的程序读不懂（{reason}）。", "Expected to read the document '{document}', but the program as it is cannot ({reason}).");
    public static readonly Code NoProcedure = Code.Unknown("effective-definition-unknown", "“{unit}”及其上级应有流程“{procedure}”，但没有。", "Expected a definition '{procedure}' at '{unit}' or above, but there is none.");
}
