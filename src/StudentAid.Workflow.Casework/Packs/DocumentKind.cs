using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>
/// A kind of document that a pack may hold: its word in <c>kind</c>, what people call it, whether a round pins it (else it is read as it stands on
/// the day), and the JSON Schema of a whole document.
/// </summary>
public abstract class DocumentKind(string name, Text label, bool isPinned)
{
    public string Name { get; } = name;

    public Text Label { get; } = label;

    public bool IsPinned { get; } = isPinned;

    public abstract Value Schema { get; }

    /// <summary>All that is wrong with a text of this kind, each finding at its place.</summary>
    public abstract ImmutableArray<Diagnostic> Check(string text, ActivityTypes types);
}

/// <summary>
/// A kind whose documents are read as a <typeparamref name="T"/>. The schema of the body's members is written in the subset that forms use, so that it
/// can be published for editors and checked by our own validator.
/// </summary>
public sealed class DocumentKind<T>(string name, Text label, Func<DocumentNode, PackDocument, T> read, Value bodySchema, bool isPinned = true)
    : DocumentKind(name, label, isPinned), IBodyKind
    where T : class
{
    private readonly ConditionalWeakTable<Value, DocumentReading<Pinned<T>>> known = [];

    public override Value Schema { get; } = DocumentSchema.Of(name, label, bodySchema);

    public override ImmutableArray<Diagnostic> Check(string text, ActivityTypes types) => PackReader.Read(text).Diagnostics;

    public DocumentReading<T> Read(PackDocument document)
    {
        var findings = new Findings();
        var content = Read(document, findings);
        return new DocumentReading<T>(findings.HasErrors ? null : content, findings.All);
    }

    /// <summary>Reads what is kept already: its head was checked when it came in and is taken as it stands, but for the kind and the id.</summary>
    public DocumentReading<T> Read(Value content) => Whole(content) is { Document: { } whole } reading
        ? new DocumentReading<T>(whole.Content, reading.Diagnostics)
        : new DocumentReading<T>(null, Whole(content).Diagnostics);

    /// <summary>The same with its head. Each value is read once for as long as somebody holds it, for the same table scores thousands of cases.</summary>
    public DocumentReading<Pinned<T>> Whole(Value content) => known.GetValue(content, Parse);

    void IBodyKind.Check(PackDocument document, Findings findings) => Read(document, findings);

    private T Read(PackDocument document, Findings findings) => read(new DocumentNode(document.Body, "", findings), document);

    private DocumentReading<Pinned<T>> Parse(Value content)
    {
        var findings = new Findings();
        var document = PackReader.Kept(content, Name, findings);
        var thing = findings.HasErrors ? null : Read(document, findings);
        return new DocumentReading<Pinned<T>>(findings.HasErrors || thing is null ? null : new Pinned<T>(document, thing), findings.All);
    }
}

/// <summary>A kind that checks the body of a document whose head is read already.</summary>
internal interface IBodyKind
{
    void Check(PackDocument document, Findings findings);
}

/// <summary>A document that is kept, read as its kind reads it.</summary>
public sealed record Pinned<T>(PackDocument Document, T Content)
    where T : class;
