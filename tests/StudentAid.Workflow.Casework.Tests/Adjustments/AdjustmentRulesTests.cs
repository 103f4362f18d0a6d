using FluentAssertions;
using StudentAid.Workflow.Casework.Adjustments;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Tests.Adjustments;

/// <summary>At what a decided case is looked at again is read off a document.</summary>
public sealed class AdjustmentRulesTests
{
    private const string Head = """ "kind": "adjustment-rules", "id": "adjustment-rules", "article": "t", "from": "2018-01-01", "name": "调整" """;

    [Fact]
    public void The_national_rules_name_a_trigger_for_all_that_the_product_proposes_at()
    {
        var rules = AdjustmentRules.From(Value.Parse(File.ReadAllText(Repository.PathOf("workflows/national/adjustment-rules.json"))));

        AdjustmentOrigins.All.Should().OnlyContain(o => rules.On(o) != null);
        rules.Triggers.Where(t => t.InWindow).Select(t => t.Id).Should().Equal("declaration", "semester");
        rules.By(AdjustmentRules.Family).Select(t => t.Id).Should().Equal("declaration");
        rules.Triggers.Should().OnlyContain(t => t.Name.En != null);
    }

    [Fact]
    public void A_province_s_rules_may_leave_out_what_is_proposed_by_itself()
    {
        var rules = AdjustmentRules.From(Value.Parse($$"""{ {{Head}}, "triggers": [ { "id": "visit", "name": "走访发现", "when": "any-time", "by": ["school"] } ] }"""));

        rules.On(AdjustmentOrigins.Sample).Should().BeNull();
        rules.Find("visit").Should().Match<AdjustmentTrigger>(t => !t.InWindow);
        AdjustmentRules.From(Value.Null).Triggers.Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{ "id": "aa", "name": "甲", "when": "sometimes" }""", "sometimes")]
    [InlineData("""{ "id": "aa", "name": "甲", "when": "window", "by": ["county"] }""", "county")]
    [InlineData("""{ "id": "aa", "name": "甲", "when": "window", "on": "full-moon" }""", "full-moon")]
    public void A_word_that_is_not_known_is_named(string trigger, string word)
    {
        var reading = PackReader.Read($$"""{ {{Head}}, "triggers": [ {{trigger}} ] }""");

        reading.Document.Should().BeNull();
        reading.Diagnostics.Select(d => d.In("zh-CN")).Should().ContainSingle().Which.Should().Contain(word);
    }
}
