using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Layers;

/// <summary>
/// Changes one row of a table beside the definition and leaves the rest as the layers above have it. <see cref="Document"/> is <c>kind/id</c>,
/// <see cref="Row"/> the way to it (<see cref="TableRow"/>); without content it is taken away, and one that was not there is put in.
/// </summary>
public sealed record PatchRow(string Document, string Row, Value? Content) : Change
{
    /// <summary>Place among the rows of its list, for one that is put in; last where left out.</summary>
    public int? Index { get; init; }

    public override string Verb => "patch";

    public override Text Sentence => Content is null
        ? new Text($"去掉{Quote(Document)}中的{Quote(Row)}", $"take '{Row}' of '{Document}' away")
        : new Text($"把{Quote(Document)}中的{Quote(Row)}改为 {Content.ToJson()}", $"set '{Row}' of '{Document}' to {Content.ToJson()}");

    public override Applied Apply(Draft draft, Origin by, ActivityTypes types)
    {
        if (!draft.Documents.TryGetValue(Document, out var table))
            return NoDocument(draft);
        var (changed, before, index) = TableRow.Put(table, Row.Split('/'), Content, Index);
        if (changed is null)
            return LayerCodes.NoRow.With(("document", Document), ("row", Row));
        return new Applied(draft with { Documents = draft.Documents.SetItem(Document, changed) }, [this with { Content = before, Index = index, At = null }], null);
    }

    internal override bool Concerns(string activity, string option) =>
        activity == Document && (option == Row || option.StartsWith(Row + "/", StringComparison.Ordinal) || Row.StartsWith(option + "/", StringComparison.Ordinal));

    private Rejection NoDocument(Draft draft) => Nearest.To(Document, draft.Documents.Keys) is { } nearest
        ? LayerCodes.NoDocumentNear.With(("document", Document), ("nearest", nearest))
        : LayerCodes.NoDocument.With(("document", Document));
}
