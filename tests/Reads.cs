using System.Collections.Concurrent;
using System.Reflection;

namespace StudentAid.Workflow.Tests;

/// <summary>How often each member of the store's seams was asked since the last <see cref="Clear"/>, and with what.</summary>
public sealed class Reads
{
    private readonly ConcurrentQueue<(string Member, object?[] Arguments)> asked = [];

    /// <summary>What a member answers in the store's place, given its arguments and the store's own answer.</summary>
    public Func<string, object?[], object?, object?>? Instead { get; set; }

    public IEnumerable<string> Asked => asked.Select(a => a.Member);

    public int Of(string member) => asked.Count(a => a.Member == member);

    public IEnumerable<object?[]> With(string member) => asked.Where(a => a.Member == member).Select(a => a.Arguments);

    public void Clear() => asked.Clear();

    /// <summary>The same seam, noted here.</summary>
    public T Before<T>(T inner)
        where T : class
    {
        var proxy = DispatchProxy.Create<T, Counted<T>>();
        var counted = (Counted<T>)(object)proxy;
        (counted.Inner, counted.Reads) = (inner, this);
        return proxy;
    }

    internal object? Note(string member, object?[] arguments, object? answer)
    {
        asked.Enqueue((member, arguments));
        return Instead is null ? answer : Instead(member, arguments, answer);
    }
}

/// <summary>Stands before an implementation of a seam and notes what is asked of it.</summary>
public class Counted<T> : DispatchProxy
    where T : class
{
    internal T Inner { get; set; } = null!;

    internal Reads Reads { get; set; } = null!;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        Reads.Note(targetMethod!.Name, args ?? [], targetMethod.Invoke(Inner, BindingFlags.DoNotWrapExceptions, null, args, null));
}
