using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Keys;
using StudentAid.Workflow.Storage.Memory;
using StudentAid.Workflow.Storage.Tests.Conformance;

namespace StudentAid.Workflow.Storage.Tests.Memory;

public sealed class MemoryConformance : StoreConformance
{
    protected override Task<IStoreUnderTest> OpenAsync() => Task.FromResult<IStoreUnderTest>(new UnderTest());

    internal sealed class UnderTest(Vault? vault = null) : IStoreUnderTest
    {
        private readonly MemoryStore _store = new(vault);

        public IStepStore Steps => _store;

        public IStoreReader Reader => _store.Reader;

        public Task MarkMessagesAsync(params MessageTaken[] messages) => _store.MarkMessagesAsync(messages);

        public Task<bool> DeletePracticeAsync(Id round) => _store.DeletePracticeAsync(round);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

/// <summary>The same promises with a vault.</summary>
public sealed class SealedMemoryConformance : StoreConformance
{
    protected override Task<IStoreUnderTest> OpenAsync() => Task.FromResult<IStoreUnderTest>(new MemoryConformance.UnderTest(new Vault(MasterKey.New())));
}
