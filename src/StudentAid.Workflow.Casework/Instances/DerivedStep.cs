using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Instances;

/// <summary>A step whose operation id is derived from what causes it (a message, a deadline, one delivery of a signal), so that it is done once.</summary>
public sealed record DerivedStep : Command
{
    private readonly Id stream;
    private readonly Value body;

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public DerivedStep(Principal principal, Id stream, Id operation, Value body)
    {
        (this.stream, this.body) = (stream, body);
        (Principal, Key, DerivedOperation) = (principal, operation.ToString(), operation);
    }

    public override Id Target => stream;

    public override Value Body => body;
}
