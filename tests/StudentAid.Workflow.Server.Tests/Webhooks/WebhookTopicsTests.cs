using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Casework.Webhooks;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Tests.Docs;

namespace StudentAid.Workflow.Server.Tests.Webhooks;

/// <summary>What is told of which event, and that the manual names just that.</summary>
public sealed class WebhookTopicsTests
{
    private static readonly Id Stream = Id.Of("stream", "a");

    /// <summary>The kind of a stream, its status after the step, an event as it is stored (or the row beside it), the topic, and the number of what it is about.</summary>
    public static TheoryData<string, string, string, string, int?> Told => new()
    {
        { "instance", "open", """["Started","p",{},null]""", "case.started", null },
        { "instance", "open", """["Rewound","office","verify"]""", "case.returned", null },
        { "instance", "suspended", """["Suspended","r"]""", "case.suspended", null },
        { "instance", "open", """["Continued","r"]""", "case.continued", null },
        { "instance", "faulted", """["Faulted",1,"verify","broken"]""", "case.broken", null },
        { "instance", "finished", """["Ended"]""", "case.finished", null },
        { "instance", "cancelled", """["Ended"]""", "case.cancelled", null },
        { "instance", "open", "opened", "task.opened", 3 },
        { "instance", "open", "closed", "task.closed", 3 },
        { "roster", "frozen", """["Frozen","office"]""", "roster.frozen", null },
        { "roster", "decided", """["Decided",1,[],"m"]""", "roster.decided", null },
        { "roster", "released", """["Released",1]""", "roster.released", null },
        { "roster", "frozen", """["TakenBack",1,[],"r"]""", "roster.taken-back", null },
        { "roster", "posted", """["Posted","2026-09-14"]""", "publicity.posted", null },
        { "roster", "posted", """["Corrected",1]""", "publicity.corrected", null },
        { "roster", "answering", """["TakenDown",1790042400000,"h"]""", "publicity.ended", null },
        { "roster", "posted", """["ObjectionRaised",2]""", "objection.filed", 2 },
        { "roster", "posted", """["ObjectionAnswered",2,true,"c"]""", "objection.answered", 2 },
        { "round", "open", """["Opened"]""", "round.opened", null },
        { "round", "open", """["Announced","enrolled"]""", "round.announced", null },
        { "round", "completed", """["Completed","2026-09-14"]""", "round.completed", null },
        { "round", "archived", """["Archived","2026-09-14","h"]""", "round.archived", null },
    };

    [Theory]
    [MemberData(nameof(Told))]
    public void An_event_is_told_by_its_topic_and_never_of_a_practice_round(string kind, string status, string happened, string topic, int? number)
    {
        var step = StepOf(kind, status, happened);
        WebhookTopics.Of(step).Should().Equal((topic, number is { } n ? $"{Stream}-{n}" : Stream.ToString()));
        WebhookTopics.Of(step with { Practice = true }).Should().BeEmpty();
        WebhookTopics.Of(step with { Kind = "unit" }).Should().BeEmpty("it is another kind's event");
    }

    [Fact]
    public void Every_topic_has_its_event_here() => Told.Select(t => (string)t[3]).Should().BeEquivalentTo(WebhookTopics.All);

    [Theory]
    [InlineData("docs/webhooks.md", "## Topics", "## Limits")]
    [InlineData("docs/webhooks.zh-CN.md", "## 事项", "## 限制")]
    public void The_manual_names_every_topic_and_no_other(string path, string from, string to)
    {
        var text = Page.At(path).Text;
        var section = text[text.IndexOf(from, StringComparison.Ordinal)..text.IndexOf(to, StringComparison.Ordinal)];
        new Page(path, section).Spans.Should().BeEquivalentTo(WebhookTopics.All.Append(WebhookTopics.Ping));
    }

    private static Step StepOf(string kind, string status, string happened) => new()
    {
        Stream = Stream, Kind = kind, Expected = 4, OrgPath = "/school/", Status = status, Operation = Id.Of("operation"), BodyHash = 1, Actor = Id.Of("somebody"),
        Now = new DateTimeOffset(2026, 9, 14, 2, 0, 0, TimeSpan.Zero), Data = Encoding.UTF8.GetBytes(happened[0] == '[' ? $"[{happened}]" : "[]"),
        Rows = happened switch { "opened" => [new TaskOpened(3, "verify", "teacher", "/school/", null, 5)], "closed" => [new TaskClosed(3)], _ => [] },
    };
}
