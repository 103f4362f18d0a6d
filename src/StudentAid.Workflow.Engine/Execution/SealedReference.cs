using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Engine.Execution;

/// <summary>
/// What stands in an input, output or variable in the place of content that a step has sealed: <c>{ "$sealed": "stream/seq/n" }</c>, with <c>part</c> where one member
/// of the content is meant. Whoever reads it gets the content; what is kept is the address alone.
/// </summary>
public sealed record SealedReference(string Address, string Part = "")
{
    private const string Member = "$sealed";
    private const string PartMember = "part";

    public Value ToValue() => Part.Length > 0 ? Value.Record((Member, Address), (PartMember, Part)) : Value.Record((Member, Address));

    /// <summary>What the reference means of the opened content.</summary>
    public Value Of(Value content) => Part.Length > 0 ? content[Part] : content;

    /// <summary>The reference that the value is; null for any other value, and for what another stream has sealed.</summary>
    public static SealedReference? Read(Value value, Id stream) =>
        value is RecordValue record && record[Member].AsText() is { } address && record.Count == (record.Has(PartMember) ? 2 : 1)
        && address.StartsWith($"{stream}/", StringComparison.Ordinal)
            ? new SealedReference(address, record[PartMember].AsText() ?? "")
            : null;
}
