using StudentAid.Workflow.Casework.Applications.Forms;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Api.Rules;

/// <summary>Reads pinned rules for screens.</summary>
public sealed class RulesReading(PinCache pins)
{
    private static readonly string[] FormKinds = ["form", "commitment"];

    /// <summary>Null where the pin is unknown here.</summary>
    public async Task<RulesView?> OfAsync(string pin, bool withForms)
    {
        await pins.EnsureAsync(pin, CancellationToken.None);
        if (pins.Definition(pin)?.Definition is not { } definition)
            return null;
        var scale = LevelNames.ScaleOf(pins, pin);
        return new RulesView(
            pin,
            definition.Name ?? definition.DefinitionId,
            [.. Activities(definition.Root, null)],
            [.. definition.Root.All().SelectMany(n => n.Connections).Select(c => new RuleEdge(c.From, c.Port, c.To, c.Rewind))],
            [.. (scale?.Levels ?? []).Select(l => new NamedId(l.Id, l.Name))],
            scale is null ? null : new RuleRefusal(
                scale.NotDetermined.Id, scale.NotDetermined.Name, [.. scale.NotDetermined.Reasons.Select(r => new RefusalReason(r.Id, r.Name, r.Article, r.Explain))]),
            [.. Bodies(pin)],
            withForms ? [.. FormKinds.SelectMany(k => pins.DocumentIds(pin, k).Select(i => pins.Document(pin, k, i))).OfType<Value>().Select(FormDocument.Worded)] : [])
        {
            Commitments = withForms ? [.. Commitments(pin)] : [],
        };
    }

    private IEnumerable<CommitmentHash> Commitments(string pin) => pins.DocumentIds(pin, CommitmentText.Kind.Name)
        .Select(i => pins.Document(pin, CommitmentText.Kind.Name, i) is { } content ? CommitmentText.Kind.Whole(content).Document : null)
        .OfType<Pinned<CommitmentText>>().Select(c => new CommitmentHash(c.Content.Id, c.Document.Hash));

    private IEnumerable<BodyName> Bodies(string pin) =>
        from id in pins.DocumentIds(pin, Body.Kind.Name)
        let name = new BodyName(id, Text.From(pins.Document(pin, Body.Kind.Name, id)?["name"] ?? Value.Null) ?? id)
        select Body.Kind.Find(pins, pin, id) is { } body ? Told(name, body) : name;

    private static BodyName Told(BodyName name, Body body) => name with
    {
        Scopes = body.Scopes, ChairOf = body.ChairOf, ChairElected = body.ChairElected, PublishList = body.PublishList,
        Categories = [.. body.Categories.Select(Category)], Invited = [.. body.Invited.Select(Category)], Traits = [.. body.Spread.Select(s => new NamedId(s.Trait, s.Name))],
    };

    private static BodyCategory Category(MemberCategory c) => new(c.Id, c.Name, c.Minimum, c.Maximum, c.Student, c.Votes, c.Share?.ToString());

    private static IEnumerable<RuleActivity> Activities(ActivityNode node, string? parent) =>
        node.Children.SelectMany(c => Activities(c.Node, node.Id)).Prepend(new RuleActivity(
            node.Id, node.Type, node.Title ?? node.Name ?? node.Id, node.Article, node.Note, parent, Word(node, "act"), Word(node, "body"), Word(node, "role"), Word(node, "scope"),
            node.Input("roster")?.Value.AsBool() == true));

    private static string Word(ActivityNode node, string option) => node.Input(option)?.Value.AsText() ?? "";
}
