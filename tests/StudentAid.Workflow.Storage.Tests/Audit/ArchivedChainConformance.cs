using FluentAssertions;
using StudentAid.Workflow.Casework.Audit;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Audit;
using StudentAid.Workflow.Storage.Keys;
using StudentAid.Workflow.Storage.Memory;
using StudentAid.Workflow.Storage.Sqlite;
using Xunit;
using static StudentAid.Workflow.Storage.Tests.Conformance.Sample;

namespace StudentAid.Workflow.Storage.Tests.Audit;

public sealed class SqliteArchivedChains : ArchivedChainConformance
{
    private readonly TemporaryFolder folder = new();
    private SqliteStore? store;

    protected override (IStepStore Steps, IChainShelf Chains) Open()
    {
        store = SqliteStore.Open(folder.File("store.db"));
        return (store, store.Chains);
    }

    protected override Task<AuditVerdict> VerifyAsync(IReadOnlyList<HeadFile> heads, IReadOnlyList<HeadKey> keys, IReadOnlyList<ChainArchive> archives) =>
        Task.FromResult(SqliteAudit.Verify(folder.File("store.db"), heads, keys, archives));

    protected override async Task CloseAsync()
    {
        await store!.DisposeAsync();
        folder.Dispose();
    }
}

public sealed class MemoryArchivedChains : ArchivedChainConformance
{
    private readonly MemoryStore store = new();

    protected override (IStepStore Steps, IChainShelf Chains) Open() => (store, store.Chains);

    protected override Task<AuditVerdict> VerifyAsync(IReadOnlyList<HeadFile> heads, IReadOnlyList<HeadKey> keys, IReadOnlyList<ChainArchive> archives) =>
        store.VerifyAsync(heads, keys, archives);

    protected override Task CloseAsync() => Task.CompletedTask;
}

/// <summary>What every store promises of a chain whose older rows stand in archives.</summary>
public abstract class ArchivedChainConformance : IAsyncLifetime
{
    private const string Henan = "/henan/";
    private static readonly DateOnly Day = new(2026, 8, 31);
    private static readonly Id Trail = Id.Of("trail");

    private readonly TemporaryFolder files = new();
    private readonly MasterKey master = MasterKey.New();
    private IStepStore steps = null!;
    private IChainShelf chains = null!;

    private HeadKey Key => HeadKey.From(master);

    private HeadFolder Heads => new(files.File("heads"));

    private TrailArchives Archives => new(chains, Heads, files.File("archives"), () => Key);

    protected abstract (IStepStore Steps, IChainShelf Chains) Open();

    protected abstract Task<AuditVerdict> VerifyAsync(IReadOnlyList<HeadFile> heads, IReadOnlyList<HeadKey> keys, IReadOnlyList<ChainArchive> archives);

    protected abstract Task CloseAsync();

    public Task InitializeAsync()
    {
        (steps, chains) = Open();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await CloseAsync();
        files.Dispose();
    }

    [Fact]
    public async Task A_year_s_archive_is_whole_by_itself_and_fills_the_chain_from_which_its_rows_were_taken()
    {
        var end = await ArchivedAsync();
        (await VerifyAsync()).Should().BeEquivalentTo(new { Events = 4L, Sealed = 4L, Unsealed = 0L, Archived = 0L, Bad = (object?)null });

        await CutAsync(end);

        chains.Rows(Henan, 0, 99).Select(r => r.N).Should().Equal(3);
        (await VerifyAsync()).Should().BeEquivalentTo(new { Events = 5L, Sealed = 4L, BelowHead = 3L, Unsealed = 1L, Archived = 0L, Bad = (object?)null });
        var alone = await VerifyAsync(Heads.All(), []);
        alone.Should().BeEquivalentTo(new { Events = 5L, Sealed = 1L, BelowHead = 3L, Unsealed = 1L, Archived = 3L, Bad = (object?)null }, "what stands in the archive alone is counted");
        alone.Starts.Single().Should().BeEquivalentTo(new { Place = Henan, Rows = 2L, Events = 3L });
    }

    [Fact]
    public async Task Sealing_goes_on_after_the_rows_were_taken_and_nothing_is_sealed_twice()
    {
        await CutAsync(await ArchivedAsync());

        await new AuditSealer(chains).SealAllAsync(Morning);

        chains.Rows(Henan, 0, 99).Select(r => (r.N, r.Total)).Should().Equal((3, 4), (4, 5));
        (await VerifyAsync()).Should().BeEquivalentTo(new { Events = 5L, Sealed = 5L, Unsealed = 0L, Bad = (object?)null });
    }

    [Fact]
    public async Task The_next_year_s_archive_goes_on_where_the_first_one_ended()
    {
        var end = await ArchivedAsync();
        await CutAsync(end);
        await new AuditSealer(chains).SealAllAsync(Morning);
        Heads.Publish(chains, Key, Day.AddYears(1), Morning.AddYears(1));
        var second = Archives.HeadBy(Henan, Day.AddYears(1))!;

        Archives.Write(Trail, 2026, Henan, end, second).Should().BeTrue();

        var archive = Kept()[1];
        (archive.Before.Rows, archive.End.Rows, archive.Events, archive.Check([Key])).Should().Be((2, 4, 2, null));
        Archives.Write(Trail, 2027, Henan, TrailEnd.Nothing, second).Should().BeFalse("the first rows have left");
    }

    [Fact]
    public async Task The_last_row_of_a_chain_stays_and_a_row_that_is_none_takes_nothing()
    {
        var end = await ArchivedAsync();
        var last = chains.Last(Henan)!;

        foreach (var wrong in (ChainCut[])[
            new(Henan, last.N, last.Total, Convert.ToHexStringLower(last.Hash.Span)), new(Henan, end.Rows, end.Events, new string('0', 64)), new(Henan, end.Rows, end.Events + 1, end.Hash)])
        {
            await FluentActions.Awaiting(() => steps.ApplyAsync([Step(Trail, 0) with { Kind = "trail", Rows = [wrong] }])).Should().ThrowAsync<BrokenStepException>();
        }

        chains.Rows(Henan, 0, 99).Should().HaveCount(3);
        chains.StartOf(Henan).Should().BeNull();
    }

    [Fact]
    public async Task An_archive_that_was_changed_names_its_file_and_row_and_one_that_was_signed_by_somebody_else_is_known()
    {
        await ArchivedAsync();
        var text = Archives.Read(Trail, 2025)!;
        var whole = ChainArchive.Of("a.json", text);
        using var other = HeadKey.From(MasterKey.New());
        string Code(string changed, params HeadKey[] keys) => ChainArchive.Of("a.json", changed).Check(keys)?.Code.Id ?? "";

        whole.Check([Key]).Should().BeNull();
        Code(text.Replace("\"total\":3", "\"total\":4", StringComparison.Ordinal)).Should().Be("audit-archive-changed");
        ChainArchive.Of("a.json", text.Replace("\"total\":3", "\"total\":4", StringComparison.Ordinal)).Check([])!.ToString().Should().Contain("a.json").And.Contain("2");
        Code(text.Replace("\"year\":2025", "\"year\":2024", StringComparison.Ordinal)).Should().Be("audit-archive-forged");
        Code(text.Replace("\"day\":\"2026-08-31\"", "\"day\":\"2026-08-30\"", StringComparison.Ordinal)).Should().Be("audit-head-forged");
        Code(ChainArchive.Write(Henan, 2025, whole.Before, whole.Rows[..1], whole.Head!, Key)).Should().Be("audit-archive-end");
        Code(ChainArchive.Write(Henan, 2025, whole.Before, whole.Rows, whole.Head!, other), Key).Should().Be("audit-archive-other-key");
        Code(text, other).Should().Be("audit-head-other-key");
        Code(text[..^9]).Should().Be("audit-archive-unreadable");
        Code("{}").Should().Be("audit-archive-unreadable");
    }

    [Fact]
    public async Task What_was_deleted_below_an_archive_is_named_with_it_and_a_start_that_no_head_shows_without_it()
    {
        var end = await ArchivedAsync();
        var archives = Kept();
        await CutAsync(end);

        (await VerifyAsync(Heads.All(), [ChainArchive.Of("b.json", ChainArchive.Write(Henan, 2025, archives[0].Before, archives[0].Rows[..1], archives[0].Head!, Key))])).Bad!.Code
            .Should().Be(AuditCodes.ArchiveEnd);
        var foreign = HeadFile.Of("2026-09-30.json", new PublishedHead(Day.AddDays(30), Morning, [new ChainHead(Henan, 3, 4, Convert.ToHexStringLower(chains.Last(Henan)!.Hash.Span))], Key.Id).Signed(Key));
        (await VerifyAsync([foreign], [])).Bad!.Code.Should().Be(AuditCodes.StartUnfounded, "no published head shows the row at which it starts");
        var differs = HeadFile.Of("2026-08-31.json", new PublishedHead(Day, Morning, [new ChainHead(Henan, end.Rows, end.Events, new string('0', 64))], Key.Id).Signed(Key));
        (await VerifyAsync([differs], [])).Bad!.Code.Should().Be(AuditCodes.HeadDiffers);
    }

    [Fact]
    public async Task A_crash_before_the_step_leaves_a_file_that_is_written_anew_and_a_chain_that_is_whole()
    {
        var end = await ArchivedAsync();
        File.WriteAllText(Directory.GetFiles(files.File("archives")).Single(), "{");
        Archives.Holds(Trail, 2025, end).Should().BeFalse();

        Archives.Write(Trail, 2025, Henan, TrailEnd.Nothing, end).Should().BeTrue();

        Archives.Holds(Trail, 2025, end).Should().BeTrue();
        Archives.Holds(Trail, 2025, end with { Rows = 1 }).Should().BeFalse();
        Archives.Holds(Trail, 2024, end).Should().BeFalse();
        (await VerifyAsync()).Bad.Should().BeNull();
    }

    private Task<AuditVerdict> VerifyAsync() => VerifyAsync(Heads.All(), Kept());

    private Task<AuditVerdict> VerifyAsync(IReadOnlyList<HeadFile> heads, IReadOnlyList<ChainArchive> archives) => VerifyAsync(heads, [Key], archives);

    private IReadOnlyList<ChainArchive> Kept() => TrailArchives.In(files.File("archives"));

    /// <summary>Two rows below the year's head stand in an archive; a third came after it.</summary>
    private async Task<TrailEnd> ArchivedAsync()
    {
        await SealAsync(Step(Case(1), 0), Step(Case(2), 0));
        await SealAsync(Step(Case(1), 1));
        Heads.Publish(chains, Key, Day, Morning);
        await SealAsync(Step(Case(2), 1));
        var end = Archives.HeadBy(Henan, Day)!;
        Archives.Write(Trail, 2025, Henan, TrailEnd.Nothing, end).Should().BeTrue();
        return end;
    }

    private async Task CutAsync(TrailEnd end) =>
        (await steps.ApplyAsync([Step(Trail, 0) with { Kind = "trail", Rows = [new ChainCut(Henan, end.Rows, end.Events, end.Hash)] }])).Single().Should().BeOfType<StepResult.Applied>();

    private async Task SealAsync(params Step[] taken)
    {
        foreach (var result in await steps.ApplyAsync(taken))
            result.Should().BeOfType<StepResult.Applied>();
        await new AuditSealer(chains).SealAllAsync(Morning);
    }
}
