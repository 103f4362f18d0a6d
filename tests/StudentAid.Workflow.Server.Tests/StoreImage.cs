using FluentAssertions;
using Microsoft.Data.Sqlite;

namespace StudentAid.Workflow.Server.Tests;

/// <summary>How many rows each table of a server's store has, and where every stream stands: what no refused call changes.</summary>
public static class StoreImage
{
    public static string Of(RunningServer server)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(server.Folder, "test.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        var tables = Lines(connection, "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name");
        var counts = tables.Select(t => $"{t} {Lines(connection, $"select count(*) from \"{t}\"").Single()}");
        return string.Join('\n', [.. counts, .. Lines(connection, "select hex(id) || ' ' || version || ' ' || status || ' ' || place || ' ' || at from stream order by key")]);
    }

    /// <summary>Sends, expects a refusal, and finds the store as it was.</summary>
    public static async Task<Reply> RefusedAsync(this RunningServer server, Func<Task<Reply>> send)
    {
        var before = Of(server);
        var reply = await send();
        reply.Status.Should().BeInRange(400, 499, reply.Text);
        Of(server).Should().Be(before, "a refused call changes nothing: {0}", reply.Text);
        return reply;
    }

    public static Task<Reply> RefusedAsync(this RunningServer server, HttpClient client, string path, string json, params string[] headers) =>
        server.RefusedAsync(() => server.PostAsync(client, path, json, headers));

    private static List<string> Lines(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
            lines.Add(reader.GetValue(0).ToString()!);
        return lines;
    }
}
