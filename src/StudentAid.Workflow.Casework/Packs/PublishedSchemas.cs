using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using StudentAid.Workflow.Casework.Schools;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>A JSON Schema that editors complete and check by: the name of its file and the schema.</summary>
public sealed record SchemaFile(string Name, Value Schema)
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file's text: indented, ended by a line feed.</summary>
    public string Text => Indented(Schema) + "\n";

    /// <summary>A value as people read it.</summary>
    public static string Indented(Value value)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Layout))
            value.Write(writer);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}

/// <summary>All schemas that stand under <c>workflows/schema</c>: of definitions, case files, school documents and every kind of pack document.</summary>
public static class PublishedSchemas
{
    public static ImmutableArray<SchemaFile> All(ActivityTypes types) =>
    [
        Definition(types),
        new($"case{Ending}", SchoolShapes.Case.Schema("用例文件")),
        new($"school{Ending}", SchoolShapes.School.Schema("学校文件")),
        .. DocumentKinds.All.Select(k => new SchemaFile(k.Name + Ending, k.Schema)),
    ];

    public static SchemaFile Definition(ActivityTypes types) => new(DefinitionReader.Schema, SchemaWriter.DefinitionSchema(types));

    private const string Ending = ".schema.json";
}
