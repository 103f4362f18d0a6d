using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Keys;
using StudentAid.Workflow.Storage.Sqlite;
using StudentAid.Workflow.Storage.Tests.Conformance;

namespace StudentAid.Workflow.Storage.Tests.Sqlite;

public sealed class SqliteConformance : StoreConformance
{
    protected override Task<IStoreUnderTest> OpenAsync() => Task.FromResult<IStoreUnderTest>(new Temporary());

    /// <summary>A store in a folder of its own, which goes with it.</summary>
    internal sealed class Temporary : IStoreUnderTest
    {
        private readonly TemporaryFolder _folder = new();

        public Temporary(SqliteOptions? options = null, Vault? vault = null) => Sqlite = SqliteStore.Open(File, options, vault);

        public SqliteStore Sqlite { get; }

        public string File => _folder.File("store.db");

        public IStepStore Steps => Sqlite;

        public IStoreReader Reader => Sqlite.Reader;

        public Task MarkMessagesAsync(params MessageTaken[] messages) => Sqlite.MarkMessagesAsync(messages);

        public Task<bool> DeletePracticeAsync(Id round) => Sqlite.DeletePracticeAsync(round);

        public async ValueTask DisposeAsync()
        {
            await Sqlite.DisposeAsync();
            _folder.Dispose();
        }
    }
}

/// <summary>The same promises with a vault.</summary>
public sealed class SealedSqliteConformance : StoreConformance
{
    protected override Task<IStoreUnderTest> OpenAsync() => Task.FromResult<IStoreUnderTest>(new SqliteConformance.Temporary(vault: new Vault(MasterKey.New())));
}
