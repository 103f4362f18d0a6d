using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace StudentAid.Workflow.Casework.Organisations.Tables;

/// <summary>
/// Whose copy a workbook is: the unit, who took it, when, and what for. It stands above and below each printed page and in the file's properties, never in a row or column, so that
/// whatever reads the table meets the table alone. A CSV has no place for it.
/// </summary>
public sealed record Watermark(string Unit, string Name, DateTimeOffset At, string Purpose)
{
    /// <summary>Excel takes 255 characters above and as many below, with its commands, the instant, and each sign that stands for one.</summary>
    private const int Longest = 110;

    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    internal HeaderFooter HeaderFooter => new(new OddHeader($"&L{Plain(Unit)}&R{Plain(Name)} {Moment}"), new OddFooter($"&L{Plain(Purpose)}&R&P / &N"));

    private string Moment => At.ToOffset(China).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    internal void Stamp(OpenXmlPackage package)
    {
        var told = package.PackageProperties;
        told.Creator = TableWriter.Printable(Name);
        told.Created = At.UtcDateTime;
        told.Subject = TableWriter.Printable(Purpose);
        told.Description = TableWriter.Printable($"{Unit} {Name} {Moment} {Purpose}");
    }

    /// <summary>On one line, without a sign that Excel reads as a command.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder();
        foreach (var rune in TableWriter.Printable(text).EnumerateRunes())
        {
            var sign = rune.Value == '&' ? "&&" : Rune.IsWhiteSpace(rune) ? " " : rune.ToString();
            if (plain.Length + sign.Length > Longest)
                break;
            plain.Append(sign);
        }

        return plain.ToString();
    }
}
