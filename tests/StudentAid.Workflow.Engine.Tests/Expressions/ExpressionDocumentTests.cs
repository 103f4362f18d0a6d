using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using Xunit;

namespace StudentAid.Workflow.Engine.Tests.Expressions;

/// <summary>docs/expressions.md says what is so: every row of its tables of differences is tried, every function stands in it.</summary>
public class ExpressionDocumentTests
{
    private static readonly string Document = File.ReadAllText(Repository.PathOf("docs/expressions.md"));

    public static TheoryData<ExpressionLanguage, string, string> Rows
    {
        get
        {
            var rows = new TheoryData<ExpressionLanguage, string, string>();
            foreach (var language in Enum.GetValues<ExpressionLanguage>())
            {
                foreach (var cells in RowsUnder(language == ExpressionLanguage.JavaScript ? "JavaScript" : "C#"))
                    rows.Add(language, Unquoted(cells[1]), Unquoted(cells[3]));
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_difference_is_as_described(ExpressionLanguage language, string text, string expected) =>
        Run.Shown(text, language).Should().Be(expected);

    [Fact]
    public void The_tables_of_differences_are_found() => Rows.Should().HaveCountGreaterThan(40);

    [Theory]
    [InlineData(ExpressionLanguage.JavaScript)]
    [InlineData(ExpressionLanguage.CSharp)]
    public void Every_function_is_described(ExpressionLanguage language) =>
        Functions.Names(language).Concat(Methods.Names(language)).Where(n => !Document.Contains($"`{n}`", StringComparison.Ordinal)).Should().BeEmpty();

    private static IEnumerable<string[]> RowsUnder(string heading) => Document.Split('\n')
        .SkipWhile(l => !l.StartsWith($"| expression | {heading} |", StringComparison.Ordinal)).Skip(2)
        .TakeWhile(l => l.StartsWith('|'))
        .Select(l => l.Split(" | ", StringSplitOptions.TrimEntries))
        .Select(cells => (string[])["", cells[0].TrimStart('|').Trim(), .. cells[1..]]);

    private static string Unquoted(string cell) => cell.Trim('`');
}
