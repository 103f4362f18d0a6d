namespace StudentAid.Workflow.Server.Auth;

/// <summary>The clock on the wall, by which sessions, pauses and codes run; a demonstration's own clock leaps over weeks and has nothing to do with them.</summary>
public sealed record SignInClock(TimeProvider Time)
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    public DateTimeOffset Now
    {
        get
        {
            var now = Time.GetUtcNow();
            return new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        }
    }

    /// <summary>Today where the schools are; which rules of sign-in hold goes by it.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now.ToOffset(China).Date);
}
