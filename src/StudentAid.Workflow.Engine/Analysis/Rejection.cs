using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Engine.Analysis;

/// <summary>A refusal as a value: nothing has happened. Rendered at the door in the reader's language.</summary>
public sealed record Rejection(Code Code, ImmutableSortedDictionary<string, string> Arguments)
{
    public static implicit operator Rejection(Code code) => code.With();

    public string In(string language) => Analysis.Arguments.Fill(Code.Sentence.In(language), Arguments, language);

    public override string ToString() => $"{Code.Id}: {In("en")}";
}

public enum Severity { Info, Warning, Error }

/// <summary>A place in a text: offset and length in UTF-16 characters, line and column from 1.</summary>
public readonly record struct Position(int Offset, int Length, int Line, int Column);

/// <summary>One finding about a document, with its place where the document is a text.</summary>
public sealed record Diagnostic(Code Code, Severity Severity, ImmutableSortedDictionary<string, string> Arguments, Position? Position = null)
{
    public string In(string language) => Analysis.Arguments.Fill(Code.Sentence.In(language), Arguments, language);

    public override string ToString() =>
        Position is { } p ? $"{p.Line}:{p.Column} {Code.Id} {Severity}: {In("en")}" : $"{Code.Id} {Severity}: {In("en")}";
}

internal static class Arguments
{
    private const string English = "en";

    /// <summary>A refusal or a text as an argument speaks the language of the sentence around it, without its full stop.</summary>
    public static ImmutableSortedDictionary<string, string> From(ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        var builder = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in arguments)
        {
            builder[name] = Of(value, "zh-CN");
            if (value is Rejection or Text && Of(value, English) is var english && english != builder[name])
                builder[$"{name}.{English}"] = english;
        }

        return builder.ToImmutable();
    }

    public static string Fill(string sentence, ImmutableSortedDictionary<string, string> arguments, string language)
    {
        foreach (var (name, value) in arguments)
            sentence = sentence.Replace("{" + name + "}", arguments.GetValueOrDefault($"{name}.{language}", value), StringComparison.Ordinal);
        return sentence;
    }

    private static string Of(object? value, string language) => value switch
    {
        Rejection refused => refused.In(language).TrimEnd('。', '.'),
        Text text => text.In(language),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
