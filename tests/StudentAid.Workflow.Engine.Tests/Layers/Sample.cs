using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Layers;

namespace StudentAid.Workflow.Engine.Tests.Layers;

/// <summary>A small procedure of four steps and two ends, and a type whose options tighten each in its own way.</summary>
internal static class Sample
{
    public static readonly ActivityTypes Types = new([.. GeneralActivities.All, new NoticeActivity()]);

    public static readonly Origin By = new("u1", "o1", "甲省", "甲省办法 第三条");

    public static Definition Definition => Read("""
        { "$schema": "workflow-definition.schema.json", "definitionId": "leave", "name": "请假", "article": "总办法 第一条", "outcomes": ["Approved", "Refused"],
          "root": { "type": "Elsa.Flowchart", "activities": [
            { "id": "ask", "type": "Elsa.RunTask", "taskName": "ask" },
            { "id": "check", "type": "Elsa.RunTask", "taskName": "check" },
            { "id": "notice", "type": "Test.Notice", "title": "公示", "article": "第二条", "days": 5, "unit": "working-days", "where": ["board", "screen"], "sent": ["head"], "most": 3 },
            { "id": "decide", "type": "Elsa.RunTask", "taskName": "decide" },
            { "id": "approved", "type": "Elsa.Complete", "outcomes": ["Approved"] },
            { "id": "refused", "type": "Elsa.Complete", "outcomes": ["Refused"] } ],
          "connections": [ "ask -> check -> notice -> decide.Yes -> approved", "decide.No -> refused", "decide.Back => check", "check.Back => ask" ] } }
        """);

    public static ImmutableDictionary<string, Value> Documents => ImmutableDictionary<string, Value>.Empty.Add("table/points", Value.Parse("""
        { "id": "points", "items": [ { "id": "a", "points": 1 }, { "id": "b", "points": 2 } ], "bands": [ { "exclusiveMaximum": 100, "points": 0 }, { "minimum": 100, "points": 5 } ],
          "entries": [ { "from": "2025-01-01", "value": 100 } ], "words": ["one", "two"] }
        """));

    public static Definition Read(string text) => DefinitionReader.Read(text, Types).Definition!;

    public static Overlay Overlay(string changes, string unit = "u1", string id = "o1") => Document(changes, unit, id).Overlay!;

    public static OverlayDocument Document(string changes, string unit = "u1", string id = "o1") => OverlayReader.Read(
        $$"""{ "kind": "overlay", "id": "{{id}}", "unit": "{{unit}}", "procedure": "leave", "article": "{{unit}}办法 第三条", "from": "2024-01-01", "name": "{{unit}}", "changes": [ {{changes}} ] }""",
        Types);

    public static Folded Fold(params ReadOnlySpan<(string Unit, string Changes)> layers)
    {
        var all = ImmutableArray.CreateBuilder<Layer>();
        all.Add(new Layer("", Definition, []));
        foreach (var (unit, changes) in layers)
            all.Add(new Layer(unit, null, [Overlay(changes, unit)]));
        return Workflow.Engine.Layers.Fold.Of(all.ToImmutable(), Types);
    }
}

internal sealed record NoticeOptions
{
    [Option("天数", "Days", Tightens = "min")]
    public int Days { get; init; } = 5;

    [Option("单位", "Unit", Choices = ["working-days", "days"], Tightens = "fixed")]
    public string Unit { get; init; } = "working-days";

    [Option("何处", "Where", Tightens = "subset")]
    public ImmutableArray<string> Where { get; init; } = [];

    [Option("送达", "Sent", Tightens = "superset")]
    public ImmutableArray<string> Sent { get; init; } = [];

    [Option("至多", "Most", Tightens = "max")]
    public int Most { get; init; } = 9;

    [Option("备注", "Remark")]
    public string Remark { get; init; } = "";
}

internal sealed class NoticeActivity() : ActivityType<NoticeOptions>(new ActivityDescription
{
    Type = "Test.Notice", Title = new Text("公示", "Notice"), Summary = new Text("公示。", "Shows."), Category = new Text("测试", "Test"),
})
{
    protected override ActivityResult Enter(ActivityContext context, NoticeOptions options) => ActivityResult.Completed();
}
