using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using StudentAid.Workflow.Casework.Layers;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>
/// A pin that can be written: its name, the blobs it needs (the manifest, and definitions that layers made), the definition and the documents that it
/// names; <see cref="Whole"/> is the pin of the definition as its author published it, before layers. <see cref="Refused"/> says why nothing new may be opened by it: layers of the school's line do not fit together.
/// </summary>
public sealed record BuiltPin(string Pin, ImmutableArray<Blob> Blobs, Definition Definition, string Whole, ImmutableArray<StoredDocument> Documents, Rejection? Refused)
{
    public bool Has(string kind, string id) => Documents.Any(d => d.Kind == kind && d.Id == id);
}

/// <summary>
/// Finds what a round pins: the procedure's definition as the layers of the school's line make it, the definitions it uses, and every document of the procedure, each
/// by the hash of its content. Calendars stay outside: they are facts, for they are amended in flight; so do the layouts of prints, imports and
/// exports, which decide nothing and follow what other systems ask for today. The roles are pinned as the school's whole line makes them, for activities
/// that name none ask them who acts. What was built is held by what it was built of, which no publication can make old: units without documents of their
/// own share it.
/// </summary>
public sealed class PinBuilder(DocumentShelf shelf, Interpreter interpreter, RoleShelf roles)
{
    public const string Prefix = "pin/";

    /// <summary>How many are held, enough for the procedures of a province's layers; beyond it all are built anew.</summary>
    private const int MostHeld = 256;

    private const string RolesName = $"{RoleList.Only}/{RoleList.Only}";

    private readonly ConcurrentDictionary<string, Built> held = new(StringComparer.Ordinal);

    /// <summary>Null where no definition of the procedure is published for the school.</summary>
    public async Task<BuiltPin?> BuildAsync(string school, string procedure, DateOnly referenceDay, CancellationToken cancellation)
    {
        ImmutableArray<StoredDocument> all = [.. (await shelf.LineAsync(school)).Where(d => d.State == StoredDocument.Published && d.PlaceFor(school) is not null)];
        var key = KeyOf(all, school, procedure, referenceDay);
        if (!held.TryGetValue(key, out var built))
        {
            if (await MakeAsync(all, school, procedure, referenceDay, cancellation) is not { } made)
                return null;
            if (held.Count >= MostHeld)
                held.Clear();
            held[key] = built = made;
        }

        return built.Pin with { Refused = built.Unreadable ?? built.Pinned.Select(d => d.Refusal(school)).FirstOrDefault(r => r is not null) };
    }

    private async Task<Built?> MakeAsync(ImmutableArray<StoredDocument> all, string school, string procedure, DateOnly day, CancellationToken cancellation)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var layers = new EffectiveDefinitions(
            interpreter.Types, async (document, token) => texts.TryGetValue(document.Source, out var text) ? text : texts[document.Source] = await shelf.TextAsync(document, token));
        if (await layers.FindAsync(all, school, procedure, day, cancellation) is not { } own)
            return null;
        ImmutableArray<StoredDocument> documents = [.. Patched(own, DocumentShelf.Holding(all, school, procedure, day).Where(d => DocumentKinds.Find(d.Kind) is { IsPinned: true }))];
        var (used, unreadable) = await UsedAsync(own, all, school, day, id => layers.FindAsync(all, school, id, day, cancellation));
        var book = await roles.OfAsync(all, day, cancellation);
        ImmutableArray<Blob> made = book.IsChangedFor(school) ? [BlobOf(CanonicalJson.Of(book.At(school).ToDocument()))] : [];
        var required = own.Folded.Required.Select(r => Value.List(r.Activity, r.By.Article)).ToArray();
        var manifest = BlobOf(CanonicalJson.Of(Cases.PlainText.Record(
            ("definition", own.Pin), ("required", required.Length > 0 ? Value.List(required) : Value.Null),
            ("definitions", Value.Record(used.OrderBy(u => u.Key, StringComparer.Ordinal).Select(u => (u.Key, Value.Of(u.Value.Pin))))),
            ("documents", Value.Record(documents.Select(d => ($"{d.Kind}/{d.Id}", d.Pin))
                .Concat(made.Select(m => (RolesName, $"{RolesName}@{m.Hash}"))).Select(d => (d.Item1, Value.Of(d.Item2))))))));
        ImmutableArray<EffectiveDefinition> pinned = [own, .. used.Values.Distinct()];
        var definition = CaseParts.LaidInto(own.Definition, name => used.GetValueOrDefault(name)?.Definition);
        var pin = new BuiltPin(
            $"{Prefix}{procedure}@{manifest.Hash}", [manifest, .. made, .. pinned.Where(d => d.IsMade).Select(d => d.Text), .. own.Tables.Select(t => t.Text)], definition, own.Whole, documents, null);
        return new Built(pin, pinned, unreadable);
    }

    private static IEnumerable<StoredDocument> Patched(EffectiveDefinition own, IEnumerable<StoredDocument> documents) =>
        documents.Select(d => own.Tables.FirstOrDefault(t => t.Document.Kind == d.Kind && t.Document.Id == d.Id)?.Document ?? d);

    /// <summary>
    /// The definitions that this one uses, and those they use, by every name under which they are used; and of those that cannot be read the first.
    /// </summary>
    private static async Task<(Dictionary<string, EffectiveDefinition> Used, Rejection? Unreadable)> UsedAsync(
        EffectiveDefinition own, ImmutableArray<StoredDocument> all, string school, DateOnly day, Func<string, Task<EffectiveDefinition?>> find)
    {
        var names = EffectiveDefinitions.Holding(all, school, day).SelectMany(d => EffectiveDefinitions.NamesOf(d).Select(n => (Name: n, Document: d)))
            .DistinctBy(n => n.Name, StringComparer.Ordinal).ToDictionary(n => n.Name, n => n.Document, StringComparer.Ordinal);
        var found = new Dictionary<string, EffectiveDefinition?>(StringComparer.Ordinal) { [own.Id] = own };
        var used = new Dictionary<string, EffectiveDefinition>(StringComparer.Ordinal);
        Rejection? unreadable = null;
        var open = new Stack<Definition>([own.Definition]);
        while (open.TryPop(out var at))
        {
            foreach (var name in at.Root.All().SelectMany(NamesIn).Where(n => names.ContainsKey(n) && !used.ContainsKey(n)).Distinct(StringComparer.Ordinal))
            {
                var document = names[name];
                if (!found.TryGetValue(document.Id, out var other))
                    found[document.Id] = other = await find(document.Id);
                if (other is null)
                {
                    unreadable ??= LayerUseCodes.Unreadable.With(("document", Text.From(document.Name) ?? document.Id), ("reason", document.Pin));
                    continue;
                }

                used[name] = other;
                open.Push(other.Definition);
            }
        }

        return (used, unreadable);
    }

    private static IEnumerable<string> NamesIn(ActivityNode node) =>
        node.Inputs.Where(i => i.Kind == InputKind.Literal).Select(i => i.Value.AsText()).OfType<string>().Prepend(node.Type);

    /// <summary>All that the pin is made of: the versions of the line, where each holds from, and which have begun by the day.</summary>
    private static string KeyOf(ImmutableArray<StoredDocument> all, string school, string procedure, DateOnly day)
    {
        var key = new StringBuilder(procedure);
        foreach (var document in all.OrderBy(d => d.Layer, StringComparer.Ordinal).ThenBy(d => d.Key, StringComparer.Ordinal))
        {
            key.Append('\n').Append(document.Layer).Append('|').Append(document.PlaceFor(school)).Append('|').Append(document.Key).Append('|')
                .Append(document.Source).Append(document.From <= day ? '+' : '-');
        }

        return HashOf(key.ToString());
    }

    private static Blob BlobOf(string text) => new(HashOf(text), "application/json", Encoding.UTF8.GetBytes(text));

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>A pin before it is known for whom: the refusal names the school.</summary>
    private sealed record Built(BuiltPin Pin, ImmutableArray<EffectiveDefinition> Pinned, Rejection? Unreadable);
}
