using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Execution;

/// <summary>
/// Content from outside that an activity type declares personal stands nowhere in clear: inputs, outputs and variables keep references, expressions read through
/// <c>Needs</c>, and what an activity stores after it has read such content is sealed again.
/// </summary>
internal sealed partial class Burst
{
    /// <summary>The input that an instance is begun with, without what its trigger, its definition or its sender says is personal.</summary>
    public Value Began(ExecutableDefinition definition, InstanceCommand.Start start)
    {
        if (start.Input is not RecordValue record)
            return start.Input;
        var type = definition.Find(Trigger) is { } node ? types.Find(node.Type, node.Version) : null;
        var personal = (type?.Description.PersonalInputs ?? []).Concat(definition.Definition.Inputs.Where(i => i.Personal).Select(i => i.Name)).ToHashSet(StringComparer.Ordinal);
        return RecordValue.From(record.Members.Select(m => KeyValuePair.Create(
            m.Key, !m.Value.IsNull && (start.Personal || personal.Contains(m.Key) || IsReference(m.Value)) ? Refer(m.Value) : m.Value)));
    }

    public Value Refer(Value content) => new SealedReference(Seal(default, content)).ToValue();

    /// <summary>
    /// What may be stored of a value: a reference where it comes from personal content, where what it is stored in is declared personal, or where it only looks like one.
    /// </summary>
    public Value Kept(ActivityContext context, Value value, VariableDeclaration? into = null)
    {
        if (value.IsNull || IsMadeHere(value) || !(context.HasOpened || into is { Personal: true } || IsReference(value)))
            return value;
        return Refer(value);
    }

    /// <summary>A stored value as a personal variable holds it, which is an address: of what is sealed already, else of what is sealed now.</summary>
    private Value AddressFor(VariableDeclaration? into, Value stored)
    {
        if (into is not { Personal: true } || stored.IsNull)
            return stored;
        if (SealedReference.Read(stored, Act.Stream) is { } reference)
            return reference.Part.Length > 0 ? stored : reference.Address;
        return stored.AsText() is not null && IsMadeHere(stored) ? stored : Seal(default, stored);
    }

    /// <summary>The content for a reference, any other value itself; null where the content is erased.</summary>
    private Value Opened(Value stored) =>
        SealedReference.Read(stored, Act.Stream) is { } reference ? reference.Of(Peek(new FactKey(SealedFact, reference.Address))?.Value ?? Value.Null) : stored;

    /// <summary>The references among what an access may read; null as name means any.</summary>
    private IEnumerable<SealedReference> References(ActivityContext context, ExpressionRead read)
    {
        var definition = DefinitionFrame(context.Parent);
        IEnumerable<Value> stored = read.Kind switch
        {
            ReadKind.Variable => FramesAround(context).SelectMany(f => read.Name is null ? f.Variables.Values : [f.Variables.GetValueOrDefault(NameIn(f, read.Name)) ?? Value.Null]),
            ReadKind.Input => read.Name is null ? (definition.Input as RecordValue)?.Members.Select(m => m.Value) ?? [] : [definition.Input[read.Name]],
            ReadKind.Output => definition.Outputs.Values,
            _ => [],
        };
        return stored.Select(v => SealedReference.Read(v, Act.Stream)).OfType<SealedReference>();
    }

    /// <summary>What of an expression's reads must be opened first; notes that the activity has seen personal content.</summary>
    private ImmutableArray<FactKey> Needed(ActivityContext context, params IEnumerable<ExpressionRead> reads)
    {
        var references = reads.SelectMany(r => References(context, r)).Select(r => new FactKey(SealedFact, r.Address)).Distinct().ToArray();
        context.HasOpened |= references.Length > 0;
        return [.. references.Where(k => Peek(k) is null)];
    }

    private ImmutableArray<FactKey> Unopened(IEnumerable<Value> stored) =>
        [.. stored.Select(v => SealedReference.Read(v, Act.Stream)).OfType<SealedReference>().Select(r => new FactKey(SealedFact, r.Address)).Distinct().Where(k => Peek(k) is null)];

    private string NameIn(Frame frame, string nameOrId) => Declared(frame, nameOrId)?.Name ?? nameOrId;

    private bool IsReference(Value value) => SealedReference.Read(value, Act.Stream) is not null;

    private bool IsMadeHere(Value value) =>
        (SealedReference.Read(value, Act.Stream)?.Address ?? value.AsText())?.StartsWith($"{Act.Stream}/{State.Version + 1}/", StringComparison.Ordinal) == true;
}
