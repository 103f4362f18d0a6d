using FluentAssertions;

namespace StudentAid.Workflow.Server.Tests.Cli;

public sealed class TestTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "workflows", "national", "k12-determination");

    [Fact]
    public async Task A_folder_s_case_files_are_run_and_the_passed_ones_named()
    {
        var called = await Called.With("test", Folder);
        called.ExitCode.Should().Be(0);
        called.Out.Should().Contain("通过  监护人逾期未交表");
        called.ErrorLines[^1].Should().StartWith("运行了 ").And.EndWith("失败 0。");
    }

    [Fact]
    public async Task A_step_that_goes_wrong_fails_with_its_number_code_and_sentence()
    {
        using var folder = new Scratch();
        var file = folder.Write("wrong.case.json", """{ "title": "没有这所学校", "school": "nowhere", "steps": [] }""");
        var called = await Called.With("test", file, "--json");
        called.ExitCode.Should().Be(1);
        called.Json["failed"].AsNumber().Should().Be(1);
        called.Json["cases"].Items[0]["findings"].Items[0]["code"].AsText().Should().Be("school-not-found");
    }

    [Fact]
    public async Task A_folder_without_case_files_is_no_success()
    {
        using var folder = new Scratch();
        folder.Write("other.json", "{}");
        (await Called.With("test", folder.Folder)).ExitCode.Should().Be(1);
    }
}
