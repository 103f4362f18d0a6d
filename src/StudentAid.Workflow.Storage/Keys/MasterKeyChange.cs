using StudentAid.Workflow.Casework.Erasure;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Keys;

/// <summary>Changes the master key of a store beside running work, by what lies in the key's file and beside it.</summary>
public sealed class MasterKeyChange(Vault vault, MasterKeyFile file) : IMasterKeys
{
    public MasterKeyStanding Standing()
    {
        var (current, unread) = Find(file.Current);
        var (next, nextUnread) = Find(file.Next);
        return new MasterKeyStanding(
            [.. vault.Shelf.Tenants().GroupBy(t => t.Under).Select(g => new WrappedKeys(g.Key, g.Count())).OrderBy(w => w.Key)], vault.Masters.Current.Id, current?.Id ?? default, next?.Id ?? default)
        {
            InFile = file.IsFile, Unread = unread || nextUnread,
        };
    }

    public async Task<int?> ChangeAsync(Id key, CancellationToken cancellation)
    {
        if ((vault.Masters.Find(key) ?? new[] { Find(file.Next).Key, Find(file.Current).Key }.FirstOrDefault(k => k?.Id == key)) is not { } next)
            return null;
        await new KeyRotation(vault).MasterAsync(next, cancellation);
        return vault.Shelf.Tenants().Count;
    }

    /// <summary>What lies there may be half a copy: that is told, and the keys at hand go on.</summary>
    private static (MasterKey? Key, bool Unread) Find(Func<MasterKey?> read)
    {
        try
        {
            return (read(), false);
        }
        catch (Exception e) when (e is VaultException or IOException or UnauthorizedAccessException)
        {
            return (null, true);
        }
    }
}
