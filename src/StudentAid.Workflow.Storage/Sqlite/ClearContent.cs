using Dapper;
using Microsoft.Data.Sqlite;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Keys;

namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>Whether a person's facts were written before there was a vault and <see cref="Reseal"/> has not sealed them since.</summary>
internal static class ClearContent
{
    /// <summary>Reads the person's own streams and files, and of the database whether a seal that was begun has come to its end.</summary>
    public static bool Of(SqliteConnection connection, Id person)
    {
        var id = person.ToBytes();
        return Parts(connection, id) || Files(connection, id) || Documents(connection) || Messages(connection);
    }

    private static bool Parts(SqliteConnection connection, byte[] person) =>
        connection.Query<byte[]>("select e.sealed from stream s join event e on e.stream = s.key where s.subject = (select key from identity where id = @person) and e.sealed is not null", new { person })
            .Any(kept => SealedFrame.Read(kept).Any(p => p.KeyId == Cipher.PassThrough));

    private static bool Files(SqliteConnection connection, byte[] person) =>
        connection.Query<byte[]>("select content from blob where subject = @person", new { person }).Any(content => !Vault.IsSealedContent(content));

    private static bool Documents(SqliteConnection connection) =>
        connection.Query<(string Kind, string Content)>("select kind, content from document where kind in @kinds", new { kinds = SealedMembers.All.Select(m => m.Kind).ToArray() })
            .Any(row => Value.Parse(row.Content) is var content && SealedMembers.Of(row.Kind)!.Members.Any(m => !content[m].IsNull && !Vault.IsSealed(content[m])));

    private static bool Messages(SqliteConnection connection) =>
        connection.Query<string>("select body from message where body is not null").Any(body => !Vault.IsSealed(Value.Parse(body)));
}
