using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Layers;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Cli.Terminals;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Layers;

namespace StudentAid.Workflow.Cli.Layers;

/// <summary>A value of an effective definition or a document beside it, and who set it.</summary>
internal sealed record EffectiveSource(string Key, Value Value, string Unit, string Document, string Article);

/// <summary>The lines of <c>effective --origin</c>: activities with their options and connections as they stand, then documents.</summary>
internal static class EffectiveSources
{
    private static readonly Text Top = new("全国", "top");

    public static ImmutableArray<EffectiveSource> Of(EffectiveDefinition effective, IEnumerable<StoredDocument> holding, Func<StoredDocument, string> articleOf)
    {
        var origins = effective.Folded.Origins;
        EffectiveSource Line(string key, Value value) =>
            origins.Of(key) is { } by ? new EffectiveSource(key, value, by.Unit, by.Document, by.Article) : new EffectiveSource(key, value, "", "", "");
        var lines = ImmutableArray.CreateBuilder<EffectiveSource>();
        foreach (var node in effective.Definition.Root.Children.Select(c => c.Node))
        {
            lines.Add(Line(node.Id, node.Type));
            if (node.Title is { } title)
                lines.Add(Line($"{node.Id}.title", title.ToValue()));
            if (node.Article is { } article)
                lines.Add(Line($"{node.Id}.article", article));
            lines.AddRange(node.Inputs.Select(i => Line($"{node.Id}.{i.Name}", i.Kind == InputKind.Literal ? i.Value : "= " + i.Text)));
        }

        lines.AddRange(effective.Definition.Root.Connections.Select(Origins.KeyOf).Select(key => Line(key, Value.Null)));
        lines.AddRange(effective.Folded.Required.Select(r => new EffectiveSource($"required {r.Activity}", Value.Null, r.By.Unit, r.By.Document, r.By.Article)));
        lines.AddRange(effective.Folded.Rows.Select(r => new EffectiveSource($"{r.Document} {r.Row}", r.Content ?? Value.Null, r.By.Unit, r.By.Document, r.By.Article)));
        lines.AddRange(holding.Where(d => d.Kind != StoredDocument.Definition).Select(d => new EffectiveSource(
            $"{d.Kind}/{d.Id}", Value.Null, d.Unit.Length == 0 ? UnitPath.Code(d.Layer) : d.Unit, d.Id, articleOf(d))));
        return lines.ToImmutable();
    }

    public static void Write(ImmutableArray<EffectiveSource> sources, Terminal terminal)
    {
        foreach (var source in sources)
        {
            var value = source.Value.IsNull ? "" : $" = {source.Value.AsText() ?? source.Value.ToJson()}";
            var unit = source.Unit.Length == 0 ? terminal.Say(Top) : source.Unit;
            terminal.Out.WriteLine($"{source.Key}{value}  <- {unit} {source.Document} ({source.Article})");
        }
    }

    public static Value ToValue(EffectiveDefinition effective, ImmutableArray<EffectiveSource> sources, Terminal terminal) => Value.Record(
        ("id", effective.Id), ("pin", effective.Pin), ("fits", effective.Fits), ("definition", Value.Parse(DefinitionWriter.Short(effective.Definition))),
        ("origins", Value.List(sources.Select(s => (Value)Value.Record(
            ("key", s.Key), ("unit", s.Unit), ("document", s.Document), ("article", s.Article))))),
        ("findings", Value.List(effective.Findings.Select(f => (Value)Value.Record(
            ("unit", f.Origin.Unit), ("document", f.Origin.Document), ("code", f.Diagnostic.Code.Id), ("message", f.Diagnostic.In(terminal.Language)))))));
}
