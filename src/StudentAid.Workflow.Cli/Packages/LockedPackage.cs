using System.Collections.Immutable;
using System.Xml.Linq;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Cli.Packages;

/// <summary>
/// A package as a lock file pins it. Registry: <c>nuget</c> or <c>npm</c>. Hash: SHA-512 in base 64. Licence: as the lock file says it, "" where it does not.
/// Ships: whether it is part of what runs; what only builds or tests is not.
/// </summary>
public sealed record LockedPackage(string Registry, string Name, string Version, string Hash, string Licence, bool Ships)
{
    /// <summary>The package URL, by which scanners know it.</summary>
    public string Url => $"pkg:{Registry}/{string.Join('/', Name.Split('/').Select(Uri.EscapeDataString))}@{Uri.EscapeDataString(Version)}";

    /// <summary>The product as CycloneDX 1.5 describes it. Nothing in it changes from one call to the next.</summary>
    public static RecordValue Describe(IEnumerable<LockedPackage> packages, string product, string version) => Value.Record(
        ("bomFormat", "CycloneDX"), ("specVersion", "1.5"), ("version", 1),
        ("metadata", Value.Record(("component", Value.Record(("type", "application"), ("bom-ref", product), ("name", product), ("version", version))))),
        ("components", Value.List(packages.Select(p => (Value)p.ToValue()))));

    private RecordValue ToValue()
    {
        var component = Value.Record(
            ("type", "library"), ("bom-ref", Url), ("name", Name), ("version", Version), ("scope", Ships ? "required" : "excluded"), ("purl", Url),
            ("hashes", Value.List(Value.Record(("alg", "SHA-512"), ("content", Convert.ToHexStringLower(Convert.FromBase64String(Hash)))))));
        return Licence.Length == 0 ? component : component.With("licenses", Value.List(Value.Record(("expression", Licence))));
    }
}

/// <summary>Every package of a checkout, out of its lock files: <c>packages.lock.json</c> of each project, <c>package-lock.json</c> of the web app.</summary>
public static class LockFiles
{
    private const string NuGet = "packages.lock.json";
    private const string Npm = "package-lock.json";
    private const string Central = "Directory.Packages.props";

    /// <summary>By registry and name; of several versions each. Empty where the folder holds no lock file.</summary>
    public static IReadOnlyList<LockedPackage> Read(string root)
    {
        var analysers = Analysers(Path.Combine(root, Central));
        var shipping = Files(Path.Combine(root, "src"), NuGet).SelectMany(f => OfProject(f)).Select(p => p with { Ships = !analysers.Contains(p.Name) });
        var others = Files(root, NuGet).SelectMany(f => OfProject(f));
        var web = Files(Path.Combine(root, "src"), Npm).SelectMany(OfWeb);
        return [.. shipping.Concat(others).Concat(web).GroupBy(p => (p.Registry, p.Name, p.Version)).Select(g => g.OrderByDescending(p => p.Ships).First())
            .OrderBy(p => p.Registry, StringComparer.Ordinal).ThenBy(p => p.Name, StringComparer.OrdinalIgnoreCase).ThenBy(p => p.Version, StringComparer.Ordinal)];
    }

    /// <summary>Files of this name that nobody built or downloaded.</summary>
    public static IEnumerable<string> Files(string under, string name) => !Directory.Exists(under) ? [] :
        Directory.EnumerateFiles(under, name, SearchOption.AllDirectories).Where(f => !f.Split(Path.DirectorySeparatorChar).Any(p => p is "bin" or "obj" or "node_modules"));

    private static IEnumerable<LockedPackage> OfProject(string file) =>
        from framework in Members(Value.Parse(File.ReadAllBytes(file))["dependencies"])
        from package in Members(framework.Value)
        where package.Value["contentHash"].AsText() is not null
        select new LockedPackage("nuget", package.Key, package.Value["resolved"].AsText()!, package.Value["contentHash"].AsText()!, "", false);

    private static IEnumerable<LockedPackage> OfWeb(string file) =>
        from package in Members(Value.Parse(File.ReadAllBytes(file))["packages"])
        where package.Key.Length > 0
        let name = package.Key[(package.Key.LastIndexOf("node_modules/", StringComparison.Ordinal) + "node_modules/".Length)..]
        select new LockedPackage(
            "npm", name, package.Value["version"].AsText()!, Sha512(package.Value["integrity"].AsText() ?? ""), package.Value["license"].AsText() ?? "", package.Value["dev"].AsBool() != true);

    private static string Sha512(string integrity) => integrity.Split(' ').FirstOrDefault(i => i.StartsWith("sha512-", StringComparison.Ordinal))?["sha512-".Length..] ?? "";

    private static ImmutableArray<KeyValuePair<string, Value>> Members(Value value) => value is RecordValue record ? record.Members : [];

    /// <summary>Packages of the central list that only look at the source.</summary>
    private static HashSet<string> Analysers(string central) => !File.Exists(central) ? [] :
        XDocument.Load(central).Descendants("ItemGroup").Where(g => g.Attribute("Label")?.Value == "Analysers")
            .SelectMany(g => g.Elements("PackageVersion")).Select(p => p.Attribute("Include")!.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
