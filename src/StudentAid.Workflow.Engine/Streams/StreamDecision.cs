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

    /// <summary>How often a step is decided again that was stale, before its sender is told to try later.</summary>
    static virtual int Tries => 3;

    /// <summary>The state after one more step's events, stored form. The receiver may be changed and returned.</summary>
    TSelf After(ReadOnlySpan<byte> data);
}

/// <summary>A fact that a step rests on, as its event records it: which one, where it came from and which state of it.</summary>
public sealed record RestedFact(string Kind, string Id, string Source, long Version)
{
    public static RestedFact Of(Fact fact) => new(fact.Key.Kind, fact.Key.Id, fact.Source, fact.Version);
}

/// <summary>Steps of a stream whose events are positional records nested in <typeparamref name="TEvent"/>, and after them the facts that they rest on.</summary>
public static class StreamData
{
    /// <summary>The name of a row that tells a fact: <c>["Rested", kind, id, source, version]</c>, as an instance's history has it. No family of events has one of this name.</summary>
    public const string Rested = nameof(InstanceEvent.Rested);

    public static byte[] Write<TEvent>(IEnumerable<TEvent> events)
        where TEvent : notnull =>
        Encoding.UTF8.GetBytes(Value.List(events.Select(e => (Value)RecordCodec.WriteNamed(e))).ToJson());

    /// <summary>The events; of the facts tells <see cref="FactsOf"/>.</summary>
    public static IEnumerable<TEvent> Read<TEvent>(ReadOnlySpan<byte> data) => Value.Parse(data).Items.Where(r => !IsRested(r)).Select(RecordCodec.ReadNamed<TEvent>);

    /// <summary>What was written, and behind it what it rests on.</summary>
    public static ReadOnlyMemory<byte> Resting(ReadOnlyMemory<byte> data, IEnumerable<RestedFact> facts)
    {
        var rows = string.Join(',', facts.Select(f => new ListValue(RecordCodec.Write(f).Values.Insert(0, Rested)).ToJson()));
        if (rows.Length == 0)
            return data;
        // The data is a list: its end is cut off and put behind the rows.
        return (byte[])[.. data.Span[..^1], .. data.Length > 2 ? ","u8 : [], .. Encoding.UTF8.GetBytes(rows), .. "]"u8];
    }

    /// <summary>The facts that a step of any stream rests on, in the order in which they were asked for.</summary>
    public static IEnumerable<RestedFact> FactsOf(ReadOnlySpan<byte> data) =>
        Value.Parse(data).Items.Where(IsRested).Select(r => RecordCodec.Read<RestedFact>(new ListValue(r.Items.RemoveAt(0))));

    private static bool IsRested(Value row) => row.Items is [TextValue { Value: Rested }, ..];

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
