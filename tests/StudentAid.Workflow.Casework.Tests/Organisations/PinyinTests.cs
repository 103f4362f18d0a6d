using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations;

namespace StudentAid.Workflow.Casework.Tests.Organisations;

public class PinyinTests
{
    [Theory]
    [InlineData("李向南", "lxn")]
    [InlineData("周雨禾", "zyh")]
    [InlineData("欧阳娜", "oyn")]
    [InlineData("阿卜杜·热合曼", "abdrhm")]
    [InlineData("Ann李", "annl")]
    public void Initials_are_the_first_letters_of_the_pinyin(string name, string initials) => Pinyin.Initials(name).Should().Be(initials);

    [Fact]
    public void Names_sort_by_pinyin() =>
        new[] { "周雨禾", "李向南", "陈晨", "阿依", "吴天佑" }.Order(Pinyin.Order).Should().Equal("阿依", "陈晨", "李向南", "吴天佑", "周雨禾");

    [Theory]
    [InlineData("李向南", "向南", true)]
    [InlineData("李向南", "lx", true)]
    [InlineData("李向南", "xn", false)]
    public void A_name_is_found_by_a_part_of_it_or_the_beginning_of_its_initials(string name, string typed, bool found) =>
        Pinyin.Matches(name, typed).Should().Be(found);
}
