using FluentAssertions;
using StudentAid.Workflow.Casework.Schools;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Server.Tests.Cli;

namespace StudentAid.Workflow.Server.Tests.Schools;

/// <summary>Every case file and school document fits its schema.</summary>
public sealed class SchoolSchemaTests
{
    public static TheoryData<string, string> Kinds => new() { { "case", SchoolShapes.Case.Schema("用例文件").ToJson() }, { "school", SchoolShapes.School.Schema("学校文件").ToJson() } };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_file_of_the_repository_fits_its_schema(string name, string schema)
    {
        var files = new[] { "workflows", "samples", "tests" }.SelectMany(f => Directory.EnumerateFiles(Path.Combine(Repository.Root, f), $"*.{name}.json", SearchOption.AllDirectories))
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).ToList();
        files.Should().NotBeEmpty();
        files.SelectMany(f => Misfits(Value.Parse(File.ReadAllBytes(f)), Value.Parse(schema), f)).Should().BeEmpty();
    }

    [Fact]
    public void What_does_not_fit_is_found()
    {
        var schema = SchoolShapes.Case.Schema("用例文件");
        Misfits(Value.Parse("""{ "title": "x", "school": "s", "steps": [ { "dou": "a.b" } ] }"""), schema, "f").Should().Equal("f/steps/0/dou");
        Misfits(Value.Parse("""{ "title": 1, "school": "s" }"""), schema, "f").Should().Equal("f lacks steps", "f/title");
    }

    [Theory]
    [InlineData("""{ "title": "x", "school": "two-classes", "stepz": [] }""", "pack-unknown-member-near")]
    [InlineData("""{ "title": "x", "school": "two-classes", "steps": [ { "colour": "a.b" } ] }""", "pack-unknown-member")]
    public async Task A_misspelt_member_of_a_case_file_is_named(string text, string code)
    {
        using var folder = new Scratch();
        var called = await Called.With("test", folder.Write("x.case.json", text), "--json");
        called.Json["cases"].Items[0]["findings"].Items[0]["message"].AsText().Should().Contain($"（{code}）");
    }

    private static IEnumerable<string> Misfits(Value value, Value schema, string at)
    {
        var types = schema["type"].AsText() is { } one ? [one] : schema["type"].Items.Select(t => t.AsText()!).ToArray();
        if (!types.Contains(TypeOf(value), StringComparer.Ordinal))
            return [at];
        var inner = schema["items"].IsNull ? [] : value.Items.SelectMany((item, i) => Misfits(item, schema["items"], $"{at}/{i}"));
        if (schema["properties"] is not RecordValue properties || value is not RecordValue record)
            return inner;
        return schema["required"].Items.Select(r => r.AsText()!).Where(r => record[r].IsNull).Select(r => $"{at} lacks {r}")
            .Concat(record.Members.SelectMany(m => properties[m.Key].IsNull ? [$"{at}/{m.Key}"] : Misfits(m.Value, properties[m.Key], $"{at}/{m.Key}")));
    }

    private static string TypeOf(Value value) => value switch
    {
        RecordValue => "object", ListValue => "array", TextValue => "string", BoolValue => "boolean",
        NumberValue n => n.Value == decimal.Truncate(n.Value) ? "integer" : "number",
        _ => "null",
    };
}
