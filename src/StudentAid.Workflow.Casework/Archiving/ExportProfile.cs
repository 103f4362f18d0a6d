using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Archiving;

/// <summary>
/// A column of a file for another system: its title there, the path it is filled from, code table (our word to theirs), longest text in code points (0:
/// no limit), and what stands where we know nothing. <see cref="Format"/> is "text", "yuan" (分 to 元) or "day".
/// </summary>
public sealed record ExportColumn(string Title, string Source, bool Required, int MaxLength, ImmutableDictionary<string, string> Codes, string Otherwise, string Format)
{
    /// <summary>Which row of a list is meant, the first for which it holds; null for all of them.</summary>
    public Condition? Where { get; init; }
}

/// <summary>The file of refused rows that the system gives back: the column by which a row is known there (a column of ours) and the one with the reason.</summary>
public sealed record ErrorColumns(string Key, string Reason);

/// <summary>
/// The layout of a file for a system that this product cannot reach (kind <c>export-profile</c>, 第十六条(五)、第十七条(五)). <see cref="Sample"/> marks one whose
/// column list is not an official one. A purpose is "entry" (录入), "report" (上报) or "payment" (发放).
/// </summary>
public sealed record ExportProfile(string Id, Text Name, string Purpose, bool Sample, string Sheet, ImmutableArray<ExportColumn> Columns, ErrorColumns? Errors)
{
    public const string Entry = "entry";
    public const string Report = "report";
    public const string Payment = "payment";

    public static readonly DocumentKind<ExportProfile> Kind = new("export-profile", new Text("导出样式", "Export profile"), (n, d) => Read(n, d.Id, d.Name), Value.Parse("""
        { "type": "object", "required": ["purpose", "sheet", "columns"], "properties": {
            "purpose": { "enum": ["entry", "report", "payment"] }, "sample": { "type": "boolean" }, "sheet": { "type": "string" }, "when": { "type": "object", "additionalProperties": true },
            "errorFile": { "type": "object", "required": ["key", "reason"], "additionalProperties": false, "properties": { "key": { "type": "string" }, "reason": { "type": "string" }, "note": { "type": "string" } } },
            "columns": { "type": "array", "minItems": 1, "items": { "type": "object", "required": ["title", "source"], "additionalProperties": false, "properties": {
              "title": { "type": "string" }, "source": { "type": "string" }, "required": { "type": "boolean" }, "maxLength": { "type": "integer", "minimum": 1 },
              "codes": { "type": "object", "additionalProperties": true }, "where": { "type": "object", "additionalProperties": true }, "otherwise": { "type": "string" }, "format": { "enum": ["text", "yuan", "day"] }, "note": { "type": "string" } } } } } }
        """), isPinned: false);

    /// <summary>Whom the file is about, over the same sources as its columns; null for everybody who is determined. What is not known leaves somebody out.</summary>
    public Condition? When { get; init; }

    /// <summary>Numbers instead of names: rows that say the same are one, with how many they are.</summary>
    public bool Counts => Columns.Any(c => c.Source == ExportRow.Count);

    private static readonly ImmutableArray<string> Formats = ["text", "yuan", "day"];
    private static readonly ImmutableArray<string> Purposes = [Entry, Report, Payment];

    private static ExportProfile Read(DocumentNode node, string id, Text name)
    {
        var purpose = node.RequiredText("purpose");
        if (!Purposes.Contains(purpose))
            node.Error(PackCodes.UnknownWord, "purpose", ("word", purpose), ("known", string.Join(", ", Purposes)));
        var profile = new ExportProfile(
            id, name, purpose, node.Flag("sample"), node.RequiredText("sheet"), node.Each("columns", ReadColumn, c => c.Title, required: true), ReadErrors(node))
        {
            When = ReadWhen(node),
        };
        if (profile.Errors is { } errors && profile.Columns.All(c => c.Title != errors.Key))
            node.Error(PackCodes.UnknownReference, "errorFile", ("id", errors.Key));
        if (profile is { Counts: true, Errors: not null })
            node.Error(ExportCodes.CountWithErrors, "errorFile");
        node.Close();
        return profile;
    }

    private static Condition? ReadWhen(DocumentNode node)
    {
        if (node.Child("when") is not { } child)
            return null;
        var when = Condition.Read(child);
        child.Close();
        foreach (var path in when.Paths.Where(p => !ExportRow.IsSource(p.Text)))
            node.Error(ExportCodes.UnknownSource, "when", ("source", path.Text), ("known", string.Join(", ", ExportRow.Sources)));
        return when;
    }

    private static ExportColumn ReadColumn(DocumentNode node)
    {
        var source = node.RequiredText("source");
        if (source != ExportRow.Count && !ExportRow.IsSource(source))
            node.Error(ExportCodes.UnknownSource, "source", ("source", source), ("known", string.Join(", ", ExportRow.Sources.Add(ExportRow.Count))));
        var format = node.OptionalText("format") ?? "text";
        if (!Formats.Contains(format))
            node.Error(PackCodes.UnknownWord, "format", ("word", format), ("known", string.Join(", ", Formats)));
        return new ExportColumn(
            node.RequiredText("title"), source, node.Flag("required"), node.OptionalWhole("maxLength", 1, 32_000) ?? 0, node.TextMap("codes"), node.OptionalText("otherwise") ?? "", format) { Where = ReadRow(node) };
    }

    private static Condition? ReadRow(DocumentNode node)
    {
        if (node.Child("where") is not { } child)
            return null;
        var where = Condition.Read(child);
        child.Close();
        return where;
    }

    private static ErrorColumns? ReadErrors(DocumentNode node)
    {
        if (node.Child("errorFile") is not { } child)
            return null;
        var errors = new ErrorColumns(child.RequiredText("key"), child.RequiredText("reason"));
        child.Close();
        return errors;
    }
}
