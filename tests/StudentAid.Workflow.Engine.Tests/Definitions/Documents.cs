using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Engine.Tests.Definitions;

/// <summary>Documents as tests write and find them.</summary>
internal static class Documents
{
    public static readonly ActivityTypes Types = new(GeneralActivities.All);

    public static DefinitionDocument Read(string text) => DefinitionReader.Read(text, Types);

    /// <summary>A strict document with these activities and connections (JSON items).</summary>
    public static string Strict(string activities, string connections = "", string more = "") => $$"""
        {
          "$schema": "../schema/workflow-definition.schema.json",
          "definitionId": "sample",
          "name": "样例",{{more}}
          "root": { "type": "Elsa.Flowchart", "activities": [{{activities}}], "connections": [{{connections}}] }
        }
        """;

    public static string Elsa(string activities, string connections = "") => $$"""
        { "definitionId": "sample", "name": "sample", "root": { "id": "flow", "type": "Elsa.Flowchart", "activities": [{{activities}}], "connections": [{{connections}}] } }
        """;

    public static IEnumerable<string> Codes(this DefinitionDocument document, Severity severity) =>
        document.Diagnostics.Where(d => d.Severity == severity).Select(d => d.Code.Id);

    public static IEnumerable<string> CorpusFiles => Repository.ElsaCorpus is { } folder
        ? Directory.EnumerateFiles(folder, "*__*.json").Order(StringComparer.Ordinal)
        : [];
}
