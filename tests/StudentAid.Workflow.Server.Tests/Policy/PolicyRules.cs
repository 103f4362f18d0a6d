namespace StudentAid.Workflow.Server.Tests.Policy;

/// <summary>The procedures and documents of the matrix's world, published at the top.</summary>
internal static class PolicyRules
{
    /// <summary>Case by case to the end.</summary>
    public const string Whole = """
        { "$schema": "workflow-definition.schema.json", "definitionId": "whole", "name": "逐件流程", "outcomes": ["Determined", "NotDetermined"],
          "root": { "type": "Elsa.Flowchart", "activities": [
            { "id": "suggest", "type": "Elsa.SetVariable", "variable": "suggested", "value": "low" },
            { "id": "verify", "type": "StudentAid.Verification", "title": "核实", "role": "class-teacher", "scope": "class", "minimum": 1 },
            { "id": "head", "type": "StudentAid.Approval", "title": "批准", "role": "class-teacher", "scope": "class", "act": "approve", "scale": "levels" },
            { "id": "determined", "type": "Elsa.Complete", "outcomes": ["Determined"] },
            { "id": "refused", "type": "Elsa.Complete", "outcomes": ["NotDetermined"] } ],
          "variables": [ { "name": "suggested", "type": "String" } ],
          "connections": [ "suggest -> verify -> head.Approved -> determined", "head.Returned => verify", "head.NotDetermined -> refused" ] } }
        """;

    /// <summary>A notice with a second instance.</summary>
    private const string Shown = """
        { "$schema": "workflow-definition.schema.json", "definitionId": "shown", "name": "公示流程", "outcomes": ["Determined", "NotDetermined"],
          "root": { "type": "Elsa.Flowchart", "activities": [
            { "id": "suggest", "type": "Elsa.SetVariable", "variable": "suggested", "value": "low" },
            { "id": "verify", "type": "StudentAid.Verification", "title": "核实", "role": "class-teacher", "scope": "class", "minimum": 1 },
            { "id": "head", "type": "StudentAid.Approval", "title": "批准", "role": "class-teacher", "scope": "class", "act": "approve", "scale": "levels" },
            { "id": "publicity", "type": "StudentAid.Publicity", "title": "结果公示", "role": "class-teacher", "scope": "class", "days": 5, "secondRole": "class-teacher", "secondDays": 3, "secondAnswerDays": 3, "roster": true },
            { "id": "determined", "type": "Elsa.Complete", "outcomes": ["Determined"] },
            { "id": "refused", "type": "Elsa.Complete", "outcomes": ["NotDetermined"] } ],
          "variables": [ { "name": "suggested", "type": "String" } ],
          "connections": [ "suggest -> verify -> head.Approved -> publicity.Passed -> determined", "head.Returned => verify", "publicity.Upheld => head", "head.NotDetermined -> refused" ] } }
        """;

    /// <summary>A body that meets, votes and scores.</summary>
    private const string Voted = """
        { "$schema": "workflow-definition.schema.json", "definitionId": "voted", "name": "评议流程", "outcomes": ["Determined", "NotDetermined"],
          "root": { "type": "Elsa.Flowchart", "activities": [
            { "id": "suggest", "type": "Elsa.SetVariable", "variable": "suggested", "value": "low" },
            { "id": "verify", "type": "StudentAid.Verification", "title": "核实", "role": "class-teacher", "scope": "class", "minimum": 1 },
            { "id": "group", "type": "StudentAid.CommitteeReview", "title": "民主评议", "body": "review-group", "scope": "class", "act": "propose", "scale": "levels", "sheet": "points", "roster": true },
            { "id": "head", "type": "StudentAid.Approval", "title": "批准", "role": "class-teacher", "scope": "class", "act": "approve", "scale": "levels" },
            { "id": "determined", "type": "Elsa.Complete", "outcomes": ["Determined"] },
            { "id": "refused", "type": "Elsa.Complete", "outcomes": ["NotDetermined"] } ],
          "variables": [ { "name": "suggested", "type": "String" } ],
          "connections": [ "suggest -> verify -> group.Proposed -> head.Approved -> determined", "group.Returned => verify", "head.Returned => group", "head.NotDetermined -> refused" ] } }
        """;

    /// <summary>Of rounds in which nobody applied.</summary>
    public static readonly string Spare = PolicyWorld.Definition.Replace("\"small\"", "\"spare\"", StringComparison.Ordinal);

    private const string Group = """
        { "kind": "body", "id": "review-group", "article": "t", "from": "2018-01-01", "procedure": "voted", "name": "评议小组", "scopes": ["class"],
          "categories": [ { "id": "class-teacher", "name": "班主任", "minimum": 0 }, { "id": "student-representative", "name": "学生代表", "minimum": 0, "student": true } ],
          "chairOf": ["class-teacher"], "quorum": { "present": { "minimum": "1/3" }, "agree": { "exclusiveMinimum": "1/3" }, "of": "present" }, "duties": { "decide": ["class-teacher"] } }
        """;

    private const string Sheet = """
        { "kind": "review-sheet", "id": "points", "article": "t", "from": "2018-01-01", "procedure": "voted", "name": "评分表", "items": [ { "id": "need", "name": "困难程度", "maximum": 10 } ] }
        """;

    private const string Revoked = """{ "kind": "revocation-rules", "id": "revocation-rules", "article": "t", "from": "2018-01-01", "name": "撤销", "body": "", "role": "finance-office" }""";

    private const string Enrolled = """
        { "kind": "enrolment-rules", "id": "enrolment-rules", "article": "t", "from": "2018-01-01", "name": "学籍异动", "days": 10, "dayUnit": "working-days", "role": "aid-office", "fullTime": ["full-time"],
          "registration": { "windows": [ { "id": "autumn", "name": "秋季学期", "opens": "08-15", "closes": "10-20" } ], "required": [ { "field": "guardianName", "name": "监护人姓名" } ] },
          "changes": [ { "id": "suspension", "name": "休学", "status": "suspended", "effect": "suspend" }, { "id": "withdrawal", "name": "退学", "status": "left", "effect": "stop" } ] }
        """;

    private const string Exported = """
        { "kind": "export-profile", "id": "plain", "article": "t", "from": "2018-01-01", "name": "名册", "purpose": "entry", "sheet": "名册", "columns": [ { "title": "姓名", "source": "person.name", "required": true } ], "errorFile": { "key": "姓名", "reason": "错误原因" } }
        """;

    /// <summary>An application with answers.</summary>
    private const string Told = """
        { "$schema": "workflow-definition.schema.json", "definitionId": "told", "name": "申请流程", "outcomes": ["Determined", "NotDetermined"],
          "root": { "type": "Elsa.Flowchart", "activities": [
            { "id": "suggest", "type": "Elsa.SetVariable", "variable": "suggested", "value": "low" },
            { "id": "apply", "type": "StudentAid.Application", "title": "学生申请", "form": "told-form", "commitment": "not-asked", "proof": "not-asked" },
            { "id": "verify", "type": "StudentAid.Verification", "title": "核实", "role": "class-teacher", "scope": "class", "minimum": 1 },
            { "id": "head", "type": "StudentAid.Approval", "title": "批准", "role": "class-teacher", "scope": "class", "act": "approve", "scale": "levels" },
            { "id": "determined", "type": "Elsa.Complete", "outcomes": ["Determined"] },
            { "id": "refused", "type": "Elsa.Complete", "outcomes": ["NotDetermined"] } ],
          "variables": [ { "name": "suggested", "type": "String" } ],
          "connections": [ "suggest -> apply -> verify -> head.Approved -> determined", "apply.Waived -> refused", "head.Returned => verify", "head.NotDetermined -> refused" ] } }
        """;

    private const string ToldForm = """
        { "kind": "form", "id": "told-form", "article": "t", "from": "2018-01-01", "procedure": "told", "name": "申请表",
          "schema": { "type": "object", "required": ["why"], "properties": {
            "why": { "type": "string", "title": "理由", "maxLength": 200 }, "income": { "type": "string", "title": "收入", "maxLength": 200 },
            "specialGroups": { "type": "array", "title": "特殊群体", "items": { "type": "string", "maxLength": 60 } } } }, "checks": [] }
        """;

    /// <summary>One that breaks before anybody has a task.</summary>
    private const string Broken = """
        { "$schema": "workflow-definition.schema.json", "definitionId": "broken", "name": "中断流程", "outcomes": ["Determined", "NotDetermined"],
          "root": { "type": "Elsa.Flowchart", "activities": [
            { "id": "share", "type": "Elsa.SetVariable", "variable": "share", "value": "= 10 / variables.share" },
            { "id": "verify", "type": "StudentAid.Verification", "title": "核实", "role": "class-teacher", "scope": "class", "minimum": 1 },
            { "id": "head", "type": "StudentAid.Approval", "title": "批准", "role": "class-teacher", "scope": "class", "act": "approve", "scale": "levels" },
            { "id": "determined", "type": "Elsa.Complete", "outcomes": ["Determined"] },
            { "id": "refused", "type": "Elsa.Complete", "outcomes": ["NotDetermined"] } ],
          "variables": [ { "name": "share", "type": "Int32", "default": 0 }, { "name": "suggested", "type": "String" } ],
          "connections": [ "share -> verify -> head.Approved -> determined", "head.Returned => verify", "head.NotDetermined -> refused" ] } }
        """;

    /// <summary>What rounds go by.</summary>
    public static async Task<IEnumerable<string>> AllAsync() =>
        [Whole, Shown, Voted, Spare, Told, ToldForm, Broken, Group, Sheet, Revoked, Enrolled, Exported, .. await NationalAsync("adjustment-rules", "prints/home-visit")];

    /// <summary>A later version of what rounds go by, after they were opened, and what only tables are read by.</summary>
    public static async Task<IEnumerable<string>> LaterAsync() =>
        [Spare.Replace("结果公示", "结果的公示", StringComparison.Ordinal), .. await NationalAsync("special-groups", "imports/provider-list")];

    /// <summary>What the product brings.</summary>
    public static Task<string[]> NationalAsync(params string[] named) =>
        Task.WhenAll(named.Select(n => File.ReadAllTextAsync(Repository.PathOf($"workflows/national/{n}.json"))));
}
