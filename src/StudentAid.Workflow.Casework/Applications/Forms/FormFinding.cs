using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Applications.Forms;

/// <summary>One finding about answers: the JSON pointer of the field ("" is the whole form), the code, and the sentence's arguments.</summary>
public sealed record FormFinding(string Pointer, Code Code, ImmutableSortedDictionary<string, string> Arguments)
{
    public string In(string language) => new Rejection(Code, Arguments).In(language);

    internal static FormFinding Of(string pointer, Code code, params ReadOnlySpan<(string Name, object? Value)> arguments) =>
        new(pointer, code, code.With(arguments).Arguments);
}

/// <summary>
/// What validation found: errors block, warnings do not. <see cref="Answers"/> are the answers given with every computed field set by the server,
/// whatever was sent for it.
/// </summary>
public sealed record FormResult(ImmutableArray<FormFinding> Errors, ImmutableArray<FormFinding> Warnings, RecordValue Answers)
{
    public bool Passes => Errors.IsEmpty;
}
