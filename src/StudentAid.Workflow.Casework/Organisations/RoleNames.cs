using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>What people call the roles (岗位, kind <c>roles</c>); a role that no document names is called by its id.</summary>
public sealed record RoleNames(ImmutableDictionary<string, Text> Names)
{
    public static readonly DocumentKind<RoleNames> Kind = new("roles", new Text("岗位名称", "Names of roles"), (n, _) => Read(n), Value.Parse("""
        { "type": "object", "required": ["roles"], "properties": { "roles": { "type": "array", "minItems": 1, "items": {
            "type": "object", "required": ["id", "name"], "additionalProperties": false, "properties": {
              "id": { "type": "string" }, "name": { "type": ["string", "object"], "additionalProperties": true }, "note": { "type": "string" } } } } } }
        """), isPinned: false);

    public static readonly RoleNames None = new(ImmutableDictionary<string, Text>.Empty);

    public Text Of(string role) => Names.GetValueOrDefault(role, role);

    /// <summary>The names that hold at a unit on a day.</summary>
    public static FactKey FactOf(string unit, DateOnly day) => DocumentShelf.NearestOf(unit, "", day, "roles/roles");

    /// <summary>Out of the fact; none where no document holds.</summary>
    public static RoleNames From(Value fact) => fact.IsNull ? None : Kind.Read(fact).Document ?? None;

    private static RoleNames Read(DocumentNode node)
    {
        var roles = node.Each("roles", r => (Id: r.Id(), Name: r.Label()), r => r.Id, required: true);
        node.Close();
        return new RoleNames(roles.ToImmutableDictionary(r => r.Id, r => r.Name, StringComparer.Ordinal));
    }
}
