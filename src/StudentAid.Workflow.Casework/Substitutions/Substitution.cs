using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Substitutions;

/// <summary>
/// 代理: for whom somebody stands in, from one instant to another (exclusive), named before it begins. He acts by the other's posts and on what the other has in
/// hand, and what he does says for whom; an act that is the other's own in person he does not do.
/// </summary>
public sealed record Substitution(Id Of, DateTimeOffset Begins, DateTimeOffset Ends)
{
    /// <summary>Documents are kept under the substitute's id, in the stream of the unit that keeps him for whom he stands in.</summary>
    public const string Kind = "substitution";

    /// <summary>The posts of him for whom it is, as they were read with the principal.</summary>
    public ImmutableArray<Grant> Grants { get; init; } = [];

    public bool Holds(DateTimeOffset now) => Begins <= now && now < Ends;

    /// <summary>Whose rights it gives, as far as another may have them: no student's, no oversight's.</summary>
    public Principal As(Principal substitute) => new(Of, "", [.. Grants.Where(g => !substitute.Roles.At(g.Unit).IsStudent(g.Role) && !substitute.Oversees(g))]) { Roles = substitute.Roles };

    public static ImmutableArray<Substitution> Read(Value content) => [.. content["of"].Items.Select(s => new Substitution(
        Id.Parse(s["of"].AsText()!), DateTimeOffset.FromUnixTimeMilliseconds((long)s["begins"].AsNumber()!.Value), DateTimeOffset.FromUnixTimeMilliseconds((long)s["ends"].AsNumber()!.Value)))];

    internal static RecordValue Write(IEnumerable<Substitution> all) => Value.Record(("of", Value.List(all.Select(s => (Value)Value.Record(
        ("of", s.Of.ToString()), ("begins", s.Begins.ToUnixTimeMilliseconds()), ("ends", s.Ends.ToUnixTimeMilliseconds()))))));
}
