using System.CommandLine;
using StudentAid.Workflow.Cli.Terminals;

namespace StudentAid.Workflow.Cli.Verbs;

/// <summary>One verb of the tool: what it takes, and what it does.</summary>
public abstract class Verb
{
    /// <summary>The command it belongs to, where it has two words (<c>calendar add</c>).</summary>
    public virtual Group? Group => null;

    public abstract Command Command { get; }

    /// <summary>The exit code: 0 good, 1 errors, 2 wrong usage.</summary>
    public abstract Task<int> RunAsync(ParseResult arguments, Terminal terminal, CancellationToken cancellation);
}

/// <summary>The first word of verbs that have two.</summary>
public sealed record Group(string Name, string ZhCn, string En)
{
    public static readonly Group Keys = new("keys", "管理加密密钥。", "Looks after the keys of a sealed database.");
    public static readonly Group Calendar = new("calendar", "计算工作日。", "Reckons working days.");
}
