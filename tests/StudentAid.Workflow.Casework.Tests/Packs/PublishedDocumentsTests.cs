using FluentAssertions;
using StudentAid.Workflow.Casework.Applications.Forms;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using Xunit;

namespace StudentAid.Workflow.Casework.Tests.Packs;

/// <summary>Every document that we ship of a kind known here is read, fits its published schema, and holds what it promises.</summary>
public sealed class PublishedDocumentsTests
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "workflows");

    public static TheoryData<string> Files()
    {
        var files = new TheoryData<string>();
        foreach (var file in Directory.EnumerateFiles(Root, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var kind = Value.Parse(File.ReadAllText(file))["kind"].AsText();
            if (DocumentKinds.All.Any(k => k.Name == kind))
                files.Add(Path.GetRelativePath(Root, file));
        }

        return files;
    }

    private static PackDocument Read(string file) => PackReader.Read(File.ReadAllText(Path.Combine(Root, file))).Document!;

    [Theory]
    [MemberData(nameof(Files))]
    public void A_document_is_read_without_a_finding(string file)
    {
        PackReader.Read(File.ReadAllText(Path.Combine(Root, file))).Diagnostics.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_document_fits_the_published_schema_of_its_kind(string file)
    {
        var value = Value.Parse(File.ReadAllText(Path.Combine(Root, file)));
        var schema = FormSchemaReader.Read(new DocumentNode(DocumentKinds.All.Single(k => k.Name == value["kind"].AsText()).Schema, "", new Findings()));

        SchemaValidator.Validate(schema, value).Should().BeEmpty();
    }

    [Fact]
    public void Every_schema_is_itself_written_in_the_subset()
    {
        foreach (var kind in DocumentKinds.All)
        {
            var findings = new Findings();
            FormSchemaReader.Read(new DocumentNode(kind.Schema, "", findings));
            findings.All.Should().BeEmpty($"the schema of {kind.Name} is published");
        }
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
