using System.Globalization;
using StudentAid.Workflow.Cli.Terminals;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Cli.Documents;

/// <summary>One finding in a file, as it is printed.</summary>
public sealed record FileFinding(string Path, Diagnostic Diagnostic)
{
    private static readonly Position Beginning = new(0, 0, 1, 1);

    private Position At => Diagnostic.Position ?? Beginning;

    private string Severity => Diagnostic.Severity switch
    {
        Engine.Analysis.Severity.Error => "error",
        Engine.Analysis.Severity.Warning => "warning",
        _ => "info",
    };

    /// <summary>A finding about the whole file.</summary>
    public static FileFinding Whole(string path, Severity severity, Rejection reason) => new(path, new Diagnostic(reason.Code, severity, reason.Arguments));

    /// <summary><c>file:line:col CODE severity message</c>.</summary>
    public string Line(Terminal terminal) =>
        string.Create(CultureInfo.InvariantCulture, $"{Path}:{At.Line}:{At.Column} {Diagnostic.Code.Id} {Severity} {Diagnostic.In(terminal.Language)}");

    /// <summary>The finding of <c>--json</c>: file, line, column, offset, length, code, severity, message, article.</summary>
    public Value ToValue(Terminal terminal)
    {
        var members = new List<(string, Value)>
        {
            ("file", Path), ("line", At.Line), ("column", At.Column), ("offset", At.Offset), ("length", At.Length),
            ("code", Diagnostic.Code.Id), ("severity", Severity), ("message", Diagnostic.In(terminal.Language)),
        };
        if (Diagnostic.Code.Article is { } article)
            members.Add(("article", article));
        return Value.Record(members);
    }
}
