using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Definitions;

/// <summary>One text being read: how it is spelled, whose rules it follows, and what was found so far.</summary>
internal sealed class Reading(SourceTree tree, ActivityTypes types, bool isShort, bool isStrict)
{
    private int asked;
    private readonly ImmutableArray<Diagnostic>.Builder diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();

    public SourceTree Tree { get; } = tree;

    public ActivityTypes Types { get; } = types;

    /// <summary>True for the short spelling.</summary>
    public bool IsShort { get; } = isShort;

    /// <summary>True where what is unknown is an error.</summary>
    public bool IsStrict { get; } = isStrict;

    public DefinitionPlaces Places { get; } = new(tree);

    public int Generated { get; set; }

    public ImmutableArray<Diagnostic> Diagnostics => diagnostics.ToImmutable();

    /// <summary>An error in the strict dialect, a warning in Elsa's.</summary>
    public Severity Broken => IsStrict ? Severity.Error : Severity.Warning;

    public void Report(Rejection finding, Severity severity, SourceNode at) => Report(finding, severity, Tree.PositionOf(at));

    public void Report(Rejection finding, Severity severity, Position at) =>
        diagnostics.Add(new Diagnostic(finding.Code, severity, finding.Arguments, at));

    /// <summary>The did-you-mean, for the first hundred findings: looking through all names for each would not be linear.</summary>
    public string? Near(string name, IEnumerable<string> known) => ++asked > 100 ? null : Nearest.To(name, known);

    /// <summary>An error in the strict dialect, of no consequence in Elsa's.</summary>
    public void Unknown(SourceMember member, IEnumerable<string> known)
    {
        var nearest = Near(member.Name, known);
        var finding = nearest is null
            ? DefinitionCodes.UnknownProperty.With(("name", member.Name))
            : DefinitionCodes.UnknownPropertyNear.With(("name", member.Name), ("nearest", nearest));
        Report(finding, IsStrict ? Severity.Error : Severity.Info, Tree.PositionOf(member.Start, member.End));
    }

    public void Misshapen(string name, string expected, SourceNode at) =>
        Report(DefinitionCodes.WrongShape.With(("name", name), ("expected", expected)), IsStrict || IsShort ? Severity.Error : Severity.Warning, at);

    public string? TextOf(SourceNode owner, string name)
    {
        var node = owner[name];
        if (node is null || node.IsNull)
            return null;
        if (node.Text is null)
            Misshapen(name, "string", node);
        return node.Text;
    }

    public bool BoolOf(SourceNode owner, string name)
    {
        var node = owner[name];
        if (node is null || node.IsNull)
            return false;
        if (node.Kind != ValueKind.Bool)
            Misshapen(name, "true | false", node);
        return node.ToValue().AsBool() == true;
    }

    public Text? PeopleTextOf(SourceNode owner, string name)
    {
        var node = owner[name];
        if (node is null || node.IsNull)
            return null;
        var text = Text.From(node.ToValue());
        if (text is null)
            Misshapen(name, "string | { zh-CN, en }", node);
        return text;
    }

    public ImmutableArray<string> TextsOf(SourceNode owner, string name)
    {
        var items = ItemsOf(owner[name], name);
        foreach (var odd in items.Where(i => i.Text is null))
            Misshapen(name, "string[]", odd);
        return [.. items.Select(i => i.Text).OfType<string>()];
    }

    /// <summary>The items of a list, also where it is spelled <c>{ "$values": [] }</c> or <c>{ "_type": …, "items": [] }</c>; none where there is no list.</summary>
    public ImmutableArray<SourceNode> ItemsOf(SourceNode? node, string name)
    {
        if (node is null || node.IsNull)
            return [];
        if (node.Kind == ValueKind.List)
            return node.Items;
        if (ElsaSpelling.ListIn(node) is { } inner)
            return node[inner]!.Items;
        Misshapen(name, "[ ]", node);
        return [];
    }

    public RecordValue RecordOf(SourceNode owner, string name)
    {
        var node = owner[name];
        if (node is null || node.IsNull)
            return Value.EmptyRecord;
        if (node.ToValue() is RecordValue record)
            return record;
        Misshapen(name, "{ }", node);
        return Value.EmptyRecord;
    }
}
