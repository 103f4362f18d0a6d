namespace StudentAid.Workflow.Casework.Organisations.Tables;

/// <summary>What a file is by its first bytes.</summary>
internal static class TableSignature
{
    public const string Zip = "zip";
    public const string Compound = "compound";
    public const string WebPage = "web-page";
    public const string Binary = "binary";
    public const string Text = "text";

    public static string Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("PK\u0003\u0004"u8))
            return Zip;
        if (bytes.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
            return Compound;
        if (bytes.StartsWith<byte>([0xFF, 0xFE]) || bytes.StartsWith<byte>([0xFE, 0xFF]))
            return Text;
        if (IsMarkup(bytes))
            return WebPage;
        return bytes[..Math.Min(bytes.Length, 64 * 1024)].Contains((byte)0) || bytes.StartsWith("%PDF"u8) ? Binary : Text;
    }

    private static bool IsMarkup(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF]))
            bytes = bytes[3..];
        bytes = bytes.TrimStart(" \t\r\n"u8);
        return bytes.Length > 1 && bytes[0] == '<' && (bytes[1] is (byte)'!' or (byte)'?' || char.IsAsciiLetter((char)bytes[1]));
    }
}
