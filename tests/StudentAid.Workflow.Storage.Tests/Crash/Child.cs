using System.Diagnostics;

namespace StudentAid.Workflow.Storage.Tests.Crash;

/// <summary>This assembly as a process of its own.</summary>
internal static class Child
{
    private static string Assembly => typeof(Child).Assembly.Location;

    public static Process Start(params string[] args) => Run("dotnet", ["exec", Assembly, .. args]);

    /// <summary>The same with files of at most so many kilobytes: writing beyond that is an input/output error.</summary>
    public static Process StartLimited(int kilobytes, params string[] args)
    {
        var command = $"trap '' XFSZ; ulimit -f {kilobytes}; exec dotnet exec '{Assembly}' {string.Join(' ', args.Select(a => $"'{a}'"))}";
        return Run("bash", ["-c", command]);
    }

    private static Process Run(string file, IEnumerable<string> args)
    {
        var start = new ProcessStartInfo(file, args) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        return Process.Start(start)!;
    }
}
