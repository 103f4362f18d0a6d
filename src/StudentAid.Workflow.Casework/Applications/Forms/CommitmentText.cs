using System.Collections.Frozen;
using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Applications.Forms;

/// <summary>
/// The words of a written commitment (kind <c>commitment</c>, 第十七条(二), 教政法函〔2019〕12号): the sentence to be written by hand, what follows
/// from breaking it, and who may sign (<c>student</c>, <c>guardian</c>).
/// </summary>
public sealed record CommitmentText(string Id, Text Sentence, ImmutableArray<Text> Consequences, ImmutableArray<string> Signers)
{
    public static readonly DocumentKind<CommitmentText> Kind = new("commitment", new Text("个人承诺", "Written commitment"), (n, d) => Read(n, d.Id), Value.Parse("""
        { "type": "object", "required": ["sentence", "signers"], "properties": {
            "sentence": { "type": ["string", "object"], "additionalProperties": true },
            "consequences": { "type": "array", "items": { "type": ["string", "object"], "additionalProperties": true } },
            "signers": { "type": "array", "minItems": 1, "items": { "enum": ["student", "guardian"] } } } }
        """));

    private static readonly FrozenSet<string> Known = new[] { "student", "guardian" }.ToFrozenSet(StringComparer.Ordinal);

    internal static CommitmentText Read(DocumentNode node, string id)
    {
        var consequences = node.Children("consequences").Select(c => Text.From(c.Value) ?? Wrong(c)).ToImmutableArray();
        _ = node.RequiredChildren("signers");
        var signers = node.Texts("signers");
        foreach (var signer in signers.Where(s => !Known.Contains(s)))
            node.Error(PackCodes.UnknownWord, "signers", ("word", signer), ("known", string.Join(", ", Known)));
        var commitment = new CommitmentText(id, node.Label("sentence"), consequences, signers);
        node.Close();
        return commitment;
    }

    private static Text Wrong(DocumentNode node)
    {
        node.Findings.Error(PackCodes.WrongType, node.Pointer, ("expected", "文字 a text"));
        return "";
    }
}
