using SQLitePCL;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Keys;

namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>Wrapped keys and the blind index. What is destroyed is overwritten where it stands, so that no free page remembers it.</summary>
internal sealed class KeyRows(sqlite3 database) : IDisposable
{
    private readonly Statement _add = new(
        database, "insert into vault_key (id, under, place, version, wrapped) values (?, ?, ?, ?, ?) on conflict (id) do nothing");

    private readonly Statement _put = new(
        database,
        """
        insert into vault_key (id, under, place, version, wrapped) values (?, ?, ?, ?, ?)
        on conflict (id) do update set under = excluded.under, wrapped = excluded.wrapped where vault_key.wrapped <> zeroblob(length(vault_key.wrapped))
        """);

    private readonly Statement _destroy = new(
        database,
        """
        insert into vault_key (id, under, place, version, wrapped) values (?1, ?1, '', 0, zeroblob(62))
        on conflict (id) do update set wrapped = zeroblob(length(vault_key.wrapped))
        """);

    private readonly Statement _remove = new(database, "delete from vault_key where id = ?1 and not exists (select 1 from vault_key where under = ?1)");
    private readonly Statement _forget = new(database, "delete from look_up where subject = ?");
    private readonly Statement _drop = new(database, "delete from look_up where stream = ? and kind = ? and name = ?");
    private readonly Statement _look = new(database, "insert into look_up (digest, stream, kind, name, subject) values (?, ?, ?, ?, ?) on conflict do nothing");

    /// <summary>Keys that are new with a step; one that came with an earlier step of the same commit is there.</summary>
    public void Add(IEnumerable<KeyRow> rows)
    {
        foreach (var row in rows)
            Bind(_add, row).Run();
    }

    public void Put(IEnumerable<KeyRow> rows)
    {
        foreach (var row in rows)
            Bind(_put, row).Run();
    }

    public void Destroy(Id subject)
    {
        _destroy.Bind(subject).Run();
        _forget.Bind(subject).Run();
    }

    public void RemoveUnused(Id key) => _remove.Bind(key).Run();

    public void LookUps(long stream, DocumentPut document, IReadOnlyCollection<LookUpRow> rows)
    {
        _drop.Bind(stream).Bind(document.DocumentKind).Bind(document.Key).Run();
        foreach (var row in rows)
            _look.Bind(Convert.FromHexString(row.Digest)).Bind(stream).Bind(document.DocumentKind).Bind(document.Key).Bind(row.Subject).Run();
    }

    private static Statement Bind(Statement statement, KeyRow row) =>
        statement.Bind(row.Id).Bind(row.Under).Bind(row.Place).Bind((long)row.Version).Bind(row.Wrapped);

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[_add, _put, _destroy, _remove, _forget, _drop, _look])
            statement.Dispose();
    }
}
