using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Casework.Erasure;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Keys;
using StudentAid.Workflow.Storage.Tests.Conformance;
using StudentAid.Workflow.Storage.Tests.Memory;
using StudentAid.Workflow.Storage.Tests.Sqlite;
using Xunit;
using static StudentAid.Workflow.Storage.Tests.Conformance.Sample;

namespace StudentAid.Workflow.Storage.Tests.Keys;

public sealed class SqliteMasterKeyConformance : MasterKeyConformance
{
    protected override IStoreUnderTest Open(Vault vault) => new SqliteConformance.Temporary(vault: vault);
}

public sealed class MemoryMasterKeyConformance : MasterKeyConformance
{
    protected override IStoreUnderTest Open(Vault vault) => new MemoryConformance.UnderTest(vault);
}

/// <summary>What every store with a vault promises while its master key is changed: at no moment is there anything that neither of the two keys opens.</summary>
public abstract class MasterKeyConformance : IAsyncLifetime
{
    /// <summary>More than two batches.</summary>
    private const int Schools = 600;

    private readonly MasterKey former = MasterKey.New();
    private readonly MasterKey next = MasterKey.New();
    private Vault vault = null!;
    private IStoreUnderTest store = null!;

    protected abstract IStoreUnderTest Open(Vault vault);

    public Task InitializeAsync()
    {
        vault = new Vault(new MasterKeys(former, next));
        store = Open(vault);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public async Task Afterwards_the_new_key_opens_everything_alone_and_the_former_one_nothing()
    {
        await BeginAsync(1, 3);

        (await new KeyRotation(vault).MasterAsync(next)).Should().Be(3);

        Wrapping().Should().Equal(next.Id);
        await OpensAsync(new Vault(next), 3);
        await OpensAsync(new Vault(new MasterKeys(former, next)), 3);
        Attaching(new Vault(former)).Should().Throw<VaultException>().WithMessage($"*{next.Id}*{former.Id}*.next*");
        (await new KeyRotation(vault).MasterAsync(next)).Should().Be(0, "made again it finds nothing to do");
    }

    [Fact]
    public async Task Cut_off_after_any_batch_both_keys_open_everything_either_alone_is_refused_and_the_next_start_finishes_it()
    {
        await BeginAsync(1, Schools);
        for (var cut = 0; ; cut++)
        {
            var shelf = new CutShelf(vault.Shelf, cut);
            var changing = new Vault(new MasterKeys(former, next));
            changing.Attach(shelf);
            try
            {
                await new KeyRotation(changing).MasterAsync(next);
                break;
            }
            catch (IOException)
            {
                // What stands now is what a crash would leave.
            }

            await OpensAsync(new Vault(new MasterKeys(former, next)), Schools);
            var wrapping = Wrapping();
            wrapping.Should().BeSubsetOf([former.Id, next.Id]);
            if (wrapping.Length < 2)
                continue;
            foreach (var alone in (MasterKey[])[former, next])
                Attaching(new Vault(alone)).Should().Throw<VaultException>().WithMessage($"*正在更换*{former.Id}*").Which.Message.Should().Contain("under way").And.Contain(next.Id.ToString());
        }

        Wrapping().Should().Equal(next.Id);
        await OpensAsync(new Vault(next), Schools);
    }

    [Fact]
    public async Task A_start_with_both_keys_finishes_a_change_that_was_cut_off_and_wraps_new_schools_by_the_next_key()
    {
        await BeginAsync(1, Schools);
        var cut = new Vault(new MasterKeys(former, next));
        cut.Attach(new CutShelf(vault.Shelf, 2));
        await FluentActions.Awaiting(() => new KeyRotation(cut).MasterAsync(next)).Should().ThrowAsync<IOException>();
        Wrapping().Should().HaveCount(2);

        var again = new Vault(new MasterKeys(former, next));
        again.Attach(vault.Shelf);
        again.Master.Id.Should().Be(next.Id, "nothing more is wrapped by the former key");
        await again.TidyAsync();

        Wrapping().Should().Equal(next.Id);
        await OpensAsync(new Vault(next), Schools);
    }

    [Fact]
    public async Task A_start_with_both_keys_begins_no_change_by_itself()
    {
        await BeginAsync(1, 2);
        var again = new Vault(new MasterKeys(former, next));
        again.Attach(vault.Shelf);
        await again.TidyAsync();

        Wrapping().Should().Equal(former.Id);
        again.Master.Id.Should().Be(former.Id);
    }

    [Fact]
    public async Task Schools_that_begin_while_it_goes_on_are_wrapped_by_the_new_key_and_all_that_was_written_meanwhile_is_read()
    {
        await BeginAsync(1, 200);
        var running = Task.WhenAll(Enumerable.Range(201, 200).Select(n => Task.Run(() => store.TakeAsync(Written(n)))));

        await new KeyRotation(vault).MasterAsync(next);
        await running;
        await BeginAsync(401, 5);

        Wrapping().Should().Equal(next.Id);
        await OpensAsync(new Vault(next), 405);
        await OpensAsync(vault, 405, attach: false);
    }

    [Fact]
    public async Task A_key_that_was_made_before_the_change_and_reaches_the_disk_after_it_lies_there_wrapped_by_the_new_one()
    {
        await BeginAsync(1, 1);
        var (fresh, late) = (new Fresh(), Written(2));
        vault.Lock(late.Sealed[0], late, 0, fresh);
        fresh.Rows.Should().Contain(r => r.IsTenant && r.Under == former.Id, "a step is on its way with it");

        await new KeyRotation(vault).MasterAsync(next);
        await store.TakeAsync(late);

        Wrapping().Should().Equal(next.Id);
        await OpensAsync(new Vault(next), 2);
    }

    [Fact]
    public async Task Schools_keys_and_the_master_key_are_changed_one_after_the_other_whoever_comes_first()
    {
        await BeginAsync(1, 40);

        await Task.WhenAll(Task.Run(() => new KeyRotation(vault).TenantsAsync()), Task.Run(() => new KeyRotation(vault).MasterAsync(next)), Task.Run(() => new KeyRotation(vault).TenantsAsync()));

        Wrapping().Should().Equal(next.Id);
        await OpensAsync(new Vault(next), 40);
    }

    [Fact]
    public async Task How_far_it_is_is_told_by_ids_alone_and_each_standing_has_its_word()
    {
        await BeginAsync(1, 3);
        using var folder = new TemporaryFolder();
        var (path, key) = (folder.File("master.key"), MasterKey.ReadOrCreate(folder.File("master.key")));
        var shelf = vault.Shelf;
        await new KeyRotation(vault).MasterAsync(key);
        var change = new MasterKeyChange(vault, new MasterKeyFile(path));
        (change.Standing().State, change.Standing().File, change.Standing().Next).Should().Be((MasterKeyStanding.Held, key.Id, default));

        var to = MasterKey.ReadOrCreate(path + ".next");
        (await change.ChangeAsync(Id.Of("another"), default)).Should().BeNull();
        (change.Standing().State, change.Standing().Next).Should().Be((MasterKeyStanding.Held, to.Id));
        await shelf.PutAsync([vault.Ring.Rewrap(shelf.Tenants()[0], to)]);
        change.Standing().Should().BeEquivalentTo(new { State = MasterKeyStanding.UnderWay, Wrapped = new[] { new WrappedKeys(key.Id, 2), new WrappedKeys(to.Id, 1) }.OrderBy(w => w.Key) });

        (await change.ChangeAsync(to.Id, default)).Should().Be(3);
        change.Standing().State.Should().Be(MasterKeyStanding.Move);
        File.Move(path + ".next", path, overwrite: true);
        (change.Standing().State, change.Standing().Next).Should().Be((MasterKeyStanding.Held, default));
        File.WriteAllText(path, "half a copy");
        (change.Standing().State, change.Standing().Unread).Should().Be((MasterKeyStanding.Lost, true));
        File.Delete(path);
        (change.Standing().State, change.Standing().Unread).Should().Be((MasterKeyStanding.Lost, false), "somebody has to put it back before the server stops");
    }

    private async Task BeginAsync(int from, int count)
    {
        foreach (var batch in Enumerable.Range(from, count).Chunk(100))
            await store.TakeAsync([.. batch.Select(Written)]);
    }

    /// <summary>A step at a unit of its own, so that it has a key of its own.</summary>
    private static Step Written(int n) => Step(Case(n), 0) with
    {
        OrgPath = $"/s{n}/", Subject = Id.Of($"person {n}"), Sealed = [new SealedPart(Id.Of($"person {n}"), Cipher.PassThrough, Encoding.UTF8.GetBytes(Value.Of($"{n}").ToJson()))],
    };

    private Id[] Wrapping() => [.. vault.Shelf.Tenants().Select(t => t.Under).Distinct().Order()];

    private Action Attaching(Vault other) => () => other.Attach(vault.Shelf);

    private async Task OpensAsync(Vault with, int count, bool attach = true)
    {
        if (attach)
            with.Attach(vault.Shelf);
        for (var n = 1; n <= count; n++)
        {
            var happened = (await store.Steps.EventsAsync(Case(n))).Single();
            with.Open(SealedFrame.Read(happened.Sealed).Single(), Case(n), 1, 0).AsText().Should().Be($"{n}");
        }
    }

    /// <summary>A shelf whose n-th write breaks, so that what is written after it never was.</summary>
    private sealed class CutShelf(IKeyShelf inner, int writes) : IKeyShelf
    {
        private int done;

        public KeyRow? Find(Id id) => inner.Find(id);

        public KeyRow? Tenant(string place) => inner.Tenant(place);

        public IReadOnlyList<KeyRow> Tenants() => inner.Tenants();

        public IReadOnlyList<KeyRow> Under(Id key, int limit) => inner.Under(key, limit);

        public string? KindOf(string unit) => inner.KindOf(unit);

        public Task PutAsync(IReadOnlyList<KeyRow> rows) => done++ < writes ? inner.PutAsync(rows) : throw new IOException("cut");

        public Task RemoveUnusedAsync(Id key) => inner.RemoveUnusedAsync(key);
    }
}
