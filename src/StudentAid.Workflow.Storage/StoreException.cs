namespace StudentAid.Workflow.Storage;

/// <summary>The store cannot do what it was asked: its database is in use, unreadable, newer than this program, or it has stopped.</summary>
public class StoreException : Exception
{
    public StoreException(string message) : base(message) { }

    public StoreException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>The disk (or the file's page limit) is full. Nothing of the batch was written; the store goes on and may be asked again.</summary>
public sealed class StoreFullException(string message) : StoreException(message);

/// <summary>An input/output error stopped the store: whether the last batch is on disk shows after the next start.</summary>
public sealed class StoreStoppedException(string message, Exception inner) : StoreException(message, inner);

/// <summary>A step contradicts the rows it is to change (it closes a task that is not open …). Nothing of it was written.</summary>
public sealed class BrokenStepException(string message) : StoreException(message);
