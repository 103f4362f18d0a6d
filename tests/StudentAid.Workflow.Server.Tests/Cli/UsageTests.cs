using FluentAssertions;

namespace StudentAid.Workflow.Server.Tests.Cli;

public sealed class UsageTests
{
    private static readonly string Sample = Path.Combine(Repository.Root, "samples", "twenty-lines.json");

    [Theory]
    [InlineData("unknown-cli-verb-near", "'diagram'", "diagramm", "x")]
    [InlineData("unknown-cli-verb", "'frobnicate'", "frobnicate")]
    [InlineData("unknown-cli-verb-near", "'plan'", "calendar", "plam")]
    [InlineData("unknown-cli-option-near", "'--fast-forward'", "run", "x", "--fast-foward")]
    [InlineData("unknown-cli-option-near", "'--strict'", "lint", "--strct", "x")]
    [InlineData("missing-argument", "FILE", "run")]
    [InlineData("missing-argument", "N", "calendar", "add", "2026-09-21")]
    [InlineData("missing-verb", "add, plan", "calendar")]
    [InlineData("unexpected-argument", "'y'", "diagram", "x", "y")]
    [InlineData("option-without-value", "--input", "run", "x", "--input")]
    [InlineData("bad-run-input", "'y'", "run", "x", "--input", "y")]
    [InlineData("bad-day-argument", "'tomorrow'", "calendar", "add", "tomorrow", "5")]
    [InlineData("bad-day-argument", "'soon'", "effective", "/", "x", "--day", "soon")]
    [InlineData("bad-unit-argument", "'a b'", "effective", "a b", "x")]
    [InlineData("bad-count-argument", "'-1'", "calendar", "add", "2026-09-21", "--", "-1")]
    public async Task A_wrong_call_says_what_was_expected_and_exits_with_2(string code, string names, params string[] args)
    {
        var called = await Called.With(["--lang", "en", .. args]);

        called.ExitCode.Should().Be(2);
        called.ErrorLines.Should().ContainSingle().Which.Should().StartWith(code + ": ").And.Contain(names);
        called.Out.Should().BeEmpty();
    }

    [Fact]
    public async Task A_wrong_call_answers_in_json_where_asked()
    {
        var called = await Called.With("run", "--json");

        called.ExitCode.Should().Be(2);
        called.Json["error"]["code"].AsText().Should().Be("missing-argument");
    }

    [Fact]
    public async Task Chinese_is_spoken_unless_another_language_is_asked_for()
    {
        (await Called.With("run")).Error.Should().Contain("应给出 FILE");
        (await Called.With("run", "x", "--lang", "fr")).ErrorLines.Should().ContainSingle().Which.Should().Contain("--lang").And.Contain("fr");
    }

    [Fact]
    public async Task Help_is_in_both_languages_chinese_first_or_in_the_one_asked_for()
    {
        var both = await Called.With("run", "--help");
        var english = await Called.With("run", "--help", "--lang", "en");

        both.ExitCode.Should().Be(0);
        both.Lines.Take(2).Should().Equal("在内存中运行一个流程定义。", "Runs a definition in memory.");
        english.Out.Should().NotMatchRegex("[\\u4e00-\\u9fff]");
    }

    [Theory]
    [InlineData("run")]
    [InlineData("lint")]
    [InlineData("diagram")]
    [InlineData("schema")]
    [InlineData("effective")]
    [InlineData("calendar")]
    [InlineData("calendar", "add")]
    [InlineData("calendar", "plan")]
    public async Task Every_verb_explains_itself(params string[] verb)
    {
        var called = await Called.With([.. verb, "-h"]);

        called.ExitCode.Should().Be(0);
        called.Out.Should().Contain("studentaid " + string.Join(' ', verb)).And.Contain("--json").And.Contain("--lang");
    }

    [Fact]
    public async Task Nothing_asked_is_answered_with_help() => (await Called.With()).Out.Should().Contain("studentaid VERB");

    [Fact]
    public async Task A_diagram_draws_forward_solid_and_returns_dotted()
    {
        var called = await Called.With("diagram", Sample);

        called.Lines[0].Should().Be("flowchart TD");
        called.Lines.Should().Contain("  n2[\"民主评议\"]").And.Contain("  n1 --> n2").And.Contain("  n5 -.->|\"True\"| n2");
        called.ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task The_schema_that_is_printed_is_the_one_in_the_repository()
    {
        var called = await Called.With("schema");

        called.Out.ReplaceLineEndings("\n").Should().Be(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "workflows", "schema", "workflow-definition.schema.json")));
    }
}
