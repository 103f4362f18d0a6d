using System.Reflection;
using FluentAssertions;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Analysis;
using Xunit;

namespace StudentAid.Workflow.Casework.Tests;

public class EveryCodeTests
{
    private static readonly Code[] Codes =
    [
        .. typeof(PackCodes).Assembly.GetTypes().Where(t => t.Name.EndsWith("Codes", StringComparison.Ordinal))
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(f => f.GetValue(null)).OfType<Code>(),
    ];

    [Fact]
    public void Every_code_is_in_kebab_case_and_declared_once()
    {
        Codes.Should().NotBeEmpty();
        Codes.Select(c => c.Id).Should().OnlyHaveUniqueItems().And.OnlyContain(id => id.Length > 0 && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'));
    }

    [Fact]
    public void Every_code_speaks_both_languages_with_the_same_arguments()
    {
        foreach (var code in Codes)
        {
            code.Sentence.ZhCn.Should().EndWith("。");
            code.Sentence.En.Should().StartWith("Expected ").And.EndWith(".");
            Arguments(code.Sentence.In("en")).Should().BeSubsetOf(Arguments(code.Sentence.ZhCn), code.Id);
        }
    }

    private static IEnumerable<string> Arguments(string sentence) =>
        sentence.Split('{').Skip(1).Select(part => part.Split('}')[0]);
}
