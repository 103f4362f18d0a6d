using System.Text.RegularExpressions;
using FluentAssertions;
using StudentAid.Workflow.Cli;
using StudentAid.Workflow.Server.Tests.Cli;
using StudentAid.Workflow.Server.Tests.Schools;

namespace StudentAid.Workflow.Server.Tests.House;

/// <summary>What the README tells people to type works, and what it says of the tool is so.</summary>
public sealed class ReadmeTests
{
    private const string Tool = "dotnet run --project src/StudentAid.Workflow.Cli -- ";

    public static TheoryData<string> Commands => [.. Readmes.SelectMany(CommandsIn).Distinct(StringComparer.Ordinal)];

    public static TheoryData<string> Pages => [.. Readmes];

    private const string Higher = "workflows/national/higher-education-determination";

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

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task The_row_of_the_tool_lists_every_verb_that_it_has(string page)
    {
        var help = await Called.With("--help", "--lang", "en");
        var verbs = help.Lines.SkipWhile(l => l != "Verbs:").Skip(1).TakeWhile(l => l.StartsWith("  ", StringComparison.Ordinal)).Select(l => l.Trim().Split(' ')[0]).ToList();
        verbs.Should().HaveCountGreaterThan(10);
        var row = Read(page).Split('\n').Single(l => l.StartsWith("| `src/StudentAid.Workflow.Cli`", StringComparison.Ordinal));
        Regex.Matches(row, "`(studentaid )?(?<verb>[a-z]+)`", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(m => m.Groups["verb"].Value).Should().BeEquivalentTo(verbs);
    }

    [Fact]
    public void Both_languages_give_the_same_two_commands() =>
        Readmes.Should().OnlyContain(r => Read(r).Contains("dotnet run --project src/StudentAid.Workflow.Server -- --demo") && Read(r).Contains("\n./test.sh\n"));

    /// <summary>The line, the chain, the return and the case file's step are taken from the page as they stand there.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public async Task The_step_that_it_adds_fits_and_its_case_file_passes_once_the_step_is_in_it(string page)
    {
        using var scratch = new Scratch();
        foreach (var folder in (string[])["workflows", "tests/schools"])
            scratch.Copy(folder);
        var (definition, caseFile) = (Path.Combine(scratch.Folder, Higher, "definition.json"), Path.Combine(scratch.Folder, Higher, "straight-way.case.json"));
        var spans = Regex.Matches(Read(page), "`(?<code>[^`\n]+)`", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(m => m.Groups["code"].Value).ToList();
        var (activity, chain) = (spans.Single(s => s.StartsWith("{ \"id\": \"papers\"", StringComparison.Ordinal)), spans.Single(s => s.StartsWith("class.Proposed -> papers", StringComparison.Ordinal)));
        var (back, step) = (spans.Single(s => s.StartsWith("\"papers.Returned", StringComparison.Ordinal)), spans.Single(s => s.Contains("papers.review", StringComparison.Ordinal)));

        Put(definition, "{ \"id\": \"department\"", $"{activity}\n{{ \"id\": \"department\"");
        Put(definition, "class.Proposed -> department.Reviewed -> ", chain.TrimEnd('…'));
        Put(definition, "\"class.Returned => apply\",", $"\"class.Returned => apply\",\n{back}");
        (await Called.With("lint", Path.Combine(scratch.Folder, "workflows"))).ExitCode.Should().Be(0);
        (await Called.With("test", caseFile)).Out.Should().Contain("\"papers\"", "the student waits there now");
        Put(caseFile, "{ \"expect\": { \"case\": \"学生甲\", \"at\": \"department\" } },", $"{step}\n{{ \"expect\": {{ \"case\": \"学生甲\", \"at\": \"department\" }} }},");
        (await Called.With("test", caseFile)).ExitCode.Should().Be(0);
    }

    [Theory]
    [InlineData("README.md", "en")]
    [InlineData("README.zh-CN.md", "zh-CN")]
    public async Task The_twenty_lines_stand_in_it_as_they_are_and_its_two_slips_give_the_findings_it_shows(string page, string language)
    {
        var sample = Read("samples/twenty-lines.json");
        var shown = Regex.Match(Read(page), "```json\n(?<json>\"activities\".+?)\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["json"].Value;
        foreach (var line in shown.Split('\n'))
            sample.Should().Contain(line.Trim());
        using var scratch = new Scratch();
        var slipped = scratch.Write("twenty-lines.json", Regex.Replace(sample, "(?<=connections.*)publicity", "publicty", RegexOptions.None, TimeSpan.FromSeconds(1)).Replace("input.upheld", "input.uphelt", StringComparison.Ordinal));
        var linted = await Called.With("lint", slipped, "--lang", language);
        linted.Lines.Should().HaveCountGreaterThan(2);
        foreach (var finding in linted.Lines.Where(l => l.Contains(" error ", StringComparison.Ordinal)))
            Read(page).Should().Contain("samples/twenty-lines.json" + finding[(finding.IndexOf("twenty-lines.json", StringComparison.Ordinal) + "twenty-lines.json".Length)..]);
    }

    private static void Put(string file, string old, string @new)
    {
        var text = File.ReadAllText(file);
        text.Should().Contain(old);
        File.WriteAllText(file, text.Replace(old, @new, StringComparison.Ordinal));
    }

    private static IEnumerable<string> CommandsIn(string readme) =>
        Read(readme).Split('\n').Where(l => l.Contains(Tool, StringComparison.Ordinal))
            .Select(l => l[(l.IndexOf(Tool, StringComparison.Ordinal) + Tool.Length)..].Split('`')[0].Trim());

    private static string Read(string name) => File.ReadAllText(Path.Combine(Repository.Root, name));
}
