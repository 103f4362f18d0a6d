using System.CommandLine;
using StudentAid.Workflow.Cli.Verbs;

namespace StudentAid.Workflow.Cli.Terminals;

/// <summary>All verbs as one command line, with the options that every verb has.</summary>
internal sealed class Usage
{
    private const string Chinese = "zh-CN";
    private const string English = "en";

    // A text that begins with @ is a value, never a file of arguments.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    private readonly Dictionary<Command, Verb> verbs = [];
    private readonly RootCommand root = new RootCommand().As("家庭经济困难学生认定流程：检查、试运行和计算。", "Workflows for determining students in financial difficulty: check, try out, reckon.");
    private readonly Option<bool> help = new Option<bool>("--help", "-h", "-?") { Recursive = true }.As("显示帮助。", "Shows help.");
    private readonly Option<bool> version = new Option<bool>("--version").As("显示版本。", "Shows the version.");
    private readonly Option<bool> json = new Option<bool>("--json") { Recursive = true }.As("以 JSON 回答。", "Answers in JSON.");
    private readonly Option<string> language = new Option<string>("--lang") { Recursive = true, HelpName = "zh-CN|en" }
        .As("语言，默认 zh-CN。", "The language, zh-CN when silent.");

    public Usage(IReadOnlyList<Verb> verbs)
    {
        root.Options.Clear();
        language.AcceptOnlyFromAmong(Chinese, English);
        foreach (Option option in new Option[] { help, version, json, language })
            root.Options.Add(option);
        foreach (var verb in verbs)
        {
            GroupOf(verb).Subcommands.Add(verb.Command);
            this.verbs[verb.Command] = verb;
        }
    }

    public ParseResult Parse(string[] args) => root.Parse(args, Parsing);

    public Terminal TerminalOf(ParseResult parsed, TextWriter output, TextWriter error) =>
        new(output, error, Asked(parsed) ?? Chinese, parsed.GetResult(json) is { Implicit: false });

    public bool WantsHelp(ParseResult parsed) =>
        parsed.GetResult(help) is { Implicit: false } || (parsed.CommandResult.Command == root && parsed.Tokens.Count == 0);

    public bool WantsVersion(ParseResult parsed) => parsed.GetResult(version) is { Implicit: false };

    /// <summary>Both languages, Chinese first, unless one was asked for.</summary>
    public IReadOnlyList<string> LanguagesOf(ParseResult parsed) => Asked(parsed) is { } one ? [one] : [Chinese, English];

    public Verb VerbOf(ParseResult parsed) => verbs[parsed.CommandResult.Command];

    private string? Asked(ParseResult parsed) =>
        parsed.GetResult(language)?.Tokens.Select(t => t.Value).FirstOrDefault(t => t is Chinese or English);

    private Command GroupOf(Verb verb)
    {
        if (verb.Group is not { } group)
            return root;
        if (root.Subcommands.FirstOrDefault(c => string.Equals(c.Name, group.Name, StringComparison.Ordinal)) is { } known)
            return known;
        var command = new Command(group.Name).As(group.ZhCn, group.En);
        root.Subcommands.Add(command);
        return command;
    }
}
