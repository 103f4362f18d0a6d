using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using StudentAid.Workflow.Server.Api;
using StudentAid.Workflow.Server.Hosting;
using StudentAid.Workflow.Server.Notices;

namespace StudentAid.Workflow.Server.Auth;

/// <summary>
/// How often one may ask. Signing in: by address, so much that a class behind one address gets in at once, and a program that guesses does not get far. Complaining without an account, and telling what a page's policy kept from it: by address, a few. Looking up the register without one: by
/// address as signing in, and each number a few times (<see cref="LookUpLimit"/>). A key: what its limits say. Who is over gets 429 with Retry-After.
/// </summary>
public static class RateLimits
{
    public const string SignIn = "sign-in";
    public const string Complain = "complain";
    public const string LookUp = "look-up";
    public const string Report = "report";

    private const int ComplaintsAtOnce = 6;
    private const int ComplaintsPerMinute = 2;
    private const int ReportsPerMinute = 12;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static void AddRateLimits(this IServiceCollection services, ServerSettings settings) => services.AddRateLimiter(o =>
    {
        o.OnRejected = (rejected, _) => RefuseAsync(rejected);
        o.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(c =>
            c.Features.Get<HeldKey>() is { Limits.PerMinute: > 0 } key ? Bucket(key.Key.ToString(), key.Limits.PerMinute, key.Limits.PerMinute) : RateLimitPartition.GetNoLimiter(""));
        o.AddPolicy(Complain, c => Bucket(AddressOf(c), ComplaintsAtOnce, ComplaintsPerMinute));
        o.AddPolicy(Report, c => Bucket(AddressOf(c), ReportsPerMinute, ReportsPerMinute));
        foreach (var policy in (string[])[SignIn, LookUp])
            o.AddPolicy(policy, c => Bucket(AddressOf(c), 2 * settings.SignInsPerMinute, settings.SignInsPerMinute));
    });

    /// <summary>So many at once, and so many a minute from then on, handed out every second or so.</summary>
    internal static RateLimitPartition<string> Bucket(string key, int burst, int perMinute) => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = burst,
        TokensPerPeriod = Math.Max(1, perMinute / 60),
        ReplenishmentPeriod = perMinute >= 60 ? TimeSpan.FromSeconds(1) : Minute / perMinute,
        QueueLimit = 0,
    });

    internal static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    /// <summary>Seconds until it may be tried again.</summary>
    internal static int WaitOf(RateLimitLease lease) => lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 1;

    private static async ValueTask RefuseAsync(OnRejectedContext rejected)
    {
        var wait = WaitOf(rejected.Lease);
        if (rejected.HttpContext.GetEndpoint()?.Metadata.GetMetadata<PublicPage>() is { } page)
        {
            await (await page.TooManyAsync(rejected.HttpContext, wait)).ExecuteAsync(rejected.HttpContext);
            return;
        }

        rejected.HttpContext.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        await Problems.WriteAsync(rejected.HttpContext, DoorCodes.TooMany.With(("seconds", wait)), StatusCodes.Status429TooManyRequests);
    }
}
