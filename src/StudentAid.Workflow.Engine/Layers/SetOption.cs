using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Layers;

/// <summary>
/// Changes an option of an activity; without input the option says nothing and its default holds. <c>title</c> and <c>article</c> count as options too.
/// </summary>
public sealed record SetOption(string Activity, string Option, ActivityInput? Input) : Change
{
    public const string Title = "title";
    public const string Article = "article";

    public override string Verb => "set";

    public override Text Sentence => Input is null
        ? new Text($"环节{Quote(Activity)}的{Quote(Option)}不再填写", $"'{Option}' of the activity '{Activity}' is left out")
        : new Text($"把环节{Quote(Activity)}的{Quote(Option)}改为 {Words(Input)}", $"set '{Option}' of the activity '{Activity}' to {Words(Input)}");

    public override Applied Apply(Draft draft, Origin by, ActivityTypes types)
    {
        if (Flows.Find(draft.Definition, Activity) is not { } node)
            return Flows.Missing(draft.Definition, Activity);
        if (Option is Title or Article)
            return Labelled(draft, node);
        if (types.Find(node.Type, node.Version) is { } type && type.Description.Options.All(o => o.Name != Option))
        {
            return Nearest.To(Option, type.Description.Options.Select(o => o.Name)) is { } nearest
                ? LayerCodes.NoOptionNear.With(("activity", Activity), ("option", Option), ("nearest", nearest))
                : LayerCodes.NoOption.With(("activity", Activity), ("option", Option));
        }

        var rest = node.Inputs.RemoveAll(i => i.Name == Option);
        var changed = node with { Inputs = Input is null ? rest : rest.Add(Input) };
        return new Applied(draft with { Definition = Flows.With(draft.Definition, changed) }, [this with { Input = node.Input(Option), At = null }], null);
    }

    internal override bool Concerns(string activity, string option) => Activity == activity && Option == option;

    /// <summary>A value as people read it: an expression after its sign.</summary>
    internal static string Words(ActivityInput input) => input.Kind == InputKind.Literal ? input.Value.ToJson() : "= " + input.Text;

    private Applied Labelled(Draft draft, ActivityNode node)
    {
        var value = Input?.Value ?? Value.Null;
        var old = Option == Title ? node.Title?.ToValue() : node.Article is null ? null : Value.Of(node.Article);
        var changed = Option == Title ? node with { Title = Text.From(value) } : node with { Article = value.AsText() };
        var back = this with { Input = old is null ? null : new ActivityInput(Option, InputKind.Literal, old), At = null };
        return new Applied(draft with { Definition = Flows.With(draft.Definition, changed) }, [back], null);
    }
}

/// <summary>Changes what the definition says of itself: <c>name</c>, <c>description</c>, <c>article</c>, <c>outcomes</c>.</summary>
public sealed record SetOfDefinition(string Option, Value Value) : Change
{
    public static readonly ImmutableArray<string> Options = ["name", "description", "article", "outcomes"];

    public override string Verb => "set";

    public override Text Sentence => new($"把流程的{Quote(Option)}改为 {Value.ToJson()}", $"set '{Option}' of the definition to {Value.ToJson()}");

    public override Applied Apply(Draft draft, Origin by, ActivityTypes types)
    {
        var old = draft.Definition;
        var (before, now) = Option switch
        {
            "name" => (old.Name.ToValue(), old with { Name = Text.From(Value) ?? old.Name }),
            "description" => (old.Description?.ToValue() ?? Value.Null, old with { Description = Text.From(Value) }),
            "article" => (old.Article is null ? Value.Null : Value.Of(old.Article), old with { Article = Value.AsText() }),
            _ => (Value.List(old.Outcomes.Select(Value.Of)), old with { Outcomes = [.. Value.Items.Select(o => o.AsText()).OfType<string>()] }),
        };
        return new Applied(draft with { Definition = now }, [this with { Value = before, At = null }], null);
    }
}
