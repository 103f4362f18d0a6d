using FluentAssertions;
using StudentAid.Workflow.Casework.Tests.Cases;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using static StudentAid.Workflow.Casework.Tests.Cases.CaseWorld;

namespace StudentAid.Workflow.Casework.Tests.Scoring;

public sealed class ScoringActivityTests
{
    private static CaseWorld Score(Value? review = null, string state = "none", params string[] categories)
    {
        var world = Of(
            [
                Node("apply", "StudentAid.Application", ("form", "determination-form"), ("commitment", "not-asked")), Node("match", "StudentAid.DataMatch"),
                Node("verify", "StudentAid.Verification"), Node("score", "StudentAid.Scoring", ("table", "score-table")), Node("stay", "Elsa.RunTask", ("taskName", "stay")),
            ],
            "apply.Waived -> end").Window().Matched(state, categories).Start();
        world.Do("submit", Value.Record(("answers", Answers()))).Should().BeNull();
        world.Do("record", Value.Record(
            ("method", "talk"), ("date", "2026-09-06"), ("persons", Value.List(Id.Of("han").ToString())), ("finding", "属实"), ("finish", true), ("review", review ?? Value.Null)))
            .Should().BeNull();
        return world;
    }

    [Fact]
    public void Total_and_level_stand_in_clear_and_points_per_item_sealed()
    {
        var world = Score();
        var total = world.Variable("total").AsNumber();
        total.Should().BeGreaterThan(40).And.BeLessThan(100);
        world.Variable("suggested").AsText().Should().NotBeNull();
        world.Variable("scale").AsText().Should().Be("hardship-levels");
        var noted = world.Notes("scored").Single();
        noted["table"].AsText().Should().StartWith("score-table/score-table@");
        noted["total"].AsNumber().Should().Be(total);
        world.Plain.Should().NotContain("ill-members").And.NotContain("per-capita");
    }

    [Fact]
    public void A_veto_suggests_not_determined_with_its_reason()
    {
        var world = Score(Value.Record(("untrue", true)));
        world.Variable("suggested").AsText().Should().Be("not-determined");
        world.Variable("suggestedReason").AsText().Should().Be("untrue-material");
        world.Events.OfType<InstanceEvent.OutputSet>().Single(o => o.Name == "vetoed").Value.AsBool().Should().BeTrue();
    }

    [Fact]
    public void What_the_same_step_sealed_is_scored_at_once()
    {
        var world = Of(
            [Node("apply", "StudentAid.Application", ("form", "determination-form"), ("commitment", "not-asked")), Node("score", "StudentAid.Scoring", ("table", "score-table"))],
            "apply.Waived -> end").Window().Start();
        world.Do("submit", Value.Record(("answers", Answers()))).Should().BeNull();
        world.Case.State.Incidents.Should().BeEmpty();
        world.Variable("total").AsNumber().Should().BeGreaterThan(0);
    }

    [Fact]
    public void A_matched_category_lifts_the_level_by_the_tables_direct_rule()
    {
        Score(null, "matched", "destitute-support").Variable("suggested").AsText().Should().Be("special");
    }

    [Fact]
    public void A_category_in_doubt_that_nobody_confirmed_lifts_nothing()
    {
        var world = Of(
            [Node("match", "StudentAid.DataMatch"), Node("score", "StudentAid.Scoring", ("table", "score-table"))]).Matched("doubtful", "destitute-support").Start();
        world.Do("resolve", Value.Record(("state", "none"), ("reason", "同名不同人"))).Should().BeNull();
        world.Case.State.Incidents.Should().BeEmpty();
        world.Variable("suggested").AsText().Should().Be("not-determined", "nothing was answered and the table counts what is missing as 0");
    }

    [Fact]
    public void Erased_answers_are_an_incident_and_no_score()
    {
        var world = Of([Node("set", "Elsa.SetVariable", ("variable", "answers"), ("value", "gone/1/0")), Node("score", "StudentAid.Scoring", ("table", "score-table"))]).Start();
        world.Case.State.Incidents.Values.Single().Code.Should().Be("content-erased");
    }

    [Fact]
    public void A_table_is_read_on_the_rounds_reference_day()
    {
        var world = Of([Node("score", "StudentAid.Scoring", ("table", "dated"))]).Pin("""
            { "kind": "score-table", "id": "dated", "article": "第十四条", "from": "2025-09-01", "name": "表", "scale": "hardship-levels", "missing": "not-scored",
              "factors": [{ "id": "economic", "name": "家庭经济" }],
              "items": [{ "id": "income", "name": "收入", "factor": "economic", "type": "number", "of": "answers.income",
                "bands": [{ "exclusiveMaximum": { "value": "line" }, "points": 60 }, { "minimum": { "value": "line" }, "points": 0 }] }],
              "thresholds": [{ "level": "special", "minimum": 60 }], "otherwise": "not-determined", "otherwiseReason": "other" }
            """).Start();
        world.Variable("suggested").IsNull.Should().BeTrue("an answer is missing and the table then suggests nothing");
    }
}
