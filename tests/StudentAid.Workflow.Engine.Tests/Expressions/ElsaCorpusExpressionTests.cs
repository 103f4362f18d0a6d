using System.Text.Json;
using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Tests.Expressions;

public class ElsaCorpusExpressionTests
{
    [Theory]
    [InlineData("getCounter() + 1", "3")]
    [InlineData("getCounter() > 1", "true")]
    [InlineData("return getInput1();", "\"Foo\"")]
    [InlineData("\"Parent: \" + getInput1();", "\"Parent: Foo\"")]
    [InlineData("`Bar`", "\"Bar\"")]
    [InlineData("`Received from child: ${getOutputFromChildWithOutput1()}`", "\"Received from child: from child\"")]
    [InlineData("`Parent received: ${getChildResult().output.Result}`", "\"Parent received: 42\"")]
    public void Expressions_as_Elsa_users_write_them_work(string text, string expected) => Run.Shown(text).Should().Be(expected);

    [CorpusFact]
    public void Every_expression_of_the_corpus_can_be_read()
    {
        var found = Directory.GetFiles(Repository.ElsaCorpus!, "*__*.json").SelectMany(ExpressionsOf).ToList();

        found.Count.Should().BeGreaterThan(5);
        found.Should().AllSatisfy(e => Expression.Parse(e.Text, e.Language).Error.Should().BeNull(e.Text));
    }

    private static List<(string Text, ExpressionLanguage Language)> ExpressionsOf(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        var found = new List<(string, ExpressionLanguage)>();
        Collect(document.RootElement, found);
        return found;
    }

    private static void Collect(JsonElement element, List<(string Text, ExpressionLanguage Language)> found)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                Collect(item, found);
        }

        if (element.ValueKind != JsonValueKind.Object)
            return;
        if (element.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && element.TryGetProperty("value", out var value)
            && Enum.TryParse<ExpressionLanguage>(type.GetString(), out var language))
            found.Add((value.GetString()!, language));
        foreach (var member in element.EnumerateObject())
            Collect(member.Value, found);
    }
}
