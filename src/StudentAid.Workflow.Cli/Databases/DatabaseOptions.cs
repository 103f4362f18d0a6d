using System.CommandLine;
using StudentAid.Workflow.Cli.Terminals;
using StudentAid.Workflow.Casework.Organisations;

namespace StudentAid.Workflow.Cli.Databases;

/// <summary><c>--data FILE</c> and <c>--unit PLACE</c> of the verbs that read or write a database.</summary>
internal sealed class DatabaseOptions
{
    private static readonly string Usual = Path.Combine("data", "studentaid.db");

    public Option<string> Data { get; } = new Option<string>("--data") { HelpName = "FILE", DefaultValueFactory = _ => Usual }
        .As("数据库文件，默认 data/studentaid.db。", "The database, data/studentaid.db when silent.");

    public Option<string> Unit { get; } = new Option<string>("--unit") { HelpName = "PLACE", DefaultValueFactory = _ => UnitPath.Root }
        .As("哪个单位的文件，如 /college/，默认 /。", "Whose documents, such as /college/; / when silent.");

    public (string Data, string Unit) Of(ParseResult arguments) => (arguments.GetValue(Data) ?? Usual, arguments.GetValue(Unit) ?? UnitPath.Root);
}
