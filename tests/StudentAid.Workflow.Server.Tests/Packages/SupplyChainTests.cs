using System.Collections.Immutable;
using System.Text;
using System.Xml.Linq;
using FluentAssertions;
using StudentAid.Workflow.Cli.Packages;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Server.Tests.Cli;

namespace StudentAid.Workflow.Server.Tests.Packages;

/// <summary>
/// What others wrote and the product uses: only what was looked at, as it was looked at. No feed of vulnerabilities can be asked where this is built, so that the
/// reviewed list, docs/packages.csv, is what stands between us and a package that was exchanged. After a review: this test with UPDATE=1.
/// </summary>
public sealed class SupplyChainTests
{
    /// <summary>npm packages that may run a script when they are installed; none needs to.</summary>
    private static readonly string[] MayRunAtInstall = [];

    /// <summary>Licences that bind nobody who runs the product: SQLite's is the public domain, the last one asks only for changes of the package's own files, which are none.</summary>
    private static readonly string[] Permissive =
        ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "0BSD", "PostgreSQL", "blessing", "(MPL-2.0 OR Apache-2.0)", "EPL-2.0 OR GPL-3.0-or-later"];

    private static readonly string List = Repository.PathOf("docs/packages.csv");

    private static readonly XDocument Central = XDocument.Load(Repository.PathOf("Directory.Packages.props"));

    private static Dictionary<string, string> Versions =>
        Central.Descendants("PackageVersion").ToDictionary(p => p.Attribute("Include")!.Value, p => p.Attribute("Version")!.Value, StringComparer.OrdinalIgnoreCase);

    [Fact]
    public async Task The_bill_of_materials_names_every_package_of_every_lock_file_with_its_hash()
    {
        var called = await Called.With("sbom", "--source", Repository.Root);
        called.ExitCode.Should().Be(0, called.Error);
        var described = called.Json;
        (described["bomFormat"].AsText(), described["specVersion"].AsText()).Should().Be(("CycloneDX", "1.5"));
        var named = described["components"].Items.Select(c => $"{c["purl"].AsText()!.Split(':', '/')[1]} {c["name"].AsText()} {c["version"].AsText()}").ToList();

        var nuget = NuGetLocks().SelectMany(l => Members(Value.Parse(File.ReadAllBytes(l))["dependencies"]["net10.0"]))
            .Where(p => p.Value["type"].AsText() != "Project").Select(p => $"nuget {p.Key} {p.Value["resolved"].AsText()}");
        var npm = Members(NpmLock["packages"]).Where(p => p.Key.Length > 0).Select(p => $"npm {NameOf(p.Key)} {p.Value["version"].AsText()}");
        named.Should().OnlyHaveUniqueItems().And.BeEquivalentTo(nuget.Concat(npm).Distinct());
        named.Count.Should().BeGreaterThan(150);
        described["components"].Items.Should().OnlyContain(c => c["hashes"].Items[0]["content"].AsText()!.Length == 128);
        (await Called.With("sbom", "--source", Repository.Root)).Out.Should().Be(called.Out);

        string ScopeOf(string name) => described["components"].Items.Single(c => c["name"].AsText() == name)["scope"].AsText()!;
        (ScopeOf("Dapper"), ScopeOf("xunit"), ScopeOf("Roslynator.Analyzers"), ScopeOf("react-dom"), ScopeOf("axe-core")).Should().Be(("required", "excluded", "excluded", "required", "excluded"));
    }

    [Fact]
    public async Task A_folder_without_lock_files_has_no_bill()
    {
        using var scratch = new Scratch();
        var called = await Called.With("sbom", "--source", scratch.Folder);
        called.ExitCode.Should().Be(1);
        called.Error.Should().Contain("packages.lock.json");
    }

    [Fact]
    public void What_projects_ask_for_stands_in_the_central_list_with_its_version_and_nowhere_else()
    {
        var props = XDocument.Load(Repository.PathOf("Directory.Build.props"));
        foreach (var file in NuGetLocks())
        {
            var folder = Path.GetDirectoryName(file)!;
            var project = XDocument.Load(Directory.EnumerateFiles(folder, "*.csproj").Single());
            var references = project.Descendants("PackageReference").Concat(props.Descendants("PackageReference")).ToList();
            references.Should().OnlyContain(r => r.Attribute("Version") == null && r.Attribute("VersionOverride") == null, folder);
            var asked = references.Select(r => r.Attribute("Include")?.Value).OfType<string>().ToList();
            asked.Should().BeSubsetOf(Versions.Keys, folder);

            var locked = Members(Value.Parse(File.ReadAllBytes(file))["dependencies"]["net10.0"]).ToList();
            locked.Where(p => p.Value["type"].AsText() == "Direct").Select(p => p.Key).Should().BeEquivalentTo(asked, $"{file} is in step with the project");
            foreach (var (name, package) in locked.Where(p => p.Value["type"].AsText() is "Direct" or "CentralTransitive"))
                package["resolved"].AsText().Should().Be(Versions[name], $"{name} in {file}");
        }
    }

    [Fact]
    public void The_web_apps_lock_file_is_in_step_and_nothing_of_it_runs_when_it_is_installed()
    {
        var own = Repository.Json("src/StudentAid.Workflow.Web/package.json");
        foreach (var part in (string[])["dependencies", "devDependencies"])
        {
            NpmLock["packages"][""][part].ToJson().Should().Be(own[part].ToJson(), part);
            Members(own[part]).Should().OnlyContain(d => char.IsAsciiDigit(d.Value.AsText()![0]), "each version is one, no range");
        }

        Members(own["scripts"]).Select(s => s.Key).Should().NotIntersectWith(["preinstall", "install", "postinstall", "prepare"]);
        var packages = Members(NpmLock["packages"]).Where(p => p.Key.Length > 0).ToList();
        packages.Where(p => p.Value["hasInstallScript"].AsBool() == true).Select(p => NameOf(p.Key)).Should().BeSubsetOf(MayRunAtInstall);
        packages.Should().OnlyContain(p => p.Value["integrity"].AsText()!.StartsWith("sha512-", StringComparison.Ordinal) && p.Value["link"].IsNull, "nothing comes from a folder or by git");
    }

    [Fact]
    public void Every_package_is_on_the_reviewed_list_with_version_licence_and_hash()
    {
        var now = LockFiles.Read(Repository.Root).Select(p => p with { Licence = p.Licence.Length > 0 ? p.Licence : LicenceOf(p) }).ToList();
        var text = string.Concat(now.Select(p => $"{p.Registry},{p.Name},{p.Version},{p.Licence},{(p.Ships ? "runs" : "builds")},{p.Hash}\n").Prepend("registry,name,version,licence,use,sha512\n"));
        if (Environment.GetEnvironmentVariable("UPDATE") == "1")
            File.WriteAllText(List, text);
        var reviewed = File.ReadAllText(List).ReplaceLineEndings("\n").Split('\n');
        text.Split('\n').Except(reviewed).Should().BeEmpty("whatever is new or was exchanged has been looked at");
        reviewed.Except(text.Split('\n')).Should().BeEmpty("what is used no more is off the list");
        now.Where(p => p.Ships && !Permissive.Contains(p.Licence, StringComparer.Ordinal)).Select(p => $"{p.Name}: {p.Licence}").Should().BeEmpty("nothing that runs binds whoever runs it");
    }

    private static Value NpmLock => Repository.Json("src/StudentAid.Workflow.Web/package-lock.json");

    private static IEnumerable<string> NuGetLocks() => LockFiles.Files(Repository.Root, "packages.lock.json");

    private static string NameOf(string path) => path[(path.LastIndexOf("node_modules/", StringComparison.Ordinal) + "node_modules/".Length)..];

    private static ImmutableArray<KeyValuePair<string, Value>> Members(Value value) => value is RecordValue record ? record.Members : [];

    /// <summary>As the package's own description in the folder of restored packages says it: an expression, else the address of the text.</summary>
    private static string LicenceOf(LockedPackage package)
    {
        var folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var name = package.Name.ToLowerInvariant();
        var file = Path.Combine(folder, name, package.Version.ToLowerInvariant(), $"{name}.nuspec");
        if (!File.Exists(file))
            return LicenceOnList(package);
        var metadata = XDocument.Parse(File.ReadAllText(file, Encoding.UTF8)).Root!.Elements().First();
        var licence = metadata.Elements().FirstOrDefault(e => e.Name.LocalName == "license");
        return licence?.Attribute("type")?.Value == "expression" ? licence.Value : LicenceOnList(package);
    }

    /// <summary>Written there by whoever has read the text, where the package only holds a file or an address.</summary>
    private static string LicenceOnList(LockedPackage package) => (File.Exists(List) ? File.ReadLines(List) : [])
        .Select(l => l.Split(',')).FirstOrDefault(c => c.Length == 6 && c[0] == package.Registry && c[1] == package.Name && c[2] == package.Version)?[3] ?? "unread";
}
