using System.Net;
using System.Text.RegularExpressions;
using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Server.Pages;

namespace StudentAid.Workflow.Server.Tests.Pages;

public sealed class PagesTests
{
    private const string ByClass = """
        { "$schema": "workflow-definition.schema.json", "definitionId": "small", "name": "小流程", "outcomes": ["Determined", "NotDetermined"],
          "root": { "type": "Elsa.Flowchart", "activities": [
            { "id": "suggest", "type": "Elsa.SetVariable", "variable": "suggested", "value": "low" },
            { "id": "verify", "type": "StudentAid.Verification", "title": "核实", "role": "class-teacher", "scope": "class", "minimum": 1 },
            { "id": "class", "type": "StudentAid.CommitteeReview", "title": "评议", "body": "class-group", "scope": "class", "act": "approve", "roster": true, "scale": "levels" },
            { "id": "determined", "type": "Elsa.Complete", "outcomes": ["Determined"] },
            { "id": "refused", "type": "Elsa.Complete", "outcomes": ["NotDetermined"] } ],
          "variables": [ { "name": "suggested", "type": "String" } ],
          "connections": [ "suggest -> verify -> class.Approved -> determined", "class.Returned => verify", "class.NotDetermined -> refused" ] } }
        """;

    private const string ClassGroup = """
        { "kind": "body", "id": "class-group", "article": "t", "from": "2018-01-01", "name": "评议小组", "scopes": ["class"],
          "categories": [ { "id": "class-teacher", "name": "班主任", "minimum": 1 } ], "chairOf": ["class-teacher"],
          "quorum": { "present": { "minimum": "2/3" }, "agree": { "minimum": "1/1" }, "of": "present" }, "publishList": false }
        """;

    [Fact]
    public async Task A_list_is_decided_and_a_notice_posted_by_the_plain_pages_forms()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        await school.VerifyAllAsync();
        using var browser = await SignInAsync(server, school.Office.DefaultRequestHeaders.Authorization!.Parameter!);
        (await browser.GetStringAsync(new Uri("/ui", UriKind.Relative))).Should().Contain("在校生");
        var round = await browser.GetStringAsync(new Uri($"/ui/rounds/{school.Round}", UriKind.Relative));
        round.Should().Contain("批准");
        var list = await SubmitAsync(browser, round, $"/ui/rounds/{school.Round}/freeze");
        var roster = await browser.GetStringAsync(list);
        roster.Should().Contain("王·思远").And.Contain("selected>一般困难");
        var fields = school.Cases.ToDictionary(c => $"verdict-{c}", _ => "agree:low", StringComparer.Ordinal);
        await SubmitAsync(browser, roster, $"{list}/decide", fields);
        await server.SettleAsync();
        var publicity = await SubmitAsync(browser, await browser.GetStringAsync(new Uri($"/ui/rounds/{school.Round}", UriKind.Relative)), $"/ui/rounds/{school.Round}/freeze");
        var before = await browser.GetStringAsync(publicity);
        before.Should().Contain("今天张贴 → 9月20日期满");
        await SubmitAsync(browser, before, $"{publicity}/post");
        (await browser.GetStringAsync(new Uri(publicity.ToString().Replace("/ui/rosters/", "/notices/", StringComparison.Ordinal), UriKind.Relative))).Should().Contain("周雨禾");
        var posted = await browser.GetStringAsync(new Uri($"/ui/rounds/{school.Round}", UriKind.Relative));
        posted.Should().Contain("认定汇总表").And.Contain("公示表");
        (await browser.GetStringAsync(new Uri($"/ui/rounds/{school.Round}/five-counts", UriKind.Relative))).Should().Contain("五数不一致").And.Contain("周雨禾");
        (await browser.GetStringAsync(new Uri($"/ui/cases/{school.Cases[0]}", UriKind.Relative))).Should().Contain("一般困难");
    }

    [Fact]
    public async Task A_meeting_put_down_without_a_day_is_one_of_today_at_the_school_while_it_is_yesterday_in_UTC()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server, ByClass, ClassGroup);
        await school.VerifyAllAsync();
        var members = Value.List(((string[])["m1", "m2", "m3"]).Select(m => (Value)Value.Record(("id", m), ("name", $"委员{m}"), ("category", "class-teacher"), ("chair", m == "m1"))));
        await server.DoAsync(server.Administrator, "/api/committees", Value.Record(
            ("school", School.Path), ("procedure", "small"), ("body", "class-group"), ("unit", School.Class), ("term", "2026"), ("members", members)).ToJson());
        var list = (await server.DoAsync(school.Teacher, "/api/rosters", $$"""{ "round": "{{school.Round}}", "activity": "class", "unit": "{{School.Class}}", "reason": "" }"""))["id"].AsText();
        server.Time.MoveTo(new DateTimeOffset(2026, 9, 14, 23, 0, 0, TimeSpan.Zero));
        using var browser = await SignInAsync(server, school.Teacher.DefaultRequestHeaders.Authorization!.Parameter!);

        using var form = new FormUrlEncodedContent(
            [KeyValuePair.Create("key", "meeting"), .. ((string[])["m1", "m2", "m3"]).SelectMany(m => (KeyValuePair<string, string>[])[new($"attendance-{m}", "present"), new($"vote-{m}", "agree")])]);
        using var answer = await browser.PostAsync(new Uri($"/ui/rosters/{list}/meet", UriKind.Relative), form);

        answer.StatusCode.Should().Be(HttpStatusCode.Found, await answer.Content.ReadAsStringAsync());
        answer.Headers.Location!.ToString().Should().Be($"/ui/rosters/{list}");
        (await server.GetAsync(school.Teacher, $"/api/rosters/{list}")).Body["meeting"]["day"].AsText().Should().Be("2026-09-15");
    }

    [Fact]
    public async Task A_form_of_another_site_changes_nothing_and_a_cookie_alone_does_not_open_the_api()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        using var browser = await SignInAsync(server, school.Office.DefaultRequestHeaders.Authorization!.Parameter!);
        using var foreign = new HttpRequestMessage(HttpMethod.Post, $"/ui/rounds/{school.Round}/freeze") { Content = new FormUrlEncodedContent([]) };
        foreign.Headers.Add("Origin", "https://elsewhere.example");
        using var answer = await browser.SendAsync(foreign);
        answer.Headers.Location!.ToString().Should().Be("/");
        var withdrawn = await server.PostAsync(browser, $"/api/cases/{school.Cases[0]}/suspend", """{ "reason": "x" }""");
        withdrawn.Status.Should().Be(403);
        withdrawn.Code.Should().Be("not-from-page");
        (await server.PostAsync(browser, $"/api/cases/{school.Cases[0]}/suspend", """{ "reason": "x" }""", "X-Requested-With: fetch")).Status.Should().Be(200);
    }

    [Fact]
    public void Whatever_a_name_contains_a_page_shows_it_as_text()
    {
        var page = new Html("<t>").Paragraph("<script>alert(1)</script>").Form("/x?a=\"b", f => f.Hidden("n", "\"><b>")).ToString();
        page.Should().NotContain("<script").And.NotContain("\"><b>").And.Contain("&lt;script&gt;");
    }

    private static async Task<HttpClient> SignInAsync(RunningServer server, string key)
    {
        var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = server.Url };
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("secret", key)]);
        using var response = await browser.PostAsync(new Uri("/ui/sign-in", UriKind.Relative), form);
        response.StatusCode.Should().Be(HttpStatusCode.Found);
        return browser;
    }

    /// <summary>Posts the first form of a page with this address, its hidden fields and some more; where it leads to.</summary>
    private static async Task<Uri> SubmitAsync(HttpClient browser, string page, string action, Dictionary<string, string>? more = null)
    {
        var form = Regex.Match(page, $"<form method=\"post\" action=\"{Regex.Escape(action)}\".*?</form>", RegexOptions.Singleline, TimeSpan.FromSeconds(5)).Value;
        form.Should().NotBeEmpty("the page has the form {0}", action);
        var fields = Regex.Matches(form, "<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(5))
            .Select(m => KeyValuePair.Create(m.Groups["name"].Value, WebUtility.HtmlDecode(m.Groups["value"].Value))).Concat(more ?? []).Append(KeyValuePair.Create("reason", "其余不等"));
        using var content = new FormUrlEncodedContent(fields);
        using var response = await browser.PostAsync(new Uri(action, UriKind.RelativeOrAbsolute), content);
        response.StatusCode.Should().Be(HttpStatusCode.Found, await response.Content.ReadAsStringAsync());
        return response.Headers.Location!;
    }
}
