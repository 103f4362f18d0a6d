using System.Text.RegularExpressions;
using FluentAssertions;
using StudentAid.Workflow.Cli;
using StudentAid.Workflow.Server.Tests.Cli;
using StudentAid.Workflow.Server.Tests.Schools;

namespace StudentAid.Workflow.Server.Tests.House;

/// <summary>What the README tells people to type works, and what it points to is there.</summary>
public sealed class ReadmeTests
{
    private const string Tool = "dotnet run --project src/StudentAid.Workflow.Cli -- ";

    public static TheoryData<string> Commands => [.. Readmes.SelectMany(CommandsIn).Distinct(StringComparer.Ordinal)];

    private static string[] Readmes => ["README.md", "README.zh-CN.md"];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_command_of_the_tool_in_it_succeeds(string command)
    {
        if (command == PlayedCases.Command)
        {
            var played = await PlayedCases.RunAsync();
            played.ExitCode.Should().Be(0, $"{played.Out}{played.Error}");
            return;
        }

        using var scratch = new Scratch();
        var arguments = command.Split(' ').Select(a => a.EndsWith(".key", StringComparison.Ordinal) ? Path.Combine(scratch.Folder, a)
            : a.Contains('/', StringComparison.Ordinal) || a is "workflows" ? Path.Combine(Repository.Root, a) : a);
        using var output = new StringWriter();
        using var error = new StringWriter();
        (await StudentAidCli.RunAsync([.. arguments], output, error)).Should().Be(0, $"{output}{error}");
    }

    [Fact]
    public void Everything_it_links_to_is_there()
    {
        var links = Readmes.SelectMany(r => Regex.Matches(Read(r), @"\]\((?<path>[^)#:]+)\)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(m => m.Groups["path"].Value));
        links.Where(l => !Path.Exists(Path.Combine(Repository.Root, l))).Should().BeEmpty();
    }

    [Fact]
    public void Both_languages_give_the_same_two_commands() =>
        Readmes.Should().OnlyContain(r => Read(r).Contains("dotnet run --project src/StudentAid.Workflow.Server -- --demo") && Read(r).Contains("\n./test.sh\n"));

    private static IEnumerable<string> CommandsIn(string readme) =>
        Read(readme).Split('\n').Where(l => l.Contains(Tool, StringComparison.Ordinal))
            .Select(l => l[(l.IndexOf(Tool, StringComparison.Ordinal) + Tool.Length)..].Split('`')[0].Trim());

    private static string Read(string name) => File.ReadAllText(Path.Combine(Repository.Root, name));
}
