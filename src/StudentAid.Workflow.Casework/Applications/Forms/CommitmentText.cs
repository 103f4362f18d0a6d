using System.Collections.Frozen;
using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Applications.Forms;

/// <summary>
/// The words of a written commitment (kind <c>commitment</c>, 第十七条(二), 教政法函〔2019〕12号): the sentence to be written by hand, what follows
/// from breaking it, who may sign (<c>student</c>, <c>guardian</c>), and for whom the guardian has to.
/// </summary>
public sealed record CommitmentText(string Id, Text Sentence, ImmutableArray<Text> Consequences, ImmutableArray<string> Signers)
{
    public GuardianRules Guardian { get; init; } = GuardianRules.None;

    public static readonly DocumentKind<CommitmentText> Kind = new("commitment", new Text("个人承诺", "Written commitment"), (n, d) => Read(n, d.Id), Value.Parse("""
        { "type": "object", "required": ["sentence", "signers"], "properties": {
            "sentence": { "type": ["string", "object"], "additionalProperties": true },
            "consequences": { "type": "array", "items": { "type": ["string", "object"], "additionalProperties": true } },
            "signers": { "type": "array", "minItems": 1, "items": { "enum": ["student", "guardian"] } },
            "guardian": { "type": "object", "required": ["birth", "rules"], "additionalProperties": false, "properties": {
              "birth": { "type": "string" }, "named": { "type": "string" },
              "rules": { "type": "array", "minItems": 1, "items": { "type": "object", "required": ["id", "below", "article", "name"], "additionalProperties": false, "properties": {
                "id": { "type": "string" }, "below": { "type": "integer", "minimum": 1, "maximum": 30 }, "separate": { "type": "boolean" },
                "article": { "type": "string" }, "name": { "type": ["string", "object"], "additionalProperties": true } } } } } } } }
        """));

    private static readonly FrozenSet<string> Known = new[] { "student", "guardian" }.ToFrozenSet(StringComparer.Ordinal);

    internal static CommitmentText Read(DocumentNode node, string id)
    {
        var consequences = node.Children("consequences").Select(c => Text.From(c.Value) ?? Wrong(c)).ToImmutableArray();
        _ = node.RequiredChildren("signers");
        var signers = node.Texts("signers");
        foreach (var signer in signers.Where(s => !Known.Contains(s)))
            node.Error(PackCodes.UnknownWord, "signers", ("word", signer), ("known", string.Join(", ", Known)));
        var commitment = new CommitmentText(id, node.Label("sentence"), consequences, signers)
        {
            Guardian = node.Child("guardian") is { } guardian ? GuardianRules.Read(guardian) : GuardianRules.None,
        };
        node.Close();
        return commitment;
    }

    private static Text Wrong(DocumentNode node)
    {
        node.Findings.Error(PackCodes.WrongType, node.Pointer, ("expected", new Text("文字", "a text")));
        return "";
    }
}
