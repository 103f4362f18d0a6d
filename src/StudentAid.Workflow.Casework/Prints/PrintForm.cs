using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Prints;

/// <summary>
/// The wording and order of a sheet (kind <c>print-form</c>), so that a province may change it without a program: blocks with texts in which
/// <c>{field}</c> stands for what the sheet is about. <see cref="Landscape"/> turns the paper, <see cref="Numbered"/> is for sheets that are one document.
/// </summary>
public sealed record PrintForm(string Id, Text Name, bool Landscape, bool Numbered, ImmutableArray<PrintBlock> Blocks)
{
    public static readonly DocumentKind<PrintForm> Kind = new("print-form", new Text("打印样式", "Print form"), (n, d) => Read(n, d.Id, d.Name), Value.Parse("""
        { "type": "object", "required": ["sheet", "blocks"], "properties": {
            "sheet": { "type": "string" },
            "landscape": { "type": "boolean" }, "numbered": { "type": "boolean" },
            "blocks": { "type": "array", "minItems": 1, "items": { "type": "object", "required": ["block"], "additionalProperties": false, "properties": {
              "block": { "enum": ["title", "paragraph", "fields", "table", "form", "signatures", "seal", "cut", "break", "code"] },
              "text": { "type": "string" }, "when": { "type": "string" }, "align": { "enum": ["left", "center", "right"] }, "of": { "type": "string" }, "day": { "type": "string" }, "note": { "type": "string" },
              "items": { "type": "array", "items": { "type": "string" } },
              "columns": { "type": "array", "items": { "type": "object", "required": ["title", "field"], "additionalProperties": false, "properties": {
                "title": { "type": "string" }, "field": { "type": "string" }, "width": { "type": "number" }, "note": { "type": "string" } } } },
              "rows": { "type": "array", "items": { "type": "object", "required": ["title", "text"], "additionalProperties": false, "properties": {
                "title": { "type": "string" }, "text": { "type": "string" }, "wide": { "type": "boolean" }, "note": { "type": "string" } } } } } } } } }
        """), isPinned: false);

    private static readonly ImmutableArray<string> Blocknames = ["title", "paragraph", "fields", "table", "form", "signatures", "seal", "cut", "break", "code"];

    /// <summary>A body says itself which sheet it words, so that it can be checked alone; the document's id is the same.</summary>
    private static PrintForm Read(DocumentNode node, string? id, Text name)
    {
        var sheet = node.RequiredText("sheet");
        var kind = PrintForms.Find(sheet);
        if (kind is null || (id is not null && id != sheet))
            node.Error(PrintCodes.UnknownForm, "sheet", ("id", sheet), ("known", id ?? string.Join(", ", PrintForms.All.Select(k => k.Id))));
        var form = new PrintForm(sheet, name, node.Flag("landscape"), node.Flag("numbered", otherwise: true), [.. node.RequiredChildren("blocks").Where(b => b.IsRecord()).Select(b => ReadBlock(b, kind))]);
        node.Close();
        return form;
    }

    private static PrintBlock ReadBlock(DocumentNode node, PrintKind? kind)
    {
        var name = node.RequiredText("block");
        if (!Blocknames.Contains(name))
            node.Error(PackCodes.UnknownWord, "block", ("word", name), ("known", string.Join(", ", Blocknames)));
        var table = node.OptionalText("of") ?? "";
        var block = new PrintBlock(
            name, node.OptionalText("text") ?? "", node.OptionalText("when") ?? "", node.OptionalText("align") ?? "", table, node.OptionalText("day") ?? "", node.Texts("items"),
            [.. node.Children("columns").Select(c => Closed(c, new PrintColumn(c.RequiredText("title"), c.RequiredText("field"), c.OptionalNumber("width", 1, 100) ?? 0)))],
            [.. node.Children("rows").Select(r => Closed(r, new PrintField(r.RequiredText("title"), r.RequiredText("text"), r.Flag("wide"))))]);
        node.Close();
        if (kind is not null)
            CheckNames(block, kind, node);
        return block;
    }

    private static void CheckNames(PrintBlock block, PrintKind kind, DocumentNode node)
    {
        foreach (var field in block.Named.Where(f => !kind.Fields.Contains(f)))
            node.Error(PrintCodes.UnknownField, "block", ("form", kind.Id), ("field", field), ("known", string.Join(", ", kind.Fields)));
        if (block.Block != "table")
            return;
        if (!kind.Tables.TryGetValue(block.Of, out var columns))
            node.Error(PrintCodes.UnknownField, "of", ("form", kind.Id), ("field", block.Of), ("known", string.Join(", ", kind.Tables.Keys.Order(StringComparer.Ordinal))));
        else
        {
            foreach (var column in block.Columns.Where(c => !columns.Contains(c.Field)))
                node.Error(PrintCodes.UnknownField, "columns", ("form", kind.Id), ("field", column.Field), ("known", string.Join(", ", columns)));
        }
    }

    private static T Closed<T>(DocumentNode node, T read)
    {
        node.Close();
        return read;
    }
}

/// <summary>One block of a sheet. <see cref="When"/> names a field without which it is left out.</summary>
public sealed record PrintBlock(
    string Block, string Text, string When, string Align, string Of, string Day, ImmutableArray<string> Items, ImmutableArray<PrintColumn> Columns, ImmutableArray<PrintField> Rows)
{
    /// <summary>The fields that its texts name.</summary>
    public IEnumerable<string> Named =>
        new[] { Text, Day }.Concat(Items).Concat(Rows.Select(r => r.Text)).SelectMany(PrintText.Names).Concat(When.Length > 0 ? [When] : []);
}

/// <summary>A column of a table; <see cref="Width"/> in percent, 0 for what is left.</summary>
public sealed record PrintColumn(string Title, string Field, decimal Width);

/// <summary>A label and the text beside it; a wide one takes the whole line.</summary>
public sealed record PrintField(string Title, string Text, bool Wide);

/// <summary>Texts with <c>{named}</c> fields.</summary>
internal static class PrintText
{
    public static IEnumerable<string> Names(string text)
    {
        for (var at = text.IndexOf('{', StringComparison.Ordinal); at >= 0 && text.IndexOf('}', at) is > 0 and var end; at = text.IndexOf('{', end))
            yield return text[(at + 1)..end];
    }

    public static string Fill(string text, PrintData data)
    {
        var filled = new System.Text.StringBuilder();
        var from = 0;
        for (var at = text.IndexOf('{', StringComparison.Ordinal); at >= 0 && text.IndexOf('}', at) is > 0 and var end; at = text.IndexOf('{', end))
        {
            filled.Append(text, from, at - from).Append(data[text[(at + 1)..end]]);
            from = end + 1;
        }

        return filled.Append(text, from, text.Length - from).ToString();
    }
}
