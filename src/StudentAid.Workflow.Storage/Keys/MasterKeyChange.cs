using StudentAid.Workflow.Casework.Erasure;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Keys;

/// <summary>Changes the master key of a store beside running work, by what lies in the key's file and beside it.</summary>
public sealed class MasterKeyChange(Vault vault, MasterKeyFile file) : IMasterKeys
{
    public MasterKeyStanding Standing()
    {
        var (current, unread) = file.Current();
        var (next, nextUnread) = file.Next();
        return new MasterKeyStanding(
            [.. vault.Shelf.Tenants().GroupBy(t => t.Under).Select(g => new WrappedKeys(g.Key, g.Count())).OrderBy(w => w.Key)], vault.Masters.Current.Id, current?.Id ?? default, next?.Id ?? default)
        {
            InFile = file.IsFile, Unread = unread || nextUnread,
        };
    }

    public async Task<int?> ChangeAsync(Id key, CancellationToken cancellation)
    {
        // What stands in memory alone is gone when the server stops: nothing is wrapped by it.
        if (new[] { file.Next().Key, file.Current().Key }.FirstOrDefault(k => k?.Id == key) is not { } next)
            return null;
        await new KeyRotation(vault).MasterAsync(next, cancellation);
        return vault.Shelf.Tenants().Count;
    }
}
