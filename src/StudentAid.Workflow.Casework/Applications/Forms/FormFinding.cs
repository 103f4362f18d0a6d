using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Applications.Forms;

/// <summary>
/// One finding about answers: the JSON pointer of the field ("" is the whole form), the code, and the sentence's arguments; those that the form
/// document writes in both languages are in <see cref="Texts"/> too.
/// </summary>
public sealed record FormFinding(
    string Pointer, Code Code, ImmutableSortedDictionary<string, string> Arguments, ImmutableSortedDictionary<string, Text> Texts)
{
    public string In(string language) =>
        new Rejection(Code, Arguments.SetItems(Texts.Select(t => KeyValuePair.Create(t.Key, t.Value.In(language))))).In(language);

    internal static FormFinding Of(string pointer, Code code, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        var texts = ImmutableSortedDictionary.CreateBuilder<string, Text>(StringComparer.Ordinal);
        foreach (var (name, value) in arguments)
        {
            if (value is Text text)
                texts[name] = text;
        }

        return new FormFinding(pointer, code, code.With(arguments).Arguments, texts.ToImmutable());
    }
}

/// <summary>
/// What validation found: errors block, warnings do not. <see cref="Answers"/> are the answers given with every computed field set by the server,
/// whatever was sent for it.
/// </summary>
public sealed record FormResult(ImmutableArray<FormFinding> Errors, ImmutableArray<FormFinding> Warnings, RecordValue Answers)
{
    public bool Passes => Errors.IsEmpty;
}
