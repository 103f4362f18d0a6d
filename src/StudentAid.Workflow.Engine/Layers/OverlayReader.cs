using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Layers;

/// <summary>Reads overlays. What is wrong is a diagnostic with its place, never an exception.</summary>
public static class OverlayReader
{
    private static readonly string[] Head = ["$schema", "kind", "id", "unit", "procedure", "article", "from", "name", "note", "changes"];

    public static OverlayDocument Read(string text, ActivityTypes types)
    {
        var (tree, faults) = SourceTree.Parse(text);
        if (tree.Root is not { } root)
            return new OverlayDocument(tree, null, faults);
        var reading = new Reading(tree, types, isShort: true, isStrict: true);
        var overlay = root.Kind == ValueKind.Record ? Of(reading, root) : null;
        if (overlay is null)
            reading.Misshapen(Overlay.Kind, "{ }", root);
        var isGood = reading.Diagnostics.All(d => d.Severity != Severity.Error);
        return new OverlayDocument(tree, isGood ? overlay : null, reading.Diagnostics);
    }

    private static Overlay Of(Reading reading, SourceNode root)
    {
        foreach (var member in root.Members.Where(m => Array.IndexOf(Head, m.Name) < 0))
            reading.Unknown(member, Head);
        if (root["kind"]?.Text != Overlay.Kind)
            reading.Misshapen("kind", $"\"{Overlay.Kind}\"", root["kind"] ?? root);
        var id = Needed(reading, root, "id");
        if (id is not null && !ActivityReader.IsGoodId(id))
            reading.Report(DefinitionCodes.BadId.With(("id", id)), Severity.Error, root["id"]!);
        if (root["changes"] is null)
            reading.Report(DefinitionCodes.MissingProperty.With(("name", "changes")), Severity.Error, reading.Tree.PositionOf(root.Start, root.Start));
        return new Overlay(
            id ?? "", reading.TextOf(root, "unit") ?? "", Needed(reading, root, "procedure") ?? "", Needed(reading, root, "article") ?? "", Day(reading, root),
            reading.PeopleTextOf(root, "name") ?? id ?? "",
            [.. reading.ItemsOf(root["changes"], "changes").SelectMany(item => ChangeReader.Read(reading, item))]);
    }

    private static string? Needed(Reading reading, SourceNode root, string name)
    {
        if (reading.TextOf(root, name) is { Length: > 0 } text)
            return text;
        if (root[name] is null)
            reading.Report(DefinitionCodes.MissingProperty.With(("name", name)), Severity.Error, reading.Tree.PositionOf(root.Start, root.Start));
        return null;
    }

    private static DateOnly Day(Reading reading, SourceNode root)
    {
        if (Needed(reading, root, "from") is not { } text)
            return default;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        reading.Misshapen("from", "yyyy-MM-dd", root["from"]!);
        return default;
    }
}
