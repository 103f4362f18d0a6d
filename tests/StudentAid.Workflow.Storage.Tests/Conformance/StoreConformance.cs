using FluentAssertions;
using StudentAid.Workflow.Engine.Streams;
using Xunit;
using static StudentAid.Workflow.Storage.Tests.Conformance.Sample;

namespace StudentAid.Workflow.Storage.Tests.Conformance;

/// <summary>
/// What every store promises. A database joins by one subclass that opens a fresh store; nothing here knows which one it is.
/// The parts stand in the files of their things.
/// </summary>
public abstract partial class StoreConformance : IAsyncLifetime
{
    protected IStoreUnderTest Store { get; private set; } = null!;

    protected abstract Task<IStoreUnderTest> OpenAsync();

    public async Task InitializeAsync() => Store = await OpenAsync();

    public async Task DisposeAsync() => await Store.DisposeAsync();

    [Fact]
    public async Task A_stream_begins_at_version_one_and_is_read_as_it_was_written()
    {
        var step = Step(Case(1), 0) with { Practice = true };

        (await Store.ApplyAsync(step)).Should().Be(new StepResult.Applied(1));

        var stored = await Store.Steps.LoadAsync(Case(1));
        stored.Should().BeEquivalentTo(
            new StoredStream(Case(1), "instance", 1, ClassOne, Round, step.Subject, "open", true, step.Snapshot), o => o.Excluding(s => s.Snapshot));
        stored!.Snapshot.ToArray().Should().Equal(step.Snapshot.ToArray());
    }

    [Fact]
    public async Task An_unknown_stream_is_null()
    {
        (await Store.Steps.LoadAsync(Case(1))).Should().BeNull();
        (await Store.Steps.EventsAsync(Case(1))).Should().BeEmpty();
        (await Store.Steps.OperationAsync(Id.Of("none"))).Should().BeNull();
    }

    [Fact]
    public async Task A_step_on_another_version_is_stale_and_changes_nothing()
    {
        await Store.TakeAsync(Step(Case(1), 0), Step(Case(1), 1));

        (await Store.ApplyAsync(Step(Case(1), 1, "late") with { Status = "finished", Rows = [Opened(1)] })).Should().Be(new StepResult.Stale(2));
        (await Store.ApplyAsync(Step(Case(1), 0, "again"))).Should().Be(new StepResult.Stale(2));
        (await Store.ApplyAsync(Step(Case(2), 3, "early"))).Should().Be(new StepResult.Stale(0));

        (await Store.Steps.LoadAsync(Case(1)))!.Status.Should().Be("open");
        (await Store.Steps.EventsAsync(Case(1))).Should().HaveCount(2);
        (await Store.Steps.LoadAsync(Case(2))).Should().BeNull();
    }

    private StepResult.Duplicate Repeated(Id stream, long seq, string operation, long bodyHash) =>
        new(stream, seq, Store.Steps.KeptBodyHash(Id.Of(operation), bodyHash));

    [Fact]
    public async Task A_known_operation_is_a_duplicate_with_the_first_body_hash_even_where_it_would_be_stale()
    {
        await Store.TakeAsync(Step(Case(1), 0), Step(Case(1), 1, "approve"), Step(Case(1), 2));

        (await Store.ApplyAsync(Step(Case(1), 1, "approve"))).Should().Be(Repeated(Case(1), 2, "approve", 2));
        (await Store.ApplyAsync(Step(Case(1), 3, "approve") with { BodyHash = 99 })).Should().Be(Repeated(Case(1), 2, "approve", 2));
        (await Store.ApplyAsync(Step(Case(2), 0, "approve"))).Should().Be(Repeated(Case(1), 2, "approve", 2));

        (await Store.Steps.LoadAsync(Case(1)))!.Version.Should().Be(3);
        (await Store.Steps.LoadAsync(Case(2))).Should().BeNull();
        (await Store.Steps.OperationAsync(Id.Of("approve")))!.Seq.Should().Be(2);
    }

    [Fact]
    public async Task Steps_of_one_list_see_each_other()
    {
        var results = await Store.Steps.ApplyAsync(
            [Step(Case(1), 0), Step(Case(1), 1), Step(Case(1), 1, "other"), Step(Case(1), 1), Step(Case(1), 2)]);

        results.Should().Equal(
            new StepResult.Applied(1), new StepResult.Applied(2), new StepResult.Stale(2), Repeated(Case(1), 2, $"{Case(1)}/1", 2), new StepResult.Applied(3));
    }

    [Fact]
    public async Task Events_are_read_in_order_and_after_a_seq()
    {
        await Store.TakeAsync(Step(Case(1), 0), Step(Case(2), 0), Step(Case(1), 1), Step(Case(1), 2));

        var events = await Store.Steps.EventsAsync(Case(1));

        events.Select(e => e.Seq).Should().Equal(1, 2, 3);
        events.Select(e => e.At).Should().Equal(Morning, Morning.AddMinutes(1), Morning.AddMinutes(2));
        events.Should().OnlyContain(e => e.Stream == Case(1) && e.Actor == Clerk);
        (await Store.Steps.EventsAsync(Case(1), after: 2)).Select(e => e.Seq).Should().Equal(3);
    }

    [Fact]
    public async Task Sealed_parts_come_back_as_they_were_framed()
    {
        SealedPart[] parts = [new(Case(7), "key-1", "family"u8.ToArray()), new(Case(8), "键", Array.Empty<byte>())];
        await Store.TakeAsync(Step(Case(1), 0) with { Sealed = [.. parts] }, Step(Case(1), 1));

        var events = await Store.Steps.EventsAsync(Case(1));

        SealedFrame.Read(events[0].Sealed).Should().BeEquivalentTo(parts, o => o.ComparingByMembers<SealedPart>().Excluding(p => p.Bytes));
        SealedFrame.Read(events[0].Sealed)[0].Bytes.ToArray().Should().Equal("family"u8.ToArray());
        events[1].Sealed.Length.Should().Be(0);
    }

    [Fact]
    public async Task The_snapshot_is_emptied_at_the_end()
    {
        await Store.TakeAsync(Step(Case(1), 0), Step(Case(1), 1) with { Status = "finished", At = "", Snapshot = default });

        var stored = await Store.Steps.LoadAsync(Case(1));

        stored!.Snapshot.Length.Should().Be(0);
        stored.Status.Should().Be("finished");
    }

    [Fact]
    public async Task A_broken_step_fails_alone_and_leaves_nothing()
    {
        var good = Store.Steps.ApplyAsync([Step(Case(1), 0)]);
        var broken = Store.Steps.ApplyAsync([Step(Case(2), 0) with { Rows = [Opened(1), new TaskClosed(9)] }]);
        var after = Store.Steps.ApplyAsync([Step(Case(3), 0)]);

        (await good)[0].Should().Be(new StepResult.Applied(1));
        (await after)[0].Should().Be(new StepResult.Applied(1));
        await broken.Invoking(b => b).Should().ThrowAsync<BrokenStepException>();
        (await Store.Steps.LoadAsync(Case(2))).Should().BeNull();
        (await Store.Steps.OperationAsync(Step(Case(2), 0).Operation)).Should().BeNull();
    }

    [Fact]
    public async Task A_blob_is_kept_once_under_the_hash_of_its_content()
    {
        var content = "申请表"u8.ToArray();
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));
        var blob = new Blob(hash, "application/json", content, Case(7));
        await Store.TakeAsync(Step(Case(1), 0) with { Blobs = [blob] }, Step(Case(2), 0) with { Blobs = [blob] });

        var read = await Store.Steps.BlobAsync(hash);

        read!.Content.ToArray().Should().Equal(content);
        (read.ContentType, read.Subject).Should().Be(("application/json", Case(7)));
        (await Store.Steps.BlobAsync(new string('0', 64))).Should().BeNull();
        await Store.Invoking(s => s.ApplyAsync(Step(Case(3), 0) with { Blobs = [blob with { Hash = new string('0', 64) }] })).Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task Every_chain_is_whole()
    {
        await Store.TakeAsync(Step(Case(1), 0), Step(Case(2), 0), Step(Case(1), 1) with { Sealed = [new(Case(7), "k", "x"u8.ToArray())] });

        (await Store.Reader.VerifyAsync()).Should().BeNull();
    }
}
