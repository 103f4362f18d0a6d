using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Audit;

/// <summary>Where a tenant's chain stood: its rows, the events in them, and the last row's hash as lower-case hex.</summary>
public sealed record ChainHead(string Place, long Rows, long Events, string Hash);

/// <summary>All tenants' heads of one day, as they were signed. It says no more about anybody than numbers of events and names of units' places.</summary>
public sealed record PublishedHead(DateOnly Day, DateTimeOffset At, ImmutableArray<ChainHead> Heads, Id Key)
{
    private const int Format = 1;

    /// <summary>The JSON text with its signature, which covers the text without it.</summary>
    public string Signed(HeadKey key) => SignedText.Of(
        Value.Record(
            ("format", Format),
            ("day", Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("at", At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
            ("heads", Value.List(Heads.Select(h => Value.Record(("place", h.Place), ("rows", h.Rows), ("events", h.Events), ("hash", h.Hash)))))),
        key);

    /// <summary>Null where it is no head.</summary>
    internal static PublishedHead? From(Value text)
    {
        if (text["format"] != Format || SignedText.KeyOf(text) is not { } key
            || !DateOnly.TryParseExact(text["day"].AsText(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || !DateTimeOffset.TryParse(text["at"].AsText(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            return null;
        var heads = text["heads"].Items.Select(h => new ChainHead(h["place"].AsText() ?? "", Whole(h["rows"]), Whole(h["events"]), h["hash"].AsText() ?? "")).ToImmutableArray();
        return heads.All(h => h.Rows > 0 && h.Hash.Length == 64) ? new PublishedHead(day, at, heads, key) : null;
    }

    private static long Whole(Value number) => number.AsNumber() is { } n and >= 0 and < long.MaxValue ? (long)n : 0;
}

/// <summary>A file that says to be a head.</summary>
public sealed record HeadFile(string Name, PublishedHead? Head, Value Text)
{
    public static HeadFile Of(string name, string text)
    {
        try
        {
            var value = Value.Parse(text);
            return new HeadFile(name, PublishedHead.From(value), value);
        }
        catch (Exception e) when (e is FormatException or System.Text.Json.JsonException)
        {
            return new HeadFile(name, null, Value.Null);
        }
    }

    /// <summary>Whether the signature holds, by a key that is trusted or, where none is named, by the one in the file, which shows a change but no forgery.</summary>
    internal bool Holds(HeadKey? trusted) => Head is not null && SignedText.Holds(Text, trusted);
}
