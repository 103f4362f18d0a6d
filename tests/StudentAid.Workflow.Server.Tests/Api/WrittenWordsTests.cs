using System.Collections.Immutable;
using FluentAssertions;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>What somebody wrote in a step of a case is read by who works on it.</summary>
public sealed class WrittenWordsTests
{
    [Fact]
    public async Task Opinions_answers_and_reasons_are_read_by_who_works_on_the_case_and_by_nobody_else()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server, School.Definition.Replace("\"roster\": true, \"scale\"", "\"signers\": 1, \"scale\"", StringComparison.Ordinal));
        await school.VerifyAllAsync();
        var colleague = (await server.DoAsync(server.Administrator, "/api/principals", $$"""
            { "unit": "/", "name": "副主任", "kind": "person", "grants": [ { "role": "aid-office", "unit": "{{School.Path}}" } ] }
            """))["id"].AsText();
        await school.ActAsync(school.Office, 0, "delegate", $$"""{ "to": "{{colleague}}", "reason": "请核对收入证明" }""");
        await school.ActAsync(school.Office, 0, "recall", "{}");
        await school.ActAsync(school.Office, 0, "release", """{ "reason": "本周外出培训" }""");
        await school.ActAsync(school.Office, 0, "return", """{ "opinion": "家访记录缺签字" }""");

        var said = (await EventsAsync(server, school.Office, school)).SelectMany(e => e["words"].Items).Select(w => (w["what"].AsText(), w["text"].AsText()));
        said.Should().Equal(("delegate", "请核对收入证明"), ("release", "本周外出培训"), ("opinion", "家访记录缺签字"));
        (await EventsAsync(server, school.Teacher, school)).SelectMany(e => e["words"].Items).Select(w => w["text"].AsText()).Should().Contain("家访记录缺签字", "the teacher has to mend it");

        using var family = await school.FamilyAsync(0);
        using var authority = await server.ClientAsync("authority", "/");
        foreach (var other in new[] { family, authority })
        {
            var read = await server.GetAsync(other, $"/api/cases/{school.Cases[0]}/events");
            read.Status.Should().Be(200);
            read.Text.Should().NotContain("收入证明").And.NotContain("家访记录缺签字").And.NotContain("外出培训");
        }
    }

    [Fact]
    public async Task The_reason_of_a_suspension_and_of_a_rewind_is_read_too()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        await server.DoAsync(school.Office, $"/api/cases/{school.Cases[0]}/suspend", """{ "reason": "学生住院" }""");
        await server.DoAsync(school.Office, $"/api/cases/{school.Cases[0]}/continue", """{ "reason": "出院" }""");
        await server.DoAsync(school.Office, $"/api/cases/{school.Cases[0]}/cancel", """{ "reason": "重复申请" }""");

        (await EventsAsync(server, school.Office, school)).SelectMany(e => e["words"].Items).Select(w => (w["what"].AsText(), w["text"].AsText()))
            .Should().Equal(("suspend", "学生住院"), ("cancel", "重复申请"));
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public void A_return_that_opens_a_task_of_the_family_is_for_it_to_mend(bool goesBack, bool toFamily, bool forFamily)
    {
        var bookmark = new InstanceEvent.Opened(new Bookmark(1, 2, "apply", BookmarkKind.Task) { Name = "applicant", Unit = "/c/", Person = toFamily ? Id.Of("student") : default });
        ImmutableArray<InstanceEvent> events = goesBack ? [new InstanceEvent.Rewound(1, "office", "apply", ["apply"], "", false), bookmark] : [bookmark];
        var step = new StoredEvent(Id.Of("case"), 3, default, 0, default, default, InstanceEventJson.Write(events), default, default);
        StepWords.IsForFamily(step).Should().Be(forFamily);
    }

    private static async Task<IReadOnlyList<Value>> EventsAsync(RunningServer server, HttpClient who, School school) =>
        (await server.GetAsync(who, $"/api/cases/{school.Cases[0]}/events")).Body["items"].Items;
}
