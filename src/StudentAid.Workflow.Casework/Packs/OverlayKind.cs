using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Layers;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>Changes that a layer makes to a definition. The engine reads them; a round pins what they make of the definition instead of them.</summary>
internal sealed class OverlayKind() : DocumentKind(Overlay.Kind, new("流程的地方调整", "Changes of a definition"), isPinned: false)
{
    public override Value Schema => OverlaySchema.Schema;

    public override ImmutableArray<Diagnostic> Check(string text, ActivityTypes types) => OverlayReader.Read(text, types).Diagnostics;
}
