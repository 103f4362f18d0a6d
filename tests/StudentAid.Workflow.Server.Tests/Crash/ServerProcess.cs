using System.Diagnostics;

namespace StudentAid.Workflow.Server.Tests.Crash;

/// <summary>The built server as a process of its own, on a database that outlives it.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const string Listening = "http://127.0.0.1:";

    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private readonly Process process;
    private readonly TaskCompletionSource<Uri> url = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> said = [];

    private ServerProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public static string Assembly => Repository.PathOf($"src/StudentAid.Workflow.Server/bin/{Configuration}/net10.0/StudentAid.Workflow.Server.dll");

    /// <summary>Everything the process has said so far.</summary>
    public string Said
    {
        get
        {
            lock (said)
                return string.Join('\n', said);
        }
    }

    /// <param name="database">Its key lies beside it.</param>
    /// <param name="environment">Names and values beside those of this process.</param>
    public static ServerProcess Start(string database, params IEnumerable<(string Name, string Value)> environment)
    {
        StudentAid.Workflow.Storage.Keys.MasterKey.ReadOrCreate(database + ".key");
        var start = new ProcessStartInfo("dotnet", ["exec", Assembly, "--data", database, "--key", database + ".key", "--urls", $"{Listening}0"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = Path.GetDirectoryName(database)!,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new ServerProcess(Process.Start(start)!);
    }

    /// <summary>The address that it has begun to listen at. Fails where it ends before that.</summary>
    public async Task<Uri> ListeningAsync()
    {
        await Task.WhenAny(url.Task, process.WaitForExitAsync());
        return url.Task.IsCompleted ? await url.Task : throw new InvalidOperationException($"The server ended before it listened:\n{Said}");
    }

    /// <summary>SIGKILL: nothing is written, closed or told any more.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (said)
            said.Add(line);
        if (line.IndexOf(Listening, StringComparison.Ordinal) is var at and >= 0)
            url.TrySetResult(new Uri(line[at..].Split(' ')[0]));
    }
}
