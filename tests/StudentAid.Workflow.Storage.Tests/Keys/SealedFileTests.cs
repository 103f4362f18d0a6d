using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Casework.Files;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Keys;
using StudentAid.Workflow.Storage.Sqlite;
using Xunit;
using static StudentAid.Workflow.Storage.Tests.Conformance.Sample;

namespace StudentAid.Workflow.Storage.Tests.Keys;

/// <summary>A sealed database as a file: opened again, with its key, with another, with none; and one that had stood in clear.</summary>
public sealed class SealedFileTests : IDisposable
{
    private const string Secret = "母亲常年患病在家";
    private static readonly Id Girl = Id.Of("girl");

    private readonly TemporaryFolder folder = new();
    private readonly MasterKey master = MasterKey.New();

    private string Database => folder.File("store.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_opens_with_its_key_and_refuses_another_and_none()
    {
        await WriteAsync(new Vault(master));

        (await ReadAsync(new Vault(master))).Should().Be(Secret);
        FluentActions.Invoking(() => SqliteStore.Open(Database, null, new Vault(MasterKey.New()))).Should().Throw<VaultException>().WithMessage("*keys rotate*");
        FluentActions.Invoking(() => SqliteStore.Open(Database)).Should().Throw<VaultException>().WithMessage("*--key*");
        (await ReadAsync(new Vault(master))).Should().Be(Secret, "a refusal leaves nothing behind");
    }

    [Fact]
    public async Task After_the_master_key_was_changed_only_the_new_one_opens_it()
    {
        await WriteAsync(new Vault(master));
        var next = MasterKey.New();
        var vault = new Vault(master);
        await using (SqliteStore.Open(Database, null, vault))
            (await new KeyRotation(vault).MasterAsync(next)).Should().Be(1);

        (await ReadAsync(new Vault(next))).Should().Be(Secret);
        FluentActions.Invoking(() => SqliteStore.Open(Database, null, new Vault(master))).Should().Throw<VaultException>();
    }

    [Fact]
    public async Task A_file_that_was_left_in_the_middle_of_a_change_is_finished_when_it_is_opened_with_both_keys()
    {
        await WriteAsync(new Vault(master));
        var next = MasterKey.New();
        var vault = new Vault(master);
        await using (SqliteStore.Open(Database, null, vault))
        {
            await new KeyRotation(vault).TenantsAsync();
            await vault.Shelf.PutAsync([vault.Ring.Rewrap(vault.Shelf.Tenants()[^1], next)]);
        }

        FluentActions.Invoking(() => SqliteStore.Open(Database, null, new Vault(master))).Should().Throw<VaultException>().WithMessage("*.next*");
        FluentActions.Invoking(() => SqliteStore.Open(Database, null, new Vault(next))).Should().Throw<VaultException>().WithMessage("*.next*");
        (await ReadAsync(new Vault(new MasterKeys(master, next)))).Should().Be(Secret);
        (await ReadAsync(new Vault(next))).Should().Be(Secret, "opening it has finished the change");
        SqliteKeys.Wrapped(Database).Should().Equal(new Casework.Erasure.WrappedKeys(next.Id, 1));
    }

    [Fact]
    public async Task A_tenants_former_key_goes_when_the_store_is_opened_again()
    {
        await WriteAsync(new Vault(master));
        var vault = new Vault(master);
        await using (SqliteStore.Open(Database, null, vault))
        {
            await new KeyRotation(vault).TenantsAsync();
            vault.Shelf.Tenants().Select(t => t.Version).Should().Equal(1, 2);
        }

        var again = new Vault(master);
        await using (SqliteStore.Open(Database, null, again))
            again.Shelf.Tenants().Select(t => t.Version).Should().Equal(2);
        (await ReadAsync(new Vault(master))).Should().Be(Secret);
    }

    [Fact]
    public async Task A_database_that_stood_in_clear_is_read_and_then_sealed_with_chains_that_verify()
    {
        await WriteAsync(null);
        Clear().Should().BeTrue();
        (await ReadAsync(new Vault(master))).Should().Be(Secret, "what was kept in clear says so itself");

        Reseal.Run(Database, new Vault(master)).Should().Be(new Resealed(2, 1, 1, 1));

        Clear().Should().BeFalse();
        (await ReadAsync(new Vault(master))).Should().Be(Secret);
        var vault = new Vault(master);
        await using var store = SqliteStore.Open(Database, null, vault);
        (await store.Reader.VerifyAsync()).Should().BeNull();
        (await Directories.Of(store, store.Reader, TimeProvider.System).ByNumberAsync(Scope.All, "/", "41010120060101004X")).Single().Name.Should().Be("高若彤");
        (await store.Reader.PendingMessagesAsync(Scope.All, Morning.AddDays(1), 9)).Single().Message.Body.AsText().Should().Be(Secret);
        var hash = (await store.Reader.DocumentsAsync(Scope.All, new DocumentFilter(KeepFileHandler.Document))).Single().Key;
        new VaultCipher(vault).OpenContent((await store.BlobAsync(hash))!.Content).ToArray().Should().Equal(Encoding.UTF8.GetBytes(Secret));
    }

    [Fact]
    public async Task Sealing_again_changes_nothing()
    {
        await WriteAsync(new Vault(master));

        Reseal.Run(Database, new Vault(master)).Should().Be(new Resealed(0, 0, 0, 0));
    }

    [Fact]
    public async Task A_sealed_file_tells_nothing()
    {
        await WriteAsync(new Vault(master));

        Clear().Should().BeFalse();
    }

    [Fact]
    public async Task A_small_cache_of_keys_stays_small_and_opens_everything()
    {
        var vault = new Vault(master, [new AesGcmSeal()], cachedKeys: 16);
        await using var store = SqliteStore.Open(Database, null, vault);
        for (var n = 1; n <= 100; n++)
            await store.ApplyAsync([CaseStep(n, Id.Of($"person {n}"), $"{n}")]);

        for (var n = 1; n <= 100; n++)
            (await OpenAsync(store, vault, Case(n))).Should().Be($"{n}");
        vault.Ring.Held.Should().BeLessThanOrEqualTo(17);
    }

    [Theory]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    [InlineData("changeme")]
    public void A_key_that_anybody_could_guess_is_refused(string text) =>
        FluentActions.Invoking(() => MasterKey.Parse(text, "test")).Should().Throw<VaultException>().WithMessage("*keys create*");

    private async Task WriteAsync(Vault? vault)
    {
        await using var store = SqliteStore.Open(Database, null, vault);
        Cipher cipher = vault is null ? new Cipher() : new VaultCipher(vault);
        var content = cipher.SealContent(Girl, School, Encoding.UTF8.GetBytes(Secret));
        var blob = new Blob(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content.Span)), "application/pdf", content, Girl);
        Step[] steps =
        [
            CaseStep(1, Girl, Secret) with { Messages = [Message(Case(1), 1, 0, Case(2)) with { Body = Secret }] },
            CaseStep(2, Girl, Secret),
            Step(Id.Of("unit"), 0) with
            {
                Kind = "unit", OrgPath = School,
                Rows = [new DocumentPut(UnitFacts.Person, Girl.ToString(), Value.Record(("status", "enrolled"), ("sealed", Value.Record(("name", "高若彤"), ("idNumber", "41010120060101004X"), ("note", Secret)))), ClassOne)],
            },
            Step(Id.Of("file"), 0) with
            {
                Kind = "file", Rows = [new DocumentPut(KeepFileHandler.Document, blob.Hash, Value.Record(("person", Girl.ToString())))], Blobs = [blob],
            },
        ];
        (await store.ApplyAsync(steps)).Should().AllBeOfType<StepResult.Applied>();
    }

    private async Task<string?> ReadAsync(Vault vault)
    {
        await using var store = SqliteStore.Open(Database, null, vault);
        return await OpenAsync(store, vault, Case(1));
    }

    private static async Task<string?> OpenAsync(SqliteStore store, Vault vault, Id stream) => new VaultCipher(vault).Open(
        SealedFrame.Read((await store.EventsAsync(stream)).Single().Sealed).Single(), stream, 1, 0).AsText();

    private bool Clear() => System.IO.Directory.GetFiles(Path.GetDirectoryName(Database)!).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal))
        .Any(f => File.ReadAllBytes(f).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret)) >= 0);

    private static Step CaseStep(int number, Id subject, string text) => Step(Case(number), 0) with
    {
        Subject = subject, Sealed = [new SealedPart(subject, Cipher.PassThrough, Encoding.UTF8.GetBytes(Value.Of(text).ToJson()))],
    };
}
