using System.Diagnostics;
using FluentAssertions;
using StudentAid.Workflow.Cli;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Cli;

public sealed class RunTests
{
    private static readonly string Sample = Path.Combine(Repository.Root, "samples", "twenty-lines.json");

    public static TheoryData<string> OwnCases() => [.. Expected().Select(c => c["file"].AsText()!)];

    [Theory]
    [MemberData(nameof(OwnCases))]
    public async Task A_document_prints_its_lines_and_ends_as_expected(string file)
    {
        var expected = Expected().Single(c => c["file"].AsText() == file);

        var called = await Called.Run(expected, Called.Documents);

        called.Lines.Should().Equal(expected["lines"].Items.Select(l => l.AsText()));
        called.Status.Should().Be(expected["status"].AsText(), called.Error);
        called.Waits.Should().Equal(expected["waits"].Items.Select(w => w.AsText()));
        called.ExitCode.Should().Be((int)(expected["exit"].AsNumber() ?? 0));
    }

    [CorpusFact]
    public async Task Every_case_of_elsas_corpus_passes()
    {
        foreach (var expected in Value.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.ElsaCorpus!, "cases.json"))).Items)
        {
            var name = expected["name"].AsText();
            if (expected["lint"].AsText() is { } severity)
            {
                var linted = await Called.With("lint", Path.Combine(Repository.ElsaCorpus!, expected["file"].AsText()!));
                linted.Lines.Should().Contain(l => l.Contains($" {severity} ", StringComparison.Ordinal), name);
                linted.ExitCode.Should().Be(1, name);
                continue;
            }

            var called = await Called.Run(expected, Repository.ElsaCorpus!);
            called.Lines.Should().Equal(expected["lines"].Items.Select(l => l.AsText()), name);
            called.Status.Should().Be(expected["status"].AsText(), name);
            called.ExitCode.Should().Be(0, name);
            if (expected["waits"].AsText() is { } waits)
                called.Waits.Select(w => w.Split(':')[0]).Should().Equal([waits], name);
        }
    }

    [Fact]
    public async Task Status_comes_last_with_a_line_for_each_wait_after_it()
    {
        var called = await Called.With("run", Sample);

        called.Lines.Should().Equal("申请已提交");
        called.ErrorLines.TakeLast(2).Should().Equal("status=Suspended", "waits=Elsa.Event:review");
    }

    [Fact]
    public async Task A_signal_for_which_nothing_waits_is_named()
    {
        var called = await Called.With("run", Sample, "--signal", "评议不存在", "--lang", "en");

        called.ErrorLines[0].Should().StartWith("signal-unheard: ").And.Contain("评议不存在");
        called.Status.Should().Be("Suspended");
    }

    [Fact]
    public async Task A_return_waits_again_at_the_earlier_activity()
    {
        var called = await Called.With("run", Sample, "--signal", "评议通过", "--fast-forward", "--input", "upheld=true");

        called.Lines.Should().Equal("申请已提交", "名单已公示");
        called.Waits.Should().Equal("Elsa.Event:review");
    }

    [Fact]
    public async Task A_fault_says_its_sentence_in_the_language_asked_for()
    {
        var file = Path.Combine(Called.Documents, "fault.json");

        (await Called.With("run", file)).ErrorLines[0].Should().Be("raised: 流程报错：It broke（E1）");
        (await Called.With("run", file, "--lang", "en")).ErrorLines[0].Should().Be("raised: The definition raised a fault: It broke (E1)");
    }

    [Fact]
    public async Task A_timer_that_never_ends_stops_at_the_limit_and_says_so()
    {
        using var folder = new Scratch();
        var file = folder.Write("timer.json", """
            { "definitionId": "timer", "root": { "id": "loop", "type": "Elsa.While", "condition": { "typeName": "Boolean", "expression": { "type": "Literal", "value": "true" } },
              "body": { "id": "wait", "type": "Elsa.Delay", "timeSpan": { "typeName": "TimeSpan", "expression": { "type": "Literal", "value": "00:01:00" } } } } }
            """);

        var called = await Called.With("run", file, "--fast-forward", "--lang", "en");

        called.ErrorLines[0].Should().StartWith("too-many-firings: ").And.Contain("10000");
        called.Status.Should().Be("Suspended");
    }

    [Fact]
    public async Task Definitions_that_start_themselves_for_ever_are_stopped()
    {
        using var folder = new Scratch();
        var file = folder.Write("again.json", """
            { "definitionId": "again", "root": { "id": "more", "type": "Elsa.DispatchWorkflow", "workflowDefinitionId": { "typeName": "String", "expression": { "type": "Literal", "value": "again" } } } }
            """);

        var called = await Called.With("run", file);

        called.Error.Should().Contain("message-budget-spent: ");
        called.ExitCode.Should().Be(1);
    }

    [Theory]
    [InlineData("n=5", "5", "number")]
    [InlineData("n=\"5\"", "5", "string")]
    [InlineData("n=a=b", "a=b", "string")]
    [InlineData("n=", "", "string")]
    [InlineData("n=007", "007", "string")]
    public async Task An_input_is_json_where_it_is_json_else_text(string input, string text, string kind)
    {
        using var folder = new Scratch();
        var file = folder.Write("input.json", """
            { "definitionId": "echo", "inputs": [{ "name": "n", "type": "Object" }],
              "root": { "id": "say", "type": "Elsa.WriteLine", "text": { "typeName": "String", "expression": { "type": "JavaScript", "value": "`${getInput('n')}|${getInput('n') === 5 ? 'number' : 'string'}`" } } } }
            """);

        (await Called.With("run", file, "--input", input)).Lines.Should().Equal($"{text}|{kind}");
    }

    [Theory]
    [InlineData("{ \"root\": ", ":1:", "not-json")]
    [InlineData("[]", ":1:1 ", "not-a-definition")]
    [InlineData("{\n  \"activities\": [{ \"activityId\": \"a\" }] }", ":1:1 ", "elsa-2-document")]
    public async Task A_file_that_cannot_be_read_is_refused_with_its_place(string text, string place, string code)
    {
        using var folder = new Scratch();
        var file = folder.Write("broken.json", text);

        var called = await Called.With("run", file);

        called.ExitCode.Should().Be(1);
        called.ErrorLines[0].Should().StartWith(file + place).And.Contain($" {code} error ");
    }

    [Fact]
    public async Task Json_holds_lines_status_waits_and_outcomes()
    {
        var suspended = (await Called.With("run", Sample, "--json")).Json;
        var finished = (await Called.With("run", Sample, "--json", "--signal", "评议通过", "--fast-forward")).Json;

        suspended["status"].AsText().Should().Be("Suspended");
        suspended["waits"].Items[0]["type"].AsText().Should().Be("Elsa.Event");
        finished["outcomes"].Items.Select(o => o.AsText()).Should().Equal("Determined");
        finished["lines"].Items.Should().HaveCount(3);
    }

    [Fact]
    public async Task The_executable_itself_keeps_lines_and_status_apart()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(StudentAidCli).Assembly.Location, "run", Sample])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        process.ExitCode.Should().Be(0);
        output.ReplaceLineEndings("\n").Should().Be("申请已提交\n");
        (await error).ReplaceLineEndings("\n").Should().Be("status=Suspended\nwaits=Elsa.Event:review\n");
    }

    private static IEnumerable<Value> Expected() => Value.Parse(File.ReadAllText(Path.Combine(Called.Documents, "expected.json"))).Items;
}
