using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Server.Api;

/// <summary>What to put in the place of a word, in UTF-16 positions of the text in which it was found.</summary>
public sealed record FixView(int Offset, int Length, string Text)
{
    private const string Nearest = "nearest";
    private const string Member = "name";

    /// <summary>The arguments that may hold the misspelt word, its own before those that only say where it stands.</summary>
    private static readonly string[] Misspelt = ["verb", "option", Member, "type", "port", "target", "level", "fact", "word", "id", "kind", "document"];

    /// <summary>Null where the finding knows no better word, or where the one that is wrong cannot be told from others at its place.</summary>
    public static FixView? Of(Diagnostic finding, string text)
    {
        if (finding.Position is not { } at || !finding.Arguments.TryGetValue(Nearest, out var nearest) || at.Offset + at.Length > text.Length)
            return null;
        // An object's finding has no length, for it speaks of a member: there the member is looked for.
        if (at.Length == 0)
            return finding.Arguments.TryGetValue(Member, out var name) && MemberAt(SourceTree.Parse(text).Tree.Root, at.Offset, name) is { } member
                ? Only(text, name, member.Start, member.Start + name.Length + 2, nearest) : null;
        return Misspelt.Select(m => finding.Arguments.GetValueOrDefault(m, "")).Where(w => w.Length > 0)
            .Select(w => Only(text, w, at.Offset, at.Offset + at.Length, nearest)).FirstOrDefault(f => f is not null);
    }

    private static SourceMember? MemberAt(SourceNode? node, int offset, string name) =>
        node is null || offset < node.Start || offset >= node.End ? null
        : node.Start == offset ? node.Members.FirstOrDefault(m => m.Name == name)
        : node.Items.Concat(node.Members.Select(m => m.Node)).Select(n => MemberAt(n, offset, name)).FirstOrDefault(m => m is not null);

    private static FixView? Only(string text, string word, int from, int end, string nearest) =>
        WordAt(text, word, from, end) is >= 0 and var found && WordAt(text, word, found + word.Length, end) < 0 ? new FixView(found, word.Length, nearest) : null;

    private static int WordAt(string text, string word, int from, int end)
    {
        for (var at = from; at < end && (at = text.IndexOf(word, at, end - at, StringComparison.Ordinal)) >= 0; at += word.Length)
        {
            if ((at == 0 || !IsOfWord(text[at - 1])) && (at + word.Length == text.Length || !IsOfWord(text[at + word.Length])))
                return at;
        }

        return -1;
    }

    private static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || c is '-' or '_';
}
