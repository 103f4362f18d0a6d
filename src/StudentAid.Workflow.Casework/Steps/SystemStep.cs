using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Steps;

/// <summary>A step that the system takes by itself; its key is derived from what it does, so that it is done once.</summary>
internal sealed record SystemStep : Command
{
    private readonly Id stream;
    private readonly string what;

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public SystemStep(Id stream, string what)
    {
        (this.stream, this.what) = (stream, what);
        (Principal, Key) = (Principal.System, what);
        DerivedOperation = Id.Of("system", stream.ToString(), what);
    }

    public override Id Target => stream;

    public override Value Body => what;
}

/// <summary>Seals what an instance's decision wants sealed; what is nobody's is his whom the instance is about, so that it goes with him.</summary>
public static class Sealing
{
    public static Step Seal(Step step, InstanceDecision.Decided decided, Cipher cipher) =>
        decided.Sealed.IsEmpty ? step : step with { Sealed = [.. decided.Sealed.Select(s => cipher.Seal(s.Subject.IsNone ? step.Subject : s.Subject, s.Content))] };
}
