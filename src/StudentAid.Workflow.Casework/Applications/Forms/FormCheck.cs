using System.Collections.Frozen;
using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Applications.Forms;

/// <summary>A rule over several fields, as data: its id, the sentence for people, and whether it blocks or only warns.</summary>
public abstract record FormCheck(string Id, Text Message, bool Blocks)
{
    private static readonly FrozenDictionary<string, Func<DocumentNode, FormSchema, FormCheck>> Kinds =
        new Dictionary<string, Func<DocumentNode, FormSchema, FormCheck>>(StringComparer.Ordinal)
        {
            ["rows-equal"] = RowsEqual.ReadBody, ["required-when"] = RequiredWhen.ReadBody, ["at-least-one"] = AtLeastOne.ReadBody,
            ["one-of-list"] = OneOfList.ReadBody, ["hint-when"] = HintWhen.ReadBody, ["id-number"] = NumberFormat.ReadIdNumber,
            ["phone"] = NumberFormat.ReadPhone,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, bool> Severities =
        new Dictionary<string, bool>(StringComparer.Ordinal) { ["error"] = true, ["warning"] = false }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What is wrong with the answers; fields that are missing or of the wrong type are the schema's business.</summary>
    public abstract IEnumerable<FormFinding> Check(FormDocument form, RecordValue answers);

    internal static FormCheck Read(DocumentNode node, FormSchema schema)
    {
        var name = node.RequiredText("check");
        var (id, message, blocks) = (node.Id(), node.Label("message"), node.Word("severity", Severities, otherwise: true));
        if (Kinds.TryGetValue(name, out var read))
        {
            var check = read(node, schema);
            return check with { Id = id, Message = message, Blocks = check.Blocks && blocks };
        }

        if (name.Length > 0)
            node.Error(FormCodes.CheckUnknown, "check", ("name", name), ("known", string.Join(", ", Kinds.Keys.Order(StringComparer.Ordinal))));
        return new AtLeastOne([], null) with { Id = id, Message = message };
    }

    /// <summary>Reads a field's dotted path and reports it where the form has no such field.</summary>
    internal static FactPath Field(DocumentNode node, string name, FormSchema schema) => Known(node, name, node.RequiredText(name), schema);

    internal static ImmutableArray<FactPath> Fields(DocumentNode node, string name, FormSchema schema) =>
        [.. node.Texts(name).Select(text => Known(node, name, text, schema))];

    internal static Condition When(DocumentNode node, FormSchema schema)
    {
        if (node.Child("when") is not { } child)
        {
            node.Findings.Error(PackCodes.Missing, node.Pointer, ("name", "when"));
            return new AlwaysUnknown();
        }

        var condition = Condition.Read(child);
        child.Close();
        foreach (var path in condition.Paths)
            Known(node, "when", path.Text, schema);
        return condition;
    }

    private static FactPath Known(DocumentNode node, string name, string text, FormSchema schema)
    {
        if (text.Length > 0 && schema.At(text) is null)
            node.Error(FormCodes.FieldUnknown, name, ("field", text));
        return new FactPath(text);
    }

    private sealed record AlwaysUnknown : Condition
    {
        public override IEnumerable<FactPath> Paths => [];

        public override bool? Holds(Value facts) => null;
    }
}
