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
/// that name none ask them who acts.
/// </summary>
public sealed class PinBuilder(DocumentShelf shelf, Interpreter interpreter, RoleShelf roles)
{
    public const string Prefix = "pin/";

    /// <summary>Null where no definition of the procedure is published for the school.</summary>
    public async Task<BuiltPin?> BuildAsync(string school, string procedure, DateOnly referenceDay, CancellationToken cancellation)
    {
        var all = await shelf.AllAsync();
        var layers = new EffectiveDefinitions(interpreter.Types, shelf.TextAsync);
        var definitions = new Dictionary<string, EffectiveDefinition>(StringComparer.Ordinal);
        foreach (var id in EffectiveDefinitions.Ids(all, school))
        {
            if (await layers.FindAsync(all, school, id, referenceDay, cancellation) is { } found)
                definitions[id] = found;
        }

        if (!definitions.TryGetValue(procedure, out var own))
            return null;
        ImmutableArray<StoredDocument> documents = [.. DocumentShelf.Holding(all, school, procedure, referenceDay).Where(d => DocumentKinds.Find(d.Kind) is { IsPinned: true })];
        var used = Used(own.Definition, definitions);
        var book = await roles.OfAsync(all, referenceDay, cancellation);
        var made = book.IsChangedFor(school) ? RolesOf(book.At(school)) : null;
        var manifest = CanonicalJson.Of(Value.Record(
            ("definition", own.Pin),
            ("definitions", Value.Record(used.OrderBy(u => u.Key, StringComparer.Ordinal).Select(u => (u.Key, Value.Of(u.Value.Pin))))),
            ("documents", Value.Record(documents.Select(d => ($"{d.Kind}/{d.Id}", d.Pin))
                .Concat(made is null ? [] : [(RolesName, $"{RolesName}@{made.Hash}")]).Select(d => (d.Item1, Value.Of(d.Item2)))))));
        var whole = BlobOf(manifest);
        ImmutableArray<EffectiveDefinition> pinned = [own, .. used.Values.Distinct()];
        return new BuiltPin(
            $"{Prefix}{procedure}@{whole.Hash}", [whole, .. made is null ? [] : new[] { made }, .. pinned.Where(d => d.IsMade).Select(d => d.Text)], CaseParts.LaidInto(own.Definition, n => used.GetValueOrDefault(n)?.Definition), own.Whole, documents,
            pinned.Select(d => d.Refusal(school)).FirstOrDefault(r => r is not null));
    }

    private const string RolesName = $"{RoleList.Only}/{RoleList.Only}";

    private static Blob RolesOf(RoleList list) => BlobOf(CanonicalJson.Of(list.ToDocument()));

    private static Blob BlobOf(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new Blob(Convert.ToHexStringLower(SHA256.HashData(bytes)), "application/json", bytes);
    }

    /// <summary>The definitions that this one uses, and those they use, by every name under which they are used.</summary>
    private static Dictionary<string, EffectiveDefinition> Used(Definition definition, Dictionary<string, EffectiveDefinition> definitions)
    {
        var names = definitions.Values.SelectMany(d => DefinitionLibrary.TypeNamesOf(d.Definition).Prepend(d.Id).Select(n => (Name: n, Used: d)))
            .DistinctBy(n => n.Name, StringComparer.Ordinal).ToDictionary(n => n.Name, n => n.Used, StringComparer.Ordinal);
        var used = new Dictionary<string, EffectiveDefinition>(StringComparer.Ordinal);
        var open = new Stack<Definition>([definition]);
        while (open.TryPop(out var at))
        {
            foreach (var name in at.Root.All().SelectMany(NamesIn).Where(names.ContainsKey))
            {
                if (used.TryAdd(name, names[name]))
                    open.Push(names[name].Definition);
            }
        }

        return used;
    }

    private static IEnumerable<string> NamesIn(ActivityNode node) =>
        node.Inputs.Where(i => i.Kind == InputKind.Literal).Select(i => i.Value.AsText()).OfType<string>().Prepend(node.Type);
}
