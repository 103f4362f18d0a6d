using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FluentAssertions;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Layers;

namespace StudentAid.Workflow.Casework.Tests.Packs;

/// <summary>The published schemas of pack documents are those that the kinds describe. <c>UPDATE=1</c> writes them.</summary>
public sealed class SchemaFilesTests
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, IndentSize = 2, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Kinds => [.. DocumentKinds.All.Select(k => k.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_of_document_has_its_schema_published(string name)
    {
        var schema = DocumentKinds.All.Single(k => k.Name == name).Schema;
        var path = RepositoryFiles.PathOf($"workflows/schema/{name}.schema.json");
        if (Environment.GetEnvironmentVariable("UPDATE") == "1")
            File.WriteAllText(path, JsonNode.Parse(schema.ToJson())!.ToJsonString(Layout).ReplaceLineEndings("\n") + "\n");
        File.Exists(path).Should().BeTrue($"{name}.schema.json is published; UPDATE=1 writes it");
        RepositoryFiles.Json($"workflows/schema/{name}.schema.json").Should().Be(schema);
    }

    [Fact]
    public void The_schema_of_overlays_is_published() =>
        RepositoryFiles.Json($"workflows/schema/{OverlaySchema.File}").Should().Be(OverlaySchema.Schema, "studentaid schema --write writes it");
}
