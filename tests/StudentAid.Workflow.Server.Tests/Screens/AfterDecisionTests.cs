using FluentAssertions;
using MediatR;
using StudentAid.Workflow.Casework.Adjustments;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Sampling;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Tests.Api;

namespace StudentAid.Workflow.Server.Tests.Screens;

/// <summary>What stands beside and after a decision, over HTTP.</summary>
[Collection(DemoServer.Name)]
public sealed class AfterDecisionTests(DemoServer demo)
{
    private const string LastYear = "2025—2026 学年";

    [Fact]
    public async Task The_office_sees_whom_to_chase_and_another_school_sees_no_round()
    {
        var path = $"/api/rounds/{demo.RoundOf("新生")}/chase-list";
        var rows = (await demo.GetAsync(demo.Office, path)).Body["items"].Items;
        rows.Should().ContainSingle().Which["name"].AsText().Should().Be("马小禾");
        rows[0]["invitedBy"].AsText().Should().Be("陆老师");
        (await demo.GetAsync(demo.Teacher, path)).Body["items"].Items.Should().BeEmpty("the student is of another class");
        (await demo.GetAsync(demo.Stranger, path)).Status.Should().Be(404);
        (await demo.Server.PostAsync(demo.Stranger, $"{path}/{rows[0]["person"].AsText()}/invite", """{ "channel": "telephone" }""")).Status.Should().Be(404);
        (await demo.Server.PostAsync(demo.Office, $"{path}/{rows[0]["person"].AsText()}/answer", """{ "result": "waived", "reason": "own-wish" }""")).Code.Should().Be("waiver-without-paper");
    }

    [Fact]
    public async Task Who_has_not_applied_is_the_register_without_those_who_have_a_teacher_s_class_and_the_office_s_school_class_by_class()
    {
        var path = $"/api/rounds/{demo.RoundOf("新生")}/not-applied";
        var own = (await demo.GetAsync(demo.Teacher, path)).Body["items"].Items;
        own.Should().NotBeEmpty().And.OnlyContain(r => r["unit"].AsText() == DemoServer.Class);
        var register = (await demo.Server.PeopleAsync(DemoServer.Class)).ToDictionary(p => p.Id.ToString(), StringComparer.Ordinal);
        var cases = (await demo.Server.PagesAsync(demo.Teacher, $"/api/cases?round={demo.RoundOf("新生")}")).SelectMany(p => p["items"].Items).Select(c => c["person"].AsText()!).ToHashSet(StringComparer.Ordinal);
        own.Where(r => r["stands"].AsText() == "none").Select(r => r["person"].AsText()!).Should().BeSubsetOf(register.Keys).And.NotIntersectWith(cases);
        register.Where(p => p.Value.Content["status"].AsText() is null or "enrolled").Select(p => p.Key).Except(own.Select(r => r["person"].AsText()!)).Should().BeSubsetOf(cases, "whoever is missing on it has applied");

        var pages = await demo.Server.PagesAsync(demo.Office, $"{path}?unit={DemoServer.College}");
        pages.Count.Should().BeGreaterThan(1);
        var all = pages.SelectMany(p => p["items"].Items).ToList();
        all.Select(r => r["person"].AsText()).Should().OnlyHaveUniqueItems();
        all.Select(r => r["unit"].AsText()).Should().BeInAscendingOrder(StringComparer.Ordinal);
        all.Should().Contain(r => r["name"].AsText() == "马小禾");
        all.Where(r => r["unit"].AsText() == DemoServer.Class).Select(r => r["person"].AsText()).Should().Equal(own.Select(r => r["person"].AsText()));
        (await demo.GetAsync(demo.Office, $"{path}?unit={DemoServer.Class}")).Body["items"].Items.Should().HaveCount(own.Length);
        (await demo.GetAsync(demo.Office, $"{path}?unit=/other/")).Body["items"].Items.Should().BeEmpty();
        (await demo.GetAsync(demo.Stranger, path)).Status.Should().Be(404);
    }

    [Fact]
    public async Task What_a_student_waived_on_paper_is_taken_back_by_his_own_school_and_he_is_chased_again()
    {
        var path = $"/api/rounds/{demo.RoundOf("新生")}/chase-list";
        var row = (await demo.GetAsync(demo.Office, path)).Body["items"].Items.Should().ContainSingle().Subject;
        var waived = $"{path}/{row["person"].AsText()}";
        (await demo.Server.PostAsync(demo.Office, $"{waived}/take-back", "{}")).Code.Should().Be("nothing-waived");
        await demo.Server.DoAsync(demo.Office, $"{waived}/answer", $$"""{ "result": "waived", "reason": "own-wish", "signed": "{{new string('a', 32)}}" }""");
        (await ChasedAsync(path)).Should().BeFalse();
        foreach (var other in (HttpClient[])[demo.Teacher, demo.Stranger])
            (await demo.Server.PostAsync(other, $"{waived}/take-back", "{}")).Status.Should().Be(404);

        await demo.Server.DoAsync(demo.Office, $"{waived}/take-back", "{}");
        (await ChasedAsync(path)).Should().BeTrue();
    }

    private async Task<bool> ChasedAsync(string path) =>
        (await demo.GetAsync(demo.Office, path)).Body["items"].Items.Any(r => r["name"].AsText() == "马小禾" && r["open"].AsBool() == true);

    [Fact]
    public async Task The_register_says_which_level_was_valid_on_a_day_to_those_who_may_know_the_student()
    {
        var path = $"/api/students/{demo.Played.PersonOf("郭明轩")!.Id}/level";
        (await demo.GetAsync(demo.Office, $"{path}?on=2026-03-01")).Body["valid"]["level"].AsText().Should().Be("relative");
        var today = (await demo.GetAsync(demo.Office, path)).Body;
        today["valid"].IsNull.Should().BeTrue();
        today["on"].AsText().Should().Be("2026-09-22");
        today["all"].Items.Should().ContainSingle().Which["endedBy"].AsText().Should().Be("revoked");
        (await demo.GetAsync(demo.Teacher, path)).Status.Should().Be(404);
        (await demo.GetAsync(demo.Stranger, path)).Status.Should().Be(404);
    }

    [Fact]
    public async Task The_register_of_revocations_says_what_is_owed_and_takes_no_more_than_that()
    {
        var rows = (await demo.GetAsync(demo.Office, $"/api/revocations?round={demo.RoundOf(LastYear)}")).Body["items"].Items;
        var row = rows.Should().ContainSingle().Subject;
        (row["name"].AsText(), row["total"].AsNumber(), row["owed"].AsNumber()).Should().Be(("郭明轩", 330000m, 165000m));
        var path = $"/api/revocations/{row["id"].AsText()}";
        (await demo.GetAsync(demo.Office, path)).Body["statement"].AsText().Should().Contain("愿意分两次退还");
        (await demo.GetAsync(demo.Stranger, path)).Status.Should().Be(404);
        (await demo.Server.PostAsync(demo.Office, $"{path}/repay", """{ "recovery": 1, "amount": 165001, "receipt": "0123456789abcdef" }""")).Code.Should().Be("recovery-more-than-owed");
    }

    [Fact]
    public async Task Money_that_came_back_is_confirmed_by_the_finance_office_and_what_was_wrong_is_withdrawn_with_the_reason()
    {
        var id = (await demo.GetAsync(demo.Office, $"/api/revocations?round={demo.RoundOf(LastYear)}")).Body["items"].Items.Single()["id"].AsText();
        var path = $"/api/revocations/{id}";
        using var finance = await demo.Server.ClientAsync("finance-office", DemoServer.College, "财务处");
        var receipt = await demo.Server.KeepAsync(DemoServer.College, "%PDF-1.7 a receipt %%EOF");
        string Amount(int amount, string day) => $$"""{ "recovery": 1, "amount": {{amount}}, "receipt": "{{receipt}}", "day": "{{day}}" }""";
        (await demo.Server.PostAsync(demo.Teacher, $"{path}/repay", Amount(165000, "2026-09-01"))).Status.Should().Be(403);
        (await demo.Server.PostAsync(finance, $"{path}/repay", Amount(165000, "2026-09-23"))).Code.Should().Be("recovery-day-unfit");
        (await demo.Server.PostAsync(finance, $"{path}/repay", Amount(165000, "2026-09-01").Replace(receipt, new string('a', 64), StringComparison.Ordinal))).Code.Should().Be("file-not-uploaded");
        (await RecoveryAsync(path)).Should().Be(("partly", 165000m, 165000m));
        (await RecoverTasksAsync()).Should().Be(1);

        await demo.Server.DoAsync(finance, $"{path}/repay", Amount(165000, "2026-09-01"));
        (await RecoveryAsync(path)).Should().Be(("recovered", 330000m, 0m));
        (await RecoverTasksAsync()).Should().Be(0);
        (await demo.Server.PostAsync(finance, $"{path}/repay", Amount(1, "2026-09-01"))).Code.Should().Be("recovery-more-than-owed");

        await demo.Server.DoAsync(finance, $"{path}/withdraw-repayment", """{ "instalment": 2, "reason": "票据属于另一名学生" }""");
        (await RecoveryAsync(path)).Should().Be(("partly", 165000m, 165000m));
        (await RecoverTasksAsync()).Should().Be(1, "something is owed again");
        var shown = (await demo.GetAsync(demo.Office, path)).Body["instalments"].Items;
        (shown[1]["day"].AsText(), shown[1]["withdrawnOn"].AsText(), shown[1]["reason"].AsText()).Should().Be(("2026-09-01", "2026-09-22", "票据属于另一名学生"));
        shown[0]["withdrawnOn"].IsNull.Should().BeTrue();
        var row = (await demo.GetAsync(demo.Office, $"/api/hardship-base?unit={DemoServer.College}&schoolYear=2025—2026&size=200")).Body["items"].Items.Single(r => r["name"].AsText() == "郭明轩");
        var asked = row["recoveries"].Items.Should().ContainSingle().Subject;
        (asked["status"].AsText(), asked["amount"].AsNumber(), asked["paid"].AsNumber()).Should().Be(("partly", 330000m, 165000m));
    }

    private async Task<(string? Status, decimal? Paid, decimal? Owed)> RecoveryAsync(string path)
    {
        var recovery = (await demo.GetAsync(demo.Office, path)).Body["recoveries"].Items.Single();
        return (recovery["status"].AsText(), recovery["paid"].AsNumber(), recovery["owed"].AsNumber());
    }

    private async Task<int> RecoverTasksAsync() => (await demo.GetAsync(demo.Office, "/api/tasks?size=200")).Body["items"].Items.Count(t => t["activity"].AsText() == "recover");

    [Fact]
    public async Task A_sample_is_drawn_with_its_seed_and_one_that_deviates_proposes_an_adjustment()
    {
        var round = demo.RoundOf(LastYear);
        var drawn = await demo.Server.DoAsync(demo.Office, "/api/samples", $$"""{ "round": "{{round}}", "seed": "abc", "share": 10, "visitShare": 0 }""");
        var sample = (await demo.GetAsync(demo.Office, $"/api/samples/{drawn["id"].AsText()}")).Body;
        sample["population"].AsNumber().Should().Be(38);
        sample["cases"].Items.Should().HaveCount(4);
        await demo.Server.DoAsync(
            demo.Office, $"/api/samples/{drawn["id"].AsText()}/check",
            $$"""{ "case": "{{sample["cases"].Items[1].AsText()}}", "result": "deviates", "method": "home-visit", "finding": "与申报不符" }""");
        await demo.Server.SettleAsync();
        var proposals = (await demo.GetAsync(demo.Office, $"/api/adjustments?round={round}")).Body["items"].Items;
        var proposal = proposals.Single(p => p["trigger"].AsText() == "sample");
        proposal.ToJson().Should().NotContain("与申报不符", "no list lays what was found at several families side by side");
        proposal["acts"].Items.Select(a => a.AsText()).Should().Contain("read");
        (await demo.GetAsync(demo.Office, $"/api/adjustments/{proposal["id"].AsText()}")).Body["text"].AsText().Should().Be("与申报不符");
        using var department = await demo.Server.ClientAsync("department-secretary", UnitPath.Parent(sample["rows"].Items[1]["unit"].AsText()!)!, "系里");
        var seen = (await demo.GetAsync(department, $"/api/adjustments?round={round}")).Body["items"].Items.Single(p => p["trigger"].AsText() == "sample");
        seen["acts"].Items.Should().BeEmpty("what was found is told to who keeps the rounds");
        (await demo.GetAsync(department, $"/api/adjustments/{proposal["id"].AsText()}")).Status.Should().Be(403);
        (await demo.GetAsync(demo.Office, "/api/adjustments")).Code.Should().Be("parameter-missing");
        (await demo.GetAsync(demo.Office, "/api/revocations")).Code.Should().Be("parameter-missing");
    }

    [Fact]
    public async Task A_document_number_that_reads_like_the_address_of_somebodys_words_opens_nothing()
    {
        var (round, revocation) = (demo.RoundOf(LastYear), (await demo.GetAsync(demo.Office, $"/api/revocations?round={demo.RoundOf(LastYear)}")).Body["items"].Items.Single());
        var address = $"{revocation["id"].AsText()}/1/0";
        (await demo.Server.Get<SealedTexts>().TextAsync(address, CancellationToken.None)).Should().NotBeEmpty("words stand there");
        var proposed = await demo.Server.Get<IMediator>().Send(new ProposeAdjustment(Id.Parse(revocation["case"].AsText()!), AdjustmentOrigins.Reconsideration, "", address)
        {
            Principal = Principal.System, Key = "numbered",
        });

        proposed.Rejected.Should().BeNull();
        var shown = (await demo.GetAsync(demo.Office, $"/api/adjustments?round={round}")).Body["items"].Items.Single(a => a["trigger"].AsText() == "reconsideration");
        shown["source"].AsText().Should().Be(address);
        (await demo.GetAsync(demo.Office, $"/api/adjustments/{shown["id"].AsText()}")).Body["text"].IsNull.Should().BeTrue();
    }

    [Fact]
    public void The_same_seed_draws_the_same_whatever_the_order_and_a_larger_share_holds_the_smaller()
    {
        var cases = Enumerable.Range(0, 200).Select(n => Id.Of("case", $"{n}")).ToList();
        var few = SampleDraw.Of("2026", cases, 5);
        few.Should().HaveCount(10).And.Equal(SampleDraw.Of("2026", Enumerable.Reverse(cases), 5));
        SampleDraw.Of("2026", cases, 20).Take(10).Should().Equal(few);
        SampleDraw.Of("2027", cases, 5).Should().NotEqual(few);
        SampleDraw.Of("2026", cases, 0).Should().BeEmpty();
        SampleDraw.Of("2026", cases, 100).Should().BeEquivalentTo(cases);
    }
}
