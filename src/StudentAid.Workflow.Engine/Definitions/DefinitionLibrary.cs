using System.Collections.Immutable;
using System.Text;
using StudentAid.Workflow.Engine.Execution;

namespace StudentAid.Workflow.Engine.Definitions;

/// <summary>A set of definitions held in memory, by id and by pin (<c>definition/{id}@{sha256}</c>). Safe to share; it does not change.</summary>
public sealed class DefinitionLibrary : IPins
{
    private readonly Dictionary<string, ExecutableDefinition> byPin = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> current = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> byVersion = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> byTypeName = new(StringComparer.Ordinal);

    /// <summary>
    /// Of several with one definition id the published one is current, else the one of the highest version, else the last; the others are found by
    /// their pins and versions.
    /// </summary>
    public DefinitionLibrary(IEnumerable<Definition> definitions)
    {
        foreach (var definition in definitions)
        {
            var pin = PinFor(definition);
            byPin.TryAdd(pin, new ExecutableDefinition(definition));
            foreach (var name in VersionNamesOf(definition))
                byVersion[name] = pin;
            if (!current.TryGetValue(definition.DefinitionId, out var other) || RankOf(definition).CompareTo(RankOf(byPin[other].Definition)) >= 0)
                current[definition.DefinitionId] = pin;
        }

        Definitions = [.. current.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => byPin[c.Value].Definition)];
        foreach (var definition in Definitions.OrderByDescending(d => d.UsableAsActivity))
        {
            foreach (var name in TypeNamesOf(definition))
                byTypeName.TryAdd(name, current[definition.DefinitionId]);
        }
    }

    /// <summary>The current definitions, by id.</summary>
    public ImmutableArray<Definition> Definitions { get; }

    public static string PinFor(Definition definition) => $"definition/{definition.DefinitionId}@{DefinitionHash.Of(definition)}";

    /// <summary>The names under which a definition is an activity type: its name, and the name in PascalCase as Elsa makes it, now and in older versions (which keep hyphens).</summary>
    public static ImmutableArray<string> TypeNamesOf(Definition definition) => TypeNamesOf(definition.Name);

    /// <summary>The same of a definition of which only the name is at hand.</summary>
    public static ImmutableArray<string> TypeNamesOf(Text name) => [.. new[] { name.ZhCn, PascalCase(name.ZhCn, char.IsLetterOrDigit), PascalCase(name.ZhCn, c => c is not (' ' or '_')) }.Distinct(StringComparer.Ordinal)];

    public ExecutableDefinition? Definition(string pin) => byPin.GetValueOrDefault(pin);

    public string? PinOf(string definitionIdOrType) =>
        current.GetValueOrDefault(definitionIdOrType) ?? byVersion.GetValueOrDefault(definitionIdOrType) ?? byTypeName.GetValueOrDefault(definitionIdOrType);

    /// <summary>
    /// What an activity that no type is registered for may call its definition, in the order in which Elsa looks: the version's own id, type and
    /// version, the definition's id, the type alone.
    /// </summary>
    internal static IEnumerable<string> NamesIn(ActivityNode node)
    {
        if (node.Elsa["workflowDefinitionVersionId"].AsText() is { } version)
            yield return VersionName(version);
        yield return VersionName(node.Type, node.Version);
        if (node.Elsa["workflowDefinitionId"].AsText() is { } id)
            yield return id;
        yield return node.Type;
    }

    /// <summary>Whether an activity says which version of its definition it means, and not only which definition.</summary>
    public static bool NamesVersion(ActivityNode node) => node.Version > 1 || node.Elsa["workflowDefinitionVersionId"].AsText() is not null;

    /// <summary>
    /// The version that an activity names where it is another than this one; null where it names none, and where the definition does not say which version it is.
    /// </summary>
    internal static string? OtherVersionIn(ActivityNode node, Definition definition)
    {
        if (!NamesVersion(node))
            return null;
        var (named, id, version) = (node.Elsa["workflowDefinitionVersionId"].AsText(), definition.Elsa["id"].AsText(), definition.Elsa["version"].AsNumber());
        var says = version is not null || (named is not null && id is not null);
        return says && version != node.Version && (named is null || named != id) ? named ?? node.Version.ToString(System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    private static IEnumerable<string> VersionNamesOf(Definition definition)
    {
        if (definition.Elsa["id"].AsText() is { } id)
            yield return VersionName(id);
        foreach (var name in TypeNamesOf(definition))
            yield return VersionName(name, RankOf(definition).Version);
    }

    // Names that no definition has: an id of a version is one among versions only.
    private static string VersionName(string id) => "version " + id;

    private static string VersionName(string type, decimal version) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"version {version} of {type}");

    private static (bool IsPublished, decimal Version) RankOf(Definition definition) =>
        (definition.Elsa["isPublished"].AsBool() == true, definition.Elsa["version"].AsNumber() ?? 1);

    private static string PascalCase(string name, Func<char, bool> isKept)
    {
        var text = new StringBuilder(name.Length);
        var starts = true;
        foreach (var c in name)
        {
            if (!isKept(c))
            {
                starts = true;
                continue;
            }

            text.Append(starts ? char.ToUpperInvariant(c) : c);
            starts = false;
        }

        return text.ToString();
    }
}
