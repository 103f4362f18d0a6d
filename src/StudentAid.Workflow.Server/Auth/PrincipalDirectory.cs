using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Claims;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Auth;

/// <summary>A principal as kept, with the hashes of its keys. <see cref="Label"/> is the one-click name in a demonstration, empty for others.</summary>
public sealed record KnownPrincipal(Principal Principal, ImmutableArray<string> KeyHashes, string Label);

/// <summary>
/// Finds principals in the documents of kind <c>principal</c>: <c>{ name, grants: [{ role, unit }], persons: [id], keys: [{ id, name, hash }], label? }</c>.
/// </summary>
public sealed class PrincipalDirectory(IStoreReader reader)
{
    public const string Kind = "principal";

    private readonly ConcurrentDictionary<Id, KnownPrincipal> known = new();

    public async Task<Principal?> OfAsync(ClaimsPrincipal user) =>
        SignIn.IdOf(user) is { } id ? (await FindAsync(id))?.Principal : null;

    /// <summary>Null where there is none.</summary>
    public async Task<KnownPrincipal?> FindAsync(Id id)
    {
        if (known.TryGetValue(id, out var found))
            return found;
        var documents = await reader.DocumentsAsync(Scope.All, new DocumentFilter(Kind) { Key = id.ToString() });
        return documents is [var document, ..] ? known[id] = Read(id, document.Content) : null;
    }

    public async Task<IReadOnlyList<KnownPrincipal>> AllAsync(Scope scope) =>
        [.. (await reader.DocumentsAsync(scope, new DocumentFilter(Kind))).Select(d => Read(Id.Parse(d.Key), d.Content))];

    /// <summary>To be called after principals were written.</summary>
    public void Forget() => known.Clear();

    public static Value Write(KnownPrincipal principal) => Value.Record(
        ("name", principal.Principal.Name),
        ("grants", Value.List(principal.Principal.Grants.Select(g => (Value)Value.Record(("role", g.Role), ("unit", g.Unit))))),
        ("persons", Value.List(principal.Principal.Persons.Select(p => Value.Of(p.ToString())))),
        ("keys", Value.List(principal.KeyHashes.Select(Value.Of))),
        ("label", principal.Label));

    private static KnownPrincipal Read(Id id, Value content) => new(
        new Principal(id, content["name"].AsText() ?? "", [.. content["grants"].Items.Select(g => new Grant(g["role"].AsText() ?? "", g["unit"].AsText() ?? "/"))])
        {
            Persons = [.. content["persons"].Items.Select(p => Id.TryParse(p.AsText())).OfType<Id>()],
        },
        [.. content["keys"].Items.Select(k => k.AsText()).OfType<string>()],
        content["label"].AsText() ?? "");
}
