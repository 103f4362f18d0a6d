using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Revocations;

/// <summary>
/// How a school revokes (kind <c>revocation-rules</c>, 第二十二条): which of the procedure's bodies votes on it (empty: whoever keeps rounds decides alone), and the role
/// that has the recoveries as tasks (empty: nobody has).
/// </summary>
public sealed record RevocationRules(string Body, string Role)
{
    public static readonly RevocationRules None = new("", "");

    public static readonly DocumentKind<RevocationRules> Kind = new("revocation-rules", new Text("撤销规则", "Rules of revocation"), (n, _) => Read(n), Value.Parse("""
        { "type": "object", "properties": { "body": { "type": "string" }, "role": { "type": "string" } } }
        """), isPinned: false);

    /// <summary>The rules that hold for a procedure at a school on a day.</summary>
    public static FactKey FactOf(string school, string procedure, DateOnly day) => DocumentShelf.NearestOf(school, procedure, day, "revocation-rules/revocation-rules");

    /// <summary>Out of the fact; <see cref="None"/> where no document holds.</summary>
    public static RevocationRules From(Value fact) => fact.IsNull ? None : Kind.Read(fact).Document ?? None;

    private static RevocationRules Read(DocumentNode node)
    {
        var rules = new RevocationRules(node.OptionalText("body") ?? "", node.OptionalText("role") ?? "");
        node.Close();
        return rules;
    }
}
