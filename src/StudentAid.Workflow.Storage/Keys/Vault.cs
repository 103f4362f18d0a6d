using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Keys;

/// <summary>
/// What stands between a step and the disk: seals its parts, its documents' personal members and its messages' bodies, each bound to its address, and opens
/// them again for readers. One vault belongs to one store, which attaches itself.
/// </summary>
public sealed class Vault(MasterKeys masters, ImmutableArray<ISealAlgorithm> algorithms, int cachedKeys = Vault.UsualCache)
{
    /// <summary>Keys in memory: 32 bytes each, and about as much again.</summary>
    public const int UsualCache = 16_384;

    /// <summary>Key id of a sealed part that this vault has written; "none" is the pass-through cipher's.</summary>
    public const string KeyId = "v1";

    /// <summary>Begins the JSON text that stands in a sealed member's or body's place. No content that was kept in clear begins so.</summary>
    private const string Prefix = "$sealed:";

    private static readonly byte[] BlobMark = [0, (byte)'S', (byte)'A', (byte)'W'];

    /// <summary>One key of the whole store, which belongs where its first step was taken; rotations wrap it and do not change it.</summary>
    private static readonly Id BodyKey = Id.Of("body-hashes");

    private readonly Envelope envelope = new(algorithms);
    private readonly Turns turns = new();
    private IKeyShelf? keys;
    private KeyRing? ring;

    public Vault(MasterKeys masters) : this(masters, [new AesGcmSeal()]) { }

    public Vault(MasterKey master) : this(new MasterKeys(master)) { }

    public Vault(MasterKey master, ImmutableArray<ISealAlgorithm> algorithms, int cachedKeys = UsualCache) : this(new MasterKeys(master), algorithms, cachedKeys) { }

    internal MasterKeys Masters => masters;

    internal MasterKey Master => masters.Current;

    internal KeyRing Ring => ring ?? throw new InvalidOperationException("Expected a vault that a store was opened with.");

    internal IKeyShelf Shelf => keys ?? throw new InvalidOperationException("Expected a vault that a store was opened with.");

    /// <summary>Throws <see cref="VaultException"/> where the database's keys are wrapped by a master key that is not at hand.</summary>
    internal void Attach(IKeyShelf shelf)
    {
        ImmutableArray<Id> wrapping = [.. shelf.Tenants().Select(t => t.Under).Distinct().Order()];
        if (wrapping.Any(w => masters.Find(w) is null))
            throw Shut(string.Join(", ", wrapping), string.Join(", ", masters.Ids), isChanging: wrapping.Length > 1);
        masters.Resume(wrapping);
        (keys, ring) = (shelf, new KeyRing(masters, envelope, shelf, cachedKeys));
    }

    /// <summary>
    /// When a store has just been opened and nothing is under way: removes the tenants' keys that a rotation has left behind, and finishes a change of the master key that was cut off.
    /// </summary>
    internal async Task TidyAsync()
    {
        foreach (var old in Shelf.Tenants().GroupBy(t => t.Place, StringComparer.Ordinal).SelectMany(g => g.OrderBy(t => t.Version).SkipLast(1)))
            await Shelf.RemoveUnusedAsync(old.Id);
        if (Shelf.Tenants().Any(t => t.Under != masters.Current.Id))
            await new KeyRotation(this).MasterAsync(masters.Current);
    }

    /// <summary>One rotation at a time: a key that one makes must not be wrapped by what another has just done with.</summary>
    internal Task<IDisposable> RotatingAsync(CancellationToken cancellation) => turns.TakeAsync("rotation", cancellation);

    private static VaultException Shut(string wrapping, string given, bool isChanging) => new(isChanging
        ? $"主密钥正在更换：学校密钥由两把主密钥（{wrapping}）分别包裹，两把都要，但只给了 {given}。请把原来的一把放在密钥文件、新的一把放在同名加 .next 的文件，再启动，启动时会接着换完。 "
            + $"Expected both master keys of a change that is under way ({wrapping}), but got {given}: put the former one into the key's file and the new one beside it, named like it with .next at the end; the start then finishes the change."
        : $"主密钥应是数据库的那一把（{wrapping}），但给的是 {given}。请用原来的密钥文件启动；在运行中更换过主密钥的，用新的那把（原来放在同名加 .next 的文件）启动；更换主密钥用 studentaid keys rotate 或服务的接口。 "
            + $"Expected the database's master key ({wrapping}), but got {given}: start with the file that it was sealed with, after a change beside running work with the new one (which stood in the file with .next at the end of its name); "
            + "'studentaid keys rotate' changes the key of a stopped server.");

    internal SealedPart Lock(SealedPart part, Step step, int n, Fresh fresh)
    {
        if (part.KeyId != Cipher.PassThrough)
            return part;
        var subject = part.Subject.IsNone ? step.Stream : part.Subject;
        return Seal(subject, step.OrgPath, part.Bytes.Span, AddressOf(step.Stream, step.Expected + 1, n), fresh) is { } bytes
            ? new SealedPart(subject, KeyId, bytes)
            : new SealedPart(subject, KeyId, default);
    }

    internal Value? Lock(DocumentPut document, Step step, Fresh fresh)
    {
        if (SealedMembers.Of(document.DocumentKind) is not { } rules || document.Content is not RecordValue content)
            return document.Content;
        var subject = SubjectOf(rules, step.Stream, document.Key, content);
        foreach (var member in rules.Members.Where(content.Has))
        {
            var address = AddressOf(step.Stream, document.DocumentKind, document.Key, member);
            content = content.With(member, Seal(subject, document.Place ?? step.OrgPath, content[member], address, fresh));
        }

        return content;
    }

    /// <summary>Messages are nobody's for long, so they have one key for each tenant.</summary>
    internal Value Lock(Message message, Step step, Fresh fresh) =>
        Seal(Id.Of("messages", Ring.TenantOf(step.OrgPath)), step.OrgPath, message.Body, AddressOf(message.Id), fresh);

    /// <summary>
    /// 8 bytes of a keyed hash of an operation and its body's hash: equal bodies of different operations do not show, and a short one cannot be guessed. The key goes
    /// with the first step.
    /// </summary>
    internal long Lock(Step step, Fresh fresh)
    {
        var key = Ring.ForWriting(BodyKey, step.OrgPath);
        fresh.Add(key);
        return BodyHash(key, step.Operation, step.BodyHash);
    }

    /// <summary>As the step of this operation keeps it; itself where no step was ever kept.</summary>
    internal long BodyHash(Id operation, long bodyHash) => Ring.Find(BodyKey) is { } key ? BodyHash(key, operation, bodyHash) : bodyHash;

    private long BodyHash(HeldKey key, Id operation, long bodyHash)
    {
        Span<byte> content = [.. operation.ToBytes(), .. stackalloc byte[sizeof(long)]];
        BinaryPrimitives.WriteInt64BigEndian(content[^sizeof(long)..], bodyHash);
        return BinaryPrimitives.ReadInt64BigEndian(envelope.Algorithm.Mac(key.Bytes!, content));
    }

    internal Value Open(string kind, Id stream, string key, Value kept)
    {
        if (SealedMembers.Of(kind) is not { } rules || kept is not RecordValue content)
            return kept;
        foreach (var member in rules.Members)
        {
            if (IsSealed(content[member]))
                content = content.With(member, Open(content[member], AddressOf(stream, kind, key, member)) ?? Erased.Content);
        }

        return content;
    }

    internal Value OpenBody(Id message, Value kept) => IsSealed(kept) ? Open(kept, AddressOf(message)) ?? Value.Null : kept;

    internal Value Open(SealedPart part, Id stream, long seq, int n)
    {
        if (part.KeyId != KeyId)
            return Value.Parse(part.Bytes.Span);
        return part.Bytes.IsEmpty || Unlock(part.Subject, part.Bytes.Span, AddressOf(stream, seq, n)) is not { } plain ? Value.Null : Value.Parse(plain);
    }

    /// <summary>The digests by which the document is found again: of each field that is looked up, under the tenant's key for look-ups.</summary>
    internal IEnumerable<LookUpRow> LookUps(DocumentPut document, Step step, Fresh fresh)
    {
        if (SealedMembers.Of(document.DocumentKind) is not { LookedUp.IsEmpty: false } rules || document.Content is not RecordValue content)
            yield break;
        var place = document.Place ?? step.OrgPath;
        var subject = SubjectOf(rules, step.Stream, document.Key, content);
        if (Ring.ForWriting(subject, place).Bytes is null)
            yield break;
        var key = Ring.ForWriting(LookUpKey(Ring.TenantOf(place)), place);
        fresh.Add(key);
        foreach (var field in rules.LookedUp)
        {
            if (content[SealedMembers.Sealed][field].AsText() is { Length: > 0 } value)
                yield return new LookUpRow(subject, Digest(envelope.Algorithm, key, new LookUp(field, value)));
        }
    }

    /// <summary>What the look-up's digest is in each tenant, by each algorithm that may have made it.</summary>
    internal IEnumerable<string> Digests(LookUp look) => Shelf.Tenants().Select(t => t.Place).Distinct(StringComparer.Ordinal)
        .Select(t => Ring.Find(LookUpKey(t))).OfType<HeldKey>().SelectMany(k => algorithms.Select(a => Digest(a, k, look)));

    /// <summary>A file's content: a mark, the subject, the envelope. Its own hash is its address, so only the subject is bound to it.</summary>
    internal byte[] SealContent(Id subject, string place, ReadOnlySpan<byte> content)
    {
        if (Ring.ForWriting(subject, place).Bytes is not { } key)
            return [.. BlobMark, .. subject.ToBytes()];
        return [.. BlobMark, .. subject.ToBytes(), .. envelope.Seal(key, content, $"blob/{subject}")];
    }

    /// <summary>The key that the content was sealed under goes with the step that keeps it.</summary>
    internal void Use(Blob blob, Step step, Fresh fresh)
    {
        if (IsSealedContent(blob.Content.Span))
            fresh.Add(Ring.ForWriting(Id.FromBytes(blob.Content.Span.Slice(BlobMark.Length, 16)), step.OrgPath));
    }

    internal ReadOnlyMemory<byte> OpenContent(ReadOnlyMemory<byte> kept)
    {
        if (!IsSealedContent(kept.Span))
            return kept;
        var subject = Id.FromBytes(kept.Span.Slice(BlobMark.Length, 16));
        return kept.Length == BlobMark.Length + 16 || Unlock(subject, kept.Span[(BlobMark.Length + 16)..], $"blob/{subject}") is not { } plain ? default : plain;
    }

    internal static bool IsSealedContent(ReadOnlySpan<byte> kept) => kept.StartsWith(BlobMark) && kept.Length >= BlobMark.Length + 16;

    internal static bool IsSealed(Value kept) => kept.AsText()?.StartsWith(Prefix, StringComparison.Ordinal) == true;

    internal static Id SubjectOf(SealedMembers rules, Id stream, string key, Value content) =>
        rules.Subject(key, content) is { IsNone: false } subject ? subject : stream;

    internal byte[]? Seal(Id subject, string place, ReadOnlySpan<byte> content, string address, Fresh fresh)
    {
        var key = Ring.ForWriting(subject, place);
        fresh.Add(key);
        return key.Bytes is null ? null : envelope.Seal(key.Bytes, content, address);
    }

    private string Seal(Id subject, string place, Value content, string address, Fresh fresh) =>
        $"{Prefix}{subject}:" + (Seal(subject, place, Encoding.UTF8.GetBytes(content.ToJson()), address, fresh) is { } kept ? Convert.ToBase64String(kept) : "");

    private static string Digest(ISealAlgorithm algorithm, HeldKey key, LookUp look) => Convert.ToHexStringLower(
        algorithm.Mac(key.Bytes!, Encoding.UTF8.GetBytes($"{look.Field}\0{look.Value.Trim().ToUpperInvariant()}")).AsSpan(0, 16));

    private static Id LookUpKey(string tenant) => Id.Of("look-up", tenant);

    private Value? Open(Value kept, string address)
    {
        var text = kept.AsText().AsSpan(Prefix.Length);
        var cut = text.IndexOf(':');
        if (cut < 0 || Id.TryParse(text[..cut].ToString()) is not { } subject)
            throw new VaultException($"Expected sealed content at {address}, but it was changed.");
        return text.Length > cut + 1 && Unlock(subject, Convert.FromBase64String(text[(cut + 1)..].ToString()), address) is { } plain ? Value.Parse(plain) : null;
    }

    /// <summary>Null where the subject was erased.</summary>
    private byte[]? Unlock(Id subject, ReadOnlySpan<byte> kept, string address)
    {
        var key = Ring.Find(subject) ?? throw new VaultException($"Expected the key of {subject}, which {address} is sealed under, but there is none: this is not the whole database.");
        return key.Bytes is null ? null : envelope.Open(key.Bytes, kept, address);
    }

    private static string AddressOf(Id stream, long seq, int n) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"event/{stream}/{seq}/{n}");

    private static string AddressOf(Id stream, string kind, string key, string member) => $"document/{stream}/{kind}/{key}/{member}";

    private static string AddressOf(Id message) => $"message/{message}";
}
