using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>
/// Something for the writer to do inside a commit, in parts of which each is a transaction in effect. A part may run again after a
/// rollback; the answer is given once, after the commit.
/// </summary>
internal abstract class Work
{
    /// <summary>Number of parts.</summary>
    public abstract int Count { get; }

    /// <summary>About what it adds to the commit.</summary>
    public abstract int Bytes { get; }

    public abstract void Run(StepWriter writer, int part);

    /// <summary>The part cannot be done; the others may.</summary>
    public abstract void Fail(Exception error);

    /// <summary>All parts are on disk or have failed.</summary>
    public abstract void Answer();
}

/// <summary>A caller's list of steps, of which several pieces of work may do a part each.</summary>
internal sealed class StepCall(PreparedStep[] steps)
{
    private readonly TaskCompletionSource<IReadOnlyList<StepResult>> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _error;
    private int _answered;

    public PreparedStep[] Steps { get; } = steps;

    public StepResult[] Results { get; } = new StepResult[steps.Length];

    public Task<IReadOnlyList<StepResult>> Done => _done.Task;

    public void Fail(Exception error) => _error ??= error;

    public void Answer(int count)
    {
        _answered += count;
        if (_answered < Steps.Length)
            return;
        if (_error is null)
            _done.TrySetResult(Results);
        else
            _done.TrySetException(_error);
    }
}

/// <summary>A run of steps out of a call.</summary>
internal sealed class StepWork(StepCall call, int from, int count) : Work
{
    public override int Count => count;

    public override int Bytes { get; } = call.Steps.AsSpan(from, count).ToArray().Sum(s => s.Bytes);

    public override void Run(StepWriter writer, int part) => call.Results[from + part] = writer.Apply(call.Steps[from + part]);

    public override void Fail(Exception error) => call.Fail(error);

    public override void Answer() => call.Answer(count);
}

/// <summary>A small write that is no step; its value is answered.</summary>
internal sealed class SideWork<T>(Func<StepWriter, T> run) : Work
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _error;
    private T? _value;

    public Task<T> Done => _done.Task;

    public override int Count => 1;

    public override int Bytes => 1000;

    public override void Run(StepWriter writer, int part) => _value = run(writer);

    public override void Fail(Exception error) => _error = error;

    public override void Answer()
    {
        if (_error is null)
            _done.TrySetResult(_value!);
        else
            _done.TrySetException(_error);
    }
}
