using System.Collections.Frozen;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>Documents that a round pins, read as the things they are.</summary>
public static class PinnedDocuments
{
    /// <summary>The document by its id; null where the pin names none or it cannot be read.</summary>
    public static T? Find<T>(this DocumentKind<T> kind, IPins pins, string pin, string id)
        where T : class => pins.Document(pin, kind.Name, id) is { } value ? kind.Read(value).Document : null;

    /// <summary>The document by its id; with no id the only one of its kind that the pin names.</summary>
    public static T? FindOnly<T>(this DocumentKind<T> kind, IPins pins, string pin, string? id)
        where T : class
    {
        var ids = id is { Length: > 0 } ? [id] : pins.DocumentIds(pin, kind.Name).ToArray();
        return ids.Length == 1 ? kind.Find(pins, pin, ids[0]) : null;
    }

    /// <summary>The document that a step of a case names, or null with the fault: it is not pinned, or it cannot be read.</summary>
    public static Pinned<T>? Of<T>(this DocumentKind<T> kind, ActivityContext context, string id, out ActivityResult? stop)
        where T : class
    {
        stop = null;
        if (context.Document(kind.Name, id) is not { IsNull: false } value)
        {
            stop = ActivityResult.Faulted(CaseCodes.NoDocument.With(("kind", kind.Name), ("id", id)));
            return null;
        }

        var found = kind.Whole(value);
        if (found.Document is null && found.Diagnostics.First(d => d.Severity == Severity.Error) is var error)
            stop = ActivityResult.Faulted(CaseCodes.BadDocument.With(("kind", kind.Name), ("id", id), ("reason", new Rejection(error.Code, error.Arguments))));
        return found.Document;
    }

    /// <summary>The roles that the pin's bodies give to students: who holds one sits in a body, but is no staff.</summary>
    public static FrozenSet<string> StudentRoles(PinCache pins, string pin) =>
        pins.DocumentIds(pin, Body.Kind.Name).SelectMany(id => Body.Kind.Find(pins, pin, id)?.StudentRoles ?? []).ToFrozenSet(StringComparer.Ordinal);
}
