using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Engine.Layers;

/// <summary>Every approving end must come after this activity; several of one document in their order.</summary>
public sealed record RequireActivity(string Activity) : Change
{
    public int? Index { get; init; }

    public override string Verb => "require";

    public override Text Sentence => new($"环节{Quote(Activity)}必经", $"the activity '{Activity}' is required");

    public override Applied Apply(Draft draft, Origin by, ActivityTypes types)
    {
        if (Flows.Find(draft.Definition, Activity) is null)
            return Flows.Missing(draft.Definition, Activity);
        var mark = new Requirement(Activity, by);
        if (draft.Required.Contains(mark))
            return LayerCodes.Marked.With(("name", Activity));
        return new Applied(
            draft with { Required = draft.Required.Insert(Math.Clamp(Index ?? draft.Required.Length, 0, draft.Required.Length), mark) }, [new ReleaseActivity(Activity)], null);
    }
}

/// <summary>Takes a document's own mark back; that of a higher layer stays and is named.</summary>
public sealed record ReleaseActivity(string Activity) : Change
{
    public override string Verb => "release";

    public override Text Sentence => new($"环节{Quote(Activity)}不再必经", $"the activity '{Activity}' is no longer required");

    public override Applied Apply(Draft draft, Origin by, ActivityTypes types)
    {
        var index = draft.Required.IndexOf(new Requirement(Activity, by));
        if (index >= 0)
            return new Applied(draft with { Required = draft.Required.RemoveAt(index) }, [new RequireActivity(Activity) { Index = index }], null);
        return draft.Required.FirstOrDefault(r => r.Activity == Activity) is { } higher
            ? LayerCodes.RequiredReleased.With(("activity", Activity), ("article", higher.By.Article), ("layer", by.Name))
            : LayerCodes.NotMarked.With(("name", Activity));
    }
}

/// <summary>An outcome that approves nothing, so that ends with it need no required activity before them. Only the topmost layer says so.</summary>
public sealed record MarkNotApproving(string Outcome) : Change
{
    public int? Index { get; init; }

    public override string Verb => "not-approving";

    public override Text Sentence => new($"结果{Quote(Outcome)}不算通过", $"the outcome '{Outcome}' approves nothing");

    public override Applied Apply(Draft draft, Origin by, ActivityTypes types)
    {
        if (by.Unit.Length > 0)
            return LayerCodes.TopmostOnly.With(("outcome", Outcome), ("layer", by.Name));
        if (draft.NotApproving.Contains(Outcome, StringComparer.Ordinal))
            return LayerCodes.Marked.With(("name", Outcome));
        var at = Math.Clamp(Index ?? draft.NotApproving.Length, 0, draft.NotApproving.Length);
        return new Applied(draft with { NotApproving = draft.NotApproving.Insert(at, Outcome) }, [new MarkApproving(Outcome)], null);
    }
}

/// <summary>Takes <see cref="MarkNotApproving"/> back.</summary>
public sealed record MarkApproving(string Outcome) : Change
{
    public override string Verb => "approving";

    public override Text Sentence => new($"结果{Quote(Outcome)}算通过", $"the outcome '{Outcome}' approves");

    public override Applied Apply(Draft draft, Origin by, ActivityTypes types)
    {
        if (by.Unit.Length > 0)
            return LayerCodes.TopmostOnly.With(("outcome", Outcome), ("layer", by.Name));
        var index = draft.NotApproving.IndexOf(Outcome);
        return index < 0
            ? LayerCodes.NotMarked.With(("name", Outcome))
            : new Applied(draft with { NotApproving = draft.NotApproving.RemoveAt(index) }, [new MarkNotApproving(Outcome) { Index = index }], null);
    }
}
