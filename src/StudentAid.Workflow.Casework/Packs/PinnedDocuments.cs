using System.Runtime.CompilerServices;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>Pinned documents as the typed things they are, read once for each document.</summary>
public static class PinnedDocuments
{
    private static readonly ConditionalWeakTable<Value, object> Typed = [];

    public static Body? Body(IPins pins, string pin, string id) => Find(pins, pin, "body", id, d => Committees.Body.Read(d).Document);

    /// <summary>The scale by id; with no id the only one the pin names.</summary>
    public static Scale? Scale(PinCache pins, string pin, string? id)
    {
        var ids = id is { Length: > 0 } ? [id] : pins.DocumentIds(pin, "scale").ToArray();
        return ids.Length == 1 ? Find(pins, pin, "scale", ids[0], d => Scoring.Scale.Read(d).Document) : null;
    }

    public static ScoreTable? ScoreTable(IPins pins, string pin, string id) => Find(pins, pin, "score-table", id, d => Scoring.ScoreTable.Read(d).Document);

    private static T? Find<T>(IPins pins, string pin, string kind, string id, Func<PackDocument, T?> read)
        where T : class
    {
        if (pins.Document(pin, kind, id) is not { } value)
            return null;
        if (Typed.TryGetValue(value, out var typed))
            return (T)typed;
        if (PackReader.Read(value.ToJson()).Document is not { } document || read(document) is not { } thing)
            return null;
        Typed.AddOrUpdate(value, thing);
        return thing;
    }
}
