using System.CommandLine;
using System.CommandLine.Parsing;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Cli.Terminals;

/// <summary>What was wrong in a call, in the words of the house and with a did-you-mean.</summary>
internal static class UsageErrors
{
    /// <summary>The first thing that was wrong, or null.</summary>
    public static Rejection? Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens is [var token, ..])
            return Unmatched(command, token);
        if (OptionTaken(parsed) is { } option)
            return Unmatched(command, option);
        if (parsed.Errors is [var error, ..])
            return Of(error, command);
        return command.Subcommands.Count > 0 ? Missing(command) : null;
    }

    /// <summary>An unknown option that was taken for one of several arguments; after <c>--</c> all are arguments.</summary>
    private static string? OptionTaken(ParseResult parsed) => parsed.Tokens.Any(t => t.Type == TokenType.DoubleDash)
        ? null
        : parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens).FirstOrDefault(t => t.Value is ['-', _, ..])?.Value;

    private static Rejection Unmatched(Command command, string token)
    {
        if (token.StartsWith('-'))
            return Near(UsageCodes.UnknownOption, UsageCodes.UnknownOptionNear, token, OptionsOf(command));
        return command.Subcommands.Count > 0
            ? Near(UsageCodes.UnknownVerb, UsageCodes.UnknownVerbNear, token, command.Subcommands.Select(c => c.Name))
            : UsageCodes.UnexpectedArgument.With(("argument", token));
    }

    private static Rejection Near(Code code, Code near, string token, IEnumerable<string> known) =>
        Nearest.To(token, known) is { } nearest ? near.With(("name", token), ("nearest", nearest)) : code.With(("name", token));

    private static Rejection Of(ParseError error, Command command) => error.SymbolResult switch
    {
        OptionResult { Tokens.Count: 0 } option => UsageCodes.OptionWithoutValue.With(("option", option.Option.Name)),
        OptionResult option => BadValue(option.Option.Name, option.Tokens),
        ArgumentResult { Parent: OptionResult option } => option.Tokens.Count == 0
            ? UsageCodes.OptionWithoutValue.With(("option", option.Option.Name))
            : BadValue(option.Option.Name, option.Tokens),
        ArgumentResult { Tokens.Count: 0 } argument => UsageCodes.MissingArgument.With(("argument", argument.Argument.Name)),
        ArgumentResult argument => BadValue(argument.Argument.Name, argument.Tokens),
        _ when command.Subcommands.Count > 0 => Missing(command),
        CommandResult result when result.Command.Arguments.FirstOrDefault(a => result.GetResult(a) is null or { Tokens.Count: 0 }) is { } argument =>
            UsageCodes.MissingArgument.With(("argument", argument.Name)),
        _ => UsageCodes.Misused.With(("reason", new Text("请看 --help", error.Message))),
    };

    private static Rejection Missing(Command command) =>
        UsageCodes.MissingVerb.With(("known", string.Join(", ", command.Subcommands.Select(c => c.Name))));

    private static Rejection BadValue(string name, IReadOnlyList<Token> tokens) =>
        UsageCodes.BadValue.With(("name", name), ("value", string.Join(' ', tokens.Select(t => t.Value))));

    private static IEnumerable<string> OptionsOf(Command command)
    {
        for (var at = command; at is not null; at = at.Parents.OfType<Command>().FirstOrDefault())
        {
            foreach (var option in at.Options.Where(o => at == command || o.Recursive))
                yield return option.Name;
        }
    }
}
