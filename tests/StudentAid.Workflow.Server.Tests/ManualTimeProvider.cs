namespace StudentAid.Workflow.Server.Tests;

/// <summary>A clock that a test moves.</summary>
public class ManualTimeProvider(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset now = now;

    public override DateTimeOffset GetUtcNow() => now;

    public void MoveTo(DateTimeOffset instant) => now = instant;
}
