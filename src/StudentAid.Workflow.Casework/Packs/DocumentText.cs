using System.Security.Cryptography;
using System.Text;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>
/// A text that may be kept: a pack document of any kind or a workflow definition, checked by its own reader. The content's blob is canonical for
/// documents, so that its hash is the document's, and the text itself for definitions.
/// </summary>
public sealed record DocumentText(string Kind, string Id, string Procedure, string Unit, DateOnly From, Value Name, Blob Content, Blob Source)
{
    private const string Json = "application/json";

    /// <summary>The text, or the first reason why it cannot be published.</summary>
    public static (DocumentText? Text, Rejection? Refused) Read(string text, ActivityTypes types)
    {
        var (tree, faults) = SourceTree.Parse(text);
        if (tree.Root is null)
            return (null, Refusal(faults[0]));
        if (tree.Root["kind"]?.Text is not { } word)
            return Definition(text, types);
        var errors = DocumentKinds.Find(word) is { } kind ? kind.Check(text, types) : PackReader.Read(text).Diagnostics;
        return errors.FirstOrDefault(d => d.Severity == Severity.Error) is { } error ? (null, Refusal(error)) : (Document(word, (RecordValue)tree.Root.ToValue(), text), null);
    }

    /// <summary>It as though it were published just now in a unit's stream.</summary>
    public StoredDocument Stored(string layer) =>
        new(Kind, Id, Procedure, Unit, From, int.MaxValue, StoredDocument.Published, Content.Hash, Source.Hash, Name, layer);

    private static DocumentText Document(string kind, RecordValue value, string text)
    {
        var canonical = CanonicalJson.Of(value.Without("$schema"));
        return new DocumentText(
            kind, value["id"].AsText()!, value["procedure"].AsText() ?? "", value["unit"].AsText() ?? "", value["from"].AsDay() ?? default,
            value["name"], BlobOf(canonical), BlobOf(text));
    }

    private static (DocumentText? Text, Rejection? Refused) Definition(string text, ActivityTypes types)
    {
        var read = DefinitionReader.Read(text, types);
        if (read.Diagnostics.FirstOrDefault(d => d.Severity == Severity.Error) is { } error)
            return (null, Refusal(error));
        return read.Definition is { } definition
            ? (new DocumentText(StoredDocument.Definition, definition.DefinitionId, "", "", default, definition.Name.ToValue(), BlobOf(text), BlobOf(text)), null)
            : (null, DefinitionCodes.NotADefinition);
    }

    private static Rejection Refusal(Diagnostic diagnostic) => new(diagnostic.Code, diagnostic.Arguments);

    private static Blob BlobOf(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new Blob(Convert.ToHexStringLower(SHA256.HashData(bytes)), Json, bytes);
    }
}
