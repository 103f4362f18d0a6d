using System.Runtime.CompilerServices;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Cases;

/// <summary>A document that the round pins, read as its kind reads it.</summary>
public sealed record Pinned<T>(PackDocument Document, T Content)
    where T : class;

/// <summary>
/// Reads pinned documents of one kind. Each is parsed once for as long as the pins hold its value, for the same table scores thousands of cases.
/// </summary>
public sealed class PinnedDocument<T>(DocumentKind kind, Func<PackDocument, DocumentReading<T>> read)
    where T : class
{
    private readonly ConditionalWeakTable<Value, Parsed> parsed = [];

    /// <summary>The document, or null with the fault: it is not pinned, or it cannot be read.</summary>
    public Pinned<T>? Of(ActivityContext context, string id, out ActivityResult? stop)
    {
        stop = null;
        if (context.Document(kind.Name, id) is not { IsNull: false } value)
        {
            stop = ActivityResult.Faulted(CaseCodes.NoDocument.With(("kind", kind.Name), ("id", id)));
            return null;
        }

        var found = parsed.GetValue(value, Parse);
        if (found.Document is null)
            stop = ActivityResult.Faulted(CaseCodes.BadDocument.With(("kind", kind.Name), ("id", id), ("reason", found.Reason)));
        return found.Document;
    }

    private Parsed Parse(Value value)
    {
        var document = PackReader.Read(value.ToJson());
        if (document.Document is null)
            return new Parsed(null, string.Join("; ", document.Diagnostics.Take(3)));
        var content = read(document.Document);
        return content.Document is null
            ? new Parsed(null, string.Join("; ", content.Diagnostics.Take(3)))
            : new Parsed(new Pinned<T>(document.Document, content.Document), "");
    }

    private sealed record Parsed(Pinned<T>? Document, string Reason);
}
