using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Definitions;

/// <summary>The content hash of a definition, which is part of every pin.</summary>
public static class DefinitionHash
{
    private static readonly HashSet<string> DocumentRows = new(StringComparer.Ordinal)
    {
        "$schema", "id", "tenantId", "createdAt", "version", "toolVersion", "isReadonly", "isSystem", "isLatest", "isPublished",
    };

    private static readonly HashSet<string> ActivityRows = new(StringComparer.Ordinal)
    {
        "nodeId", "source", "line", "workflowDefinitionVersionId", "latestAvailablePublishedVersion", "latestAvailablePublishedVersionId",
    };

    /// <summary>
    /// SHA-256 in lower-case hex over the model without designer data, dates, row ids and publish flags; blanks and the order of properties do not
    /// change it.
    /// </summary>
    public static string Of(Definition definition)
    {
        var value = DefinitionValue.Of(Stripped(definition));
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, ValueJson.WriterOptions))
            WriteSorted(writer, value);
        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }

    private static Definition Stripped(Definition definition) => definition with
    {
        Elsa = Without(definition.Elsa, DocumentRows),
        Root = Stripped(definition.Root),
    };

    private static ActivityNode Stripped(ActivityNode node) => node with
    {
        Metadata = node.Metadata.Without("designer"),
        Elsa = Without(node.Elsa, ActivityRows),
        CustomProperties = node.CustomProperties.Without("source"),
        Inputs = [.. node.Inputs.Select(i => i with { Elsa = Without(i.Elsa, "memoryReference") })],
        Connections = [.. node.Connections.Select(c => c with { Elsa = Without(c.Elsa, "vertices") })],
        Children = [.. node.Children.Select(c => c with { Node = Stripped(c.Node) })],
    };

    private static RecordValue? Without(RecordValue? record, string name) =>
        record?.Without(name) is { Count: > 0 } rest ? rest : null;

    private static RecordValue Without(RecordValue record, HashSet<string> names) =>
        RecordValue.From(record.Members.Where(m => !names.Contains(m.Key)));

    private static void WriteSorted(Utf8JsonWriter writer, Value value)
    {
        switch (value)
        {
            case RecordValue record:
                writer.WriteStartObject();
                foreach (var (name, member) in record.Members.OrderBy(m => m.Key, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(name);
                    WriteSorted(writer, member);
                }

                writer.WriteEndObject();
                break;
            case ListValue list:
                writer.WriteStartArray();
                foreach (var item in list.Values)
                    WriteSorted(writer, item);
                writer.WriteEndArray();
                break;
            case NumberValue number:
                // 1.0 and 1 are one amount, so they hash alike.
                writer.WriteNumberValue(number.Value / 1.0000000000000000000000000000m);
                break;
            default: value.Write(writer); break;
        }
    }
}
