using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>
/// A kind of document: its name in <c>kind</c>, what people call it, the check that reads a body and reports findings, and the JSON Schema
/// of its body's members (written in the subset that forms use, so that it can be published for editors and checked by our own validator).
/// </summary>
public sealed record DocumentKind(string Name, Text Title, Action<DocumentNode> Check, Value BodySchema)
{
    /// <summary>The JSON Schema of a whole document of this kind, head and body.</summary>
    public Value Schema => DocumentSchema.Of(this);
}
