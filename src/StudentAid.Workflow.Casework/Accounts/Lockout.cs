namespace StudentAid.Workflow.Casework.Accounts;

/// <summary>
/// Wrong sign-ins in a row. The fifth begins a pause of one minute, each further one doubles it, up to a quarter of an hour: some hundred tries a day,
/// and nobody can shut another out for longer than that.
/// </summary>
public readonly record struct Lockout(int Failed, DateTimeOffset Last)
{
    /// <summary>So many wrong ones are free.</summary>
    public const int Free = 4;

    public static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    public Lockout After(DateTimeOffset at) => new(Failed + 1, at);

    /// <summary>Until when nothing is tried; null where it may be.</summary>
    public DateTimeOffset? Until(DateTimeOffset now)
    {
        if (Failed <= Free)
            return null;
        var pause = First * Math.Pow(2, Math.Min(Failed - Free - 1, 10));
        var until = Last + (pause < Longest ? pause : Longest);
        return until > now ? until : null;
    }
}
