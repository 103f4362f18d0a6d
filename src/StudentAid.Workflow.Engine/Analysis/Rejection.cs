using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Engine.Analysis;

/// <summary>A refusal as a value: nothing has happened. Rendered at the door in the reader's language.</summary>
public sealed record Rejection(Code Code, ImmutableSortedDictionary<string, string> Arguments)
{
    public static implicit operator Rejection(Code code) => code.With();

    public string In(string language) => Analysis.Arguments.Fill(Code.Sentence.In(language), Arguments);

    public override string ToString() => $"{Code.Id}: {In("en")}";
}

public enum Severity { Info, Warning, Error }

/// <summary>A place in a text: offset and length in UTF-16 characters, line and column from 1.</summary>
public readonly record struct Position(int Offset, int Length, int Line, int Column);

/// <summary>One finding about a document, with its place where the document is a text.</summary>
public sealed record Diagnostic(Code Code, Severity Severity, ImmutableSortedDictionary<string, string> Arguments, Position? Position = null)
{
    public string In(string language) => Analysis.Arguments.Fill(Code.Sentence.In(language), Arguments);

    public override string ToString() =>
        Position is { } p ? $"{p.Line}:{p.Column} {Code.Id} {Severity}: {In("en")}" : $"{Code.Id} {Severity}: {In("en")}";
}

internal static class Arguments
{
    public static ImmutableSortedDictionary<string, string> From(ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        var builder = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in arguments)
            builder[name] = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return builder.ToImmutable();
    }

    public static string Fill(string sentence, ImmutableSortedDictionary<string, string> arguments)
    {
        foreach (var (name, value) in arguments)
            sentence = sentence.Replace("{" + name + "}", value, StringComparison.Ordinal);
        return sentence;
    }
}
