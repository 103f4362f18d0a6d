using FluentAssertions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Api;

public sealed class SchoolYearTests : OwnSchool
{
    [Fact]
    public async Task A_round_goes_over_http_from_the_first_case_to_the_end_of_the_notice()
    {
        var notice = await School.PublishAsync();
        var posted = (await Server.GetAsync(School.Office, $"/api/publicities/{notice}")).Body["period"];
        posted["lastDay"].AsText().Should().Be("2026-09-20", "a Sunday that is worked");
        using var nobody = Server.ClientOf(null);
        var page = await Server.GetAsync(nobody, $"/notices/{notice}");
        page.Text.Should().Contain("周雨禾").And.Contain("王·思远").And.Contain("农艺2401").And.Contain("一般困难").And.NotContain("S1").And.NotContain("<script");
        page.Headers.CacheControl!.NoStore.Should().BeTrue();
        page.Headers.GetValues("X-Robots-Tag").Should().Equal("noindex, nofollow, noarchive");
        page.Headers.GetValues("Content-Security-Policy").Should().ContainSingle().Which.Should().Contain("style-src 'self'", "the page has a style sheet");
        var due = DateTimeOffset.Parse(posted["due"].AsText()!, System.Globalization.CultureInfo.InvariantCulture);
        Server.Time.MoveTo(due.AddMilliseconds(-1));
        (await Server.GetAsync(nobody, $"/notices/{notice}")).Status.Should().Be(200);
        Server.Time.MoveTo(due);
        var gone = await Server.GetAsync(nobody, $"/notices/{notice}");
        gone.Status.Should().Be(404, "the notice is gone before any worker has run");
        gone.Headers.CacheControl!.NoStore.Should().BeTrue("nobody keeps that it was there");
        gone.Headers.GetValues("X-Robots-Tag").Should().Equal("noindex, nofollow, noarchive");
        await Server.SettleAsync();
        foreach (var @case in School.Cases)
            (await Server.GetAsync(School.Teacher, $"/api/cases/{@case}")).Body["status"].AsText().Should().Be("finished");
    }

    [Fact]
    public async Task Who_acts_on_what_he_was_not_shown_is_told_so()
    {
        var action = (await Server.GetAsync(School.Teacher, $"/api/cases/{School.Cases[0]}/actions")).Body["items"].Items.Single();
        var task = $"/api/tasks/{action["task"].AsText()}";
        (await Server.GetAsync(School.Teacher, task)).Etag.Should().Be(action["etag"].AsText());
        var stale = await Server.RefusedAsync(School.Teacher, $"{task}/record", School.Verification, "If-Match: \"99\"");
        stale.Status.Should().Be(412);
        stale.Code.Should().Be("changed-since-shown");
        await Server.DoAsync(School.Teacher, $"{task}/record", School.Verification, $"If-Match: {action["etag"].AsText()}");
        var done = await Server.RefusedAsync(School.Office, $"{task}/record", School.Verification, $"If-Match: {action["etag"].AsText()}");
        done.Status.Should().Be(409);
        done.Body["detail"].AsText().Should().MatchRegex("^这项待办应仍未办理，但.+已于 [0-9]+ 月 [0-9]+ 日 [0-9:]{5} 办结（.*核实.*）。$").And.NotContain("系统");
    }

    [Fact]
    public async Task What_lies_in_another_school_answers_exactly_as_what_does_not_exist()
    {
        var made = Id.Of("made", "up");
        foreach (var (own, other) in new[] { ($"/api/cases/{School.Cases[0]}", $"/api/cases/{made}"), ($"/api/rounds/{School.Round}", $"/api/rounds/{made}") })
        {
            var foreign = await Server.GetAsync(School.Stranger, own);
            var none = await Server.GetAsync(School.Stranger, other);
            foreign.Status.Should().Be(404);
            foreign.Text.Should().Be(none.Text);
        }

        var withdrawn = await Server.RefusedAsync(School.Stranger, $"/api/cases/{School.Cases[0]}/withdraw", """{ "reason": "x" }""");
        var unknown = await Server.RefusedAsync(School.Stranger, $"/api/cases/{made}/withdraw", """{ "reason": "x" }""");
        withdrawn.Text.Should().Be(unknown.Text);
        (await Server.GetAsync(School.Stranger, $"/api/rounds")).Body["items"].Items.Should().BeEmpty();
        (await Server.GetAsync(School.Stranger, $"/api/tasks?all=true")).Body["items"].Items.Should().BeEmpty();
    }

    [Fact]
    public async Task A_dry_run_says_what_would_happen_and_writes_nothing()
    {
        var before = (await Server.GetAsync(School.Teacher, $"/api/cases/{School.Cases[0]}")).Body["version"];
        var would = await Server.DoAsync(School.Office, $"/api/cases/{School.Cases[0]}/suspend?dryRun=true", """{ "reason": "试" }""");
        would["wouldWrite"]["status"].AsText().Should().Be("suspended");
        (await Server.GetAsync(School.Teacher, $"/api/cases/{School.Cases[0]}")).Body["version"].Should().Be(before);
    }

    [Fact]
    public async Task An_unknown_person_cannot_begin_a_case()
    {
        var reply = await Server.RefusedAsync(School.Teacher, "/api/cases", $$"""{ "round": "{{School.Round}}", "person": "{{Id.Of("no", "body")}}", "track": "enrolled" }""");
        reply.Status.Should().Be(422);
        reply.Code.Should().Be("unknown-person");
    }

    [Fact]
    public async Task The_telephone_gets_three_sentences()
    {
        var sentences = (await Server.GetAsync(School.Teacher, $"/api/cases/{School.Cases[0]}/summary")).Body["sentences"].Items;
        sentences.Should().HaveCount(3);
        sentences[0].AsText().Should().Contain("核实");
    }

    [Fact]
    public async Task A_list_is_decided_only_with_what_was_shown_of_it()
    {
        await School.VerifyAllAsync();
        var list = await School.FreezeAsync("office");
        var one = $$"""{ "entries": [ { "case": "{{School.Cases[0]}}", "verdict": "agree", "level": "low" } ] }""";
        (await Server.RefusedAsync(School.Office, $"/api/rosters/{list}/decide", one)).Status.Should().Be(428);
        (await Server.RefusedAsync(School.Office, $"/api/rosters/{list}/decide", one, "If-Match: \"7\"")).Status.Should().Be(412);
        (await Server.RefusedAsync(School.Teacher, $"/api/rosters/{list}/decide", one, "If-Match: \"1\"")).Status.Should().Be(404, "the teacher of a class does not know the school's list");
        await Server.DoAsync(School.Office, $"/api/rosters/{list}/decide", one, "If-Match: \"1\"");
    }
}
