using System.CommandLine;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Cli.Terminals;

/// <summary>Help in both languages in the one description that a symbol has: the Chinese line, then the English one.</summary>
internal static class Described
{
    public static T As<T>(this T symbol, string zhCn, string en)
        where T : Symbol
    {
        symbol.Description = $"{zhCn}\n{en}";
        return symbol;
    }

    public static Text Of(Symbol symbol) =>
        symbol.Description?.Split('\n') is [var zhCn, var en] ? new Text(zhCn, en) : new Text(symbol.Description ?? "");
}
