using FluentAssertions;
using Microsoft.Data.Sqlite;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Sqlite;
using StudentAid.Workflow.Storage.Tests.Conformance;
using Xunit;
using static StudentAid.Workflow.Storage.Tests.Conformance.Sample;

namespace StudentAid.Workflow.Storage.Tests.Sqlite;

public sealed class FileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("store.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_writer_writes_through_to_the_disk_and_checkpoints_by_itself_alone()
    {
        using var connection = SqliteFile.OpenWriter(File, new SqliteOptions());

        SqliteFile.Pragma(connection, "journal_mode").Should().Be("wal");
        SqliteFile.Pragma(connection, "synchronous").Should().Be("2", "2 is FULL");
        SqliteFile.Pragma(connection, "wal_autocheckpoint").Should().Be("0");
        SqliteFile.Pragma(connection, "mmap_size").Should().Be("0");
        SqliteFile.Pragma(connection, "busy_timeout").Should().Be("60000");
    }

    [Fact]
    public async Task A_stream_has_a_snapshot_from_its_eighth_step_on_until_it_ends()
    {
        foreach (var (steps, has) in new[] { (7, false), (8, true), (9, true) })
            (await ReopenedAsync(steps, ends: false)).Snapshot.ToArray().Should().Equal(has ? Step(Case(steps), steps - 1).Snapshot.ToArray() : [], "{0} steps", steps);
        (await ReopenedAsync(10, ends: true)).Snapshot.Length.Should().Be(0);
    }

    [Fact]
    public async Task The_log_of_a_killed_process_is_brought_into_the_file_at_the_next_start()
    {
        var killed = _folder.File("killed.db");
        await using (var store = SqliteStore.Open(File))
        {
            await store.ApplyAsync([.. Enumerable.Range(0, 200).Select(n => Step(Case(n), 0))]);
            foreach (var part in (string[])["", "-wal"])
                System.IO.File.Copy(File + part, killed + part);
        }

        var before = new FileInfo(killed).Length;
        await using var next = SqliteStore.Open(killed);
        await next.ApplyAsync([Step(Case(200), 0)]);
        new FileInfo(killed).Length.Should().BeGreaterThan(before);
        (await next.LoadAsync(Case(199))).Should().NotBeNull();
    }

    [Fact]
    public async Task A_reader_cannot_write()
    {
        await using var store = SqliteStore.Open(File);
        using var reader = SqliteFile.OpenReader(File);
        using var command = reader.CreateCommand();
        command.CommandText = "delete from stream";

        command.Invoking(c => c.ExecuteNonQuery()).Should().Throw<SqliteException>().WithMessage("*readonly*");
    }

    [Fact]
    public async Task A_second_store_on_the_file_is_refused_until_the_first_is_closed()
    {
        var store = SqliteStore.Open(File);

        FluentActions.Invoking(() => SqliteStore.Open(File)).Should().Throw<StoreException>().WithMessage($"*{File}.lock*");

        await store.DisposeAsync();
        await SqliteStore.Open(File).DisposeAsync();
    }

    [Fact]
    public async Task A_closed_store_takes_nothing_and_its_file_holds_everything()
    {
        var store = SqliteStore.Open(_folder.File("new/folder/store.db"));
        await store.ApplyAsync([Step(Case(1), 0)]);
        await store.DisposeAsync();

        await store.Invoking(s => s.ApplyAsync([Step(Case(2), 0)])).Should().ThrowAsync<StoreException>();
        System.IO.File.Exists(store.Path + "-wal").Should().BeFalse();
        using var reader = SqliteReader.Open(store.Path);
        (await reader.StreamAsync(Scope.All, Case(1))).Should().NotBeNull();
    }

    [Fact]
    public async Task A_reader_of_its_own_sees_each_commit_of_a_running_store()
    {
        await using var store = SqliteStore.Open(File);
        using var reader = SqliteReader.Open(File);
        for (var n = 1; n <= 5; n++)
        {
            await store.ApplyAsync([Step(Case(n), 0)]);
            (await reader.StreamAsync(Scope.All, Case(n))).Should().NotBeNull();
        }

        FluentActions.Invoking(() => SqliteReader.Open(_folder.File("none.db"))).Should().Throw<StoreException>();
    }

    [Fact]
    public async Task A_step_waits_while_another_program_holds_the_file_and_is_then_applied()
    {
        await using var store = SqliteStore.Open(File);
        await using var other = new SqliteConnection($"Data Source={File};Pooling=False");
        await other.OpenAsync();
        var held = other.BeginTransaction(deferred: false);

        var waiting = Task.WhenAll(Enumerable.Range(1, 20).Select(n => store.ApplyAsync([Step(Case(n), 0)])));
        (await store.LoadAsync(Case(1))).Should().BeNull();
        waiting.IsCompleted.Should().BeFalse();
        await held.DisposeAsync();

        (await waiting).Should().OnlyContain(results => results[0] == new StepResult.Applied(1));
    }

    [Fact]
    public async Task Numbers_of_a_file_from_before_are_taken_out_of_the_first_events()
    {
        await using (var store = SqliteStore.Open(File))
        {
            await store.ApplyAsync([
                Begun(1, "instance", "school-2026-0007"), Begun(2, "instance", "school-2026-10007"), Begun(3, "instance", "按号排队的请求"),
                Begun(4, "roster", "school-2026-0008"), Begun(5, "instance", "a-school-2025-2026-0001"), Step(Case(6), 0), Begun(1, "instance", "school-2026-0009") with { Expected = 1, Operation = Case(7) },
            ]);
        }

        Execute(
            """
            drop index document_waiting; drop index document_granting; drop index stream_number; alter table stream drop column series; alter table stream drop column number; drop table series; drop table delivery; drop table chain_start;
            delete from migration where number >= 5
            """);

        await using var reopened = SqliteStore.Open(File);
        (await reopened.Reader.NumberedAsync(Scope.All, "school-", 20)).Select(r => (r.Stream.Id, r.Serial)).Should()
            .Equal((Case(1), new Serial("school-2026", 7)), (Case(2), new Serial("school-2026", 10007)));
        (await reopened.Reader.NumberedAsync(Scope.All, "a-", 20)).Single().Should().Match<NumberedRow>(r => r.Stream.Id == Case(5) && r.Serial.ToString() == "a-school-2025-2026-0001");
        (await reopened.ApplyAsync([Step(Case(8), 0) with { Serial = new Serial("school-2026", 8) }]))[0].Should().Be(new StepResult.Applied(1));
        (await reopened.Reader.NumberedAsync(Scope.All, "school-2026-0008", 20)).Should().ContainSingle();

        static Step Begun(int number, string kind, string name) => Step(Case(number), 0) with
        {
            Kind = kind, Data = System.Text.Encoding.UTF8.GetBytes($$"""[["Started","pin",{"number":"{{name}}"},null,"{{name}}"]]"""),
        };
    }

    [Theory]
    [InlineData("insert into migration values (99, '099_later.sql', '')", "*newer program*")]
    [InlineData("update migration set checksum = 'other' where number = 1", "*another one*")]
    public async Task A_file_of_another_program_is_refused(string change, string message)
    {
        await SqliteStore.Open(File).DisposeAsync();
        Execute(change);

        FluentActions.Invoking(() => SqliteStore.Open(File)).Should().Throw<StoreException>().WithMessage(message);

        FluentActions.Invoking(() => SqliteStore.Open(File)).Should().Throw<StoreException>().WithMessage(message, "the lock is given back");
    }

    [Fact]
    public async Task A_full_file_refuses_and_goes_on_when_there_is_room_again()
    {
        await using var store = SqliteStore.Open(File, new SqliteOptions { MaxPages = 150 });
        var practice = Id.Of("practice");
        Step Large(int n) => Step(Id.Of(practice, n, 0), 0) with { Group = practice, Practice = true, Data = new byte[20_000] };
        await store.ApplyAsync([Step(practice, 0) with { Kind = "round", Group = default, Practice = true }]);

        var taken = 0;
        await FluentActions.Invoking(async () =>
        {
            for (; taken < 100; taken++)
                await store.ApplyAsync([Large(taken)]);
        }).Should().ThrowAsync<StoreFullException>();

        (await store.LoadAsync(Id.Of(practice, taken, 0))).Should().BeNull();
        (await store.LoadAsync(Id.Of(practice, 0, 0))).Should().NotBeNull();
        (await store.DeletePracticeAsync(practice)).Should().BeTrue();
        (await store.ApplyAsync([Large(taken)]))[0].Should().Be(new StepResult.Applied(1));
        (await store.Reader.VerifyAsync()).Should().BeNull();
    }

    [Fact]
    public async Task A_backup_beside_running_work_holds_all_that_was_acknowledged_before_it()
    {
        await using var store = SqliteStore.Open(File);
        await store.ApplyAsync([.. Enumerable.Range(1, 500).Select(n => Step(Case(n), 0))]);
        var running = store.ApplyAsync([.. Enumerable.Range(501, 2000).Select(n => Step(Case(n), 0))]);
        var copy = _folder.File("copy.db");

        await store.BackupAsync(copy);
        await running;

        await store.Invoking(s => s.BackupAsync(copy)).Should().ThrowAsync<StoreException>();
        await using var restored = SqliteStore.Open(copy);
        (await restored.Reader.VerifyAsync()).Should().BeNull();
        for (var n = 1; n <= 500; n++)
            (await restored.LoadAsync(Case(n))).Should().NotBeNull();
        (await restored.ApplyAsync([Step(Case(1), 1)]))[0].Should().Be(new StepResult.Applied(2));
    }

    [Theory]
    [InlineData("update event set data = cast('[]' as blob) where seq = 2", 2)]
    [InlineData("update event set at = at + 1 where seq = 3", 3)]
    [InlineData("update event set actor = (select max(key) from identity) where seq = 1", 1)]
    [InlineData("update event set sealed = x'00' where seq = 2", 2)]
    [InlineData("update event set hash = zeroblob(32) where seq = 3", 3)]
    [InlineData("delete from event where seq = 2", 2)]
    [InlineData("delete from event where seq = 3", 3)]
    [InlineData("update event set stream = stream + 1 where stream = 1", 1)]
    public async Task An_altered_history_is_found_at_its_first_bad_row(string change, long seq)
    {
        await using (var store = SqliteStore.Open(File))
            await store.ApplyAsync([Step(Case(1), 0), Step(Case(1), 1), Step(Case(1), 2)]);
        Execute(change);

        using var reader = SqliteReader.Open(File);
        var broken = await reader.VerifyAsync();

        broken.Should().NotBeNull();
        broken!.Seq.Should().Be(seq);
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery().Should().BePositive();
    }

    /// <summary>A stream of its own with so many steps, as a store reads it that has not written it.</summary>
    private async Task<StoredStream> ReopenedAsync(int steps, bool ends)
    {
        await using (var store = SqliteStore.Open(File))
        {
            for (var n = 0; n < steps; n++)
                await store.ApplyAsync([Step(Case(steps), n) with { Snapshot = ends && n == steps - 1 ? default : Step(Case(steps), n).Snapshot }]);
        }

        await using var reopened = SqliteStore.Open(File);
        return (await reopened.LoadAsync(Case(steps)))!;
    }
}
