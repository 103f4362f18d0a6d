using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Tests.Conformance;

/// <summary>A fresh, empty store of one kind, with all that the conformance suite asks of every kind.</summary>
public interface IStoreUnderTest : IAsyncDisposable
{
    IStepStore Steps { get; }

    IStoreReader Reader { get; }

    Task MarkMessagesAsync(params MessageTaken[] messages);

    Task<bool> DeletePracticeAsync(Id round);
}
