using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Server.Auth;

namespace StudentAid.Workflow.Server.Notices;

/// <summary>
/// How often one number may be looked up from one address: a few times, so that nobody tries out names to it. A class behind one address is not in its own way, for
/// each looks up his own number. However it is written it is one number, as the register reads it; it is known here by its hash alone.
/// </summary>
public sealed class LookUpLimit : IDisposable
{
    private const int AtOnce = 6;
    private const int PerMinute = 2;

    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(key => RateLimits.Bucket(key, AtOnce, PerMinute));

    /// <summary>Null where it may be looked up now, else for how many seconds not.</summary>
    public int? WaitFor(HttpContext context, string number)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(IdNumber.Normalise(number))));
        using var lease = limiter.AttemptAcquire($"{RateLimits.AddressOf(context)} {hash}");
        return lease.IsAcquired ? null : RateLimits.WaitOf(lease);
    }

    public void Dispose() => limiter.Dispose();
}
