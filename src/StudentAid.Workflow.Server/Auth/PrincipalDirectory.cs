using System.Collections.Concurrent;
using System.Security.Claims;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Auth;

/// <summary>A key that holds: which, whose, what of his rights it has, and which person gave it out.</summary>
public sealed record HeldKey(Id Key, Id Holder, KeyLimits Limits, Id From)
{
    /// <summary>Its holder, as far as the key goes.</summary>
    public Principal Narrow(Principal holder) => Limits.Narrow(holder) with { KeyFrom = From };
}

/// <summary>Finds who a cookie or a key belongs to; what was found stays until principals, keys or units are written, but for what the roles carry.</summary>
public sealed class PrincipalDirectory(Directory directory, IStoreReader reader, RoleShelf roles, SignIns signIns, SignInClock clock)
{
    private readonly ConcurrentDictionary<Id, Principal> principals = new();
    private readonly ConcurrentDictionary<Id, (HeldKey Held, string Hash)> keys = new();
    private DateOnly day;
    private int written;

    public async Task<Principal?> OfAsync(ClaimsPrincipal user) => SignIn.IdOf(user) is { } id ? await FindAsync(id) : null;

    /// <summary>Null where there is none.</summary>
    public async Task<Principal?> FindAsync(Id id)
    {
        // Roles that are held for a time come and go with the day.
        var (book, today) = await roles.TodayAsync();
        if (today != day)
        {
            day = today;
            principals.Clear();
        }

        var seen = Volatile.Read(ref written);
        if (principals.TryGetValue(id, out var known) && known.Roles == book)
            return known.At(clock.Now);
        var found = known is null ? await directory.PrincipalAsync(id) : await directory.SupervisingAsync(known with { Roles = book, Supervises = [] });
        return found is null ? null : Held(principals, id, found, seen).At(clock.Now);
    }

    /// <summary>Whose key it is; null for one that was never given out, was taken back or is over, and while its holder's account is stopped.</summary>
    public async Task<HeldKey?> HolderOfAsync(ApiKey key) => await KeyAsync(key.Id) is var (held, hash) && key.Matches(hash) && Holds(held, hash) ? held : null;

    /// <summary>Whether a key still holds by which a session began.</summary>
    public async Task<bool> HoldsAsync(Id key) => await KeyAsync(key) is var (held, hash) && Holds(held, hash);

    private bool Holds(HeldKey held, string hash) => hash.Length > 0 && !(held.Limits.Ends <= clock.Now);

    private async Task<(HeldKey Held, string Hash)?> KeyAsync(Id id)
    {
        if (!keys.TryGetValue(id, out var known))
        {
            var seen = Volatile.Read(ref written);
            var documents = await reader.DocumentsAsync(Scope.All, new DocumentFilter(PutApiKey.Kind) { Key = id.ToString() });
            if (documents is not [var document, ..])
                return null;
            var holder = Id.Parse(document.Content["holder"].AsText()!);
            var hash = await signIns.IsStoppedAsync(holder) ? "" : document.Content["hash"].AsText() ?? "";
            known = Held(keys, id, (new HeldKey(id, holder, KeyLimits.From(document.Content["limits"]), Id.TryParse(document.Content["by"].AsText()) ?? default), hash), seen);
        }

        return known;
    }

    /// <summary>To be called after principals, keys or units were written, or an account was stopped or given free.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref written);
        principals.Clear();
        keys.Clear();
    }

    /// <summary>What was written while this was read may be the taking back of this very key: then it is not held.</summary>
    private TFound Held<TFound>(ConcurrentDictionary<Id, TFound> held, Id id, TFound found, int seen)
    {
        held[id] = found;
        if (Volatile.Read(ref written) != seen)
            held.TryRemove(id, out _);
        return found;
    }
}
