using System.Text.RegularExpressions;
using FluentAssertions;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>Complaints: without an account on a page without script, and in the school; taken on, handled and answered with days.</summary>
public sealed class ComplaintTests
{
    [Fact]
    public async Task Whoever_has_no_account_complains_without_a_name_and_reads_the_answer_by_his_number()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        using var nobody = server.ClientOf(null);
        var form = await server.GetAsync(nobody, $"/complaints?school={School.Path}");
        form.Status.Should().Be(200);
        form.Text.Should().Contain("<form").And.NotContain("<script");
        (await server.GetAsync(nobody, "/complaints?school=/nowhere/")).Status.Should().Be(404);

        var number = await NumberOf(await FileAsync(nobody, School.Path, "班主任让困难学生当众诉苦", "0123456789abcdef0123456789abcdef"));
        (await NumberOf(await FileAsync(nobody, School.Path, "班主任让困难学生当众诉苦", "0123456789abcdef0123456789abcdef"))).Should().Be(number, "the same form is the same complaint");

        (await server.GetAsync(nobody, $"/complaints/{number}")).Text.Should().Contain("尚未受理").And.NotContain("诉苦");
        var row = (await server.GetAsync(school.Office, "/api/complaints")).Body["items"].Items.Should().ContainSingle().Subject;
        (row["status"].AsText(), row["anonymous"].AsBool(), row["channel"].AsText(), row["schoolName"].AsText()).Should().Be(("filed", true, "web", "示例学院"));
        (await server.GetAsync(school.Office, $"/api/complaints/{number}")).Body["text"].AsText().Should().Be("班主任让困难学生当众诉苦");
        await RefuseOthersAsync(server, school, number);

        await server.DoAsync(school.Office, $"/api/complaints/{number}/accept", """{ "due": "2027-01-31" }""");
        await server.DoAsync(school.Office, $"/api/complaints/{number}/handle", """{ "text": "已找当事人核实" }""");
        var noted = (await server.GetAsync(school.Office, $"/api/complaints/{number}")).Body["notes"].Items.Single();
        (noted["text"].AsText(), DateOnly.TryParse(noted["day"].AsText(), System.Globalization.CultureInfo.InvariantCulture, out _)).Should().Be(("已找当事人核实", true));
        server.Time.MoveTo(new DateTimeOffset(2027, 2, 2, 0, 0, 0, TimeSpan.Zero));
        (await server.GetAsync(school.Office, "/api/complaints?overdue=true")).Body["items"].Items.Should().ContainSingle();
        await server.DoAsync(school.Office, $"/api/complaints/{number}/answer", """{ "text": "已批评教育并改为书面申请" }""");
        (await server.GetAsync(school.Office, "/api/complaints?overdue=true")).Body["items"].Items.Should().BeEmpty();
        (await server.GetAsync(nobody, $"/complaints/{number}")).Text.Should().Contain("2027年2月2日").And.Contain("已批评教育并改为书面申请");
    }

    [Fact]
    public async Task They_are_listed_by_status_a_page_at_a_time_and_the_late_ones_are_found_behind_the_others()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        var filed = new List<string>();
        for (var n = 0; n < 4; n++)
            filed.Add((await server.DoAsync(school.Office, "/api/complaints", $$"""{ "school": "{{School.Path}}", "channel": "telephone", "text": "第 {{n}} 次来电投诉" }"""))["id"].AsText()!);
        await server.DoAsync(school.Office, $"/api/complaints/{filed[1]}/accept", """{ "due": "2027-01-31" }""");
        server.Time.MoveTo(new DateTimeOffset(2027, 2, 2, 0, 0, 0, TimeSpan.Zero));

        var first = await ListAsync("status=filed&size=2");
        first.Ids.Should().Equal(filed[0], filed[2]);
        (await ListAsync($"status=filed&size=2&cursor={first.Next}")).Should().BeEquivalentTo((new[] { filed[3] }, (string?)null));
        (await ListAsync("status=accepted")).Ids.Should().Equal(filed[1]);
        (await ListAsync("overdue=true&size=1")).Ids.Should().Equal(filed[1]);
        (await ListAsync("")).Ids.Should().BeEquivalentTo(filed);

        async Task<(string?[] Ids, string? Next)> ListAsync(string query)
        {
            var page = (await server.GetAsync(school.Office, $"/api/complaints?{query}")).Body;
            return ([.. page["items"].Items.Select(c => c["id"].AsText())], page["next"].AsText());
        }
    }

    [Fact]
    public async Task A_program_that_complains_on_and_on_is_made_to_wait()
    {
        await using var server = await RunningServer.StartAsync();
        await School.OpenAsync(server);
        using var nobody = server.ClientOf(null);
        var answers = new List<int>();
        for (var i = 0; i < 8; i++)
        {
            using var answer = await FileAsync(nobody, School.Path, $"第 {i} 次投诉内容", "");
            answers.Add((int)answer.StatusCode);
            answer.Content.Headers.ContentType!.MediaType.Should().Be("text/html", "whoever fills in a form reads a page");
            if (answer.StatusCode == System.Net.HttpStatusCode.TooManyRequests)
                (await answer.Content.ReadAsStringAsync()).Should().Contain("秒后再试").And.Contain($">第 {i} 次投诉内容</textarea>", "a browser that goes back fetches the form anew, empty").And.NotContain("上一页");
        }

        answers.Take(6).Should().AllSatisfy(s => s.Should().Be(200));
        answers.Should().Contain(429);
        using var bad = await FileAsync(nobody, School.Path, "短", "");
        ((int)bad.StatusCode).Should().BeOneOf(422, 429);
    }

    [Fact]
    public async Task Who_reads_a_number_on_and_on_is_told_to_wait_and_of_no_form()
    {
        await using var server = await RunningServer.StartAsync("--sign-in:per-minute=2");
        await School.OpenAsync(server);
        using var nobody = server.ClientOf(null);
        var answers = new List<Reply>();
        for (var i = 0; i < 6; i++)
            answers.Add(await server.GetAsync(nobody, "/complaints/0123456789abcdefghjkmnpqrs"));

        answers[^1].Status.Should().Be(429);
        answers[^1].Text.Should().Contain("秒后再试").And.NotContain("填写").And.NotContain("<form");
    }

    [Fact]
    public async Task What_was_typed_stands_in_the_form_that_is_shown_with_a_refusal()
    {
        await using var server = await RunningServer.StartAsync();
        await School.OpenAsync(server);
        using var nobody = server.ClientOf(null);

        using var refused = await FileAsync(nobody, School.Path, "短", "", "王某 13800000000");

        ((int)refused.StatusCode).Should().Be(422);
        (await refused.Content.ReadAsStringAsync()).Should().Contain(">短</textarea>").And.Contain("value=\"王某 13800000000\"");
    }

    private static async Task RefuseOthersAsync(RunningServer server, School school, string number)
    {
        (await server.GetAsync(school.Stranger, "/api/complaints")).Body["items"].Items.Should().BeEmpty();
        (await server.GetAsync(school.Stranger, $"/api/complaints/{number}")).Status.Should().Be(404);
        (await server.GetAsync(school.Teacher, $"/api/complaints/{number}")).Status.Should().Be(404, "it may be about him");
        (await server.PostAsync(school.Teacher, $"/api/complaints/{number}/accept", """{ "due": "2027-01-31" }""")).Status.Should().Be(403);
        (await server.PostAsync(school.Office, $"/api/complaints/{number}/answer", """{ "text": "没有此事" }""")).Code.Should().Be("complaint-not-in-hand", "it was not taken on");
    }

    private static Task<HttpResponseMessage> FileAsync(HttpClient client, string school, string text, string key, string contact = "") => client.PostAsync("/complaints", new FormUrlEncodedContent(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["school"] = school, ["text"] = text, ["key"] = key, ["contact"] = contact }));

    private static async Task<string> NumberOf(HttpResponseMessage answer)
    {
        using (answer)
            return Regex.Match(await answer.Content.ReadAsStringAsync(), "(?<=编号：)[0-9a-z]{26}", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
    }
}
