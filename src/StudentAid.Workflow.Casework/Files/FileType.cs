namespace StudentAid.Workflow.Casework.Files;

/// <summary>What an uploaded file is, told by its content and never by its name.</summary>
public static class FileType
{
    public const string Jpeg = "image/jpeg";
    public const string Png = "image/png";
    public const string Pdf = "application/pdf";
    public const string Heic = "image/heic";

    private static readonly string[] HeicBrands = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];

    /// <summary>Null where it is none of these.</summary>
    public static string? Of(ReadOnlySpan<byte> content) =>
        content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? Jpeg
        : content.StartsWith(PngFile.Signature) ? Png
        : content.StartsWith("%PDF-"u8) ? Pdf
        : content.Length >= 12 && content[4..8].SequenceEqual("ftyp"u8) && HeicBrands.Contains(System.Text.Encoding.ASCII.GetString(content[8..12])) ? Heic
        : null;
}
