using FluentAssertions;
using StudentAid.Workflow.Engine.Analysis;
using Xunit;

namespace StudentAid.Workflow.Engine.Tests.Definitions;

/// <summary>Elsa writes every default as a text and names types in many ways.</summary>
public sealed class ElsaValueTests
{
    [Theory]
    [InlineData("System.Collections.Generic.Dictionary`2[[System.String, System.Private.CoreLib],[System.Object, System.Private.CoreLib]], System.Private.CoreLib", "{\\\"k\\\": [7]}", "getBox().k[0]", "7")]
    [InlineData("IDictionary<String, Object>", "{\\\"k\\\": 7}", "getBox().k + 1", "8")]
    [InlineData("System.Collections.Generic.List`1[[System.String, System.Private.CoreLib]], System.Private.CoreLib", "[\\\"a\\\", \\\"b\\\"]", "getBox().length", "2")]
    [InlineData("String[]", "[\\\"a\\\", \\\"b\\\"]", "getBox().length", "2")]
    [InlineData("System.Dynamic.ExpandoObject, System.Linq.Expressions", "{\\\"a\\\": {\\\"b\\\": 1}}", "getBox().a.b", "1")]
    [InlineData("System.Int32, System.Private.CoreLib, Version=8.0.0.0", "1", "getBox() + 1", "2")]
    [InlineData("System.Nullable`1[[System.Int32, System.Private.CoreLib]], System.Private.CoreLib", "1", "getBox() + 1", "2")]
    [InlineData("Decimal?", "1.5", "getBox() + 1", "2.5")]
    [InlineData("String", "[1]", "getBox().length", "3")]
    public void A_default_is_of_its_type_however_the_type_is_named(string type, string value, string expression, string line)
    {
        var text = $$"""
            { "definitionId": "box", "variables": [{ "id": "v1", "name": "Box", "typeName": "{{type}}", "value": "{{value}}" }],
              "root": { "id": "say", "type": "Elsa.WriteLine", "text": { "typeName": "String", "expression": { "type": "JavaScript", "value": "{{expression}}" } } } }
            """;

        ElsaRun.Lines(text).Should().Equal(line);
        DefinitionLint.Check(Documents.Read(text), LintContext.Of(Documents.Types)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{ "Id": "v1", "Name": "Box" }""")]
    [InlineData("""{ "name": "Box" }""")]
    [InlineData("\"Box\"")]
    public void A_variable_is_named_by_a_text_or_an_object_in_either_spelling(string variable) =>
        ElsaRun.Lines($$"""
            { "definitionId": "box", "variables": [{ "id": "v1", "name": "Box", "typeName": "String", "value": "full" }],
              "root": { "id": "say", "type": "Elsa.WriteLine", "text": { "typeName": "String", "expression": { "type": "Variable", "value": {{variable}} } } } }
            """).Should().Equal("full");

    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("[1,2]", "[1,2]")]
    public void An_object_expression_where_a_text_is_wanted_is_that_text(string value, string line) =>
        ElsaRun.Lines($$"""
            { "definitionId": "box", "root": { "id": "say", "type": "Elsa.WriteLine", "text": { "typeName": "String", "expression": { "type": "Object", "value": "{{value}}" } } } }
            """).Should().Equal(line);
}
