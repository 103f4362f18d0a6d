using System.Collections.Immutable;
using System.Reflection;
using StudentAid.Workflow.Casework;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Histories;

/// <summary>A kind of stream: its state, and the family of its events.</summary>
internal sealed record StreamKind(string Name, Type State, Type Events)
{
    /// <summary>An instance's events and state have a written form of their own.</summary>
    public bool IsInstance => State == typeof(InstanceState);

    /// <summary>As they stand at the head of a stored event, each once.</summary>
    public IEnumerable<string> EventNames => IsInstance
        ? Events.GetNestedTypes().Select(t => InstanceEventJson.ToValue((InstanceEvent)SampleEvents.Sample(t)).Items[0].AsText()!).Append("Waits")
        : Events.GetNestedTypes().Select(t => t.Name);

    /// <summary>Every kind there is: whatever folds a history.</summary>
    public static ImmutableArray<StreamKind> All { get; } =
    [
        .. new[] { typeof(CaseworkServices).Assembly, typeof(InstanceState).Assembly }.SelectMany(a => a.GetTypes())
            .Where(t => t is { IsAbstract: false, IsInterface: false } && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IStreamState<>)))
            .Select(Of).OrderBy(k => k.Name, StringComparer.Ordinal),
    ];

    public static StreamKind Find(string name) => All.Single(k => k.Name == name);

    /// <summary>The state that the steps fold to, as it is written into a snapshot.</summary>
    public Value Fold(IEnumerable<byte[]> steps) =>
        (Value)typeof(StreamKind).GetMethod(nameof(FoldAs), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(State).Invoke(null, [steps])!;

    private static StreamKind Of(Type state)
    {
        if (state == typeof(InstanceState))
            return new StreamKind(InstanceSteps.Kind, state, typeof(InstanceEvent));
        var kind = (string)state.GetField("Kind")!.GetRawConstantValue()!;
        var name = state == typeof(LateAttemptState) ? nameof(LateTriedEvent) : state.Name.Replace("State", "Event", StringComparison.Ordinal);
        return new StreamKind(kind, state, state.Assembly.GetTypes().Single(t => t.Namespace == state.Namespace && t.Name == name));
    }

    private static Value FoldAs<TState>(IEnumerable<byte[]> steps)
        where TState : class, IStreamState<TState>
    {
        var folded = steps.Aggregate(TState.Empty, (state, data) => state.After(data));
        return folded is InstanceState instance ? Value.Parse(instance.ToSnapshot()) : RecordCodec.Write(folded);
    }
}
