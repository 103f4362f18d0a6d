using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Definitions;

/// <summary>Writes a definition in either spelling; reading the text again gives an equal model.</summary>
public static class DefinitionWriter
{
    /// <summary>
    /// The short spelling in the house's style: one activity per line, chains of connections in one string. <paramref name="schema"/> is what
    /// <c>$schema</c> says; its last segment must be <see cref="DefinitionReader.Schema"/>.
    /// </summary>
    public static string Short(Definition definition, string schema = DefinitionReader.Schema) =>
        ShortLayout.Of(ShortWriter.Of(definition, schema));

    /// <summary>
    /// A complete Elsa 3 document. What has no slot there stands under <c>customProperties.StudentAid</c>; a rewind is an Elsa loop besides,
    /// where Elsa's rule allows one (see <see cref="NotInElsa"/>).
    /// </summary>
    public static string Elsa(Definition definition) => JsonText.Of(ElsaWriter.Of(definition), 2) + "\n";

    /// <summary>The rewinds that Elsa would not follow: those that leave their flowchart, enter a composite, redo nothing, or make no valid loop.</summary>
    public static IEnumerable<(string Flowchart, Connection Rewind)> NotInElsa(Definition definition) =>
        from node in definition.Root.All()
        from rewind in node.Connections
        where rewind.Rewind && !ElsaConnections.IsLoop(node, rewind)
        select (node.Id, rewind);
}
