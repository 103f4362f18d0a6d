using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;

namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>
/// Brings a file to this program's version: the numbered scripts under <c>Migrations/sqlite</c>, each in one transaction, each with its
/// checksum. A file that a newer program has written, or whose scripts differ from ours, is refused.
/// </summary>
internal static class Migrator
{
    private const string Folder = "StudentAid.Workflow.Storage.Migrations.sqlite.";

    public static void Run(SqliteConnection connection)
    {
        connection.Execute("create table if not exists migration (number integer primary key, name text not null, checksum text not null) strict");
        var known = Scripts();
        var done = connection.Query<(long Number, string Name, string Checksum)>("select number, name, checksum from migration order by number").AsList();
        foreach (var (number, name, checksum) in done)
        {
            if (number > known.Count)
                throw new StoreException($"Expected a database up to migration {known.Count}, but '{connection.DataSource}' stands at {number} ({name}), of a newer program.");
            if (!string.Equals(known[(int)number - 1].Checksum, checksum, StringComparison.Ordinal))
                throw new StoreException($"Expected migration {number} as this program knows it, but '{connection.DataSource}' was made by another one.");
        }

        foreach (var script in known.Skip(done.Count))
            Apply(connection, script);
    }

    private static void Apply(SqliteConnection connection, Script script)
    {
        using var transaction = connection.BeginTransaction();
        connection.Execute(script.Sql, transaction: transaction);
        connection.Execute("insert into migration (number, name, checksum) values (@Number, @Name, @Checksum)", script, transaction);
        transaction.Commit();
    }

    private static List<Script> Scripts()
    {
        var assembly = typeof(Migrator).Assembly;
        var names = assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        return [.. names.Select((resource, index) => Load(resource, index + 1))];

        Script Load(string resource, int number)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            var sql = reader.ReadToEnd();
            var name = resource[Folder.Length..];
            if (int.Parse(name.AsSpan(0, 3), CultureInfo.InvariantCulture) != number)
                throw new StoreException($"Expected migration {number}, but the next script is '{name}'.");
            return new Script(number, name, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))), sql);
        }
    }

    private sealed record Script(long Number, string Name, string Checksum, string Sql);
}
