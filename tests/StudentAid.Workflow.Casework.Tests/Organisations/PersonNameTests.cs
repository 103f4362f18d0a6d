using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations;
using Xunit;

namespace StudentAid.Workflow.Casework.Tests.Organisations;

public class PersonNameTests
{
    [Theory]
    [InlineData("张 三", "张三")]
    [InlineData("　张　三 ", "张三")]
    [InlineData("阿依古丽•买买提", "阿依古丽·买买提")]
    [InlineData("阿依古丽・买买提", "阿依古丽·买买提")]
    [InlineData("阿依古丽．买买提", "阿依古丽·买买提")]
    [InlineData("阿依古丽 . 买买提", "阿依古丽·买买提")]
    [InlineData("𠮷田㐂䶮", "𠮷田㐂䶮")]
    [InlineData("ａｎｎａ", "ANNA")]
    public void Names_are_equal_however_they_are_spaced_and_dotted(string written, string normal)
    {
        PersonName.Normalise(written).Should().Be(normal);
        PersonName.AreEqual(written, normal).Should().BeTrue();
    }

    [Theory]
    [InlineData("李向南", "李响南")]
    [InlineData("阿依古丽·买买提", "阿依古丽买买提")]
    public void Other_names_stay_other_names(string left, string right) => PersonName.AreEqual(left, right).Should().BeFalse();
}
