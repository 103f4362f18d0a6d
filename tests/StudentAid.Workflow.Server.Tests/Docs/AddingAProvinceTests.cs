using System.Text.RegularExpressions;
using FluentAssertions;
using StudentAid.Workflow.Server.Tests.Cli;

namespace StudentAid.Workflow.Server.Tests.Docs;

/// <summary>docs/adding-a-province.md is followed literally: its blocks are written to the files that it names, and its commands are run.</summary>
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

        text.Should().Contain("studentaid lint workflows").And.Contain("studentaid effective 650000 higher-education-determination --origin")
            .And.Contain("studentaid test workflows/provinces/example");
        var workflows = Path.Combine(scratch.Folder, "workflows");
        var linted = await Called.With("lint", workflows);
        var effective = await Called.With("effective", "650000", "higher-education-determination", "--origin", "--workflows", workflows);
        var tested = await Called.With("test", province);

        (linted.ExitCode, effective.ExitCode).Should().Be((0, 0));
        effective.Out.Should().Contain("class-publicity.days = 2  <- 650000 class-publicity");
        tested.Out.Should().Contain("通过  班级公示两天后到院（系）");
        tested.ExitCode.Should().Be(0);
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
}
