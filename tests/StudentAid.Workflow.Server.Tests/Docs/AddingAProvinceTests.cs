using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using FluentAssertions;
using StudentAid.Workflow.Cli;
using StudentAid.Workflow.Server.Tests.Cli;

namespace StudentAid.Workflow.Server.Tests.Docs;

/// <summary>docs/adding-a-province.md is followed literally: its blocks are written to the files that it names, and its commands are run as they stand there.</summary>
public sealed partial class AddingAProvinceTests
{
    [Theory]
    [InlineData("adding-a-province.md")]
    [InlineData("adding-a-province.zh-CN.md")]
    public async Task What_the_page_says_makes_a_province_that_fits_and_works(string page)
    {
        using var scratch = new Scratch();
        foreach (var folder in (string[])["workflows/national", "workflows/calendars", "tests/schools"])
            scratch.Copy(folder);
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", page));
        var province = Path.Combine(scratch.Folder, "workflows", "provinces", "example");
        Directory.CreateDirectory(province);
        foreach (Match block in Blocks().Matches(text))
            await File.WriteAllTextAsync(Path.Combine(province, block.Groups["file"].Value), block.Groups["json"].Value);
        Directory.GetFiles(province).Select(Path.GetFileName).Should().BeEquivalentTo("overlay.json", "scale.json", "class-publicity.case.json");

        var said = new List<(string Command, int ExitCode, string Out)>();
        foreach (Match command in Commands().Matches(text))
            said.Add(await RunAsync(command.Value, scratch.Folder));

        said.Select(c => c.Command.Split(' ')[1]).Should().Equal("lint", "effective", "test", "import", "effective");
        said.Should().OnlyContain(c => c.ExitCode == 0, string.Join("\n", said.Select(c => $"{c.Command}: {c.Out}")));
        said[1].Out.Should().Contain("class-publicity.days = 2  <- 650000 class-publicity").And.Contain("score-table/score-table thresholds/special = ");
        said[2].Out.Should().Contain("通过  班级公示两天后到院（系）");
        said[4].Out.Should().Contain("\"class-publicity\"", "the database goes by the province's flow");
    }

    /// <summary>The tool itself, in the folder that the page speaks of.</summary>
    private static async Task<(string Command, int ExitCode, string Out)> RunAsync(string command, string folder)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(StudentAidCli).Assembly.Location, .. command.Split(' ')[1..]])
        {
            WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (command, process.ExitCode, await output + await error);
    }

    [Fact]
    public void Every_axis_has_its_file_and_its_row_in_both_languages()
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "workflows", "provinces", "axes"), "*.case.json").Select(f => Path.GetFileName(f)[..^".case.json".Length]).ToList();
        files.Select(f => int.Parse(f[..2], System.Globalization.CultureInfo.InvariantCulture)).Distinct().Should().BeEquivalentTo(Enumerable.Range(1, 20));
        foreach (var page in (string[])["layers.md", "layers.zh-CN.md"])
        {
            var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", page));
            files.Should().OnlyContain(f => text.Contains($"`{f}`", StringComparison.Ordinal));
        }
    }

    [GeneratedRegex("`(?<file>[a-z-]+(\\.case)?\\.json)`\\n\\n```json\\n(?<json>.*?)\\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blocks();

    [GeneratedRegex("^studentaid .*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Commands();
}
