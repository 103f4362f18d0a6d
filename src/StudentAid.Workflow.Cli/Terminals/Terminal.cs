using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Cli.Terminals;

/// <summary>Where a verb speaks, in which language, and whether it answers in JSON.</summary>
public sealed record Terminal(TextWriter Out, TextWriter Error, string Language, bool Json)
{
    public const int Good = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;

    /// <summary>The text in the terminal's language.</summary>
    public string Say(Text text) => text.In(Language);

    /// <summary>Writes a refusal with its code to standard error.</summary>
    public void Refuse(Rejection reason) => Error.WriteLine($"{reason.Code.Id}: {reason.In(Language)}");

    /// <summary>Says what was wrong in the call; exit code 2.</summary>
    public int Misused(Rejection reason) => Fail(reason, WrongUsage);

    /// <summary>Says why the verb could not do its work; exit code 1.</summary>
    public int Fail(Rejection reason) => Fail(reason, Failed);

    /// <summary>Writes the answer of <c>--json</c>: one indented object on standard output.</summary>
    public void Answer(Value answer) => Out.WriteLine(SchemaFile.Indented(answer));

    private int Fail(Rejection reason, int exitCode)
    {
        if (Json)
            Answer(Value.Record(("error", Value.Record(("code", reason.Code.Id), ("message", reason.In(Language))))));
        Refuse(reason);
        return exitCode;
    }
}
