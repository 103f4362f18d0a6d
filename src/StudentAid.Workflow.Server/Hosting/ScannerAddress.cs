using System.Globalization;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>Where clamd listens: a name or an address, and a port.</summary>
public sealed record ScannerAddress(string Host, int Port)
{
    /// <summary>Null where the text is no <c>HOST:PORT</c>.</summary>
    public static ScannerAddress? Read(string text)
    {
        var at = text.LastIndexOf(':');
        return at > 0 && int.TryParse(text[(at + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue
            && Uri.CheckHostName(text[..at]) != UriHostNameType.Unknown ? new ScannerAddress(text[..at].Trim('[', ']'), port) : null;
    }

    public override string ToString() => $"{Host}:{Port}";
}
