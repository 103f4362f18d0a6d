using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Imports;

/// <summary>
/// The rows of an import that were not taken, as they came, with the reason in a last column: to be corrected and loaded again. Each row and the header
/// end with that column in Chinese and in English; a reader gets one of them.
/// </summary>
public sealed record FailedRows(string Sheet, string Encoding, ImmutableArray<ImmutableArray<string>> Rows)
{
    /// <summary>Nothing but a header where all rows were taken.</summary>
    public static FailedRows Of(TableSheet sheet, TableImport table, string encoding)
    {
        var chinese = AnnotatedTable.Failed(sheet, table, "zh-CN");
        var english = AnnotatedTable.Failed(sheet, table, "en");
        return new FailedRows(sheet.Name, encoding, [.. chinese.Zip(english, (c, e) => (ImmutableArray<string>)[.. c, e[^1]])]);
    }

    public int Count => Rows.Length - 1;

    public byte[] ToBytes() => Encoding8(Value.Record(("sheet", Sheet), ("encoding", Encoding), ("rows", Value.List(Rows.Select(r => (Value)Value.List(r.Select(Value.Of)))))));

    public static FailedRows From(ReadOnlySpan<byte> bytes)
    {
        var kept = Value.Parse(bytes);
        return new FailedRows(
            kept["sheet"].AsText() ?? "", kept["encoding"].AsText() ?? "", [.. kept["rows"].Items.Select(r => (ImmutableArray<string>)[.. r.Items.Select(c => c.AsText() ?? "")])]);
    }

    private static byte[] Encoding8(Value value) => System.Text.Encoding.UTF8.GetBytes(value.ToJson());

    public byte[] Xlsx(string language, Watermark mark) => TableWriter.Xlsx(Sheet, In(language)[0], In(language).Skip(1), mark: mark);

    /// <summary>In the encoding that the file came in; of a workbook UTF-8.</summary>
    public byte[] Csv(string language) => TableWriter.Csv(In(language)[0], In(language).Skip(1), Encoding);

    private List<IReadOnlyList<string>> In(string language)
    {
        var reason = language.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? 1 : 2;
        return [.. Rows.Select(r => (IReadOnlyList<string>)[.. r[..^2], r[^reason]])];
    }
}
