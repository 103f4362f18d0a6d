using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Applications;
using StudentAid.Workflow.Casework.Applications.Forms;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Revocations;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Layers;

namespace StudentAid.Workflow.Casework.Layers;

/// <summary>
/// Documents and levels that an effective definition and the documents with it name and no layer has. A finding is the doing of the nearest of the documents that do not
/// fit each other: whoever replaces a scale answers for the table above it.
/// </summary>
internal static class NamedDocuments
{
    public static IEnumerable<HeldFinding> Check(HeldAt at)
    {
        var scales = at.Options.Where(o => o.Option.References == Scale.Kind.Name).SelectMany(o => o.Ids).Distinct(StringComparer.Ordinal).ToList();
        return at.Options.SelectMany(o => OfOption(at, o))
            .Concat(at.Used(ScoreTable.Kind.Name).SelectMany(d => OfTable(at, d)))
            .Concat(at.Used(FormDocument.Kind.Name).SelectMany(d => Named(at, d, CommitmentText.Kind, ("/commitment", d.Content["commitment"]))))
            .Concat(at.Used(AidRules.Kind.Name).SelectMany(d => OfAid(at, d)))
            .Concat(at.Used(Eligibility.Kind.Name).SelectMany(d => Named(at, d, DatedValue.Kind, [.. Edges(d.Content["excluded"], "/excluded")])))
            .Concat(at.Reading.SelectMany(b => Named(at, b.By, DatedValue.Kind, [.. Edges(b.By.Content, b.At)]).Select(f => HeldFinding.OfOption(b.Option, f.Found))))
            .Concat(at.Used(RevocationRules.Kind.Name).SelectMany(d => Named(at, d, Body.Kind, ("/body", d.Content["body"]))))
            .Concat(at.Used(Body.Kind.Name).SelectMany(d => OfBody(at, d, scales)))
            .Concat(at.Used(ExportProfile.Kind.Name).Where(at.IsNamed).SelectMany(d => OfExport(at, d, scales)))
            .Concat(OtherScales(at));
    }

    private static IEnumerable<HeldFinding> OfOption(HeldAt at, NamingOption option)
    {
        var kind = DocumentKinds.Find(option.Option.References!);
        if (kind is null)
            yield break;
        var known = at.Of(kind.Name).Select(d => d.Id).ToList();
        foreach (var id in option.Ids.Where(i => !known.Contains(i)))
        {
            var found = NoDocument(option.By.Name, $"{option.Node.Id}.{option.Option.Name}", kind, id, known);
            yield return HeldFinding.OfOption(option, found);
        }

        if (kind.Name == Scale.Kind.Name && option.Node.Input("suggests")?.Value is RecordValue suggests)
        {
            foreach (var (code, level) in suggests.Members)
            {
                foreach (var finding in Levels(at, [.. option.Ids], option.By.Name, ($"{option.Node.Id}.suggests/{code}", level)))
                    yield return HeldFinding.OfOption(option, finding.Found) with { IsWarning = finding.Found.Code == NamedCodes.NoLevel };
            }
        }
    }

    private static IEnumerable<HeldFinding> OfTable(HeldAt at, HeldDocument table)
    {
        var named = table.Content["scale"].AsText();
        var places = Rows(table, "thresholds", "level").Concat(Rows(table, "direct", "level")).Append(("/otherwise", table.Content["otherwise"]));
        var values = table.Content["values"].Items.Select(v => v["id"].AsText()).ToHashSet();
        return Named(at, table, Scale.Kind, ("/scale", table.Content["scale"]))
            .Concat(Named(at, table, DatedValue.Kind, [.. Edges(table.Content["items"], "/items").Concat(Edges(table.Content["direct"], "/direct")).Concat(Edges(table.Content["vetoes"], "/vetoes"))
                .Where(e => !values.Contains(e.Value.AsText()))]))
            .Concat(places.SelectMany(p => Levels(at, [named ?? ""], table, p)));
    }

    /// <summary>The dated values that edges of bands and bounds of conditions refer to: <c>{ "value", "times"? }</c>, wherever they stand.</summary>
    private static IEnumerable<(string At, Value Value)> Edges(Value value, string at) => value switch
    {
        ListValue list => list.Values.SelectMany((v, i) => Edges(v, $"{at}/{i}")),
        RecordValue record => record.Members.SelectMany(m => IsEdge(m.Key) && m.Value is RecordValue edge
            ? [($"{at}/{m.Key}/value", edge["value"])]
            : m.Key is "each" or "bands" or "where" or "when" or "all" or "some" || m.Value is ListValue && m.Key == "items" ? Edges(m.Value, $"{at}/{m.Key}") : []),
        _ => [],
    };

    private static bool IsEdge(string name) => name is "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum";

    private static IEnumerable<HeldFinding> OfAid(HeldAt at, HeldDocument aid)
    {
        var named = aid.Content["scale"].AsText() ?? "";
        return Named(at, aid, Scale.Kind, ("/scale", aid.Content["scale"]))
            .Concat(Named(at, aid, DatedValue.Kind, [("/amount", aid.Content["amount"]), .. Rows(aid, "amounts", "amount"), .. Edges(aid.Content["amounts"], "/amounts")]))
            .Concat(Levels(at, [named], aid, ("/granted", aid.Content["granted"])));
    }

    private static IEnumerable<HeldFinding> OfBody(HeldAt at, HeldDocument body, IReadOnlyList<string> scales) =>
        body.Content["hints"].Items.SelectMany((h, i) => h["quotas"].Items.SelectMany((q, n) => q["levels"].Items.Select((l, m) => ($"/hints/{i}/quotas/{n}/levels/{m}", l)).Append(($"/hints/{i}/quotas/{n}/level", q["level"]))
            .SelectMany(l => Levels(at, scales, body, l))));

    /// <summary>A column of levels that writes codes has one for every level that a case can have; under a nearer scale the file cannot be written, while everything else goes on.</summary>
    private static IEnumerable<HeldFinding> OfExport(HeldAt at, HeldDocument export, IReadOnlyList<string> scales)
    {
        var columns = export.Content["columns"].Items;
        foreach (var (column, n) in columns.Select((c, n) => (c, n)).Where(c => IsLevel(c.c["source"].AsText() ?? "")))
        {
            if (column["codes"] is not RecordValue { Count: > 0 } codes || column["otherwise"].AsText() is { Length: > 0 })
                continue;
            foreach (var scale in ScalesOf(at, scales))
            {
                foreach (var level in scale.Content["levels"].Items.Select(l => l["id"].AsText() ?? "").Where(l => !codes.Has(l)))
                {
                    yield return HeldFinding.Of(Nearer(export, scale), export, $"/columns/{n}/codes", NamedCodes.LevelWithoutCode.With(
                        ("document", export.By.Name), ("at", $"/columns/{n}/codes"), ("level", level), ("scale", scale.Id)));
                }
            }
        }
    }

    private static bool IsLevel(string source) => source is "case.level" or "case.suggested" || source.StartsWith("stages.", StringComparison.Ordinal) && source.EndsWith(".level", StringComparison.Ordinal);

    /// <summary>A scale that a nearer layer changed for another procedure, whose decided cases this one, which takes no applications, may adjust.</summary>
    private static IEnumerable<HeldFinding> OtherScales(HeldAt at)
    {
        if (at.Definition.Root.All().Any(n => n.Type is "StudentAid.Application" or HeldAt.AidCheck))
            yield break;
        foreach (var option in at.Options.Where(o => o.Option.References == Scale.Kind.Name).SelectMany(o => o.Ids).Distinct(StringComparer.Ordinal))
        {
            if (at.Find(Scale.Kind.Name, option) is not { } own)
                continue;
            foreach (var other in at.All.Where(d => d.Is(Scale.Kind.Name, option) && d.Place.Length > own.Place.Length && d.Stored.Procedure != own.Stored.Procedure))
            {
                if (!HeldAt.LevelsOf(other).SequenceEqual(HeldAt.LevelsOf(own), StringComparer.Ordinal))
                {
                    yield return HeldFinding.Of(other, other, "/levels", NamedCodes.OtherScale.With(
                        ("scale", option), ("other", other.Stored.Procedure), ("document", other.By.Name), ("procedure", at.Procedure))) with { IsWarning = true };
                }
            }
        }
    }

    private static IEnumerable<(string At, Value Value)> Rows(HeldDocument document, string list, string member) =>
        document.Content[list].Items.Select((row, n) => ($"/{list}/{n}/{member}", row[member]));

    private static IEnumerable<HeldFinding> Named(HeldAt at, HeldDocument by, DocumentKind kind, params (string At, Value Value)[] places)
    {
        var known = at.Of(kind.Name).Select(d => d.Id).ToList();
        return places.Where(p => p.Value.AsText() is { Length: > 0 } id && !known.Contains(id))
            .Select(p => HeldFinding.Of(by, by, p.At, NoDocument(by.By.Name, p.At, kind, p.Value.AsText()!, known)));
    }

    private static Rejection NoDocument(Text document, string place, DocumentKind kind, string id, IReadOnlyList<string> known) => Nearest.To(id, known) is { } nearest
        ? NamedCodes.NoDocumentNear.With(("document", document), ("at", place), ("kind", kind.Label), ("id", id), ("nearest", nearest))
        : NamedCodes.NoDocument.With(("document", document), ("at", place), ("kind", kind.Label), ("id", id), ("known", Known(known)));

    private static IEnumerable<HeldDocument> ScalesOf(HeldAt at, IReadOnlyList<string> named) => named.Count == 0 ? at.Scales(null) : named.SelectMany(n => at.Scales(n));

    private static IEnumerable<HeldFinding> Levels(HeldAt at, IReadOnlyList<string> named, HeldDocument by, (string At, Value Value) place) =>
        Levels(at, named, by.By.Name, place).Select(f => HeldFinding.Of(Nearer(by, f.Scale), by, place.At, f.Found));

    /// <summary>A level that none of the scales has; where there is no scale at all, that is another finding.</summary>
    private static IEnumerable<(HeldDocument Scale, Rejection Found)> Levels(HeldAt at, IReadOnlyList<string> named, Text document, (string At, Value Value) place)
    {
        var scales = ScalesOf(at, named).ToList();
        if (place.Value.AsText() is not { Length: > 0 } level || scales.Count == 0 || scales.Exists(s => HeldAt.LevelsOf(s).Contains(level)))
            yield break;
        var known = scales.SelectMany(s => HeldAt.LevelsOf(s)).Distinct(StringComparer.Ordinal).ToList();
        yield return (scales[^1], Nearest.To(level, known) is { } nearest
            ? NamedCodes.NoLevelNear.With(("document", document), ("at", place.At), ("level", level), ("scale", scales[^1].Id), ("nearest", nearest))
            : NamedCodes.NoLevel.With(("document", document), ("at", place.At), ("level", level), ("scale", scales[^1].Id), ("known", Known(known))));
    }

    public static HeldDocument Nearer(HeldDocument naming, HeldDocument named) => named.Place.Length > naming.Place.Length ? named : naming;

    public static string Known(IEnumerable<string> known) => string.Join(", ", known.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
