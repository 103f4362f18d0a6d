using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>
/// One document of a pack. In JSON the head (<c>kind, id, article, from, unit?, procedure?, name</c>) and the body's members stand side by side;
/// <see cref="Body"/> is what is not head, <see cref="Content"/> the whole but <c>$schema</c>. <see cref="From"/> is the day from which it holds,
/// <see cref="Unit"/> a GB/T 2260 or unit code, <see cref="Procedure"/> a definitionId.
/// </summary>
public sealed record PackDocument(
    string Kind, string Id, string Article, DateOnly From, string? Unit, string? Procedure, Text Name, RecordValue Body, RecordValue Content)
{
    /// <summary>64 lower-case hexadecimal digits over <see cref="Content"/>.</summary>
    public string Hash => CanonicalJson.Hash(Content);

    /// <summary>The immutable address under which a round pins it: <c>kind/id@sha256</c>.</summary>
    public string Pin => $"{Kind}/{Id}@{Hash}";
}
