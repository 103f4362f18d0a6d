namespace StudentAid.Workflow.Storage.Tests.Pins;

/// <summary>The documents of <see cref="PinSchool"/>: one procedure in several forms.</summary>
internal static class SmallProcedure
{
    public const string Scale = """
        { "kind": "scale", "id": "levels", "article": "t", "from": "2018-01-01", "name": "等级",
          "levels": [ { "id": "high", "name": "高" }, { "id": "low", "name": "低" } ],
          "notDetermined": { "id": "none", "name": "无", "reasons": [ { "id": "other", "name": "其他", "article": "t" } ] } }
        """;

    /// <summary>Working days of 2026 only: what runs into 2027 is provisional.</summary>
    public const string Calendar = """
        { "kind": "calendar", "id": "cn", "name": "测试日历", "article": "国务院办公厅通知", "zone": "Asia/Shanghai", "from": "2018-01-01", "years": { "2026": { "offOnWeekday": ["2026-09-25"], "workOnWeekend": ["2026-09-20"] } } }
        """;

    /// <summary>A procedure of one step that another starts beside itself.</summary>
    public const string Side = """
        { "$schema": "workflow-definition.schema.json", "definitionId": "side", "name": "旁支", "outcomes": ["Done"],
          "root": { "type": "Elsa.Flowchart", "id": "side-flow", "activities": [
            { "id": "note", "type": "Elsa.RunTask", "title": "备注", "taskName": "clerk" },
            { "id": "noted", "type": "Elsa.Complete", "outcomes": ["Done"] } ],
            "connections": ["note -> noted"] } }
        """;

    public static readonly string First = Of("look", "Elsa.RunTask", "list");

    /// <summary>Both steps have another name.</summary>
    public static readonly string Renamed = Of("verify", "Elsa.RunTask", "office");

    /// <summary>The first step has a third name.</summary>
    public static readonly string RenamedAgain = Of("check", "Elsa.RunTask", "office");

    /// <summary>The first step is no task any more but a signal that is waited for.</summary>
    public static readonly string AnotherType = Of("look", "Elsa.Event", "list");

    /// <summary>The first form with something started beside it.</summary>
    public static readonly string WithSide = First
        .Replace("\"suggest ->", "\"start -> suggest ->", StringComparison.Ordinal)
        .Replace("{ \"id\": \"suggest\"", """{ "id": "start", "type": "Elsa.DispatchWorkflow", "title": "旁支", "workflowDefinitionId": "side" }, { "id": "suggest" """.TrimEnd(), StringComparison.Ordinal);

    /// <summary>Two posts decide by list, one after the other; the first list's activity is called so.</summary>
    public static string TwoLists(string first) => $$"""
        { "$schema": "workflow-definition.schema.json", "definitionId": "small", "name": "小流程", "outcomes": ["Determined", "NotDetermined"],
          "variables": [ { "name": "suggested", "type": "String" } ],
          "root": { "type": "Elsa.Flowchart", "id": "flow", "activities": [
            { "id": "suggest", "type": "Elsa.SetVariable", "variable": "suggested", "value": "low" },
            { "id": "look", "type": "Elsa.RunTask", "title": "查看", "taskName": "teacher" },
            { "id": "{{first}}", "type": "StudentAid.Approval", "title": "提出", "role": "chair", "scope": "class", "act": "propose", "roster": true, "scale": "levels" },
            { "id": "list", "type": "StudentAid.Approval", "title": "批准", "role": "office", "scope": "school", "act": "approve", "roster": true, "scale": "levels" },
            { "id": "done", "type": "Elsa.Complete", "outcomes": ["Determined"] },
            { "id": "refused", "type": "Elsa.Complete", "outcomes": ["NotDetermined"] } ],
            "connections": [ "suggest -> look -> {{first}}.Proposed -> list.Approved -> done", "{{first}}.Returned => look", "list.NotDetermined -> refused", "list.Returned => {{first}}" ] } }
        """;

    private static string Of(string look, string type, string list) => $$"""
        { "$schema": "workflow-definition.schema.json", "definitionId": "small", "name": "小流程", "outcomes": ["Determined", "NotDetermined"],
          "variables": [ { "name": "suggested", "type": "String" } ],
          "root": { "type": "Elsa.Flowchart", "id": "flow", "activities": [
            { "id": "suggest", "type": "Elsa.SetVariable", "variable": "suggested", "value": "low" },
            { "id": "{{look}}", "type": "{{type}}", "title": "查看", {{(type == "Elsa.Event" ? "\"eventName\": \"seen\"" : "\"taskName\": \"teacher\"")}} },
            { "id": "{{list}}", "type": "StudentAid.Approval", "title": "批准", "role": "office", "scope": "school", "act": "approve", "roster": true, "scale": "levels" },
            { "id": "notice", "type": "StudentAid.Publicity", "title": "公示", "scope": "school", "days": 5 },
            { "id": "done", "type": "Elsa.Complete", "outcomes": ["Determined"] },
            { "id": "refused", "type": "Elsa.Complete", "outcomes": ["NotDetermined"] } ],
            "connections": [
              "suggest -> {{look}} -> {{list}}", "{{list}}.Approved -> notice", "notice.Passed -> done", "{{list}}.NotDetermined -> refused", "{{list}}.Returned => {{look}}",
              "notice.Upheld => {{list}}" ] } }
        """;
}
