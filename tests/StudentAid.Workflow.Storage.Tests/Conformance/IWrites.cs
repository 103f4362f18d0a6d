namespace StudentAid.Workflow.Storage.Tests.Conformance;

/// <summary>Counts what a store of one kind writes, row by row and table by table, whatever statement writes it.</summary>
public interface IWrites : IAsyncDisposable
{
    /// <summary>What was written since it was asked before: <c>task +1 ~2 -1</c> for rows that came, changed and went, the tables by name.</summary>
    IReadOnlyList<string> Taken();
}
