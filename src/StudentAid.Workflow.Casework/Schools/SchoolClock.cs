using System.Globalization;

namespace StudentAid.Workflow.Casework.Schools;

/// <summary>A clock that stands until it is moved forward, with the zone in which a school's days are meant.</summary>
public sealed class SchoolClock(DateTimeOffset now, string zone) : TimeProvider
{
    private const long Sharp = TimeSpan.TicksPerMillisecond;
    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(zone);
    private DateTimeOffset now = now.ToUniversalTime();

    public override TimeZoneInfo LocalTimeZone => zone;

    public override DateTimeOffset GetUtcNow() => now;

    /// <summary>The school's day at this instant.</summary>
    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);

    /// <summary>An earlier instant changes nothing, for what has happened has happened.</summary>
    public void MoveTo(DateTimeOffset instant)
    {
        if (instant > now)
            now = new DateTimeOffset(instant.UtcTicks - (instant.UtcTicks % Sharp), TimeSpan.Zero);
    }

    /// <summary>A day (its beginning), a local time or an instant with its zone; null where the text is none of them.</summary>
    public DateTimeOffset? Read(string text)
    {
        if (text.EndsWith('Z') && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            return instant;
        if (!DateTime.TryParseExact(
                text, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return null;
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}
