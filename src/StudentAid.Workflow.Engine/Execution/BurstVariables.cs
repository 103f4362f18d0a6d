using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Execution;

/// <summary>Variables, inputs and outputs as the running definition sees them: from the innermost frame outwards, up to its definition's own.</summary>
internal sealed partial class Burst
{
    /// <summary>Kind of the fact that is an opened sealed content; its id is the address.</summary>
    public const string SealedFact = "sealed";

    public IExpressionScope Scope(ActivityContext context) => new VariableScope(this, context);

    public (Value Value, ActivityResult? Stop) Evaluate(ActivityContext context, string text, ExpressionLanguage language)
    {
        var parsed = context.Definition.Expression(text, language);
        if (parsed.Expression is not { } expression)
            return (Value.Null, ActivityResult.Faulted(parsed.Error!));
        var needed = Unread(context, expression.Reads);
        if (!needed.IsEmpty)
            return (Value.Null, ActivityResult.Needs(needed));
        var evaluation = expression.Evaluate(Scope(context));
        return evaluation.Fault is { } fault ? (Value.Null, ActivityResult.Faulted(fault)) : (evaluation.Value, null);
    }

    public (Value Value, ActivityResult? Stop) ReadVariable(ActivityContext context, string name)
    {
        var needed = Unread(context, new ExpressionRead(ReadKind.Variable, name, null, 0));
        return needed.IsEmpty ? (Scope(context).Variable(name), null) : (Value.Null, ActivityResult.Needs(needed));
    }

    public (Value Value, ActivityResult? Stop) ReadInput(ActivityContext context, string name)
    {
        var needed = Unread(context, new ExpressionRead(ReadKind.Input, name, null, 0));
        return needed.IsEmpty ? (Scope(context).Input(name), null) : (Value.Null, ActivityResult.Needs(needed));
    }

    public void SetVariable(ActivityContext context, string nameOrId, Value value) => StoreVariable(context, nameOrId, Kept(context, value));

    /// <summary>The variable holds what stands sealed already, at this address.</summary>
    public void SetAddress(ActivityContext context, string nameOrId, string address) => StoreVariable(context, nameOrId, address, isAddress: true);

    private void StoreVariable(ActivityContext context, string nameOrId, Value value, bool isAddress = false)
    {
        var (frame, declared) = (DefinitionFrame(context.Parent), context.Definition.Variable(nameOrId));
        foreach (var around in FramesAround(context))
        {
            var own = Declared(around, nameOrId);
            if (own is null && !around.Variables.ContainsKey(nameOrId))
                continue;
            (frame, declared) = (around, own);
            break;
        }

        if (declared is { Personal: true } && types.Find(context.Node.Type, context.Node.Version)?.Description.InstanceVariables.Contains(declared.Name) == true)
            context.Broken ??= ExecutionCodes.PlainByNature.With(("activity", context.Node.Id), ("name", declared.Name));
        else
            Emit(new InstanceEvent.VariableSet(frame.Id, declared?.Name ?? nameOrId, isAddress ? value : AddressFor(declared, value)));
    }

    public void SetOutput(ActivityContext context, string name, Value value)
    {
        // An output that its type calls personal is the address of what the activity has sealed.
        var isAddress = types.Find(context.Node.Type, context.Node.Version)?.Description.Outputs.Any(o => o.Personal && o.Name == name) == true;
        StoreOutput(context, name, isAddress ? value : Kept(context, value), isAddress);
    }

    private void StoreOutput(ActivityContext context, string name, Value value, bool isAddress = false)
    {
        var mapped = context.Node.Outputs.FirstOrDefault(o => ElsaForm.IsCalled(o.Name, name));
        if (mapped is not null && context.Definition.Variable(mapped.Target) is not null)
            StoreVariable(context, mapped.Target, value, isAddress);
        else if (mapped is not null && context.Definition.Output(mapped.Target) is { } output)
            StoreDefinitionOutput(context, output.Name, value);
        Emit(new InstanceEvent.OutputSet(DefinitionFrame(context.Parent).Id, context.Node.Id, name, value));
    }

    public void SetDefinitionOutput(ActivityContext context, string name, Value value) => StoreDefinitionOutput(context, name, Kept(context, value));

    private void StoreDefinitionOutput(ActivityContext context, string name, Value value)
    {
        var declared = context.Definition.Output(name);
        Emit(new InstanceEvent.OutputSet(DefinitionFrame(context.Parent).Id, "", declared?.Name ?? name, declared is { Personal: true } && !value.IsNull && !IsReference(value) ? Refer(value) : value));
    }

    public ExecutableDefinition? DefinitionOf(int frame) => Pins.Definition(DefinitionFrame(frame).Pin);

    private Frame DefinitionFrame(int frame)
    {
        var found = State.Frames[frame];
        while (found.Pin.Length == 0)
            found = State.Frames[found.Parent];
        return found;
    }

    /// <summary>The activity's own frame, then those around it up to its definition's.</summary>
    private IEnumerable<Frame> FramesAround(ActivityContext context)
    {
        for (var id = context.FrameId > 0 ? context.FrameId : context.Parent; State.Frames.TryGetValue(id, out var frame); id = frame.Parent)
        {
            yield return frame;
            if (frame.Pin.Length > 0 && frame.Id != context.FrameId)
                yield break;
        }
    }

    /// <summary>The declaration that stands in this very scope, by name or id: an inner one hides an outer one of the same name.</summary>
    private VariableDeclaration? Declared(Frame frame, string nameOrId)
    {
        var definition = DefinitionOf(frame.Id)!;
        var declared = frame.Pin.Length > 0 ? definition.Definition.Variables : definition.Find(frame.Node)?.Variables ?? [];
        return declared.FirstOrDefault(v => string.Equals(v.Name, nameOrId, StringComparison.Ordinal) || string.Equals(v.Id, nameOrId, StringComparison.Ordinal));
    }

    /// <summary>What of these reads must be opened first; notes that the activity has seen personal content.</summary>
    private ImmutableArray<FactKey> Unread(ActivityContext context, params IReadOnlyCollection<ExpressionRead> reads)
    {
        var addresses = reads.Where(r => r.Kind == ReadKind.Variable).SelectMany(r => Sealed(context, r.Name)).ToArray();
        var inputs = context.Definition.Definition.Inputs.Where(i => i.Personal && reads.Any(r => r.Kind == ReadKind.Input && (r.Name is null || r.Name == i.Name)));
        context.HasOpened |= context.HasRead |= addresses.Length > 0 || inputs.Any();
        return [.. addresses.Where(k => Peek(k) is null), .. Needed(context, reads)];
    }

    /// <summary>Addresses that an access would read.</summary>
    private IEnumerable<FactKey> Sealed(ActivityContext context, string? name)
    {
        var frames = FramesAround(context).ToArray();
        var names = name is not null ? [name] : frames.SelectMany(f => f.Variables.Keys).Distinct(StringComparer.Ordinal);
        foreach (var candidate in names)
        {
            if (context.Definition.Variable(candidate) is not { Personal: true } declared)
                continue;
            var stored = frames.Select(f => f.Variables.GetValueOrDefault(declared.Name)).FirstOrDefault(v => v is not null);
            if (stored?.AsText() is { Length: > 0 } address)
                yield return new FactKey(SealedFact, address);
            else if (stored is not null && SealedReference.Read(stored, Act.Stream) is { } reference)
                yield return new FactKey(SealedFact, reference.Address);
        }
    }

    /// <summary>What expressions may read. Personal variables are opened from facts; everything else is in state.</summary>
    private sealed class VariableScope(Burst burst, ActivityContext context) : IExpressionScope
    {
        public Value Variable(string name)
        {
            foreach (var frame in burst.FramesAround(context))
            {
                var own = burst.Declared(frame, name);
                if (frame.Variables.TryGetValue(own?.Name ?? name, out var value))
                    return Opened(own ?? context.Definition.Variable(name), value);
                if (own is not null)
                    return own.Default;
            }

            return context.Definition.Variable(name)?.Default ?? Value.Null;
        }

        private Value Opened(VariableDeclaration? declared, Value value) =>
            declared is { Personal: true } && value.AsText() is { } address ? burst.Peek(new FactKey(SealedFact, address))?.Value ?? value : burst.Opened(value);

        public Value Input(string name)
        {
            var input = burst.DefinitionFrame(context.Parent).Input;
            if (!input[name].IsNull)
                return burst.Opened(input[name]);
            return context.Definition.Definition.Inputs.FirstOrDefault(i => string.Equals(i.Name, name, StringComparison.Ordinal))?.Default ?? Value.Null;
        }

        public Value Output(string activityIdOrName, string? outputName)
        {
            var id = context.Definition.FindByName(activityIdOrName)?.Id ?? activityIdOrName;
            var outputs = burst.DefinitionFrame(context.Parent).Outputs;
            if (outputName is not null)
                return burst.Opened(outputs.FirstOrDefault(o => string.Equals(o.Key, $"{id}.{outputName}", StringComparison.OrdinalIgnoreCase)).Value ?? Value.Null);
            return burst.Opened(outputs.FirstOrDefault(o => o.Key.StartsWith(id + ".", StringComparison.Ordinal)).Value ?? Value.Null);
        }

        public Value WorkflowProperty(string name) => name switch
        {
            "correlationId" => burst.State.Correlation,
            "workflowInstanceId" => burst.Act.Stream.ToString(),
            "workflowInstanceName" => burst.State.Name,
            "workflowDefinitionId" => context.Definition.Definition.DefinitionId,
            _ => Value.Null,
        };
    }
}
