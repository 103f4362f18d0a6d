using System.Globalization;
using FluentAssertions;

namespace StudentAid.Workflow.Server.Tests.Cli;

/// <summary>Rules that no pack of ours has, several of an axis, written as JSON alone: tests/rules.</summary>
public sealed class OtherRulesTests
{
    private static readonly string Rules = Path.Combine(Repository.Root, "tests", "rules");

    [Fact]
    public async Task Rules_of_provinces_that_we_do_not_ship_run_from_json_alone()
    {
        var called = await Called.With("test", Rules);

        called.Out.Should().NotContain("失败");
        called.ExitCode.Should().Be(0);
        Directory.GetFiles(Rules).Should().HaveCountGreaterThan(50);
    }

    [Fact]
    public void The_axes_whose_rules_were_few_have_several()
    {
        var byAxis = Directory.GetFiles(Rules).Concat(Directory.GetFiles(Path.Combine(Repository.Root, "workflows", "provinces", "axes")))
            .CountBy(f => int.Parse(Path.GetFileName(f)[..2], CultureInfo.InvariantCulture)).ToDictionary();

        byAxis.Should().HaveCount(20);
        foreach (var axis in (int[])[1, 5, 6, 7, 8, 10, 14, 16, 18, 20])
            byAxis[axis].Should().BeGreaterThanOrEqualTo(4, $"of axis {axis}");
    }
}
