using System.Globalization;
using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Cli;

/// <summary>Rules that no pack of ours has, several of an axis, written as JSON alone: tests/rules.</summary>
public sealed class OtherRulesTests
{
    private static readonly string Rules = Path.Combine(Repository.Root, "tests", "rules");
    private static readonly string Axes = Path.Combine(Repository.Root, "workflows", "provinces", "axes");

    [Fact]
    public async Task Rules_of_provinces_that_we_do_not_ship_run_from_json_alone()
    {
        var called = await Called.With("test", Rules);

        called.Out.Should().NotContain("失败");
        called.ExitCode.Should().Be(0);
        Directory.GetFiles(Rules).Should().HaveCountGreaterThan(50);
    }

    [Fact]
    public async Task Every_axis_file_fails_without_the_rules_that_it_brings()
    {
        using var scratch = new Scratch();
        foreach (var folder in (string[])["workflows/national", "workflows/calendars", "tests/schools"])
            scratch.Copy(folder);
        var axes = Directory.GetFiles(Axes).Select(f => (Name: Path.GetFileName(f), Text: Value.Parse(File.ReadAllText(f)))).Where(f => !f.Text["documents"].IsNull).ToList();
        foreach (var (name, text) in axes)
            scratch.Write(Path.Combine("workflows", "provinces", "axes", name), ((RecordValue)text).Without("documents").ToJson());

        var called = await Called.With("test", Path.Combine(scratch.Folder, "workflows", "provinces", "axes"));

        called.Out.Should().NotContain("通过  ", "what the file shows is nobody else's rule");
        called.Out.Split('\n').Count(l => l.StartsWith("失败  ", StringComparison.Ordinal)).Should().Be(axes.Count).And.BeGreaterThan(30);
    }

    [Fact]
    public void The_axes_whose_rules_were_few_have_several()
    {
        var byAxis = Directory.GetFiles(Rules).Concat(Directory.GetFiles(Axes))
            .CountBy(f => int.Parse(Path.GetFileName(f)[..2], CultureInfo.InvariantCulture)).ToDictionary();

        byAxis.Should().HaveCount(20);
        foreach (var axis in (int[])[1, 5, 6, 7, 8, 10, 14, 16, 18, 20])
            byAxis[axis].Should().BeGreaterThanOrEqualTo(4, $"of axis {axis}");
    }
}
