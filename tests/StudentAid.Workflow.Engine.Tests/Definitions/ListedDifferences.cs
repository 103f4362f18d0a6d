using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Tests.Definitions;

/// <summary>The list of docs/elsa-documents.md: what a document may differ in after it was read and written again. Applied to both sides.</summary>
internal static class ListedDifferences
{
    private static readonly (string Name, Value Value)[] Document =
    [
        ("$schema", "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json"), ("version", 1), ("toolVersion", "3.7.0.0"),
        ("isReadonly", false), ("isSystem", false), ("isLatest", true), ("isPublished", false),
        ("variables", Value.EmptyList), ("inputs", Value.EmptyList), ("outputs", Value.EmptyList), ("outcomes", Value.EmptyList),
        ("customProperties", Value.EmptyRecord), ("options", Value.Record(("autoUpdateConsumingWorkflows", false))),
    ];

    public static Value Applied(Value document)
    {
        var record = (RecordValue)WithoutNulls(document);
        foreach (var (name, value) in Document)
            record = record.Has(name) ? record : record.With(name, value);
        foreach (var name in new[] { "variables", "inputs", "outputs" })
            record = record.With(name, Value.List(record[name].Items.Select(v => v["isArray"].IsNull ? ((RecordValue)v).With("isArray", false) : v).ToArray()));
        record = record.Has("id") ? record : record.With("id", record["definitionId"]);
        return record.With("root", Activity((RecordValue)record["root"], ""));
    }

    private static RecordValue Activity(RecordValue node, string path)
    {
        path = path.Length == 0 ? node["id"].AsText()! : $"{path}:{node["id"].AsText()}";
        var custom = node["customProperties"] as RecordValue ?? Value.EmptyRecord;
        foreach (var flag in new[] { "canStartWorkflow", "runAsynchronously" })
        {
            custom = custom.Has(flag) ? custom : custom.With(flag, node.Has(flag) ? node[flag] : Value.False);
            node = node.Without(flag);
        }

        if (node["type"].AsText() == "Elsa.Flowchart")
        {
            custom = custom.Has("notFoundConnections") ? custom : custom.With("notFoundConnections", Value.EmptyList);
            node = node.With("connections", Value.List(node["connections"].Items.Select(Connection).ToArray()));
        }

        if (node["type"].AsText() is "Elsa.Flowchart" or "Elsa.Sequence" or "Elsa.Parallel" && !node.Has("variables"))
            node = node.With("variables", Value.EmptyList);
        node = node.With("customProperties", custom);
        node = node.Has("metadata") ? node : node.With("metadata", Value.EmptyRecord);
        node = node.Has("nodeId") ? node : node.With("nodeId", "Workflow1:" + path);
        if (node["activities"] is ListValue children)
            node = node.With("activities", Value.List(children.Values.Select(c => (Value)Activity((RecordValue)c, path)).ToArray()));
        return node["body"] is RecordValue body ? node.With("body", Activity(body, path)) : node;
    }

    private static Value Connection(Value connection)
    {
        var record = (RecordValue)connection;
        if (record["source"] is TextValue)
        {
            record = Value.Record(
                ("source", Value.Record(("activity", record["source"]), ("port", record["sourcePort"]))),
                ("target", Value.Record(("activity", record["target"]), ("port", record["targetPort"]))));
        }

        return record.Has("vertices") ? record : record.With("vertices", Value.EmptyList);
    }

    private static Value WithoutNulls(Value value) => value switch
    {
        RecordValue record => RecordValue.From(record.Members.Where(m => !m.Value.IsNull).Select(m => KeyValuePair.Create(m.Key, WithoutNulls(m.Value)))),
        ListValue list => Value.List(list.Values.Select(WithoutNulls).ToArray()),
        _ => value,
    };
}
