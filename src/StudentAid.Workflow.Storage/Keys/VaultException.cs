namespace StudentAid.Workflow.Storage.Keys;

/// <summary>The vault stays shut: no master key, another one than the database's, or content that was changed or moved. The message says what to do.</summary>
public sealed class VaultException : StoreException
{
    public VaultException(string message) : base(message) { }

    public VaultException(string message, Exception inner) : base(message, inner) { }
}
