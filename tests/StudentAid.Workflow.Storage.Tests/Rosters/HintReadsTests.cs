using FluentAssertions;
using StudentAid.Workflow.Casework.Rosters.Hints;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Tests.Conformance;
using StudentAid.Workflow.Storage.Tests.Memory;
using StudentAid.Workflow.Storage.Tests.Pins;

namespace StudentAid.Workflow.Storage.Tests.Rosters;

/// <summary>What looking a list through for hints reads of the store.</summary>
public sealed class HintReadsTests
{
    private const int Students = 3;

    private static readonly string Reviewed = SmallProcedure.First.Replace(
        "\"StudentAid.Approval\", \"title\": \"批准\", \"role\": \"office\"", "\"StudentAid.CommitteeReview\", \"title\": \"批准\", \"body\": \"group\"", StringComparison.Ordinal);

    [Theory]
    [InlineData(HintKinds.Equal, 0)]
    [InlineData(HintKinds.Quota, 0)]
    [InlineData(HintKinds.Inverted, Students)]
    [InlineData(HintKinds.SameTexts, Students)]
    public async Task Cases_are_read_only_where_the_bodys_hints_look_at_them_and_their_histories_never(string kind, int cases)
    {
        await using var store = new MemoryConformance.UnderTest();
        var (school, list, reads) = await ListAsync(store, kind);
        await using var _ = school;
        reads.Clear();

        await HintsAsync(school, list);

        reads.With(nameof(IStepStore.LoadAsync)).Count(a => (Id)a[0]! != list).Should().Be(cases);
        reads.Of(nameof(IStepStore.EventsAsync)).Should().Be(0);
    }

    [Fact]
    public async Task A_list_that_stands_is_not_looked_through_again_and_one_whose_case_moved_is()
    {
        await using var store = new MemoryConformance.UnderTest();
        var (school, list, reads) = await ListAsync(store, HintKinds.Inverted);
        await using var _ = school;
        var first = await HintsAsync(school, list);
        reads.Clear();

        (await HintsAsync(school, list)).Should().BeSameAs(first);
        reads.Asked.Should().Equal([nameof(IStepStore.LoadAsync), nameof(IStoreReader.EntriesAsync)], "the list and its entries' versions alone are read");

        await school.GoesAsync(new Casework.Cases.WithdrawCase(school.CaseOf(0), "moved") { Principal = Casework.Organisations.Principal.System, Key = "" });
        (await HintsAsync(school, list)).Should().NotBeSameAs(first);
    }

    [Fact]
    public async Task What_was_looked_through_does_not_stay_in_memory()
    {
        await using var store = new MemoryConformance.UnderTest();
        var (school, list, _) = await ListAsync(store, HintKinds.Inverted);
        await using var closing = school;
        var first = await HintsAsync(school, list);

        school.Now += TimeSpan.FromMinutes(1);

        (await HintsAsync(school, list)).Should().NotBeSameAs(first);
    }

    private static async Task<Fact> HintsAsync(PinSchool school, Id list) => (await school.Get<FactLoader>().LoadAsync([HintFactSource.Of(list)], default))[0];

    private static async Task<(PinSchool School, Id List, Reads Reads)> ListAsync(IStoreUnderTest store, string kind)
    {
        await using var first = await PinSchool.OpenAsync(store, Students, Reviewed, body: Body(kind));
        for (var student = 0; student < Students; student++)
            await first.LookAsync(student);
        var list = (await first.FreezeAsync("list")).Stream;
        var reads = new Reads();
        return (new PinSchool(store, reads.Before(store.Steps), reads.Before(store.Reader)) { Now = first.Now }, list, reads);
    }

    private static string Body(string kind) => $$"""
        { "kind": "body", "id": "group", "article": "t", "from": "2018-01-01", "name": "小组", "scopes": ["school"],
          "categories": [ { "id": "any", "name": "成员", "minimum": 0 } ], "size": { "minimum": 1 }, "hints": [ {{Rule(kind)}} ],
          "quorum": { "present": { "minimum": "2/3" }, "agree": { "exclusiveMinimum": "1/2" }, "of": "present" }, "publishList": false }
        """;

    private static string Rule(string kind) => kind switch
    {
        HintKinds.SameTexts => $$"""{ "id": "{{kind}}", "same": ["reason"] }""",
        _ => $$"""{ "id": "{{kind}}" }""",
    };
}
