using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Archiving;

/// <summary>Opens sealed content by its address <c>stream/seq/n</c>, for papers that a unit keeps.</summary>
public sealed class SealedTexts(IStepStore store, Cipher cipher)
{
    private readonly SealedFactSource source = new(store, cipher);

    /// <summary>Null where the address is empty or the content was erased.</summary>
    public async Task<Value> OpenAsync(string address, CancellationToken cancellation) =>
        address.Length == 0 ? Value.Null : (await source.LoadAsync(CaseFacts.Sealed(address), cancellation)).Value;

    public async Task<string> TextAsync(string address, CancellationToken cancellation) => (await OpenAsync(address, cancellation)).AsText() ?? "";
}
