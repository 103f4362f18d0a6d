namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>Procedures that tests of the API go by instead of the school's own.</summary>
internal static class Chains
{
    /// <summary>Three posts, one after the other, each case by case.</summary>
    public const string CaseByCase = """
        { "$schema": "workflow-definition.schema.json", "definitionId": "small", "name": "小流程", "outcomes": ["Determined", "NotDetermined"],
          "root": { "type": "Elsa.Flowchart", "activities": [
            { "id": "suggest", "type": "Elsa.SetVariable", "variable": "suggested", "value": "low" },
            { "id": "verify", "type": "StudentAid.Verification", "title": "核实", "role": "class-teacher", "scope": "class", "minimum": 1 },
            { "id": "office", "type": "StudentAid.Approval", "title": "核准", "role": "aid-office", "scope": "school", "act": "endorse", "scale": "levels" },
            { "id": "head", "type": "StudentAid.Approval", "title": "批准", "role": "aid-office", "scope": "school", "act": "approve", "scale": "levels" },
            { "id": "determined", "type": "Elsa.Complete", "outcomes": ["Determined"] },
            { "id": "refused", "type": "Elsa.Complete", "outcomes": ["NotDetermined"] } ],
          "variables": [ { "name": "suggested", "type": "String" } ],
          "connections": [ "suggest -> verify -> office.Endorsed -> head.Approved -> determined", "office.Returned => verify", "head.Returned => office", "head.NotDetermined -> refused" ] } }
        """;
}
