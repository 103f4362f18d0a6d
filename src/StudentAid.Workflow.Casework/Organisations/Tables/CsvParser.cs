using System.Collections.Immutable;
using System.Text;

namespace StudentAid.Workflow.Casework.Organisations.Tables;

/// <summary>
/// Splits a text into records (RFC 4180): a cell that begins with a quote ends with one, two quotes inside are one, line breaks inside belong to
/// the cell, so that a record has the row number that Excel shows. A quote elsewhere is an ordinary character.
/// </summary>
internal sealed class CsvParser(string text, char separator)
{
    private readonly ImmutableArray<string>.Builder cells = ImmutableArray.CreateBuilder<string>();
    private int at;

    /// <summary>Set to the record's row number when its quote is never closed.</summary>
    public int UnclosedRow { get; private set; }

    public int Row { get; private set; }

    /// <summary>The next record, blank lines included; false at the end.</summary>
    public bool TryRead(out ImmutableArray<string> record)
    {
        record = [];
        if (at >= text.Length)
            return false;
        Row++;
        do
            cells.Add(at < text.Length && text[at] == '"' ? Quoted() : Plain());
        while (TakeSeparator());
        TakeLineEnd();
        record = cells.DrainToImmutable();
        return true;
    }

    private string Plain()
    {
        var end = text.AsSpan(at).IndexOfAny(separator, '\r', '\n');
        var cell = end < 0 ? text[at..] : text.Substring(at, end);
        at += cell.Length;
        return cell;
    }

    private string Quoted()
    {
        var cell = new StringBuilder();
        at++;
        while (true)
        {
            var quote = text.IndexOf('"', at);
            if (quote < 0)
            {
                UnclosedRow = Row;
                at = text.Length;
                return cell.ToString();
            }

            cell.Append(text, at, quote - at);
            at = quote + 1;
            if (at >= text.Length || text[at] != '"')
                return cell.Append(Plain()).ToString();
            cell.Append('"');
            at++;
        }
    }

    private bool TakeSeparator()
    {
        if (at >= text.Length || text[at] != separator)
            return false;
        at++;
        return true;
    }

    private void TakeLineEnd()
    {
        if (at < text.Length && text[at] == '\r')
            at++;
        if (at < text.Length && text[at] == '\n')
            at++;
    }
}
