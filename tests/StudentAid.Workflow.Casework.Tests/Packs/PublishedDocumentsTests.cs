using FluentAssertions;
using StudentAid.Workflow.Casework.Applications.Forms;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Layers;
using Xunit;

namespace StudentAid.Workflow.Casework.Tests.Packs;

/// <summary>Every document that we ship of a kind known here is read, fits its published schema, and holds what it promises.</summary>
public sealed class PublishedDocumentsTests
{
    private static readonly string Root = Repository.PathOf("workflows");
    private static readonly ActivityTypes Types = new(GeneralActivities.All.Concat(CaseworkActivities.All));

    private static readonly Dictionary<string, JsonSchemaCheck> Schemas =
        PublishedSchemas.All(Types).ToDictionary(s => s.Name, s => new JsonSchemaCheck(s.Schema), StringComparer.Ordinal);

    public static TheoryData<string> Files() => [.. All()];

    public static TheoryData<string> Packs() => [.. All().Where(f => Text(f)["kind"].AsText() is { } kind && DocumentKinds.Find(kind) is not null)];

    private static IEnumerable<string> All() => new[] { "workflows", "samples", "tests/schools" }
        .SelectMany(f => Directory.EnumerateFiles(Repository.PathOf(f), "*.json", SearchOption.AllDirectories))
        .Where(f => SchemaOf(f) is not null).Select(f => Path.GetRelativePath(Root, f));

    private static Value Text(string file) => Value.Parse(File.ReadAllText(Path.Combine(Root, file)));

    private static PackDocument Read(string file) => PackReader.Read(File.ReadAllText(Path.Combine(Root, file))).Document!;

    [Theory]
    [MemberData(nameof(Packs))]
    public void A_document_is_read_without_a_finding(string file) =>
        DocumentKinds.Find(Text(file)["kind"].AsText()!)!.Check(File.ReadAllText(Path.Combine(Root, file)), Types).Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Files))]
    public void A_document_fits_the_published_schema_of_its_kind(string file) =>
        Schemas[SchemaOf(Path.Combine(Root, file))!].Misfits(Text(file)).Should().BeEmpty();

    [Theory]
    [InlineData("""{ "kind": "round-plan", "id": "plan", "article": "x", "from": "2020-01-01", "name": "x", "days": 0, "stages": [ { "id": "a" } ], "colour": 1 }""", "round-plan", "/days: minimum", "/stages/0 lacks name", "/colour may not be")]
    [InlineData("""{ "title": "x", "school": "s", "steps": [ { "dou": "a.b" } ] }""", "case", "/steps/0/dou may not be")]
    public void What_does_not_fit_is_marked(string json, string schema, params string[] misfits) =>
        Schemas[$"{schema}.schema.json"].Misfits(Value.Parse(json)).Should().BeEquivalentTo(misfits);

    [Fact]
    public void Every_schema_of_a_body_is_written_in_the_subset_of_forms()
    {
        foreach (var kind in DocumentKinds.All.Where(k => k.Name != Overlay.Kind))
        {
            var findings = new Findings();
            FormSchemaReader.Read(new DocumentNode(kind.Schema, "", findings));
            findings.All.Should().BeEmpty($"the schema of {kind.Name} is published");
        }
    }

    /// <summary>The name of the schema by which an editor checks a file; null where none is published for it.</summary>
    private static string? SchemaOf(string file)
    {
        var name = Path.GetFileName(file);
        if (name.EndsWith(".schema.json", StringComparison.Ordinal) || file.Split(Path.DirectorySeparatorChar).Any(f => f is "bin" or "obj"))
            return null;
        if (name.EndsWith(".case.json", StringComparison.Ordinal) || name.EndsWith(".school.json", StringComparison.Ordinal))
            return $"{name.Split('.')[^2]}.schema.json";
        var content = Value.Parse(File.ReadAllText(file));
        return content["kind"].AsText() is { } kind && DocumentKinds.Find(kind) is not null ? $"{kind}.schema.json"
            : content["$schema"].AsText()?.EndsWith(DefinitionReader.Schema, StringComparison.Ordinal) == true && content["$schema"].AsText()!.Contains("elsaworkflows", StringComparison.Ordinal) == false ? DefinitionReader.Schema
            : null;
    }

    [Theory]
    [InlineData("national/higher-education-determination")]
    [InlineData("national/k12-determination")]
    [InlineData("provinces/henan/higher-education-determination")]
    [InlineData("provinces/henan/k12-determination")]
    public void A_shipped_table_is_proven_and_every_item_reads_a_field_of_the_shipped_form(string folder)
    {
        var table = ScoreTable.Kind.Read(Read($"{folder}/score-table.json")).Document!;
        var scale = Scale.Kind.Read(Read($"{folder}/scale.json")).Document!;
        var form = FormDocument.Kind.Read(Read($"{folder}/determination-form.json")).Document!;

        var proof = ScoreTableCheck.Prove(table, scale, ReferenceValues.None(new DateOnly(2026, 9, 1)));

        table.Scale.Should().Be("hardship-levels");
        proof.Diagnostics.Where(d => d.Severity != Severity.Info).Should().BeEmpty();
        proof.Most.Should().Be(100);
        proof.Levels.Should().OnlyContain(l => l.Least != null);
        table.Items.SelectMany(i => i.Rule is RowsRule rows ? [rows.Of.Text] : i.Rule.Reads).Where(r => r.StartsWith("answers.", StringComparison.Ordinal))
            .Should().OnlyContain(r => form.Schema.At(r.Substring("answers.".Length)) != null);
    }

    [Theory]
    [InlineData("national/higher-education-determination", 14)]
    [InlineData("provinces/henan/k12-determination", 8)]
    public void The_form_and_the_table_know_the_same_special_groups(string folder, int count)
    {
        var table = ScoreTable.Kind.Read(Read($"{folder}/score-table.json")).Document!;
        var form = FormDocument.Kind.Read(Read($"{folder}/determination-form.json")).Document!;

        var offered = form.Schema.At("specialGroups")!.Items!.Enum;

        offered.Should().HaveCount(count);
        ((MultipleChoice)table.Items.Single(i => i.Id == "special-groups").Rule).Options.Select(o => o.Value).Should().BeEquivalentTo(offered);
    }
}
