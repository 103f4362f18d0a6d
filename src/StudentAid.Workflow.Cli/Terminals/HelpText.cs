using System.CommandLine;
using System.Globalization;
using System.Reflection;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Cli.Terminals;

/// <summary>Help of a command in the languages asked for, Chinese first.</summary>
internal static class HelpText
{
    private const string Tool = "studentaid";
    private const int Widest = 24;

    private static readonly Text UsageTitle = new("用法", "Usage");
    private static readonly Text VerbsTitle = new("命令", "Verbs");
    private static readonly Text ArgumentsTitle = new("参数", "Arguments");
    private static readonly Text OptionsTitle = new("选项", "Options");

    public static int Write(Command command, IReadOnlyList<string> languages, TextWriter output)
    {
        foreach (var language in languages)
            output.WriteLine(Described.Of(command).In(language));
        output.WriteLine();
        output.WriteLine($"{Title(UsageTitle, languages)}: {Synopsis(command)}");
        Section(VerbsTitle, command.Subcommands.Select(c => (c.Name, Described.Of(c))), languages, output);
        Section(ArgumentsTitle, command.Arguments.Select(a => (a.Name, Described.Of(a))), languages, output);
        Section(OptionsTitle, OptionsOf(command).Select(o => (Label(o), Described.Of(o))), languages, output);
        return Terminal.Good;
    }

    public static int WriteVersion(TextWriter output)
    {
        output.WriteLine(typeof(HelpText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]);
        return Terminal.Good;
    }

    private static string Synopsis(Command command)
    {
        var words = new List<string>();
        for (var at = command; at is not null; at = at.Parents.OfType<Command>().FirstOrDefault())
            words.Insert(0, at is RootCommand ? Tool : at.Name);
        words.AddRange(command.Arguments.Select(a => a.Arity.MaximumNumberOfValues > 1 ? $"{a.Name}…" : a.Name));
        words.AddRange(command.Options.Where(o => command is not RootCommand).Select(o => $"[{Label(o)}]{(o.Arity.MaximumNumberOfValues > 1 ? "…" : "")}"));
        if (command.Subcommands.Count > 0)
            words.Add("VERB …");
        return string.Join(' ', words);
    }

    private static void Section(Text title, IEnumerable<(string Name, Text Text)> lines, IReadOnlyList<string> languages, TextWriter output)
    {
        var all = lines.ToList();
        if (all.Count == 0)
            return;
        output.WriteLine();
        output.WriteLine($"{Title(title, languages)}:");
        foreach (var (name, text) in all)
        {
            var label = name;
            foreach (var language in languages)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {label.PadRight(Widest)} {text.In(language)}"));
                label = "";
            }
        }
    }

    private static string Title(Text title, IReadOnlyList<string> languages) => string.Join(" / ", languages.Select(title.In));

    private static string Label(Option option) =>
        option.Aliases.Count > 0 && option.ValueType == typeof(bool) ? string.Join(", ", option.Aliases.Where(a => a != "-?").Append(option.Name))
        : option.HelpName is { } value ? $"{option.Name} {value}"
        : option.Name;

    private static IEnumerable<Option> OptionsOf(Command command) =>
        command is RootCommand
            ? command.Options
            : command.Options.Concat(Ancestors(command).SelectMany(a => a.Options.Where(o => o.Recursive)));

    private static IEnumerable<Command> Ancestors(Command command)
    {
        for (var at = command.Parents.OfType<Command>().FirstOrDefault(); at is not null; at = at.Parents.OfType<Command>().FirstOrDefault())
            yield return at;
    }
}
