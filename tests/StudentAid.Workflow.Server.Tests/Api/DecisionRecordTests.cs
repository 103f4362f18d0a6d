using System.Text.Json;
using FluentAssertions;
using StudentAid.Workflow.Casework;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Records;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api;

namespace StudentAid.Workflow.Server.Tests.Api;

[Collection(DemoServer.Name)]
public sealed class DecisionRecordTests(DemoServer demo)
{
    private const string LastYear = "2025—2026 学年";
    private const string Student = "郭明轩";

    [Fact]
    public async Task The_record_says_what_the_level_rests_on_to_the_family_and_the_office()
    {
        var id = await demo.CaseOf(LastYear, Student);
        var family = await demo.Server.FamilyAsync(demo.Played.PersonOf(Student)!.Id, "家长");
        var record = (await demo.GetAsync(family, $"/api/cases/{id}/record")).Body;
        record["level"].AsText().Should().Be("relative");
        record["levelName"]["zh-CN"].AsText().Should().Be("比较困难");
        var score = record["scores"].Items.Should().ContainSingle().Subject;
        score["table"].AsText().Should().StartWith("score-table/").And.Contain("@");
        score["points"].Items.Sum(p => p["points"].AsNumber()).Should().BeGreaterThan(0);
        record["stages"].Items.Should().NotBeEmpty().And.OnlyContain(s => s["article"].AsText()!.Length > 0);
        record["stages"].Items.Where(s => !s["vote"].IsNull).Should().NotBeEmpty().And.OnlyContain(s => s["vote"]["agree"].AsNumber() > 0);
        var notice = record["notices"].Items.Should().ContainSingle().Subject;
        (notice["outcome"].AsText(), notice["takenDown"].IsNull, notice["shownHash"].AsText()!.Length > 0).Should().Be(("Passed", false, true));
        record["facts"].Items.Should().NotBeEmpty().And.OnlyContain(f => f["kind"].AsText()!.Length > 0 && f["at"].AsText()!.Length > 0);
        record["basis"].Items.Should().NotBeEmpty();
        (await demo.GetAsync(demo.Office, $"/api/cases/{id}/record")).Body["head"].AsText().Should().Be(record["head"].AsText());
        (await demo.GetAsync(demo.Teacher, $"/api/cases/{id}/record")).Status.Should().BeOneOf(403, 404);
        (await demo.GetAsync(demo.Stranger, $"/api/cases/{id}/record")).Status.Should().Be(404);
    }

    [Fact]
    public async Task The_same_record_is_made_again_from_the_stored_history_alone()
    {
        var id = await demo.CaseOf(LastYear, Student);
        var made = await demo.Server.Get<DecisionRecords>().LoadAsync(id, default);
        var history = new HistoryOnly(demo.Server.Get<IStepStore>());
        var types = demo.Server.Get<ActivityTypes>();
        var again = await new DecisionRecords(
            history, new SealedTexts(history, demo.Server.Get<Cipher>()), new PinCache(new BlobPinSource(history, text => DefinitionReader.Read(text, types).Definition))).LoadAsync(id, default);
        var options = new JsonSerializerOptions();
        Json.Configure(options);
        made.Should().NotBeNull();
        JsonSerializer.Serialize(again, options).Should().Be(JsonSerializer.Serialize(made, options));
        made!.Events.Should().Be((await history.EventsAsync(id)).Count);
    }

    [Fact]
    public async Task The_family_prints_it_in_plain_words_and_no_other_family_s()
    {
        var id = await demo.CaseOf(LastYear, Student);
        var family = await demo.Server.FamilyAsync(demo.Played.PersonOf(Student)!.Id, "家长二");
        var sheet = await demo.GetAsync(family, $"/api/prints/decision-record?case={id}");
        sheet.Text.Should().Contain("认定决定记录").And.Contain("比较困难").And.Contain("期满无异议成立").And.Contain("到会").And.NotContain("returned").And.NotContain("home-visit");
        var other = await demo.Server.FamilyAsync(demo.Played.PersonOf("潘晓峰")!.Id, "别家");
        (await demo.GetAsync(other, $"/api/prints/decision-record?case={id}")).Status.Should().Be(404);
        (await demo.GetAsync(demo.Secretary, $"/api/prints/decision-record?case={id}")).Status.Should().Be(403);
        (await demo.GetAsync(demo.Office, $"/api/prints/decision-record?case={id}")).Status.Should().Be(200);
    }

    /// <summary>Events and blobs of a store, and nothing that stands beside them.</summary>
    private sealed class HistoryOnly(IStepStore store) : IStepStore
    {
        public ValueTask<IReadOnlyList<StoredEvent>> EventsAsync(Id stream, long after = 0, CancellationToken cancellation = default) => store.EventsAsync(stream, after, cancellation);

        public ValueTask<Blob?> BlobAsync(string hash, CancellationToken cancellation = default) => store.BlobAsync(hash, cancellation);

        public Task<IReadOnlyList<StepResult>> ApplyAsync(IReadOnlyList<Step> steps, CancellationToken cancellation = default) => throw new NotSupportedException();

        public ValueTask<StoredStream?> LoadAsync(Id stream, CancellationToken cancellation = default) => throw new NotSupportedException();

        public ValueTask<StoredEvent?> OperationAsync(Id operation, CancellationToken cancellation = default) => throw new NotSupportedException();

        public ValueTask<long> CounterAsync(string counter, CancellationToken cancellation = default) => throw new NotSupportedException();

        public long KeptBodyHash(Id operation, long bodyHash) => throw new NotSupportedException();
    }
}
