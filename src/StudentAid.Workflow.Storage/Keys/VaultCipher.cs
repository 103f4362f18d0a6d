using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Keys;

/// <summary>
/// The cipher of a store with a vault. Parts and members are sealed by the store itself, which alone knows their addresses; here parts are opened, and
/// the contents of files sealed, whose address is their hash.
/// </summary>
public sealed class VaultCipher(Vault vault) : Cipher
{
    public override ReadOnlyMemory<byte> SealContent(Id subject, string place, ReadOnlyMemory<byte> content) => vault.SealContent(subject, place, content.Span);

    public override ReadOnlyMemory<byte> OpenContent(ReadOnlyMemory<byte> kept) => vault.OpenContent(kept);

    public override Value Open(SealedPart part, Id stream, long seq, int n) => vault.Open(part, stream, seq, n);
}
