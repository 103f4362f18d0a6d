using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>A pin that can be written: its name, the manifest's blob, the definition with the pin of its own, and the documents that it names.</summary>
public sealed record BuiltPin(string Pin, Blob Manifest, Definition Definition, string Own, ImmutableArray<StoredDocument> Documents)
{
    public bool Has(string kind, string id) => Documents.Any(d => d.Kind == kind && d.Id == id);
}

/// <summary>
/// Finds what a round pins: the nearest published definition of the procedure, the definitions it uses, and every document of the procedure, each
/// by the hash of its content. Calendars stay outside: they are facts, for they are amended in flight; so do the layouts of prints, imports and
/// exports, which decide nothing and follow what other systems ask for today.
/// </summary>
public sealed class PinBuilder(DocumentShelf shelf, Interpreter interpreter)
{
    public const string Prefix = "pin/";

    private static readonly ImmutableHashSet<string> NotPinned = ["calendar", "column-profile", "print-form", "export-profile", "roles", StoredDocument.Definition];

    /// <summary>Null where no definition of the procedure is published for the school.</summary>
    public async Task<BuiltPin?> BuildAsync(string school, string procedure, DateOnly referenceDay, CancellationToken cancellation)
    {
        var holding = DocumentShelf.Holding(await shelf.AllAsync(), school, procedure, referenceDay);
        var definitions = holding.Where(d => d.Kind == StoredDocument.Definition).ToList();
        if (definitions.Find(d => d.Id == procedure) is not { } own)
            return null;
        var read = new Dictionary<string, Definition>(StringComparer.Ordinal);
        foreach (var stored in definitions)
            read[stored.Pin] = DefinitionReader.Read(await shelf.TextAsync(stored, cancellation), interpreter.Types).Definition!;
        ImmutableArray<StoredDocument> documents = [.. holding.Where(d => !NotPinned.Contains(d.Kind))];
        var manifest = CanonicalJson.Of(Value.Record(
            ("definition", own.Pin),
            ("definitions", Value.Record(Used(read[own.Pin], definitions, read).OrderBy(u => u.Key, StringComparer.Ordinal).Select(u => (u.Key, Value.Of(u.Value))))),
            ("documents", Value.Record(documents.Select(d => ($"{d.Kind}/{d.Id}", Value.Of(d.Pin)))))));
        var bytes = Encoding.UTF8.GetBytes(manifest);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return new BuiltPin($"{Prefix}{procedure}@{hash}", new Blob(hash, "application/json", bytes), read[own.Pin], own.Pin, documents);
    }

    /// <summary>The pins of the definitions that this one uses, and those they use, by every name under which they are used.</summary>
    private static Dictionary<string, string> Used(Definition definition, List<StoredDocument> definitions, Dictionary<string, Definition> read)
    {
        var names = definitions.SelectMany(d => DefinitionLibrary.TypeNamesOf(read[d.Pin]).Prepend(d.Id).Select(n => (Name: n, d.Pin)))
            .DistinctBy(n => n.Name, StringComparer.Ordinal).ToDictionary(n => n.Name, n => n.Pin, StringComparer.Ordinal);
        var used = new Dictionary<string, string>(StringComparer.Ordinal);
        var open = new Stack<Definition>([definition]);
        while (open.TryPop(out var at))
        {
            foreach (var name in at.Root.All().SelectMany(NamesIn).Where(names.ContainsKey))
            {
                if (used.TryAdd(name, names[name]))
                    open.Push(read[names[name]]);
            }
        }

        return used;
    }

    private static IEnumerable<string> NamesIn(ActivityNode node) =>
        node.Inputs.Where(i => i.Kind == InputKind.Literal).Select(i => i.Value.AsText()).OfType<string>().Prepend(node.Type);
}
