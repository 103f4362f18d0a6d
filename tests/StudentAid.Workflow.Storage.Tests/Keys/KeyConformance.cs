using System.Security.Cryptography;
using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Keys;
using StudentAid.Workflow.Storage.Memory;
using StudentAid.Workflow.Storage.Sqlite;
using StudentAid.Workflow.Storage.Tests.Conformance;
using StudentAid.Workflow.Storage.Tests.Memory;
using StudentAid.Workflow.Storage.Tests.Sqlite;
using Xunit;
using static StudentAid.Workflow.Storage.Tests.Conformance.Sample;

namespace StudentAid.Workflow.Storage.Tests.Keys;

public sealed class SqliteKeyConformance : KeyConformance
{
    protected override IStoreUnderTest Open(Vault vault) => new SqliteConformance.Temporary(vault: vault);
}

public sealed class MemoryKeyConformance : KeyConformance
{
    protected override IStoreUnderTest Open(Vault vault) => new MemoryConformance.UnderTest(vault);
}

/// <summary>What every store with a vault promises about personal content.</summary>
public abstract class KeyConformance : IAsyncLifetime
{
    private const string Number = "41010120060101004X";
    private static readonly Id Unit = Id.Of("unit");
    private static readonly Id Girl = Id.Of("girl");
    private static readonly Id Boy = Id.Of("boy");

    private readonly Vault vault = new(MasterKey.New());
    private IStoreUnderTest store = null!;
    private Cipher cipher = null!;

    protected abstract IStoreUnderTest Open(Vault vault);

    public Task InitializeAsync()
    {
        (store, cipher) = (Open(vault), new VaultCipher(vault));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public async Task A_sealed_part_stands_as_ciphertext_and_opens_at_its_address_alone()
    {
        await store.TakeAsync(CaseStep(1, 0, Girl, "母亲患病"));

        var kept = Parts((await store.Steps.EventsAsync(Case(1))).Single());
        Encoding.UTF8.GetString(kept.Single().Bytes.Span).Should().NotContain("患病");
        cipher.Open(kept[0], Case(1), 1, 0).AsText().Should().Be("母亲患病");
        foreach (var (stream, seq, n) in (ReadOnlySpan<(Id, long, int)>)[(Case(2), 1, 0), (Case(1), 2, 0), (Case(1), 1, 1)])
            FluentActions.Invoking(() => cipher.Open(kept[0], stream, seq, n)).Should().Throw<VaultException>();
    }

    [Fact]
    public async Task Another_subjects_key_does_not_open_a_part()
    {
        await store.TakeAsync(CaseStep(1, 0, Girl, "a"), CaseStep(2, 0, Boy, "b"));
        var kept = Parts((await store.Steps.EventsAsync(Case(1))).Single()).Single();

        FluentActions.Invoking(() => cipher.Open(kept with { Subject = Boy }, Case(1), 1, 0)).Should().Throw<VaultException>();
    }

    [Fact]
    public async Task A_register_reads_as_it_was_written_and_a_number_finds_its_person()
    {
        await store.TakeAsync(Register(0, (Girl, "高若彤", Number), (Boy, "李向南", "410101200601010050")));

        (await PeopleAsync(null)).Select(p => p.Content["sealed"]["name"].AsText()).Should().BeEquivalentTo("高若彤", "李向南");
        (await PeopleAsync(new LookUp("idNumber", Number.ToLowerInvariant()))).Should().ContainSingle().Which.Key.Should().Be(Girl.ToString());
        (await PeopleAsync(new LookUp("phone", Number))).Should().BeEmpty();
        (await PeopleAsync(new LookUp("idNumber", "410101"))).Should().BeEmpty();
    }

    [Fact]
    public async Task A_changed_number_is_found_and_the_former_one_is_not()
    {
        await store.TakeAsync(Register(0, (Girl, "高若彤", Number)), Register(1, (Girl, "高若彤", "410101200601010069")));

        (await PeopleAsync(new LookUp("idNumber", Number))).Should().BeEmpty();
        (await PeopleAsync(new LookUp("idNumber", "410101200601010069"))).Should().ContainSingle();
    }

    [Fact]
    public async Task A_messages_body_reads_as_it_was_written()
    {
        await store.TakeAsync(CaseStep(1, 0, Girl, "x") with { Messages = [Message(Case(1), 1, 0, Case(2)) with { Body = "致家长" }] });

        (await store.Reader.PendingMessagesAsync(Scope.All, Morning.AddDays(1), 9)).Single().Message.Body.AsText().Should().Be("致家长");
    }

    [Fact]
    public async Task An_erased_person_is_nowhere_to_be_read_or_found_and_the_chains_still_verify()
    {
        await store.TakeAsync(
            Register(0, (Girl, "高若彤", Number), (Boy, "李向南", "410101200601010050")), CaseStep(1, 0, Girl, "母亲患病"), CaseStep(2, 0, Boy, "父亲务农"),
            CaseStep(1, 1, Girl, "又及"));
        var (before, blob) = (await store.Steps.LoadAsync(Case(1)), cipher.SealContent(Girl, School, "%PDF"u8.ToArray()));

        await store.TakeAsync(Step(Id.Of("erasure"), 0) with { Kind = "erasure", Rows = [new SubjectErased(Girl)] });

        var after = await store.Steps.LoadAsync(Case(1));
        after.Should().BeEquivalentTo(before, o => o.Excluding(s => s!.Snapshot), "the position stays");
        foreach (var happened in await store.Steps.EventsAsync(Case(1)))
            cipher.Open(Parts(happened).Single(), Case(1), happened.Seq, 0).IsNull.Should().BeTrue();
        cipher.OpenContent(blob).IsEmpty.Should().BeTrue();
        (await store.Reader.VerifyAsync()).Should().BeNull();
        var directory = Directories.Of(store.Steps, store.Reader, TimeProvider.System);
        (await directory.PersonAsync(Girl))!.Name.Should().Be("已删除");
        (await directory.SearchAsync(Scope.All, "/", "高若彤")).Should().BeEmpty();
        (await directory.SearchAsync(Scope.All, "/", "已删除")).Should().BeEmpty();
        (await directory.SearchAsync(Scope.All, "/", Number)).Should().BeEmpty();
        (await PeopleAsync(new LookUp("idNumber", Number))).Should().BeEmpty();
        (await directory.PersonAsync(Boy))!.Name.Should().Be("李向南");
        cipher.Open(Parts((await store.Steps.EventsAsync(Case(2))).Single()).Single(), Case(2), 1, 0).AsText().Should().Be("父亲务农");
    }

    [Fact]
    public async Task What_is_written_of_an_erased_person_later_is_not_kept()
    {
        await store.TakeAsync(CaseStep(1, 0, Girl, "母亲患病"), Step(Id.Of("erasure"), 0) with { Kind = "erasure", Rows = [new SubjectErased(Girl)] });
        await store.TakeAsync(CaseStep(1, 1, Girl, "再写一次"), Register(0, (Girl, "高若彤", Number)));

        var late = (await store.Steps.EventsAsync(Case(1), 1)).Single();
        Parts(late).Single().Bytes.IsEmpty.Should().BeTrue();
        cipher.Open(Parts(late).Single(), Case(1), 2, 0).IsNull.Should().BeTrue();
        (await PeopleAsync(null)).Single().Content["sealed"].Should().Be(Erased.Content);
        (await PeopleAsync(new LookUp("idNumber", Number))).Should().BeEmpty();
    }

    [Fact]
    public async Task Somebody_who_had_no_key_can_be_erased()
    {
        await store.TakeAsync(Step(Id.Of("erasure"), 0) with { Kind = "erasure", Rows = [new SubjectErased(Girl)] }, CaseStep(1, 0, Girl, "x"));

        cipher.Open(Parts((await store.Steps.EventsAsync(Case(1))).Single()).Single(), Case(1), 1, 0).IsNull.Should().BeTrue();
    }

    [Fact]
    public async Task Two_who_begin_with_a_person_at_once_share_her_key()
    {
        await Task.WhenAll(Enumerable.Range(1, 40).Select(n => Task.Run(() => store.TakeAsync(CaseStep(n, 0, Girl, $"{n}")))));

        for (var n = 1; n <= 40; n++)
            cipher.Open(Parts((await store.Steps.EventsAsync(Case(n))).Single()).Single(), Case(n), 1, 0).AsText().Should().Be($"{n}");
    }

    [Fact]
    public async Task Tenants_get_new_keys_beside_running_steps_and_everything_still_opens()
    {
        await store.TakeAsync([.. Enumerable.Range(1, 300).Select(n => CaseStep(n, 0, Id.Of($"person {n}"), $"{n}"))]);

        var running = Task.WhenAll(Enumerable.Range(301, 60).Select(n => Task.Run(() => store.TakeAsync(CaseStep(n, 0, Id.Of($"person {n}"), $"{n}")))));
        var rotated = await new KeyRotation(vault).TenantsAsync();
        await running;

        rotated.Tenants.Should().Be(1);
        rotated.Subjects.Should().BeGreaterThanOrEqualTo(300);
        vault.Shelf.Tenants().Select(t => t.Version).Should().Equal(1, 2);
        var fresh = new Vault(vault.Master);
        fresh.Attach(vault.Shelf);
        for (var n = 1; n <= 360; n++)
            fresh.Open(Parts((await store.Steps.EventsAsync(Case(n))).Single()).Single(), Case(n), 1, 0).AsText().Should().Be($"{n}");
    }

    [Fact]
    public async Task A_rotation_that_was_cut_off_goes_on_where_it_stood()
    {
        await store.TakeAsync(CaseStep(1, 0, Girl, "a"), CaseStep(2, 0, Boy, "b"));
        using var cut = new CancellationTokenSource();
        await cut.CancelAsync();
        await FluentActions.Awaiting(() => new KeyRotation(vault).TenantsAsync(cut.Token)).Should().ThrowAsync<OperationCanceledException>();
        vault.Shelf.Under(vault.Shelf.Tenants()[0].Id, 9).Should().HaveCount(3, "nothing was moved yet");

        (await new KeyRotation(vault).TenantsAsync()).Should().Be(new Rotated(1, 3), "two people and the key of the body hashes");

        vault.Shelf.Tenants().Select(t => t.Version).Should().Equal([1, 2], "it finished the key that stood half way and made no third");
        vault.Shelf.Under(vault.Shelf.Tenants()[0].Id, 9).Should().BeEmpty();
    }

    [Fact]
    public async Task A_body_s_hash_stands_under_a_key_and_a_repetition_is_known_by_it_after_every_rotation()
    {
        var body = InstanceSteps.BodyHashOf(Number);
        await store.TakeAsync(CaseStep(1, 0, Girl, "a") with { BodyHash = body }, CaseStep(2, 0, Boy, "b") with { BodyHash = body });
        var (first, second) = ((await store.Steps.EventsAsync(Case(1))).Single(), (await store.Steps.EventsAsync(Case(2))).Single());
        new[] { first.BodyHash, second.BodyHash, body }.Should().OnlyHaveUniqueItems("nobody may guess a number, or see that two have sent the same");

        await new KeyRotation(vault).TenantsAsync();
        var next = MasterKey.New();
        await new KeyRotation(vault).MasterAsync(next);
        var again = new Vault(next);
        again.Attach(vault.Shelf);

        foreach (var kept in (long[])[store.Steps.KeptBodyHash(first.Operation, body), again.BodyHash(first.Operation, body)])
            kept.Should().Be(first.BodyHash);
        again.BodyHash(first.Operation, InstanceSteps.BodyHashOf("410101200601010050")).Should().NotBe(first.BodyHash);
    }

    [Fact]
    public async Task An_erased_key_does_not_come_back_by_a_rotation()
    {
        await store.TakeAsync(CaseStep(1, 0, Girl, "a"));
        var row = vault.Shelf.Find(Girl)!;
        await store.TakeAsync(Step(Id.Of("erasure"), 0) with { Kind = "erasure", Rows = [new SubjectErased(Girl)] });

        await vault.Shelf.PutAsync([row]);

        vault.Shelf.Find(Girl)!.IsDestroyed.Should().BeTrue();
    }

    [Fact]
    public async Task One_number_at_two_schools_stands_under_two_blind_indexes_and_is_found_at_both()
    {
        await store.TakeAsync(RegisterAt("/one/", Girl, Number), RegisterAt("/two/", Boy, Number));

        vault.Digests(new LookUp("idNumber", Number)).Should().HaveCount(2).And.OnlyHaveUniqueItems("nobody may see by the database that two schools know one person");
        (await store.Reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.Person) { LookUp = new LookUp("idNumber", Number) })).Select(p => p.Key)
            .Should().BeEquivalentTo(Girl.ToString(), Boy.ToString());
    }

    [Fact]
    public async Task What_one_algorithm_has_sealed_is_read_and_found_beside_what_the_next_one_seals()
    {
        await store.TakeAsync(CaseStep(1, 0, Girl, "母亲患病"), Register(0, (Girl, "高若彤", Number)));
        var before = vault.Digests(new LookUp("idNumber", Number)).Single();
        var blob = cipher.SealContent(Girl, School, "%PDF"u8.ToArray());
        var next = new Vault(vault.Master, [new OtherSeal(), new AesGcmSeal()]);
        next.Attach(vault.Shelf);

        next.Open(Parts((await store.Steps.EventsAsync(Case(1))).Single()).Single(), Case(1), 1, 0).AsText().Should().Be("母亲患病");
        new VaultCipher(next).OpenContent(blob).ToArray().Should().Equal("%PDF"u8.ToArray());
        var digests = next.Digests(new LookUp("idNumber", Number)).ToList();
        digests.Should().HaveCount(2).And.Contain(before, "the register was written before");
        var written = new VaultCipher(next).SealContent(Girl, School, "later"u8.ToArray());
        new VaultCipher(next).OpenContent(written).ToArray().Should().Equal("later"u8.ToArray());
        FluentActions.Invoking(() => cipher.OpenContent(written)).Should().Throw<VaultException>("a program that does not know the algorithm says so").WithMessage("*says 2*");
    }

    [Fact]
    public async Task A_rotation_wraps_by_the_next_algorithm_and_leaves_the_content_readable()
    {
        await store.TakeAsync(CaseStep(1, 0, Girl, "母亲患病"));
        var next = new Vault(vault.Master, [new OtherSeal(), new AesGcmSeal()]);
        next.Attach(vault.Shelf);

        await new KeyRotation(next).TenantsAsync();

        var again = new Vault(vault.Master, [new OtherSeal(), new AesGcmSeal()]);
        again.Attach(vault.Shelf);
        again.Open(Parts((await store.Steps.EventsAsync(Case(1))).Single()).Single(), Case(1), 1, 0).AsText().Should().Be("母亲患病");
    }

    /// <summary>Another family under another code, as SM4 with SM3 would be: it makes keys of another length and takes those of any.</summary>
    private sealed class OtherSeal : ISealAlgorithm
    {
        private readonly AesGcmSeal inner = new();

        public byte Code => 2;

        public int KeyLength => 48;

        public byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> bound) => inner.Seal(SHA256.HashData(key), plain, bound);

        public byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> kept, ReadOnlySpan<byte> bound) => inner.Open(SHA256.HashData(key), kept, bound);

        public byte[] Mac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> content) => HMACSHA512.HashData(key, content);
    }

    private static Step RegisterAt(string school, Id person, string number) => Register(0, (person, "高若彤", number)) with
    {
        Stream = Id.Of("unit", school), Operation = Id.Of("register", school), OrgPath = school,
        Rows = [new DocumentPut(UnitFacts.Person, person.ToString(), Value.Record(("status", "enrolled"), ("sealed", Value.Record(("name", "高若彤"), ("idNumber", number)))), school)],
    };

    private static Step CaseStep(int number, long expected, Id subject, string text) => Step(Case(number), expected) with
    {
        Subject = subject, Sealed = [new SealedPart(subject, "none", Encoding.UTF8.GetBytes(Value.Of(text).ToJson()))],
    };

    private static Step Register(long expected, params (Id Person, string Name, string Number)[] people) => Step(Unit, expected) with
    {
        Kind = "unit", OrgPath = School, Subject = default, Group = default,
        Rows =
        [
            .. people.Select(p => new DocumentPut(UnitFacts.Person, p.Person.ToString(), Value.Record(
                ("status", "enrolled"), ("sealed", Value.Record(("name", p.Name), ("idNumber", p.Number)))), ClassOne)),
        ],
    };

    private static System.Collections.Immutable.ImmutableArray<SealedPart> Parts(StoredEvent happened) => SealedFrame.Read(happened.Sealed);

    private Task<IReadOnlyList<DocumentRow>> PeopleAsync(LookUp? look) =>
        store.Reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.Person) { Below = School, LookUp = look });
}
