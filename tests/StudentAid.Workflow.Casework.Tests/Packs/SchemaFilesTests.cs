using FluentAssertions;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Activities;

namespace StudentAid.Workflow.Casework.Tests.Packs;

/// <summary>The published schemas are those that the kinds describe. <c>UPDATE=1</c> writes them, as <c>studentaid schema --write</c> does.</summary>
public sealed class SchemaFilesTests
{
    private const string Folder = "workflows/schema";

    private static readonly ActivityTypes Types = new(GeneralActivities.All.Concat(CaseworkActivities.All));

    public static TheoryData<string> Names => [.. PublishedSchemas.All(Types).Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_kind_of_document_has_its_schema_published(string name)
    {
        var schema = PublishedSchemas.All(Types).Single(s => s.Name == name);
        var path = Repository.PathOf($"{Folder}/{name}");
        if (Environment.GetEnvironmentVariable("UPDATE") == "1")
            File.WriteAllText(path, schema.Text);
        File.Exists(path).Should().BeTrue($"{name} is published; UPDATE=1 writes it");
        File.ReadAllText(path).ReplaceLineEndings("\n").Should().Be(schema.Text);
    }

    [Fact]
    public void No_schema_is_published_that_no_kind_describes() =>
        Directory.EnumerateFiles(Repository.PathOf(Folder)).Select(Path.GetFileName).Should().BeEquivalentTo(PublishedSchemas.All(Types).Select(s => s.Name));
}
