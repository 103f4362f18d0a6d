using FluentAssertions;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Engine.Tests.Definitions;

public sealed class FailureTextTests
{
    [Fact]
    public void A_chinese_sentence_never_shows_a_failure_s_name_or_its_english_words()
    {
        Exception[] failures =
        [
            new FileNotFoundException("Could not find file 'x'."), new DirectoryNotFoundException("No."), new UnauthorizedAccessException("Access denied."), new IOException("The pipe broke."),
            new BadImageFormatException("Bad."), new TypeLoadException("Missing."), new FormatException("Wrong."), new InvalidOperationException("What."),
            new InvalidOperationException("outer", new FileNotFoundException("inner")),
        ];
        foreach (var failure in failures)
        {
            var text = FailureText.Of(failure);
            text.ZhCn.Should().NotContainAny("Exception", failure.Message).And.MatchRegex(@"^[\p{IsCJKUnifiedIdeographs}，]+$");
            text.In("en").Should().NotBeEmpty().And.NotEndWith(".");
        }

        FailureText.Of(failures[0]).Should().NotBe(FailureText.Of(failures[2]));
    }
}
