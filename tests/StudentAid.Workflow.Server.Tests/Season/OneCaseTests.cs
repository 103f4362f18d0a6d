using System.Diagnostics;
using FluentAssertions;

namespace StudentAid.Workflow.Server.Tests.Season;

/// <summary>The script of samples/http on a server that was just started.</summary>
public sealed class OneCaseTests
{
    [Fact]
    public async Task One_case_goes_from_the_paper_form_to_the_archive_by_curl_alone()
    {
        var folder = Directory.CreateTempSubdirectory("one-case").FullName;
        await using var server = await RunningServer.StartInAsync(folder, new ManualTimeProvider(new DateTimeOffset(2025, 9, 25, 2, 0, 0, TimeSpan.Zero)), "--workers=true");
        var key = (await File.ReadAllTextAsync(Path.Combine(folder, "administrator.key"))).Trim();
        var (output, told) = await RunAsync(server.Url.ToString().TrimEnd('/'), key);
        told.Should().Contain("2025-10-09", "five working days over National Day");
        var @case = output.Trim();
        server.Time.MoveTo(new DateTimeOffset(2025, 10, 9, 16, 0, 0, TimeSpan.Zero));
        await server.SettleAsync();
        var (after, _) = await RunAsync(server.Url.ToString().TrimEnd('/'), key, @case);
        after.Should().Contain("\"status\":\"finished\"").And.Contain("Determined").And.Contain("\"level\":\"special\"");
    }

    private static async Task<(string Output, string Told)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [Repository.PathOf("samples/http/one-case.sh"), .. arguments]) 
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["DAY"] = "2025-09-25";
        using var process = Process.Start(start)!;
        var told = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0, $"{output}{await told}");
        return (output, await told);
    }
}
