using StudentAid.Workflow.Cli;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Cli;

/// <summary>What became of a call of the tool inside this process.</summary>
internal sealed record Called(int ExitCode, string Out, string Error)
{
    public IReadOnlyList<string> Lines => LinesOf(Out);

    public IReadOnlyList<string> ErrorLines => LinesOf(Error);

    public IEnumerable<string> Waits => ErrorLines.Where(l => l.StartsWith("waits=", StringComparison.Ordinal)).Select(l => l["waits=".Length..]);

    public string? Status => ErrorLines.LastOrDefault(l => l.StartsWith("status=", StringComparison.Ordinal))?["status=".Length..];

    public Value Json => Value.Parse(Out);

    public static string Documents => Path.Combine(Repository.Root, "tests", "StudentAid.Workflow.Server.Tests", "Cli", "documents");

    public static async Task<Called> With(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await StudentAidCli.RunAsync(args, output, error);
        return new Called(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs a case: <c>file, with, input, signals, fastForward</c>, its files in a folder.</summary>
    public static Task<Called> Run(Value expected, string folder)
    {
        List<string> args = ["run", Path.Combine(folder, expected["file"].AsText()!)];
        foreach (var with in expected["with"].Items)
            args.AddRange(["--with", Path.Combine(folder, with.AsText()!)]);
        foreach (var (name, value) in (expected["input"] as RecordValue)?.Members ?? [])
            args.AddRange(["--input", $"{name}={value.AsText() ?? value.ToJson()}"]);
        foreach (var signal in expected["signals"].Items)
            args.AddRange(["--signal", signal.AsText()!]);
        if (expected["fastForward"].AsBool() == true)
            args.Add("--fast-forward");
        return With([.. args]);
    }

    private static string[] LinesOf(string text) => text.Length == 0 ? [] : text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
