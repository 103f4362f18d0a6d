using System.Reflection;

namespace StudentAid.Workflow.Server.Tests;

/// <summary>Passes calls on to another, and remembers them with what they were about.</summary>
public class Watched<T> : DispatchProxy
    where T : class
{
    private readonly List<(string Name, object? About)> calls = [];

    /// <summary>The calls so far: the method, and its first argument that is not a scope.</summary>
    public IReadOnlyList<(string Name, object? About)> Calls => calls;

    internal T Of { get; set; } = null!;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        calls.Add((targetMethod!.Name, (args ?? []).FirstOrDefault(a => a is not Engine.Streams.Scope)));
        return targetMethod.Invoke(Of, args);
    }
}

public static class Watched
{
    public static (T Shown, Watched<T> Watch) Over<T>(T of)
        where T : class
    {
        var shown = DispatchProxy.Create<T, Watched<T>>();
        var watch = (Watched<T>)(object)shown;
        watch.Of = of;
        return (shown, watch);
    }
}
