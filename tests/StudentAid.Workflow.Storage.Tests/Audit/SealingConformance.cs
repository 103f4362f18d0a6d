using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Casework.Audit;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Audit;
using StudentAid.Workflow.Storage.Keys;
using StudentAid.Workflow.Storage.Memory;
using StudentAid.Workflow.Storage.Sqlite;
using StudentAid.Workflow.Storage.Tests.Conformance;
using Xunit;
using static StudentAid.Workflow.Storage.Tests.Conformance.Sample;

namespace StudentAid.Workflow.Storage.Tests.Audit;

public sealed class SqliteSealing : SealingConformance
{
    private readonly TemporaryFolder folder = new();
    private SqliteStore? store;

    protected override (IStepStore Steps, IChainShelf Chains) Open()
    {
        store = SqliteStore.Open(folder.File("store.db"));
        return (store, store.Chains);
    }

    protected override Task<AuditVerdict> VerifyAsync(IReadOnlyList<HeadFile> heads, IReadOnlyList<HeadKey> keys) =>
        Task.FromResult(SqliteAudit.Verify(folder.File("store.db"), heads, keys));

    protected override Task<bool> DeletePracticeAsync(Id round) => store!.DeletePracticeAsync(round);

    protected override async Task CloseAsync()
    {
        await store!.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task After_a_restart_sealing_goes_on_where_it_stood()
    {
        await TakeAsync(Step(Case(1), 0), Step(Case(2), 0));
        await new AuditSealer(Chains, 1).SealAsync(Morning);
        await store!.DisposeAsync();

        (Steps, Chains) = Open();
        await TakeAsync(Step(Case(1), 1));
        await new AuditSealer(Chains).SealAllAsync(Morning);

        (await VerifyAsync([], [])).Should().Be(new AuditVerdict(3, 3, 0, 0, 0, false, null));
        Chains.Last("/henan/")!.N.Should().Be(2);
    }
}

public sealed class MemorySealing : SealingConformance
{
    private readonly MemoryStore store = new();

    protected override (IStepStore Steps, IChainShelf Chains) Open() => (store, store.Chains);

    protected override Task<AuditVerdict> VerifyAsync(IReadOnlyList<HeadFile> heads, IReadOnlyList<HeadKey> keys) => store.VerifyAsync(heads, keys);

    protected override Task<bool> DeletePracticeAsync(Id round) => store.DeletePracticeAsync(round);

    protected override Task CloseAsync() => Task.CompletedTask;
}

/// <summary>What every store promises about its tenants' chains and their heads.</summary>
public abstract class SealingConformance : IAsyncLifetime
{
    private static readonly DateOnly Day = new(2026, 9, 22);

    private readonly TemporaryFolder heads = new();
    private readonly HeadKey key = HeadKey.From(MasterKey.New());

    protected IStepStore Steps { get; set; } = null!;

    protected IChainShelf Chains { get; set; } = null!;

    private HeadFolder Folder => new(heads.File("heads"));

    protected abstract (IStepStore Steps, IChainShelf Chains) Open();

    protected abstract Task<AuditVerdict> VerifyAsync(IReadOnlyList<HeadFile> heads, IReadOnlyList<HeadKey> keys);

    protected abstract Task<bool> DeletePracticeAsync(Id round);

    protected abstract Task CloseAsync();

    public Task InitializeAsync()
    {
        (Steps, Chains) = Open();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await CloseAsync();
        heads.Dispose();
        key.Dispose();
    }

    [Fact]
    public async Task Every_event_is_sealed_once_in_its_tenants_chain_and_sealing_again_adds_nothing()
    {
        await TakeAsync(Step(Case(1), 0), Step(Case(1), 1), Step(Case(2), 0) with { OrgPath = "/south/school/" }, Step(Case(3), 0) with { OrgPath = OtherSchool });
        var sealer = new AuditSealer(Chains);

        (await sealer.SealAsync(Morning)).Should().Be(4);
        (await sealer.SealAsync(Morning)).Should().Be(0);

        Chains.Places().Should().Equal("/henan/", "/south/");
        Chains.Last("/henan/")!.Entries().Select(e => (e.Stream, e.Seq)).Should().Equal((Case(1), 1), (Case(1), 2), (Case(3), 1));
        (await VerifyAsync([], [])).Should().Be(new AuditVerdict(4, 4, 0, 0, 0, false, null));
    }

    [Fact]
    public async Task A_school_has_a_chain_of_its_own()
    {
        await TakeAsync(
            Step(Id.Of("unit"), 0) with { Kind = "unit", OrgPath = School, Rows = [new DocumentPut(UnitFacts.OrgUnit, School, Value.Record(("kind", "school")))] },
            Step(Case(1), 0), Step(Case(2), 0) with { OrgPath = OtherSchool });

        await new AuditSealer(Chains).SealAllAsync(Morning);

        Chains.Places().Should().Equal("/henan/", School);
    }

    [Fact]
    public async Task What_is_committed_after_the_last_batch_is_counted_as_not_yet_sealed()
    {
        await TakeAsync(Step(Case(1), 0));
        await new AuditSealer(Chains).SealAllAsync(Morning);
        await TakeAsync(Step(Case(1), 1), Step(Case(2), 0));

        (await VerifyAsync([], [])).Should().Be(new AuditVerdict(3, 1, 0, 2, 0, false, null));
    }

    [Fact]
    public async Task Of_two_sealers_at_once_one_takes_the_batch()
    {
        await TakeAsync([.. Enumerable.Range(1, 60).Select(n => Step(Case(n), 0))]);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            for (var n = 0; n < 60; n++)
                await new AuditSealer(Chains, 7).SealAsync(Morning);
        })));

        (await VerifyAsync([], [])).Should().Be(new AuditVerdict(60, 60, 0, 0, 0, false, null));
    }

    [Fact]
    public async Task Practice_streams_are_in_no_chain_and_can_be_deleted()
    {
        var practice = Step(Case(7), 0) with { Kind = "round", Practice = true };
        await TakeAsync(Step(Case(1), 0), practice);
        await new AuditSealer(Chains).SealAllAsync(Morning);
        await DeletePracticeAsync(Case(7));
        await TakeAsync(Step(Case(2), 0));
        await new AuditSealer(Chains).SealAllAsync(Morning);

        (await VerifyAsync([], [])).Should().Be(new AuditVerdict(2, 2, 0, 0, 0, false, null));
    }

    [Fact]
    public async Task A_stream_that_moves_to_another_tenant_is_sealed_in_both_chains()
    {
        await TakeAsync(Step(Case(1), 0));
        await new AuditSealer(Chains).SealAllAsync(Morning);
        await TakeAsync(Step(Case(1), 1) with { OrgPath = "/south/school/" });
        await new AuditSealer(Chains).SealAllAsync(Morning);

        Chains.Places().Should().Equal("/henan/", "/south/");
        (await VerifyAsync([], [])).Should().Be(new AuditVerdict(2, 2, 0, 0, 0, false, null));
    }

    [Fact]
    public async Task A_day_has_one_head_and_the_next_day_another()
    {
        Folder.Publish(Chains, key, Day, Morning).Should().BeFalse("nothing is sealed");
        await SealOneAsync(1);
        Folder.Publish(Chains, key, Day, Morning).Should().BeTrue();
        var first = Folder.All();
        await SealOneAsync(2);
        Folder.Publish(Chains, key, Day, Morning.AddHours(1)).Should().BeFalse();
        Folder.All().Should().BeEquivalentTo(first);
        Folder.Publish(Chains, key, Day.AddDays(1), Morning.AddDays(1)).Should().BeTrue();

        Folder.All().Select(f => f.Head!.Heads.Single().Events).Should().Equal(1, 2);
        (await VerifyAsync(Folder.All(), [key])).Should().Be(new AuditVerdict(2, 2, 2, 0, 2, true, null));
    }

    [Fact]
    public async Task A_head_that_was_changed_or_signed_by_somebody_else_is_named()
    {
        await SealOneAsync(1);
        Folder.Publish(Chains, key, Day, Morning);
        using var other = HeadKey.From(MasterKey.New());
        var text = Folder.All()[0].Head!;
        var forged = text with { Heads = [text.Heads[0] with { Hash = new string('0', 64) }] };

        var changed = HeadFile.Of("x.json", text.Signed(key).Replace("\"events\":1", "\"events\":2", StringComparison.Ordinal));
        (await VerifyAsync([changed], [])).Bad!.Code.Should().Be(AuditCodes.HeadForged);
        (await VerifyAsync([changed], [key])).Bad!.Code.Should().Be(AuditCodes.HeadForged);
        (await VerifyAsync([HeadFile.Of("x.json", (forged with { Key = other.Id }).Signed(other))], [key])).Bad!.Code.Should().Be(AuditCodes.HeadOfAnotherKey);
        (await VerifyAsync([HeadFile.Of("x.json", Claiming(forged, other))], [key])).Bad!.Code.Should().Be(AuditCodes.HeadForged, "it names our key and was signed with another");
        (await VerifyAsync([HeadFile.Of("x.json", "{")], [key])).Bad!.Code.Should().Be(AuditCodes.HeadUnreadable);
        (await VerifyAsync([HeadFile.Of("x.json", forged.Signed(key))], [key])).Bad!.Code.Should().Be(AuditCodes.HeadDiffers);
        (await VerifyAsync([HeadFile.Of("x.json", (text with { Heads = [text.Heads[0] with { Rows = 5 }] }).Signed(key))], [key])).Bad!.Code.Should().Be(AuditCodes.Truncated);
    }

    [Fact]
    public void The_signing_key_comes_from_the_master_key_and_its_public_half_checks()
    {
        var master = MasterKey.New();
        using var one = HeadKey.From(master);
        using var same = HeadKey.From(master);
        File.WriteAllText(heads.File("public.pem"), one.ToPem());
        using var open = HeadKey.Read(heads.File("public.pem"));

        same.Id.Should().Be(one.Id);
        open.Id.Should().Be(one.Id);
        key.Id.Should().NotBe(one.Id);
        open.Holds("text"u8, one.Sign("text"u8)).Should().BeTrue();
        open.Holds("test"u8, one.Sign("text"u8)).Should().BeFalse();
    }

    protected async Task TakeAsync(params Step[] steps)
    {
        foreach (var result in await Steps.ApplyAsync(steps))
            result.Should().BeOfType<StepResult.Applied>();
    }

    private async Task SealOneAsync(int number)
    {
        await TakeAsync(Step(Case(number), 0));
        await new AuditSealer(Chains).SealAllAsync(Morning);
    }

    /// <summary>The forger's text bears the true public key and the forger's signature.</summary>
    private string Claiming(PublishedHead forged, HeadKey forger)
    {
        var record = (RecordValue)Value.Parse((forged with { Key = key.Id }).Signed(key));
        var text = record.Without("signature");
        return text.With("signature", Convert.ToBase64String(forger.Sign(Encoding.UTF8.GetBytes(text.ToJson())))).ToJson();
    }
}
