using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FluentAssertions;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.House;

/// <summary>What the house promises of itself.</summary>
public sealed class HouseTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Engine"] = [],
        ["Casework"] = ["Engine"],
        ["Storage"] = ["Casework"],
        ["Server"] = ["Storage"],
        ["Cli"] = ["Storage"],
    };

    [Fact]
    public void Projects_reference_only_the_one_below_them()
    {
        foreach (var (project, below) in Allowed)
        {
            var file = Path.Combine(Repository.Root, "src", $"StudentAid.Workflow.{project}", $"StudentAid.Workflow.{project}.csproj");
            var references = XDocument.Load(file).Descendants("ProjectReference")
                .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value).Split('.')[^1]);
            references.Should().BeEquivalentTo(below, project);
        }
    }

    [Fact]
    public void The_engine_uses_no_package_besides_the_analysers()
    {
        var file = Path.Combine(Repository.Root, "src", "StudentAid.Workflow.Engine", "StudentAid.Workflow.Engine.csproj");
        XDocument.Load(file).Descendants("PackageReference").Should().BeEmpty();
    }

    [Fact]
    public void The_engine_knows_no_word_of_student_aid()
    {
        var words = new Regex("学生|学校|资助|困难|认定|班级|公示|(?i:student|school|pupil|teacher|hardship|bursar)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        var found = Repository.Files("src/StudentAid.Workflow.Engine", "*.cs").SelectMany(f => File.ReadLines(f)
            .Select(l => l.Replace("studentaid", "", StringComparison.OrdinalIgnoreCase)) // the product's name
            .Where(l => words.IsMatch(l)).Select(l => $"{Path.GetFileName(f)}: {l.Trim()}"));
        found.Should().BeEmpty();
    }

    [Fact]
    public void No_province_and_no_level_is_named_in_code()
    {
        var names = new Regex("河南|广东|江苏|云南|四川|海南省|湖北|贵州|特别困难|比较困难|一般困难", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        Repository.Files("src", "*.cs").Where(f => names.IsMatch(File.ReadAllText(f))).Select(Path.GetFileName).Should().BeEmpty();
    }

    /// <summary>An article without its measure's province is read in every other province as its own.</summary>
    [Fact]
    public void A_national_document_names_whose_measure_it_cites()
    {
        var whose = new Regex("(?<!省|市|自治区)实施办法", RegexOptions.None, TimeSpan.FromSeconds(1));
        Repository.Files("workflows/national", "*.json")
            .Where(f => whose.IsMatch(File.ReadAllText(f)) || Value.Parse(File.ReadAllBytes(f))["article"].AsText()?.StartsWith('第') == true)
            .Select(Path.GetFileName).Should().BeEmpty();
    }

    /// <summary>Who does what is data (kind roles). Two of the words also name something that is kept: who may sign in, and whom a school answers to.</summary>
    [Fact]
    public void No_role_is_named_in_code()
    {
        var ids = Repository.Json("workflows/national/roles.json")["roles"].Items.Select(r => r["id"].AsText()!).Except(["principal", "authority"], StringComparer.Ordinal).ToList();
        ids.Should().HaveCountGreaterThan(5);
        var found = Repository.Files("src", "*.cs").Concat(Repository.Files("src/StudentAid.Workflow.Web/src", "*.ts*"))
            .SelectMany(f => File.ReadLines(f).Where(l => ids.Exists(id => l.Contains($"\"{id}\"", StringComparison.Ordinal))).Select(l => $"{Path.GetFileName(f)}: {l.Trim()}"));
        found.Should().BeEmpty();
    }

    [Fact]
    public void Folders_are_named_after_things()
    {
        string[] banned = ["Models", "Services", "Helpers", "Interfaces", "Utils", "Common", "Managers"];
        Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src"), "*", SearchOption.AllDirectories)
            .Select(Path.GetFileName).Should().NotContain(banned);
    }

    [Fact]
    public void No_type_is_a_manager_a_helper_or_a_util() =>
        Assemblies().SelectMany(a => a.GetTypes()).Where(t => t.Namespace?.StartsWith("StudentAid", StringComparison.Ordinal) == true).Select(t => t.Name)
            .Where(n => n.EndsWith("Manager", StringComparison.Ordinal) || n.EndsWith("Helper", StringComparison.Ordinal) || n.EndsWith("Util", StringComparison.Ordinal))
            .Should().BeEmpty();

    [Fact]
    public void No_source_file_is_longer_than_five_hundred_lines() =>
        Repository.Files("src", "*.cs").Concat(Repository.Files("tests", "*.cs"))
            .Where(f => File.ReadLines(f).Count() > 500).Select(Path.GetFileName).Should().BeEmpty();

    [Fact]
    public void Every_code_is_unique_over_the_product_kebab_case_and_in_both_languages()
    {
        var codes = Codes().ToList();
        codes.Should().HaveCountGreaterThan(100);
        codes.Select(c => c.Id).Should().OnlyHaveUniqueItems();
        codes.Should().OnlyContain(c => Regex.IsMatch(c.Id, "^[a-z][a-z0-9]*(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)));
        codes.Should().OnlyContain(c => !string.IsNullOrEmpty(c.Sentence.En) && c.Sentence.ZhCn.Any(h => h > 0x2E80));
    }

    private static IEnumerable<Assembly> Assemblies() =>
        Allowed.Keys.Select(p => Assembly.Load(new AssemblyName(p == "Cli" ? "StudentAid.Workflow.Cli" : $"StudentAid.Workflow.{p}")));

    private static IEnumerable<Code> Codes() =>
        from assembly in Assemblies()
        from type in assembly.GetTypes()
        from field in type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly)
        where field.FieldType == typeof(Code)
        select (Code)field.GetValue(null)!;
}
