using System.Collections.Immutable;
using System.Text;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Streams;

/// <summary>What a decision on any stream answers: the step to write (operation and body hash still to be set), a refusal, or facts to load first.</summary>
public abstract record StreamDecision
{
    private StreamDecision() { }

    public sealed record Decided(Step Step) : StreamDecision;

    public sealed record Refused(Rejection Reason) : StreamDecision;

    public sealed record Needs(ImmutableArray<FactKey> Facts) : StreamDecision;

    public static implicit operator StreamDecision(Rejection reason) => new Refused(reason);

    public static implicit operator StreamDecision(Code code) => new Refused(code.With());

    public static implicit operator StreamDecision(Step step) => new Decided(step);
}

/// <summary>The state of a kind of stream: how it is read from a snapshot and folded from events.</summary>
public interface IStreamState<TSelf>
    where TSelf : class, IStreamState<TSelf>
{
    /// <summary>The state before the first event.</summary>
    static abstract TSelf Empty { get; }

    /// <summary>Whether streams of this kind have this state.</summary>
    static abstract bool IsOf(string kind);

    /// <summary>Null where the snapshot is empty or of another format.</summary>
    static abstract TSelf? FromSnapshot(ReadOnlySpan<byte> snapshot);

    /// <summary>The state after one more step's events, stored form. The receiver may be changed and returned.</summary>
    TSelf After(ReadOnlySpan<byte> data);
}

/// <summary>Steps of a stream whose events are positional records nested in <typeparamref name="TEvent"/>.</summary>
public static class StreamData
{
    public static byte[] Write<TEvent>(IEnumerable<TEvent> events)
        where TEvent : notnull =>
        Encoding.UTF8.GetBytes(Value.List(events.Select(e => (Value)RecordCodec.WriteNamed(e))).ToJson());

    public static IEnumerable<TEvent> Read<TEvent>(ReadOnlySpan<byte> data) => Value.Parse(data).Items.Select(RecordCodec.ReadNamed<TEvent>);

    /// <summary>A state record as a snapshot with its format number.</summary>
    public static byte[] Snapshot(int format, object state) => Encoding.UTF8.GetBytes(Value.List(format, RecordCodec.Write(state)).ToJson());

    /// <summary>Null where the snapshot is empty or of another format.</summary>
    public static T? FromSnapshot<T>(int format, ReadOnlySpan<byte> snapshot)
        where T : class
    {
        if (snapshot.IsEmpty)
            return null;
        var parts = Value.Parse(snapshot).Items;
        return parts is [NumberValue number, var state] && number.Value == format ? RecordCodec.Read<T>(state) : null;
    }
}
