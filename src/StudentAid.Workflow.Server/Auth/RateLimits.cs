using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using StudentAid.Workflow.Server.Api;
using StudentAid.Workflow.Server.Hosting;

namespace StudentAid.Workflow.Server.Auth;

/// <summary>
/// How often one may ask. Signing in: by address, so much that a class behind one address gets in at once, and a program that guesses does not get far. Complaining without an account: by address, a few. A key: what
/// its limits say. Who is over gets 429 with Retry-After.
/// </summary>
public static class RateLimits
{
    public const string SignIn = "sign-in";
    public const string Complain = "complain";

    private const int ComplaintsAtOnce = 6;
    private const int ComplaintsPerMinute = 2;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static void AddRateLimits(this IServiceCollection services, ServerSettings settings) => services.AddRateLimiter(o =>
    {
        o.OnRejected = (rejected, _) => RefuseAsync(rejected);
        o.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(c =>
            c.Features.Get<HeldKey>() is { Limits.PerMinute: > 0 } key ? Bucket(key.Key.ToString(), key.Limits.PerMinute, key.Limits.PerMinute) : RateLimitPartition.GetNoLimiter(""));
        o.AddPolicy(Complain, c => Bucket(c.Connection.RemoteIpAddress?.ToString() ?? "", ComplaintsAtOnce, ComplaintsPerMinute));
        o.AddPolicy(SignIn, c => Bucket(c.Connection.RemoteIpAddress?.ToString() ?? "", 2 * settings.SignInsPerMinute, settings.SignInsPerMinute));
    });

    /// <summary>So many at once, and so many a minute from then on, handed out every second or so.</summary>
    private static RateLimitPartition<string> Bucket(string key, int burst, int perMinute) => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = burst,
        TokensPerPeriod = Math.Max(1, perMinute / 60),
        ReplenishmentPeriod = perMinute >= 60 ? TimeSpan.FromSeconds(1) : Minute / perMinute,
        QueueLimit = 0,
    });

    private static async ValueTask RefuseAsync(OnRejectedContext rejected)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 1;
        rejected.HttpContext.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        await Problems.WriteAsync(rejected.HttpContext, DoorCodes.TooMany.With(("seconds", wait)), StatusCodes.Status429TooManyRequests);
    }
}
