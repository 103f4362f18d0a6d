using System.CommandLine;
using StudentAid.Workflow.Cli.Packages;
using StudentAid.Workflow.Cli.Terminals;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Cli.Verbs;

/// <summary>What the product is made of (SBOM): every package of the lock files with version and hash, as CycloneDX 1.5 in JSON.</summary>
public sealed class SbomVerb : Verb
{
    private readonly Option<string> source = new Option<string>("--source") { DefaultValueFactory = _ => "." }
        .As("源码所在的文件夹（默认为当前文件夹）。", "The checkout; the current folder when silent.");

    private readonly Option<string?> output = new Option<string?>("--out").As("写入文件，而不是输出。", "Writes a file instead of printing.");
    private Command? command;

    public override Command Command => command ??= new Command("sbom") { source, output }
        .As("列出产品所用的全部软件包（CycloneDX 1.5，JSON）。", "Lists every package that the product is made of (CycloneDX 1.5, JSON).");

    public override Task<int> RunAsync(ParseResult arguments, Terminal terminal, CancellationToken cancellation)
    {
        var root = arguments.GetValue(source)!;
        var packages = LockFiles.Read(root);
        if (packages.Count == 0)
            return Task.FromResult(terminal.Fail(PackageCodes.NoLockFiles.With(("path", root))));
        var described = LockedPackage.Describe(packages, "StudentAid.Workflow", typeof(SbomVerb).Assembly.GetName().Version!.ToString(3));
        if (arguments.GetValue(output) is not { } file)
        {
            terminal.Answer(described);
            return Task.FromResult(Terminal.Good);
        }

        File.WriteAllText(file, described.ToJson());
        if (terminal.Json)
            terminal.Answer(Value.Record(("file", file), ("packages", packages.Count)));
        else
            terminal.Out.WriteLine(file);
        return Task.FromResult(Terminal.Good);
    }
}
