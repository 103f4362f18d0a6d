using FluentAssertions;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Tests.Definitions;
using Xunit;

namespace StudentAid.Workflow.Engine.Tests.Analysis;

public sealed class SchemaWriterTests
{
    [Fact]
    public void Every_type_and_option_is_described_in_both_languages_and_every_reference_is_there()
    {
        var schema = SchemaWriter.DefinitionSchema(Documents.Types);

        foreach (var type in Documents.Types.All.Select(t => t.Description))
        {
            var defined = schema["$defs"][type.Type];
            defined["title"].AsText().Should().Be($"{type.Title.ZhCn} {type.Title.En}");
            foreach (var option in type.Options.Where(o => type.Ports.All(p => p.Name != o.Name)))
                defined["properties"][option.Name]["title"].AsText().Should().Be($"{option.Title.ZhCn} {option.Title.En}");
        }

        References(schema).Should().OnlyContain(r => !schema["$defs"][r.Replace("#/$defs/", "", StringComparison.Ordinal)].IsNull);
    }

    private static IEnumerable<string> References(Value value) => value switch
    {
        RecordValue record => record.Members.SelectMany(m => m.Key == "$ref" ? [m.Value.AsText()!] : References(m.Value)),
        ListValue list => list.Values.SelectMany(References),
        _ => [],
    };
}
