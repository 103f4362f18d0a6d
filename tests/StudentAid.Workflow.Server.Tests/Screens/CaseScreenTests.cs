using FluentAssertions;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Screens;

/// <summary>Finding a case, its masked facts, and what may be done at it.</summary>
public sealed class CaseScreenTests(OneSchool one) : IClassFixture<OneSchool>
{
    private readonly RunningServer server = one.Server;
    private readonly School school = one.School;

    [Theory]
    [InlineData("李向", "李向南")]
    [InlineData("lxn", "李向南")]
    [InlineData("思远", "王·思远")]
    [InlineData("college-2026-0001", null)]
    public async Task A_case_is_found_by_part_of_the_name_initials_or_number(string word, string? name)
    {
        var found = (await server.DoAsync(school.Office, "/api/cases/search", $$"""{ "text": "{{word}}" }"""))["items"].Items.Single();
        if (name is not null)
            found["name"].AsText().Should().Be(name);
        else
            found["number"].AsText().Should().Be(word);
        found["unitName"].AsText().Should().Be("农艺2401");
        (await server.DoAsync(school.Stranger, "/api/cases/search", $$"""{ "text": "{{word}}" }"""))["items"].Items.Should().BeEmpty();
    }

    [Fact]
    public async Task A_search_by_name_from_above_the_schools_wants_one_of_them_and_one_by_number_does_not()
    {
        using var above = await school.ColleagueAsync("教育厅", unit: "/");

        var refused = await server.PostAsync(above, "/api/cases/search", """{ "text": "思远" }""");
        (refused.Status, refused.Code).Should().Be((422, "search-school-missing"));
        (await server.DoAsync(above, "/api/cases/search", $$"""{ "text": "思远", "below": "{{School.Path}}" }"""))["items"].Items.Should().ContainSingle();
        (await server.DoAsync(above, "/api/cases/search", """{ "text": "college-2026-0001" }"""))["items"].Items.Should().ContainSingle();
    }

    [Theory]
    [InlineData("/other/")]
    [InlineData("/nowhere/")]
    [InlineData("/college")]
    public async Task A_search_looks_nowhere_but_below_the_place_that_it_names_and_nowhere_at_all_is_refused(string below)
    {
        using var above = await school.ColleagueAsync("省厅", unit: "/");
        var input = $$"""{ "text": "college-2026-0001", "below": "{{below}}" }""";

        (await server.PostAsync(school.Office, "/api/cases/search", input)).Status.Should().Be(404);
        (await server.PostAsync(school.Office, "/api/people/search", input)).Status.Should().Be(404);
        var elsewhere = await server.PostAsync(above, "/api/cases/search", input);
        elsewhere.Status.Should().Be(below == "/college" ? 404 : 200);
        elsewhere.Body["items"].Items.Should().BeEmpty("what is found lies where the search is on record");
    }

    [Fact]
    public async Task People_are_searched_under_the_same_rules_as_cases()
    {
        using var above = await school.ColleagueAsync("市局", unit: "/");

        (await server.PostAsync(above, "/api/people/search", """{ "text": "思远" }""")).Code.Should().Be("search-school-missing");
        (await server.DoAsync(above, "/api/people/search", $$"""{ "text": "思远", "below": "{{School.Path}}" }"""))["items"].Items.Should().ContainSingle();
        foreach (var word in (string[])["", " ", new('思', 41)])
            (await server.PostAsync(school.Office, "/api/people/search", $$"""{ "text": "{{word}}" }""")).Code.Should().Be("search-word-missing");
    }

    [Fact]
    public async Task Every_search_is_on_record_with_its_purpose_and_whom_it_found_and_never_with_what_was_typed()
    {
        await using var running = await RunningServer.StartAsync();
        var opened = await School.OpenAsync(running);
        await running.DoAsync(opened.Office, "/api/cases/search?dryRun=true", """{ "text": "思远" }""");
        await running.DoAsync(opened.Office, "/api/people/search", """{ "text": "向南", "purpose": "家长来电" }""");
        await running.DoAsync(opened.Office, "/api/people/search", """{ "text": "查无此人", "purpose": "phone-call" }""");
        (await running.PostAsync(opened.Office, "/api/cases/search", """{ "text": "思远", "purpose": "x" }""")).Code.Should().Be("purpose-missing");

        var trail = await running.GetAsync(running.Administrator, "/api/audit");
        var rows = trail.Body["items"].Items.Where(r => r["what"].AsText() == "Searched" && r["unit"].AsText() == School.Path).ToList();
        rows.Select(r => r["purpose"].AsText()).Should().Equal("phone-call", null, "look-up");
        trail.Text.Should().NotContain("思远").And.NotContain("查无此人").And.NotContain("来电");
        var events = await running.Get<IStepStore>().EventsAsync(Id.Parse(rows[0]["stream"].AsText()!));
        var found = events.SelectMany(e => StreamData.Read<AccessEvent>(e.Data.Span)).OfType<AccessEvent.Searched>().ToList();
        found.Select(s => s.Found.Length).Should().Equal(1, 1, 0);
        found.Select(s => s.Purpose).Should().Equal("look-up", "", "phone-call");
        (await running.Get<FactLoader>().LoadAsync([CaseFacts.Sealed(found[1].Content)], default))[0].Value.Should().Be(Value.Record(("text", "向南"), ("purpose", "家长来电")));
    }

    [Fact]
    public async Task An_empty_search_is_refused_and_rows_are_limited()
    {
        (await server.PostAsync(school.Office, "/api/cases/search", """{ "text": " " }""")).Code.Should().Be("search-word-missing");
        (await server.DoAsync(school.Office, "/api/cases/search", """{ "text": "college-2026-", "most": 2 }"""))["items"].Items.Should().HaveCount(2);
    }

    [Fact]
    public async Task Facts_are_masked_until_they_are_shown_for_a_purpose_and_that_is_on_record_first()
    {
        var @case = school.Cases[0];
        var masked = (await server.GetAsync(school.Teacher, $"/api/cases/{@case}/facts")).Body["items"].Items;
        masked.Should().Contain(f => f["field"].AsText() == "person.name" && f["masked"].AsText() == "•••");
        const string input = """{ "fields": ["person.name"], "purpose": "电话核对" }""";
        var dry = await server.DoAsync(school.Teacher, $"/api/cases/{@case}/reveal?dryRun=true", input);
        dry["facts"].Items.Should().BeEmpty();
        (await server.GetAsync(school.Teacher, $"/api/cases/{@case}/accesses")).Body["items"].Items.Should().BeEmpty();
        var shown = await server.DoAsync(school.Teacher, $"/api/cases/{@case}/reveal", input);
        shown["facts"].Items.Single()["value"].AsText().Should().NotBeNullOrEmpty();
        var record = (await server.GetAsync(school.Office, $"/api/cases/{@case}/accesses")).Body["items"].Items.Single();
        record["fields"].Items.Single().AsText().Should().Be("person.name");
        var written = (await server.Get<IStepStore>().EventsAsync(AccessState.IdOf(@case))).Single();
        System.Text.Encoding.UTF8.GetString(written.Data.Span).Should().NotContain("电话核对");
        (await server.PostAsync(school.Teacher, $"/api/cases/{@case}/reveal", """{ "fields": ["person.secret"], "purpose": "电话核对" }""")).Code.Should().Be("unknown-field");
        (await server.PostAsync(school.Teacher, $"/api/cases/{@case}/reveal", """{ "fields": ["person.name"], "purpose": "" }""")).Code.Should().Be("purpose-missing");
        (await server.PostAsync(school.Stranger, $"/api/cases/{@case}/reveal", input)).Status.Should().Be(404);
        (await server.PostAsync(server.Administrator, $"/api/cases/{@case}/reveal", input)).Code.Should().Be("facts-not-yours");
    }

    [Fact]
    public async Task Acts_say_what_they_lead_to_and_those_at_the_case_itself_are_the_office_s()
    {
        await using var mine = await RunningServer.StartAsync();
        var opened = await School.OpenAsync(mine);
        var teacher = (await mine.GetAsync(opened.Teacher, $"/api/cases/{opened.Cases[0]}/actions")).Body;
        teacher["items"].Items.Single()["actions"].Items[0]["consequence"]["zh-CN"].AsText().Should().Contain("核实记录");
        teacher["case"].Items.Should().BeEmpty();
        (await mine.GetAsync(opened.Office, $"/api/cases/{opened.Cases[0]}/actions")).Body["case"].Items.Select(a => a["verb"].AsText()).Should().Equal("withdraw", "suspend", "cancel");
        await opened.VerifyAllAsync();
        var list = await opened.FreezeAsync("office");
        var acts = (await mine.GetAsync(opened.Office, $"/api/rosters/{list}/actions")).Body;
        acts["items"].Items.Select(a => a["label"]["zh-CN"].AsText()).Should().Equal("批准", "退回", "不予认定");
        acts["items"].Items[2]["reasons"].Items.Single()["article"].AsText().Should().Be("t");
        acts["levels"].Items.Select(l => l["id"].AsText()).Should().Equal("high", "low", "none");
        (await mine.GetAsync(opened.Teacher, $"/api/rosters/{list}/actions")).Status.Should().Be(404);
    }

    [Fact]
    public async Task A_release_says_how_many_are_on_their_way()
    {
        await using var mine = await RunningServer.StartAsync();
        var opened = await School.OpenAsync(mine);
        await opened.VerifyAllAsync();
        var list = await opened.FreezeAsync("office");
        var shown = await mine.GetAsync(opened.Office, $"/api/rosters/{list}");
        var verdicts = string.Join(',', opened.Cases.Take(2).Select(c => $$"""{ "case": "{{c}}", "verdict": "agree", "level": "low" }"""));
        await mine.DoAsync(opened.Office, $"/api/rosters/{list}/decide", $$"""{ "entries": [{{verdicts}}] }""", $"If-Match: {shown.Etag}");
        var before = (await mine.GetAsync(opened.Office, $"/api/rosters/{list}/release")).Body;
        (before["decided"].AsNumber(), before["applied"].AsNumber()).Should().Be((2m, 0m));
        await mine.SettleAsync();
        (await mine.GetAsync(opened.Office, $"/api/rosters/{list}/release")).Body["applied"].AsNumber().Should().Be(2);
        (await mine.GetAsync(opened.Stranger, $"/api/rosters/{list}/release")).Status.Should().Be(404);
    }

    [Theory]
    [InlineData("2026-09-22", "9 月 22 日张贴 → 9 月 30 日期满（中秋节休 1 天）")]
    [InlineData("2026-09-14", "今天张贴 → 9 月 20 日期满")]
    public async Task A_period_is_said_with_the_days_off_in_it(string day, string sentence)
    {
        (await server.GetAsync(school.Office, $"/api/calendar/preview?org={School.Path}&day={day}")).Body["sentence"].AsText().Should().Be(sentence);
        (await server.GetAsync(school.Office, $"/api/calendar/preview?org={School.Path}&days=-3")).Status.Should().Be(422);
        (await server.GetAsync(school.Office, $"/api/calendar/preview?org={School.Path}&unit=moons")).Status.Should().Be(422);
    }
}
