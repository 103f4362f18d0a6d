using System.Net;
using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>One notice of three students with one objection, answered by nobody yet.</summary>
public sealed class PublicityListTests : IAsyncLifetime
{
    private RunningServer server = null!;
    private School school = null!;
    private Id notice;

    public async Task InitializeAsync()
    {
        server = await RunningServer.StartAsync();
        school = await School.OpenAsync(server);
        notice = await school.PublishAsync();
        await server.DoAsync(school.Office, "/api/objections", $$"""{ "publicity": "{{notice}}", "case": "{{school.Cases[1]}}", "channel": "paper", "objector": "赵不平", "text": "家里有三套房" }""");
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Publicities_are_listed_by_scope_round_and_status_without_the_other_lists()
    {
        foreach (var query in new[] { "", $"?round={school.Round}", "?status=posted", $"?round={school.Round}&status=posted" })
        {
            var row = (await ItemsAsync(school.Office, "/api/publicities" + query)).Should().ContainSingle(query).Subject;
            (row["id"].AsText(), row["status"].AsText(), row["activity"].AsText(), row["unit"].AsText()).Should().Be((notice.ToString(), "posted", "publicity", School.Path));
            (row["entries"].AsNumber(), row["objections"].AsNumber(), row["unanswered"].AsNumber()).Should().Be((3, 1, 1));
            row["period"]["lastDay"].AsText().Should().Be("2026-09-20");
        }

        (await ItemsAsync(school.Office, "/api/publicities?status=released")).Should().BeEmpty();
        (await ItemsAsync(school.Office, $"/api/publicities?round={Id.Of("another")}")).Should().BeEmpty();
        (await ItemsAsync(school.Stranger, "/api/publicities")).Should().BeEmpty();
    }

    [Fact]
    public async Task Pages_of_one_list_each_come_to_every_publicity_once()
    {
        await using var two = await RunningServer.StartAsync();
        var other = await School.OpenAsync(two);
        await other.VerifyAllAsync();
        var list = await other.FreezeAsync("office");
        await other.DecideAsync(list, other.Cases.Take(1));
        var first = await other.PostAsync();
        await other.DecideAsync(list, other.Cases.Skip(1));
        var second = await other.PostAsync();

        var pages = await two.PagesAsync(other.Office, "/api/publicities?size=1");
        pages.Select(p => p["items"].Items.Length).Should().Equal([1, 1, 0], "the office's list is looked at last, and is no publicity");
        pages.SelectMany(p => p["items"].Items).Select(i => i["id"].AsText()).Should().BeEquivalentTo(first.ToString(), second.ToString());
    }

    [Fact]
    public async Task Objections_are_listed_and_read_by_their_own_id_without_text_and_objector()
    {
        var listed = await server.GetAsync(school.Office, $"/api/objections?round={school.Round}&status=open");
        var row = listed.Body["items"].Items.Should().ContainSingle().Subject;
        (row["publicity"].AsText(), row["case"].AsText(), row["status"].AsText(), row["number"].AsNumber()).Should().Be((notice.ToString(), school.Cases[1].ToString(), "open", 1));
        listed.Text.Should().NotContain("赵不平").And.NotContain("三套房").And.NotContain("李向南");
        (await server.GetAsync(school.Office, $"/api/objections/{row["id"].AsText()}")).Body.ToJson().Should().Be(row.ToJson());

        foreach (var id in new[] { $"{notice}-2", $"{school.Cases[1]}-1", $"{Id.Of("none")}-1", "nonsense" })
            (await server.GetAsync(school.Office, $"/api/objections/{id}")).Status.Should().Be(404, id);
        (await server.GetAsync(school.Stranger, $"/api/objections/{row["id"].AsText()}")).Status.Should().Be(404);
        (await ItemsAsync(school.Stranger, "/api/objections")).Should().BeEmpty();
    }

    [Fact]
    public async Task Who_answers_an_objection_reads_its_text_and_whose_it_is_and_all_others_neither()
    {
        var own = await ObjectionsAsync(school.Office, notice);
        own.Should().ContainSingle();
        (own[0]["text"].AsText(), own[0]["objector"].AsText(), own[0]["answer"].AsText()).Should().Be(("家里有三套房", "赵不平", ""));
        using var authority = await server.ClientAsync("authority", "/");
        using var counsellor = await server.ClientAsync("counsellor", School.Path);
        foreach (var other in new[] { authority, counsellor })
        {
            var read = await server.GetAsync(other, $"/api/publicities/{notice}");
            (read.Status, read.Body["objections"].Items.Length).Should().Be((200, 1));
            read.Text.Should().NotContain("赵不平").And.NotContain("三套房");
        }
    }

    [Fact]
    public async Task Files_that_come_with_an_objection_and_its_answer_are_checked_and_told_to_who_answers()
    {
        var (photo, letter) = (await server.KeepAsync(School.Path, "%PDF-1.7 a photo %%EOF"), await server.KeepAsync(School.Path, "%PDF-1.7 a letter %%EOF"));
        const string Nowhere = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
        (await server.RefusedAsync(school.Office, "/api/objections", $$"""{ "publicity": "{{notice}}", "case": "{{school.Cases[2]}}", "channel": "paper", "text": "有照片", "evidence": ["{{Nowhere}}"] }""")).Code.Should().Be("file-not-uploaded");
        (await server.RefusedAsync(school.Office, "/api/objections", $$"""{ "publicity": "{{notice}}", "case": "{{school.Cases[2]}}", "channel": "paper", "text": "有照片", "evidence": ["照片"] }""")).Code.Should().Be("not-a-hash");
        await server.DoAsync(school.Office, "/api/objections", $$"""{ "publicity": "{{notice}}", "case": "{{school.Cases[2]}}", "channel": "paper", "text": "有照片", "evidence": ["{{photo}}"] }""");
        await server.DoAsync(school.Office, "/api/objections/2/answer", $$"""{ "publicity": "{{notice}}", "upheld": false, "text": "不属实", "evidence": ["{{letter}}"] }""");

        var told = (await ObjectionsAsync(school.Office, notice)).Single(o => o["case"].AsText() == school.Cases[2].ToString());
        (told["evidence"].Items.Single().AsText(), told["answerEvidence"].Items.Single().AsText()).Should().Be((photo, letter));
        using var authority = await server.ClientAsync("authority", "/");
        (await server.GetAsync(authority, $"/api/publicities/{notice}")).Text.Should().NotContain(photo).And.NotContain(letter);

        (await school.Office.GetAsync($"/api/files/{photo}")).StatusCode.Should().Be(HttpStatusCode.OK);
        using var teacher = await server.ClientAsync("principal", School.Path);
        foreach (var hash in new[] { photo, letter })
            (await teacher.GetAsync($"/api/files/{hash}")).StatusCode.Should().Be(HttpStatusCode.NotFound, "it would tell who objects");
        (await server.GetAsync(teacher, $"/api/files?unit={School.Path}")).Text.Should().NotContain(photo).And.NotContain(letter);
        (await server.GetAsync(school.Office, $"/api/files?unit={School.Path}")).Text.Should().Contain(photo).And.Contain(letter);
    }

    [Fact]
    public async Task A_family_objects_under_its_own_name_whatever_it_sends()
    {
        using var family = await server.FamilyAsync(school.People[0], "周雨禾");
        foreach (var sent in new[] { "", "别的人" })
            await server.DoAsync(family, "/api/objections", $$"""{ "publicity": "{{notice}}", "case": "{{school.Cases[0]}}", "channel": "online", "objector": "{{sent}}", "text": "等级低了" }""");
        var read = (await ObjectionsAsync(school.Office, notice)).Where(o => o["case"].AsText() == school.Cases[0].ToString()).ToList();
        read.Select(o => (o["objector"].AsText(), o["anonymous"].AsBool())).Should().Equal(("周雨禾", false), ("周雨禾", false));
    }

    [Fact]
    public async Task What_went_on_to_the_second_instance_is_read_there_together_with_the_first_answer()
    {
        await using var two = await RunningServer.StartAsync();
        var other = await School.OpenAsync(two, School.Definition.Replace("\"days\": 5, \"roster\"", "\"days\": 5, \"secondRole\": \"principal\", \"secondDays\": 3, \"secondAnswerDays\": 3, \"roster\"", StringComparison.Ordinal));
        var posted = await other.PublishAsync();
        using var principal = await two.ClientAsync("principal", School.Path);
        await two.DoAsync(other.Office, "/api/objections", $$"""{ "publicity": "{{posted}}", "case": "{{other.Cases[1]}}", "channel": "paper", "objector": "赵不平", "text": "家里有三套房" }""");
        (await two.GetAsync(principal, $"/api/publicities/{posted}")).Text.Should().NotContain("赵不平", "nobody has gone on yet");

        await two.DoAsync(other.Office, "/api/objections/1/answer", $$"""{ "publicity": "{{posted}}", "upheld": false, "text": "只有一套" }""");
        await two.DoAsync(other.Office, "/api/objections/1/further", $$"""{ "publicity": "{{posted}}", "channel": "paper", "objector": "赵不平", "text": "另两套在亲戚名下" }""");
        (await two.GetAsync(principal, $"/api/publicities/{posted}")).Body["objections"].Items.Select(o => (o["text"].AsText(), o["objector"].AsText(), o["answer"].AsText()))
            .Should().Equal(("家里有三套房", "赵不平", "只有一套"), ("另两套在亲戚名下", "赵不平", ""));
        (await two.GetAsync(other.Office, $"/api/publicities/{posted}")).Text.Should().NotContain("另两套在亲戚名下");
    }

    [Fact]
    public async Task An_answered_objection_is_no_open_one()
    {
        await server.DoAsync(school.Office, "/api/objections/1/answer", $$"""{ "publicity": "{{notice}}", "upheld": false, "text": "已入户核实，只有一套" }""");
        (await ItemsAsync(school.Office, "/api/objections?status=open")).Should().BeEmpty();
        (await ItemsAsync(school.Office, "/api/objections?status=not-upheld")).Should().ContainSingle().Which["status"].AsText().Should().Be("not-upheld");
        (await ItemsAsync(school.Office, "/api/publicities")).Should().ContainSingle().Which["unanswered"].AsNumber().Should().Be(0);
    }

    private async Task<IReadOnlyList<Value>> ObjectionsAsync(HttpClient who, Id list) => (await server.GetAsync(who, $"/api/publicities/{list}")).Body["objections"].Items;

    private async Task<IReadOnlyList<Value>> ItemsAsync(HttpClient who, string path) => (await server.GetAsync(who, path)).Body["items"].Items;
}
