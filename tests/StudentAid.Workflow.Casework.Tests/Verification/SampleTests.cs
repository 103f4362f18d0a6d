using FluentAssertions;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Tests.Cases;
using StudentAid.Workflow.Casework.Verification;
using StudentAid.Workflow.Engine.Expressions;
using static StudentAid.Workflow.Casework.Tests.Cases.CaseWorld;

namespace StudentAid.Workflow.Casework.Tests.Verification;

public sealed class SampleTests
{
    [Theory]
    [InlineData(1, 10, 10_000, 1_000)]
    [InlineData(1, 3, 9_000, 3_000)]
    public void About_the_share_is_drawn_and_the_same_again(int part, int whole, int count, int expected)
    {
        int Drawn() => Enumerable.Range(0, count).Count(n => SampleActivity.IsDrawn(new Share(part, whole, Exceed: false), $"种子|{n}"));

        Drawn().Should().BeInRange(expected * 9 / 10, expected * 11 / 10).And.Be(Drawn());
    }

    [Fact]
    public void Nobody_is_drawn_of_a_share_of_nothing_and_everybody_of_the_whole()
    {
        Enumerable.Range(0, 100).Should().NotContain(n => SampleActivity.IsDrawn(new Share(0, 1, Exceed: false), $"{n}"));
        Enumerable.Range(0, 100).Should().OnlyContain(n => SampleActivity.IsDrawn(new Share(1, 1, Exceed: false), $"{n}"));
    }

    [Fact]
    public void Who_must_be_drawn_is_drawn_whatever_the_chance()
    {
        Of([Node("sample", "StudentAid.Sample", ("share", "0/1"), ("always", Value.True))]).Start().Plain.Should().Contain("\"selected\":true");
        Of([Node("sample", "StudentAid.Sample", ("share", "0/1"))]).Start().Plain.Should().Contain("\"selected\":false");
    }
}
